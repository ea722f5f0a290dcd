//! A bar on the terminal, for runs that take long enough to be looked at.

use std::io::{IsTerminal as _, stderr};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter runs have no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How much there is to do, and how much is done.
pub(crate) struct Progress {
    started: Instant,
    /// Somebody looks.
    is_watched: bool,
    /// The text of the bar, as `indicatif` takes it.
    template: &'static str,
    found: AtomicU64,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(crate) fn new(template: &'static str) -> Self {
        Self {
            started: Instant::now(),
            is_watched: stderr().is_terminal(),
            template,
            found: AtomicU64::new(0),
            done: AtomicU64::new(0),
            bar: OnceLock::new(),
        }
    }

    /// There is so much more to do.
    pub(crate) fn found(&self, more: u64) {
        self.found.fetch_add(more, Ordering::Relaxed);
    }

    /// So much more is done.
    pub(crate) fn done(&self, more: u64) {
        if !self.is_watched {
            return;
        }
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        if self.started.elapsed() < PATIENCE {
            return;
        }
        let found = self.found.load(Ordering::Relaxed);
        if found < 2 {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::new(found);
            match ProgressStyle::with_template(self.template) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_length(found);
        bar.set_position(done);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
