//! One session with one client.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tower_lsp::LspService;

use crate::Ending;
use crate::server::Server;
use crate::transport;

/// Serves the client on standard input and output until it ends the session.
///
/// # Errors
/// When the client can no longer be read from or written to.
pub fn serve() -> io::Result<Ending> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let ending = runtime.block_on(serve_on(tokio::io::stdin(), tokio::io::stdout()));
    // A read of standard input may still be waiting for the client.
    runtime.shutdown_background();
    ending
}

/// Serves the client at the other ends of `input` and `output`.
///
/// # Errors
/// As [`serve`].
pub async fn serve_on(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin,
) -> io::Result<Ending> {
    let (notices, to_send) = mpsc::unbounded_channel();
    let (service, socket) = LspService::new(|client| Server::new(client, notices));
    transport::serve(input, output, service, socket, to_send).await
}
