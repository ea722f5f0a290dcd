//! Work that takes too long for the loop that reads messages: it is done beside
//! it, one piece after the other, and not at all when nobody waits for it any
//! more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Semaphore;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

/// The protocol's `ContentModified`: the text that was asked about is gone.
const CONTENT_MODIFIED: ErrorCode = ErrorCode::ServerError(-32801);

/// A place to work, for one at a time.
#[derive(Debug)]
pub(crate) struct Aside {
    turns: Arc<Semaphore>,
}

/// Whoever asked for the work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asker {
    is_gone: Arc<AtomicBool>,
}

impl Asker {
    /// Does anybody wait for the work? Not after `$/cancelRequest`.
    pub(crate) fn waits(&self) -> bool {
        !self.is_gone.load(Ordering::Relaxed)
    }
}

/// Dropped with the future that waits.
struct Waiting(Asker);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.is_gone.store(true, Ordering::Relaxed);
    }
}

impl Aside {
    pub(crate) fn new() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(1)),
        }
    }

    /// Does `work` once it is its turn. `None` of it says that the text that it
    /// is about is no longer the client's.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Asker) -> Option<T> + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let waiting = Waiting(Asker::default());
        let asker = waiting.0.clone();
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&asker)
        });
        match work.await {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => Err(modified()),
            Err(_) => Err(Error::internal_error()),
        }
    }
}

fn modified() -> Error {
    Error {
        code: CONTENT_MODIFIED,
        message: "the document was changed or closed in the meantime".into(),
        data: None,
    }
}
