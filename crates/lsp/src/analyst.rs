//! A thread that analyses what was edited. It starts at once, and an
//! edit that is overtaken by a newer one is never analysed.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::documents::Document;

/// Documents that wait for the analyst, each once.
#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Arc<Document>>,
    closed: bool,
}

#[derive(Debug, Default)]
struct Desk {
    queue: Mutex<Queue>,
    filled: Condvar,
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a document; `None` when there will be no more.
    fn take(&self) -> Option<Arc<Document>> {
        let mut queue = self.queue();
        loop {
            if queue.closed {
                return None;
            }
            if let Some(document) = queue.waiting.pop_front() {
                return Some(document);
            }
            queue = self
                .filled
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Hands documents to the thread. Dropping it ends the thread.
#[derive(Debug)]
pub(crate) struct Analyst {
    desk: Arc<Desk>,
}

impl Analyst {
    /// Starts the thread; `report` gets every document that was analysed.
    pub(crate) fn new(report: impl Fn(&Arc<Document>) + Send + 'static) -> Self {
        let desk = Arc::new(Desk::default());
        let of_thread = Arc::clone(&desk);
        thread::spawn(move || {
            while let Some(document) = of_thread.take() {
                document.analysis();
                // A fault of ours must not end the thread.
                let _fault = catch_unwind(AssertUnwindSafe(|| report(&document)));
            }
        });
        Self { desk }
    }

    /// Asks for an analysis. An older version that still waits is forgotten.
    pub(crate) fn ask(&self, document: Arc<Document>) {
        let mut queue = self.desk.queue();
        queue.waiting.retain(|other| other.uri != document.uri);
        queue.waiting.push_back(document);
        drop(queue);
        self.desk.filled.notify_one();
    }
}

impl Drop for Analyst {
    fn drop(&mut self) {
        self.desk.queue().closed = true;
        self.desk.filled.notify_one();
    }
}
