//! Nodes leave: which ones, with what becomes of their tasks, and when.

use autoscale_catalog::DeallocationOption;
use autoscale_catalog::policy::{DrainTimeout, LeavingNodes, VictimOrder};
use autoscale_pool::{Candidate, NodeKind, NodeState, Sizes, choose_victims};

use crate::agenda::Event;
use crate::simulation::Simulation;
use crate::tasks::Stand;

impl Simulation<'_> {
    /// So many nodes have to leave.
    pub(crate) fn shrink(&mut self, kind: NodeKind, count: u32, option: DeallocationOption) {
        let order = self.settings.policy.victim_order;
        let spare = self.nodes.spare(kind);
        // Those go first anyway.
        let candidates: Vec<Candidate> =
            if order == VictimOrder::IdleFirst && spare.len() >= count as usize {
                let spare = spare.iter();
                spare.filter_map(|&place| self.candidate(place)).collect()
            } else {
                let of_kind = self.nodes.iter().filter(|(_, node)| node.kind == kind);
                of_kind
                    .filter_map(|(place, _)| self.candidate(place))
                    .collect()
            };
        for victim in choose_victims(candidates, count as usize, order) {
            self.remove(u32::try_from(victim).unwrap_or(u32::MAX), option);
        }
    }

    /// A node that may have to leave, if it is not on its way out already.
    fn candidate(&self, place: u32) -> Option<Candidate> {
        let node = self.nodes.get(place)?;
        let state = node
            .state
            .filter(|state| *state != NodeState::LeavingPool)?;
        let slots = self.settings.pool.task_slots_per_node;
        Some(Candidate {
            index: place as usize,
            runs_tasks: state.runs_tasks(),
            busy_slots: slots.saturating_sub(node.free_slots),
            allocated: Some(node.allocated),
            job_manager: self.runs_job_manager(node.first_task),
        })
    }

    fn runs_job_manager(&self, first: u32) -> bool {
        self.workload.has_job_manager()
            && self
                .tasks
                .linked(first)
                .any(|task| self.spec(task).job_manager)
    }

    /// A node has to leave.
    fn remove(&mut self, place: u32, option: DeallocationOption) {
        let others = match option {
            DeallocationOption::Requeue => self.evict(place, Stand::Waiting),
            DeallocationOption::Terminate => self.evict(place, Stand::Terminated),
            DeallocationOption::TaskCompletion | DeallocationOption::RetainedData => {
                self.free.set(place, 0);
                Vec::new()
            }
        };
        let number = self.resize.number;
        let Some(node) = self.nodes.get_mut(place) else {
            return;
        };
        let usable = node.state.is_some_and(NodeState::runs_tasks);
        node.keeps_data = usable && option == DeallocationOption::RetainedData;
        node.leaves_in = number;
        let (kind, busy) = (node.kind, node.running > 0);
        self.nodes
            .set(place, Some(NodeState::LeavingPool), self.now);
        *self.resize.draining.of_mut(kind) += 1;
        if !busy {
            self.leave(place);
        }
        self.release(&others);
    }

    /// A leaving node without tasks goes, unless it still keeps files.
    pub(crate) fn leave(&mut self, place: u32) {
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        if node.keeps_data && node.data_until > self.now {
            let (until, generation) = (node.data_until, node.generation);
            self.agenda.plan(
                until,
                Event::Expired {
                    node: place,
                    generation,
                },
            );
            return;
        }
        // One that an earlier resize gave up on may come to its end only now.
        if node.leaves_in == self.resize.number {
            let draining = self.resize.draining.of_mut(node.kind);
            *draining = draining.saturating_sub(1);
        }
        self.free.set(place, 0);
        self.nodes.set(place, None, self.now);
        self.settle();
    }

    /// The files on a node have expired.
    pub(crate) fn expired(&mut self, place: u32, generation: u32) {
        let node = self.nodes.as_planned(place, generation);
        if node.is_some_and(|it| it.state == Some(NodeState::LeavingPool) && it.running == 0) {
            self.leave(place);
        }
    }

    /// The resize that removes nodes has run out of time.
    pub(crate) fn time_out_drain(&mut self) {
        if self.settings.policy.drain_timeout == DrainTimeout::Reinstate {
            self.reinstate();
        }
    }

    /// Nodes that the running resize removes and that have not left stay, and
    /// take tasks again.
    pub(crate) fn reinstate(&mut self) {
        if self.resize.draining == Sizes::ZERO {
            return;
        }
        self.resize.draining = Sizes::ZERO;
        let number = self.resize.number;
        let back: Vec<(u32, NodeKind)> = self
            .nodes
            .iter()
            .filter(|(_, node)| {
                node.state == Some(NodeState::LeavingPool) && node.leaves_in == number
            })
            .map(|(place, node)| (place, node.kind))
            .collect();
        let uncounted = self.settings.policy.leaving_nodes == LeavingNodes::NotCounted;
        for (place, kind) in back {
            // Another may have got its room meanwhile.
            if uncounted && self.grant(kind, 1).nodes == 0 {
                continue;
            }
            self.nodes.set(place, Some(NodeState::Idle), self.now);
            let Some(node) = self.nodes.get_mut(place) else {
                continue;
            };
            node.keeps_data = false;
            let (busy, free) = (node.running > 0, node.free_slots);
            self.nodes.set_busy(place, busy);
            self.free.set(place, free);
        }
    }
}
