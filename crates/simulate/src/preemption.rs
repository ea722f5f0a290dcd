//! Low-priority nodes are taken away, and come back.

use autoscale_base::Interval;
use autoscale_catalog::policy::PreemptedQuota;
use autoscale_pool::{NodeKind, NodeState};

use crate::agenda::Event;
use crate::distribution::Draw as _;
use crate::simulation::Simulation;
use crate::tasks::Stand;

/// How long a node that finds no room in the quota waits at least, so that time
/// goes on.
const RETRY: Interval = Interval::from_seconds(60);

impl Simulation<'_> {
    /// A node is taken away. One that was about to leave is gone; another stays
    /// in the pool, keeps its id and waits for capacity (MicrosoftDocs/
    /// azure-docs `articles/batch/batch-spot-vms.md`).
    pub(crate) fn preempt(&mut self, place: u32, generation: u32) {
        let Some(node) = self.nodes.as_planned(place, generation) else {
            return;
        };
        let leaving = node.state == Some(NodeState::LeavingPool);
        self.statistics.preemptions += 1;
        let others = self.evict(place, Stand::Waiting);
        let generation = generation + 1;
        if let Some(node) = self.nodes.get_mut(place) {
            node.generation = generation;
            node.keeps_data = false;
            node.data_until = self.now;
            node.free_slots = 0;
        }
        if leaving {
            self.leave(place);
        } else {
            self.lose(place);
        }
        self.release(&others);
    }

    /// A node's machine is gone.
    pub(crate) fn lose(&mut self, place: u32) {
        self.nodes.set(place, Some(NodeState::Preempted), self.now);
        self.await_capacity(place, Interval::ZERO);
    }

    /// Waits for capacity, so long at least.
    fn await_capacity(&mut self, place: u32, least: Interval) {
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        let generation = node.generation;
        let recovery = self.settings.assumptions.preemption_recovery_time;
        let delay = recovery.draw(&mut self.random.preemption).max(least);
        self.after(
            delay,
            Event::Recover {
                node: place,
                generation,
            },
        );
    }

    /// There is capacity for a preempted node again. If other nodes have taken
    /// its share of the quota meanwhile, it goes on waiting.
    pub(crate) fn recover(&mut self, place: u32, generation: u32) {
        let Some(node) = self.nodes.as_planned(place, generation) else {
            return;
        };
        if node.state != Some(NodeState::Preempted) {
            return;
        }
        let free = self.settings.policy.preempted_quota == PreemptedQuota::Free;
        if free && self.grant(NodeKind::LowPriority, 1).nodes == 0 {
            self.await_capacity(place, RETRY);
        } else {
            self.boot(place);
        }
    }
}
