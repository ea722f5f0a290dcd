//! How far the simulations have come, for the bar in the terminal.

use autoscale_base::Timestamp;

use crate::progress::Progress;

/// The bar is as many steps long for each run.
pub(super) const STEPS: u64 = 200;

/// The part of the bar that one run fills.
pub(super) struct Bar<'p> {
    progress: &'p Progress,
    from: Timestamp,
    /// When the run will probably end.
    until: Timestamp,
    done: u64,
}

impl<'p> Bar<'p> {
    pub(super) const fn new(progress: &'p Progress, from: Timestamp, until: Timestamp) -> Self {
        Self {
            progress,
            from,
            until,
            done: 0,
        }
    }

    /// The run has come to that instant.
    pub(super) fn at(&mut self, now: Timestamp) {
        let whole = i128::from(self.until.since(self.from).ticks()).max(1);
        let part = i128::from(now.since(self.from).ticks()) * i128::from(STEPS) / whole;
        self.advance_to(u64::try_from(part).unwrap_or(0).min(STEPS));
    }

    /// The run has ended.
    pub(super) fn end(mut self) {
        self.advance_to(STEPS);
    }

    fn advance_to(&mut self, step: u64) {
        if step > self.done {
            self.progress.done(step - self.done);
            self.done = step;
        }
    }
}
