//! Who looks on while a simulation runs.

use autoscale_base::Timestamp;
use autoscale_catalog::DeallocationOption;
use autoscale_machine::AutoScaleRun;
use autoscale_pool::{ResizeError, Sizes};

use crate::Operated;
use crate::nodes::Condition;
use crate::simulation::Simulation;

/// Hears of everything that a report may want. Every method does nothing unless
/// it is written.
pub trait Observer {
    /// How it is after all events of an instant that changed something.
    fn row(&mut self, _row: &Row) {}

    /// The formula was evaluated.
    fn evaluation(&mut self, _run: &AutoScaleRun) {}

    /// A resize began or ended.
    fn pool_event(&mut self, _time: Timestamp, _event: &PoolEvent) {}

    /// Something was asked of the pool from outside.
    fn operation(&mut self, _time: Timestamp, _operated: &Operated) {}
}

/// How it is at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub time: Timestamp,
    /// How many nodes the pool has.
    pub current: Sizes,
    /// How many are there and paid for, whatever counts as one of the pool.
    pub paid: Sizes,
    /// How many it wishes for.
    pub target: Sizes,
    /// How many of its nodes are preempted.
    pub preempted: u32,
    /// How many have been taken away so far.
    pub preemptions: u64,
    /// Tasks on nodes.
    pub running_tasks: u64,
    /// Tasks in the queue, and those that no node of the pool can ever run.
    pub waiting_tasks: u64,
}

/// A resize as the service's events tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResizeNow {
    /// What happens to the tasks of nodes that leave.
    pub option: DeallocationOption,
    /// Do nodes leave?
    pub shrinks: bool,
    /// How many nodes the pool has.
    pub current: Sizes,
    /// How many it wishes for.
    pub target: Sizes,
    /// Does a formula size it?
    pub auto_scale: bool,
}

/// What happens to a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PoolEvent {
    /// A resize begins.
    ResizeStart(ResizeNow),
    /// A resize has ended, well or badly.
    ResizeComplete {
        /// How the pool is.
        resize: ResizeNow,
        /// When it began.
        started: Timestamp,
        /// Why its target is not reached.
        errors: Vec<ResizeError>,
    },
}

impl Simulation<'_> {
    /// Tells the observer, if there is one.
    pub(crate) fn tell(&mut self, event: impl FnOnce(&Self) -> PoolEvent) {
        if let Some(observer) = self.observer.take() {
            observer.pool_event(self.now, &event(self));
            self.observer = Some(observer);
        }
    }

    pub(crate) fn resize_now(&self) -> ResizeNow {
        ResizeNow {
            option: self.resize.option,
            shrinks: self.resize.shrinks,
            current: self.current(),
            target: self.target,
            auto_scale: self.autoscale.is_on(),
        }
    }

    pub(crate) fn row(&self) -> Row {
        Row {
            time: self.now,
            current: self.current(),
            paid: self.paid(),
            target: self.target,
            preempted: self.nodes.count(Condition::Preempted),
            preemptions: self.statistics.preemptions,
            running_tasks: self.statistics.running,
            waiting_tasks: self.queue.len() as u64 + self.statistics.stuck,
        }
    }
}
