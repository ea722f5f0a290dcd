//! What a formula sees of the world.

use autoscale_base::Timestamp;
use autoscale_catalog::Metric;
use autoscale_catalog::profile::Profile;
use autoscale_metrics::{History, PoolFacts};

use crate::window::horizon;

/// The world of one evaluation: a fixed instant, so that an evaluation is
/// deterministic.
#[derive(Clone, Copy, Debug)]
pub struct Env<'a> {
    /// The value of `time()`, and the end of every look-back window.
    pub now: Timestamp,
    /// The seed of `rand()`.
    pub seed: u64,
    /// The samples.
    pub history: &'a History,
    /// The pool as it is on entry.
    pub pool: PoolFacts,
}

impl Env<'_> {
    /// A metric where a number is needed: the newest sample that can be seen,
    /// otherwise what is known of the pool, otherwise 0.
    ///
    /// The documentation does so with `$CurrentDedicatedNodes * 1.1`, and
    /// Azure/Batch#151 with `$PendingTasks`; profile: `bare-metric`.
    #[must_use]
    pub fn newest(&self, metric: Metric, profile: &Profile) -> f64 {
        let newest = self.history.newest(metric, horizon(self.now, profile));
        newest.unwrap_or(match metric {
            Metric::CurrentDedicatedNodes => self.pool.current_dedicated_nodes(),
            Metric::CurrentLowPriorityNodes => self.pool.current_low_priority_nodes(),
            Metric::TaskSlotsPerNode => self.pool.task_slots_per_node(),
            _ => 0.0,
        })
    }
}
