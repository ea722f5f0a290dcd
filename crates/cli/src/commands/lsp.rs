//! `autoscale lsp`: the language server.

use autoscale_lsp::Ending;
use autoscale_workspace::reason;
use clap::Args;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Options of `autoscale lsp`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  autoscale lsp      as the command of a language server, in an editor's settings")]
pub(crate) struct LspArgs {
    /// Taken, because many editors pass it: there is no other way to serve
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves the client on standard input and output.
pub(crate) fn run(terminal: &mut Terminal) -> Result<Exit, Failure> {
    match autoscale_lsp::serve() {
        Ok(Ending::Orderly) => Ok(Exit::Fine),
        Ok(Ending::Abrupt) => Ok(Exit::Findings),
        Err(error) => {
            let message = format!("the editor cannot be reached: {}", reason(&error));
            terminal.failure(&Failure::new(message))?;
            Ok(Exit::Findings)
        }
    }
}
