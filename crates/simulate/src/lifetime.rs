//! When the pool comes into being, and when it ends.

use autoscale_base::Interval;
use autoscale_catalog::DeallocationOption;
use autoscale_catalog::assumption::PoolLifetime;
use autoscale_pool::{AllocationState, NodeKind, NodeState, Sizes, Targets};

use crate::Settings;
use crate::nodes::Condition;
use crate::simulation::Simulation;
use crate::tasks::Stand;

/// How long the pool lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// All along.
    LongLived,
    /// From the first submission until all tasks have ended.
    Job,
    /// From the first submission on: an auto pool that is kept alive.
    Kept,
}

impl Lifetime {
    /// The lifetime `jobschedule` is that of all jobs of the schedule, as the
    /// workload is here.
    pub(crate) fn of(settings: &Settings) -> Self {
        let auto_pool = settings.pool.configuration.auto_pool.as_ref();
        match (settings.assumptions.pool_lifetime, auto_pool) {
            (PoolLifetime::LongLived, _) | (PoolLifetime::AsDefined, None) => Self::LongLived,
            (_, Some(pool)) if pool.keep_alive => Self::Kept,
            (PoolLifetime::AsDefined, Some(_)) | (PoolLifetime::Job, _) => Self::Job,
        }
    }
}

/// Is there a pool?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existence {
    /// Not yet.
    NotYet,
    /// The service has refused to create it.
    Refused,
    /// There is.
    Active,
    /// It has been deleted.
    Gone,
}

impl Simulation<'_> {
    /// The nodes that the pool has at the beginning. Those on their way out are
    /// gone, since nobody knows what they wait for, and those that are booting
    /// begin anew.
    pub(crate) fn fill(&mut self) {
        let nodes = &self.settings.pool.nodes;
        for kind in NodeKind::ALL {
            for node in nodes.iter().filter(|node| node.kind == kind) {
                if node.state == NodeState::LeavingPool {
                    continue;
                }
                let place = self.nodes.join(kind, self.now);
                if let Some(joined) = self.nodes.get_mut(place) {
                    joined.allocated = node.allocated.unwrap_or(self.now);
                    joined.certificates = self.certificates;
                }
                self.begin_node(place, node.state);
            }
        }
    }

    fn begin_node(&mut self, place: u32, state: NodeState) {
        match Condition::of(state) {
            Condition::Usable => {
                self.expect_preemption(place);
                self.open(place);
            }
            Condition::Booting | Condition::Leaving => self.boot(place),
            Condition::Failed => {
                self.expect_preemption(place);
                self.nodes.set(place, Some(state), self.now);
            }
            Condition::Preempted => self.lose(place),
        }
    }

    /// The pool begins its life, as far as the account has room for another.
    /// One that is there already does not ask.
    pub(crate) fn begin(&mut self) {
        let settings = self.settings;
        let is_new = self.lifetime != Lifetime::LongLived || settings.pool.is_new;
        if is_new && settings.account.is_full_of_pools() {
            self.existence = Existence::Refused;
            return;
        }
        self.existence = Existence::Active;
        if self.autoscale.has_formula() {
            self.turn_on();
        } else if self.nodes.current() != self.target {
            // "The initial sizing when the Pool is created counts as a resize"
            // (`azure-batch` 15.1.0).
            self.begin_resize(Targets {
                sizes: self.target,
                option: DeallocationOption::Requeue,
            });
        }
    }

    /// Deletes the pool of a job whose tasks have all ended.
    #[inline]
    pub(crate) fn end_with_tasks(&mut self) {
        if self.existence == Existence::Active
            && self.statistics.ended() == self.workload.tasks().len() as u64
        {
            self.delete();
        }
    }

    /// Deletes the pool: "running tasks are requeued, as if a resize had been
    /// requested with the default option" (`azure-batch` 14.2.0, in other
    /// words).
    pub(crate) fn delete(&mut self) {
        self.turn_off();
        if self.resize.state != AllocationState::Steady {
            self.supersede();
        }
        let leaving: Vec<u32> = self
            .nodes
            .iter()
            .filter(|(_, node)| node.state == Some(NodeState::LeavingPool))
            .map(|(place, _)| place)
            .collect();
        for place in leaving {
            let others = self.evict(place, Stand::Waiting);
            if let Some(node) = self.nodes.get_mut(place) {
                node.keeps_data = false;
            }
            self.leave(place);
            self.release(&others);
        }
        if self.nodes.current() != Sizes::ZERO || self.target != Sizes::ZERO {
            self.begin_resize(Targets {
                sizes: Sizes::ZERO,
                option: DeallocationOption::Requeue,
            });
        }
        self.existence = Existence::Gone;
    }

    /// `resizeTimeout`. That of a pool "has no effect" on resizes by a formula
    /// (`azure-batch` 15.1.0).
    pub(crate) fn resize_timeout(&self) -> Interval {
        let settings = self.settings;
        if self.autoscale.is_on() {
            settings.assumptions.resize_timeout
        } else {
            let timeout = settings.pool.configuration.resize_timeout;
            timeout.unwrap_or(Interval::from_seconds(900))
        }
    }
}
