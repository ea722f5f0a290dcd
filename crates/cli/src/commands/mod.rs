//! One file a subcommand.

pub(crate) mod bounds;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod lsp;
pub(crate) mod man;
pub(crate) mod plan;
pub(crate) mod schema;
pub(crate) mod simulate;

use crate::args::Command;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Runs one subcommand.
pub(crate) fn run(command: &Command, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match command {
        Command::Check(args) => check::run(args, terminal),
        Command::Fmt(args) => fmt::run(args, terminal),
        Command::Bounds(args) => bounds::run(args, terminal),
        Command::Eval(args) => eval::run(args, terminal),
        Command::Plan(args) => plan::run(args, terminal),
        Command::Simulate(args) => simulate::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Demo => demo::run(terminal),
        Command::Lsp(_) => lsp::run(terminal),
        Command::Schema(args) => schema::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal),
    }
}
