//! The nodes of the simulated pool.

use autoscale_base::Timestamp;
use autoscale_pool::{NodeKind, NodeState, Sizes};

use crate::tasks::NONE;

/// A node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    /// `None`: it is no longer in the pool, and its place is vacant.
    pub(crate) state: Option<NodeState>,
    /// Grows with everything that voids what was planned for the node.
    pub(crate) generation: u32,
    pub(crate) allocated: Timestamp,
    pub(crate) free_slots: u32,
    /// How many tasks run on it.
    pub(crate) running: u32,
    /// The first of them; they are linked.
    pub(crate) first_task: u32,
    /// Until when tasks keep their files on it.
    pub(crate) data_until: Timestamp,
    /// Does it wait for those files before it leaves?
    pub(crate) keeps_data: bool,
    /// The number of the resize in which it leaves.
    pub(crate) leaves_in: u32,
}

/// The nodes, and how many there are of each sort.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    nodes: Vec<Node>,
    vacant: Vec<u32>,
    current: Sizes,
    leaving: Sizes,
    preempted: u32,
    /// Those that can run tasks.
    usable: u32,
}

impl Nodes {
    pub(crate) fn get(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    pub(crate) fn get_mut(&mut self, node: u32) -> Option<&mut Node> {
        self.nodes.get_mut(node as usize)
    }

    /// The node, if nothing has voided what was planned for it.
    pub(crate) fn as_planned(&self, node: u32, generation: u32) -> Option<&Node> {
        let found = self.get(node)?;
        (found.state.is_some() && found.generation == generation).then_some(found)
    }

    /// All places, vacant ones too.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &Node)> {
        (0..).zip(&self.nodes)
    }

    /// How many there are, those that leave or are preempted among them.
    pub(crate) const fn current(&self) -> Sizes {
        self.current
    }

    /// How many are on their way out.
    pub(crate) const fn leaving(&self) -> Sizes {
        self.leaving
    }

    pub(crate) const fn preempted(&self) -> u32 {
        self.preempted
    }

    pub(crate) const fn usable(&self) -> u32 {
        self.usable
    }

    /// A new node; the number of a node that has left is given again.
    pub(crate) fn join(&mut self, kind: NodeKind, now: Timestamp) -> u32 {
        let place = self.vacant.pop().unwrap_or_else(|| {
            self.nodes.push(Node {
                kind,
                state: None,
                generation: 0,
                allocated: now,
                free_slots: 0,
                running: 0,
                first_task: NONE,
                data_until: now,
                keeps_data: false,
                leaves_in: 0,
            });
            u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(node) = self.nodes.get_mut(place as usize) {
            node.kind = kind;
            node.generation += 1;
            node.allocated = now;
            node.data_until = now;
            node.keeps_data = false;
        }
        self.set(place, Some(NodeState::Creating));
        place
    }

    /// Changes the state of a node; `None` takes it out of the pool.
    pub(crate) fn set(&mut self, place: u32, state: Option<NodeState>) {
        let Some(node) = self.nodes.get_mut(place as usize) else {
            return;
        };
        let (kind, before) = (node.kind, node.state);
        node.state = state;
        if state.is_none() {
            node.generation += 1;
            node.free_slots = 0;
            self.vacant.push(place);
        }
        self.count(kind, before, false);
        self.count(kind, state, true);
    }

    fn count(&mut self, kind: NodeKind, state: Option<NodeState>, more: bool) {
        let Some(state) = state else { return };
        let change = |count: &mut u32| {
            *count = if more {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        };
        change(self.current.of_mut(kind));
        match state {
            NodeState::LeavingPool => change(self.leaving.of_mut(kind)),
            NodeState::Preempted => change(&mut self.preempted),
            NodeState::Idle | NodeState::Running => change(&mut self.usable),
            _ => {}
        }
    }
}
