//! The `autoscale` command. The only crate that prints.

mod analysis;
mod args;
mod commands;
mod exit;
mod formats;
mod in_host;
mod input;
mod options;
mod output;
mod pool_args;
mod progress;
mod terminal;
mod topic;
mod world;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing can be told when even this cannot be printed.
            let _ = error.print();
            let exit = if error.use_stderr() {
                Exit::Trouble
            } else {
                Exit::Fine
            };
            return exit.into();
        }
    };
    let mut terminal = Terminal::new(cli.color);
    let ended = commands::run(&cli.command, &mut terminal)
        .and_then(|exit| terminal.flush().map(|()| exit).map_err(Failure::from));
    match ended {
        Ok(exit) => exit.into(),
        Err(Failure::BrokenPipe) => Exit::Fine.into(),
        Err(failure) => {
            let _ = terminal.failure(&failure);
            Exit::Trouble.into()
        }
    }
}
