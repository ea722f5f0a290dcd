//! A bar on the terminal, for runs that take long enough to be looked at.

use std::io::{IsTerminal as _, stderr};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter runs have no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How many files are done.
pub(super) struct Progress {
    started: Instant,
    /// `None` when nobody looks.
    total: Option<u64>,
    done: AtomicU64,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Of so many files.
    pub(super) fn new(files: usize) -> Self {
        let watched = files > 1 && stderr().is_terminal();
        Self {
            started: Instant::now(),
            total: u64::try_from(files).ok().filter(|_| watched),
            done: AtomicU64::new(0),
            bar: OnceLock::new(),
        }
    }

    /// One more file is done.
    pub(super) fn one_more(&self) {
        let Some(total) = self.total else {
            return;
        };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::new(total);
            match ProgressStyle::with_template("checked {pos} of {len} files {wide_bar}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        bar.set_position(done);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
