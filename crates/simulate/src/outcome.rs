//! What came of it.

use std::collections::BTreeMap;

use autoscale_base::{TICKS_PER_SECOND, Timestamp};
use autoscale_catalog::policy::PreemptedCost;
use autoscale_pool::NodeKind;

use crate::simulation::Simulation;

/// What came of a simulation. Times are in seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// When it began.
    pub from: Timestamp,
    /// When it ended.
    pub until: Timestamp,
    /// How many tasks stand where.
    pub tasks: TaskCounts,
    /// How long tasks waited until they were started.
    pub waits: Waits,
    /// Busy slot-time over slot-time of current nodes; `None` without nodes.
    pub utilisation: Option<f64>,
    /// The mean number of tasks in the queue.
    pub mean_queue: f64,
    /// Node-hours, dedicated and low-priority.
    pub node_hours: [f64; 2],
    /// US dollars; `None` when a price that counts is unknown.
    pub cost: Option<f64>,
    /// Task-hours of tasks that were taken off their nodes.
    pub lost_hours: f64,
    /// How often resizes reported each error.
    pub resize_errors: BTreeMap<String, u64>,
    /// How often the formula was evaluated, and with an error.
    pub evaluations: [u64; 2],
    /// How many resizes began.
    pub resizes: u64,
    /// How many nodes were taken away.
    pub preemptions: u64,
}

/// How many tasks stand where. Submitted are as many as have completed, run,
/// wait and were terminated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// Submitted so far.
    pub submitted: u64,
    /// Ended by themselves, well or badly.
    pub completed: u64,
    /// Of those the ones that failed.
    pub failed: u64,
    /// On nodes.
    pub running: u64,
    /// In the queue, or waiting for other tasks.
    pub waiting: u64,
    /// Ended by nodes that left.
    pub terminated: u64,
    /// How often a task was put back into the queue.
    pub requeued: u64,
}

/// How long tasks waited until they were started, a requeued task again. All 0
/// when none was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Waits {
    /// The mean.
    pub mean: f64,
    /// Half waited no longer.
    pub p50: f64,
    /// 95 of 100 waited no longer.
    pub p95: f64,
    /// 99 of 100 waited no longer.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

#[expect(clippy::cast_precision_loss, reason = "a double is what is asked for")]
fn hours(ticks: u128) -> f64 {
    ticks as f64 / (3600.0 * TICKS_PER_SECOND as f64)
}

impl Waits {
    /// By nearest rank.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "ranks are small, seconds are doubles"
    )]
    fn of(mut waits: Vec<i64>) -> Self {
        if waits.is_empty() {
            return Self::default();
        }
        let seconds = |ticks: i64| ticks as f64 / TICKS_PER_SECOND as f64;
        let sum: i128 = waits.iter().copied().map(i128::from).sum();
        waits.sort_unstable();
        let rank = |share: f64| {
            let rank = (share * waits.len() as f64).ceil() as usize;
            seconds(waits.get(rank.max(1) - 1).copied().unwrap_or_default())
        };
        Self {
            mean: sum as f64 / waits.len() as f64 / TICKS_PER_SECOND as f64,
            p50: rank(0.5),
            p95: rank(0.95),
            p99: rank(0.99),
            max: seconds(waits.last().copied().unwrap_or_default()),
        }
    }
}

impl Simulation<'_> {
    pub(crate) fn outcome(self) -> Outcome {
        let settings = self.settings;
        let statistics = self.statistics;
        let sums = statistics.sums;
        let completed = statistics.succeeded + statistics.failed;
        let slots = u128::from(settings.pool.task_slots_per_node);
        let slot_time = (sums.dedicated + sums.low_priority) * slots;
        let paid = [
            sums.dedicated,
            match settings.policy.preempted_cost {
                PreemptedCost::Free => sums.low_priority_paid,
                PreemptedCost::Paid => sums.low_priority,
            },
        ];
        let price = |kind| settings.pool.vm.as_ref().and_then(|vm| vm.price_of(kind));
        let costs = NodeKind::ALL
            .into_iter()
            .zip(paid)
            .map(|(kind, ticks)| match ticks {
                0 => Some(0.0),
                ticks => Some(price(kind)? * hours(ticks)),
            });
        let elapsed = self.now.since(settings.from).ticks().unsigned_abs();
        Outcome {
            from: settings.from,
            until: self.now,
            tasks: TaskCounts {
                submitted: u64::from(self.submitted),
                completed,
                failed: statistics.failed,
                running: statistics.running,
                waiting: self.queue.len() as u64 + statistics.blocked,
                terminated: statistics.terminated,
                requeued: statistics.requeued,
            },
            waits: Waits::of(statistics.waits),
            utilisation: (slot_time > 0).then(|| hours(sums.busy_slots) / hours(slot_time)),
            mean_queue: hours(sums.waiting) / hours(u128::from(elapsed.max(1))),
            node_hours: [hours(sums.dedicated), hours(sums.low_priority)],
            cost: costs.sum(),
            lost_hours: hours(statistics.lost),
            resize_errors: statistics.resize_errors,
            evaluations: [statistics.evaluations, statistics.evaluation_errors],
            resizes: statistics.resizes,
            preemptions: statistics.preemptions,
        }
    }
}
