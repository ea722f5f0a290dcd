//! `autoscale man`: manual pages.

use std::io::Write as _;

use clap::{Args, CommandFactory as _};

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Options of `autoscale man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale man | man -l -
  autoscale man check > autoscale-check.1")]
pub(crate) struct ManArgs {
    /// The command to document; without it, the page on `autoscale` itself
    command: Option<String>,
}

/// Prints a page in roff.
pub(crate) fn run(args: &ManArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut root = Cli::command();
    root.build();
    let command = match &args.command {
        None => root,
        Some(name) => root.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::with_help(
                format!("there is no command `{name}`"),
                "`autoscale --help` lists the commands",
            )
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    terminal.out().0.write_all(&page)?;
    Ok(Exit::Fine)
}
