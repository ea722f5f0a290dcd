//! Who looks on while a simulation runs.

use autoscale_base::Timestamp;
use autoscale_catalog::DeallocationOption;
use autoscale_machine::AutoScaleRun;
use autoscale_pool::{ResizeError, Sizes};

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
}

/// How it is at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub time: Timestamp,
    /// How many nodes the pool has.
    pub current: Sizes,
    /// How many it wishes for.
    pub target: Sizes,
    /// Tasks on nodes.
    pub running_tasks: u64,
    /// Tasks in the queue.
    pub waiting_tasks: u64,
}

/// A resize as the service's events tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResizeNow {
    /// What happens to the tasks of nodes that leave.
    pub option: DeallocationOption,
    /// How many nodes the pool has.
    pub current: Sizes,
    /// How many it wishes for.
    pub target: Sizes,
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
            option: self.resize.option(),
            current: self.nodes.current(),
            target: self.target,
        }
    }

    pub(crate) fn row(&self) -> Row {
        Row {
            time: self.now,
            current: self.nodes.current(),
            target: self.target,
            running_tasks: self.statistics.running,
            waiting_tasks: self.queue.len() as u64,
        }
    }
}
