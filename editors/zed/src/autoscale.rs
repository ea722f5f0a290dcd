//! The Zed extension: how Zed starts the Autoscale language server.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{
    Command, Extension, LanguageServerId, Result, Worktree, register_extension,
};

/// The name of the program, and of the server in the extension's manifest.
const AUTOSCALE: &str = "autoscale";

struct Autoscale;

impl Extension for Autoscale {
    fn new() -> Self {
        Self
    }

    /// The program that the user has set (`lsp.autoscale.binary`), else the one
    /// on the path of the project's shell. Nothing is downloaded.
    fn language_server_command(
        &mut self,
        _: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let settings = LspSettings::for_worktree(AUTOSCALE, worktree)?;
        let (path, arguments) = settings
            .binary
            .map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which(AUTOSCALE))
            .ok_or("`autoscale` is not on the path; `lsp.autoscale.binary.path` in the settings can name it")?;
        Ok(Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["lsp".to_owned()]),
            env: worktree.shell_env(),
        })
    }
}

register_extension!(Autoscale);
