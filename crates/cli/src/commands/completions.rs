//! `autoscale completions`: a completion script for a shell.

use std::io::Write as _;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Options of `autoscale completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale completions bash > ~/.local/share/bash-completion/completions/autoscale
  autoscale completions zsh > ~/.zfunc/_autoscale
  autoscale completions fish > ~/.config/fish/completions/autoscale.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &CompletionsArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "autoscale", &mut script);
    terminal.out().0.write_all(&script)?;
    Ok(Exit::Fine)
}
