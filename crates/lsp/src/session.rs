//! One session with one client.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

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
    let ending = runtime.block_on(serve_on(tokio::io::stdin(), Direct(io::stdout())));
    // A read of standard input may still be waiting for the client.
    runtime.shutdown_background();
    ending
}

/// Writes at once. A session does nothing else while it writes, so that another
/// thread to write would only cost the time to wake it.
struct Direct<W>(W);

impl<W: Write + Unpin> AsyncWrite for Direct<W> {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(self.get_mut().0.write(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.get_mut().0.flush())
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(cx)
    }
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
