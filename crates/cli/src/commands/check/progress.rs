//! A bar on the terminal, for runs that take long enough to be looked at.

use std::io::{IsTerminal as _, stderr};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter runs have no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many files are found and done.
pub(super) struct Progress {
    started: Instant,
    /// Somebody looks.
    is_watched: bool,
    found: AtomicU64,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            is_watched: stderr().is_terminal(),
            found: AtomicU64::new(0),
            done: AtomicU64::new(0),
            bar: OnceLock::new(),
        }
    }

    /// One more file is found.
    pub(super) fn one_found(&self) {
        self.found.fetch_add(1, Ordering::Relaxed);
    }

    /// One more file is done.
    pub(super) fn one_done(&self) {
        if !self.is_watched {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.started.elapsed() < PATIENCE {
            return;
        }
        let found = self.found.load(Ordering::Relaxed);
        if found < 2 {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::new(found);
            match ProgressStyle::with_template("checked {pos} of {len} files {wide_bar}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_length(found);
        bar.set_position(done);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
