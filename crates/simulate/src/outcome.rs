//! What came of it.

use std::collections::BTreeMap;

use autoscale_base::{TICKS_PER_SECOND, Timestamp};
use autoscale_catalog::service_error::{
    COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT, POOL_QUOTA_REACHED,
};
use autoscale_pool::NodeKind;

use crate::boot::FailedNodes;
use crate::lifetime::Existence;
use crate::nodes::Condition;
use crate::simulation::Simulation;
use crate::{Operated, Refusal};

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
    /// Node-hours, dedicated and low-priority, of the nodes that the pool says
    /// it has. The cost is that of the nodes that are there.
    pub node_hours: [f64; 2],
    /// US dollars; `None` when a price that counts is unknown.
    pub cost: Option<f64>,
    /// Task-hours of tasks that were taken off their nodes.
    pub lost_hours: f64,
    /// How often resizes reported each error.
    pub resize_errors: BTreeMap<String, u64>,
    /// How often the formula was evaluated, and with an error.
    pub evaluations: [u64; 2],
    /// How often an evaluation ended with each error.
    pub evaluation_errors: BTreeMap<String, u64>,
    /// How many resizes began.
    pub resizes: u64,
    /// How many nodes were taken away.
    pub preemptions: u64,
    /// Node-hours of both kinds, by what the nodes did.
    pub hours: ConditionHours,
    /// Nodes that never came to run tasks.
    pub failed_nodes: FailedNodes,
    /// What was done to the pool from outside, and what was refused.
    pub operations: Vec<Operated>,
    /// Nodes that are there at the end and lack a certificate that was added
    /// after they had booted.
    pub without_certificate: u32,
    /// Why there never was a pool.
    pub refused: Option<Refusal>,
}

impl Outcome {
    /// How often a resize reported that a quota or a limit of the pool's size
    /// was reached.
    #[must_use]
    pub fn quota_hits(&self) -> u64 {
        let errors = self.resize_errors.iter();
        let limits = errors.filter(|(code, _)| is_limit(code));
        limits.map(|(_, count)| count).sum()
    }

    /// Did the formula fail whenever it was evaluated, so that the pool kept
    /// its targets?
    #[must_use]
    pub fn always_failed(&self) -> bool {
        let [evaluations, errors] = self.evaluations;
        evaluations > 0 && evaluations == errors
    }
}

/// Is it the code of a quota or of a limit of the pool's size, not of a lack of
/// capacity?
pub(crate) fn is_limit(code: &str) -> bool {
    code.contains("Quota") || code == COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT.code
}

/// Node-hours by what the nodes did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ConditionHours {
    /// From joining, or from a reboot, until they could run tasks.
    pub booting: f64,
    /// Fit to run tasks, idle or not.
    pub usable: f64,
    /// Unusable, or with a failed start task.
    pub failed: f64,
    /// On their way out.
    pub leaving: f64,
    /// Taken away.
    pub preempted: f64,
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
    /// In the queue, or waiting for other tasks, or never to be scheduled.
    pub waiting: u64,
    /// Of those the ones that no node of the pool can ever run: they need more
    /// slots than a node has, or several nodes in a pool that cannot give them.
    pub never_scheduled: u64,
    /// Of those that wait the ones whose `depends_on` have not all succeeded.
    pub blocked: u64,
    /// Ended by nodes that left.
    pub terminated: u64,
    /// How often a task was put back into the queue.
    pub requeued: u64,
    /// Of those that failed the ones that were ended at `maxWallClockTime`.
    pub over_time: u64,
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
        let [booting, usable, failed, leaving, preempted] = self.nodes.ticks(self.now);
        let old = self.nodes.iter().filter(|(_, node)| {
            // Nodes that boot will get it.
            let booted = |state| {
                let condition = Condition::of(state);
                !matches!(condition, Condition::Booting | Condition::Preempted)
            };
            node.state.is_some_and(booted) && node.certificates < self.certificates
        });
        let statistics = self.statistics;
        let errors = statistics.evaluation_errors.into_iter();
        let errors: BTreeMap<_, _> = errors
            .map(|(code, count)| (code.to_owned(), count))
            .collect();
        let sums = statistics.sums;
        let [beside, low_priority_beside] = sums.told_beside;
        let completed = statistics.succeeded + statistics.failed;
        let slots = u128::from(settings.pool.task_slots_per_node);
        let slot_time = (sums.dedicated + sums.low_priority) * slots;
        let paid = [sums.dedicated, sums.low_priority_paid];
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
                waiting: self.queue.len() as u64 + statistics.blocked + statistics.stuck,
                never_scheduled: statistics.stuck,
                blocked: statistics.blocked,
                terminated: statistics.terminated,
                requeued: statistics.requeued,
                over_time: statistics.over_time,
            },
            waits: Waits::of(statistics.waits),
            utilisation: (slot_time > 0).then(|| hours(sums.busy_slots) / hours(slot_time)),
            mean_queue: hours(sums.waiting) / hours(u128::from(elapsed.max(1))),
            node_hours: [
                hours(sums.dedicated.saturating_add_signed(beside)),
                hours(sums.low_priority.saturating_add_signed(low_priority_beside)),
            ],
            cost: costs.sum(),
            lost_hours: hours(statistics.lost),
            resize_errors: statistics.resize_errors,
            evaluations: [statistics.evaluations, errors.values().sum()],
            evaluation_errors: errors,
            resizes: statistics.resizes,
            preemptions: statistics.preemptions,
            hours: ConditionHours {
                booting: hours(booting),
                usable: hours(usable),
                failed: hours(failed),
                leaving: hours(leaving),
                preempted: hours(preempted),
            },
            failed_nodes: statistics.failed_nodes,
            without_certificate: u32::try_from(old.count()).unwrap_or(u32::MAX),
            refused: (self.existence == Existence::Refused).then(|| {
                let reason = "the account has as many pools as it may";
                Refusal::new(POOL_QUOTA_REACHED, reason)
            }),
            operations: self.operated,
        }
    }
}
