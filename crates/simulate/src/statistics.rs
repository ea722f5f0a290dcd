//! What is counted and summed up on the way.

use std::collections::BTreeMap;

use autoscale_base::{Interval, Timestamp};
use autoscale_machine::RunError;
use autoscale_pool::{NodeKind, ResizeError, Sizes};

use crate::boot::FailedNodes;
use crate::workload::Task;

/// Counts and sums so far.
#[derive(Debug, Default)]
pub(crate) struct Statistics {
    /// Tasks that have ended by themselves, and those of them that failed.
    pub(crate) succeeded: u64,
    pub(crate) failed: u64,
    pub(crate) running: u64,
    /// Tasks that wait for others.
    pub(crate) blocked: u64,
    /// Tasks that are ready and can never run, and their instances.
    pub(crate) stuck: u64,
    pub(crate) stuck_instances: u64,
    pub(crate) terminated: u64,
    pub(crate) requeued: u64,
    /// Tasks that were ended at `maxWallClockTime`.
    pub(crate) over_time: u64,
    /// Slots in use.
    busy_slots: u64,
    /// The time that every start waited, in ticks.
    pub(crate) waits: Vec<i64>,
    /// Time of tasks that were taken off their nodes.
    pub(crate) lost: u128,
    pub(crate) resizes: u64,
    pub(crate) resize_errors: BTreeMap<String, u64>,
    pub(crate) preemptions: u64,
    pub(crate) evaluations: u64,
    /// How often an evaluation ended with each error.
    pub(crate) evaluation_errors: BTreeMap<&'static str, u64>,
    pub(crate) failed_nodes: FailedNodes,
    pub(crate) sums: Sums,
}

/// Sums over time, in ticks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    /// Nodes that are there.
    pub(crate) dedicated: u128,
    pub(crate) low_priority: u128,
    /// By how much the nodes that the pool says it has are more or fewer, which
    /// policies about creating and leaving nodes may make them.
    pub(crate) told_beside: [i128; 2],
    /// Of low-priority nodes those that are paid for.
    pub(crate) low_priority_paid: u128,
    pub(crate) busy_slots: u128,
    /// Tasks in the queue.
    pub(crate) waiting: u128,
}

impl Statistics {
    /// A task starts.
    #[inline]
    pub(crate) fn started(&mut self, wait: Interval, task: &Task) {
        self.waits.push(wait.ticks());
        self.running += 1;
        self.busy_slots += slots(task);
    }

    /// A task is no longer on a node.
    #[inline]
    pub(crate) fn stopped(&mut self, task: &Task) {
        self.running -= 1;
        self.busy_slots -= slots(task);
    }

    /// A task has ended by itself.
    #[inline]
    pub(crate) fn completed(&mut self, well: bool) {
        if well {
            self.succeeded += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Slots in use.
    pub(crate) const fn busy_slots(&self) -> u64 {
        self.busy_slots
    }

    /// Tasks that have ended, whatever the end.
    pub(crate) const fn ended(&self) -> u64 {
        self.succeeded + self.failed + self.terminated
    }

    pub(crate) fn evaluation_error(&mut self, error: &RunError) {
        *self.evaluation_errors.entry(error.code).or_default() += 1;
    }

    pub(crate) fn resize_error(&mut self, error: &ResizeError) {
        *self
            .resize_errors
            .entry(error.code.to_string())
            .or_default() += 1;
    }

    /// Time passes in which nothing changes.
    #[inline]
    pub(crate) fn pass(
        &mut self,
        from: Timestamp,
        to: Timestamp,
        told: Sizes,
        current: Sizes,
        paid: Sizes,
        waiting: usize,
    ) {
        let ticks = u128::from(to.since(from).ticks().unsigned_abs());
        let sums = &mut self.sums;
        if told != current {
            let ticks = i128::from(to.since(from).ticks());
            for (sum, kind) in sums.told_beside.iter_mut().zip(NodeKind::ALL) {
                *sum += ticks * (i128::from(told.of(kind)) - i128::from(current.of(kind)));
            }
        }
        sums.dedicated += ticks * u128::from(current.dedicated);
        sums.low_priority += ticks * u128::from(current.low_priority);
        sums.low_priority_paid += ticks * u128::from(paid.low_priority);
        sums.busy_slots += ticks * u128::from(self.busy_slots);
        sums.waiting += ticks * waiting as u128;
    }
}

/// Slots of a task, on all of its nodes.
fn slots(task: &Task) -> u64 {
    u64::from(task.slots) * u64::from(task.instances)
}
