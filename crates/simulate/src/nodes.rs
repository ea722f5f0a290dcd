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
    /// Will it fail to get its packages or images?
    pub(crate) fails: bool,
    /// How often its start task has failed since it booted.
    pub(crate) failed_starts: u32,
    /// How many certificates the pool had when it booted.
    pub(crate) certificates: u32,
    /// The number of the resize in which it leaves.
    pub(crate) leaves_in: u32,
    /// Its place among the spare nodes of its kind.
    spare_at: Option<u32>,
}

/// What nodes do for a pool, in kinds of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// Not yet, or not again, fit to run tasks.
    Booting,
    /// Fit to run tasks.
    Usable,
    /// Never again fit to run tasks.
    Failed,
    /// On its way out.
    Leaving,
    /// Taken away.
    Preempted,
}

impl Condition {
    pub(crate) const COUNT: usize = Self::ALL.len();

    pub(crate) const ALL: [Self; 5] = [
        Self::Booting,
        Self::Usable,
        Self::Failed,
        Self::Leaving,
        Self::Preempted,
    ];

    pub(crate) const fn of(state: NodeState) -> Self {
        match state {
            NodeState::Idle | NodeState::Running => Self::Usable,
            NodeState::LeavingPool => Self::Leaving,
            NodeState::Preempted => Self::Preempted,
            NodeState::StartTaskFailed
            | NodeState::Unusable
            | NodeState::Unknown
            | NodeState::Offline
            | NodeState::Deallocating
            | NodeState::Deallocated => Self::Failed,
            NodeState::Creating
            | NodeState::Starting
            | NodeState::WaitingForStartTask
            | NodeState::Rebooting
            | NodeState::Reimaging
            | NodeState::UpgradingOs => Self::Booting,
        }
    }
}

/// How many nodes are in a condition, and for how long they have been.
#[derive(Clone, Copy, Debug)]
struct Census {
    count: u32,
    /// Up to when time has been summed up.
    until: Timestamp,
    ticks: u128,
}

impl Census {
    fn ticks(&self, now: Timestamp) -> u128 {
        let since = now.since(self.until).ticks().unsigned_abs();
        self.ticks + u128::from(since) * u128::from(self.count)
    }

    fn change(&mut self, now: Timestamp, more: bool) {
        self.ticks = self.ticks(now);
        self.until = now;
        self.count = if more {
            self.count + 1
        } else {
            self.count.saturating_sub(1)
        };
    }
}

/// The nodes, and how many there are of each sort.
#[derive(Debug)]
pub(crate) struct Nodes {
    nodes: Vec<Node>,
    vacant: Vec<u32>,
    current: Sizes,
    leaving: Sizes,
    census: [Census; Condition::COUNT],
    /// Of each kind those without tasks that are not on their way out. A pool
    /// that follows its tasks has few of them and takes its victims there, so
    /// that a small resize of a large pool need not look at every node.
    spare: [Vec<u32>; NodeKind::ALL.len()],
}

impl Nodes {
    pub(crate) const fn new(now: Timestamp) -> Self {
        let census = Census {
            count: 0,
            until: now,
            ticks: 0,
        };
        Self {
            nodes: Vec::new(),
            vacant: Vec::new(),
            current: Sizes::ZERO,
            leaving: Sizes::ZERO,
            census: [census; Condition::COUNT],
            spare: [Vec::new(), Vec::new()],
        }
    }

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

    /// How many places there are, vacant ones too.
    pub(crate) const fn places(&self) -> usize {
        self.nodes.len()
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

    /// How many are in that condition.
    pub(crate) fn count(&self, condition: Condition) -> u32 {
        self.census
            .get(condition as usize)
            .map_or(0, |census| census.count)
    }

    /// How long nodes have been in each condition, all together.
    pub(crate) fn ticks(&self, now: Timestamp) -> [u128; Condition::COUNT] {
        self.census.map(|census| census.ticks(now))
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
                fails: false,
                failed_starts: 0,
                certificates: 0,
                leaves_in: 0,
                spare_at: None,
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
        self.set(place, Some(NodeState::Creating), now);
        place
    }

    /// Tasks of a node have begun or ended: it runs some, or is idle.
    #[inline]
    pub(crate) fn set_busy(&mut self, place: u32, busy: bool) {
        if let Some(node) = self.nodes.get_mut(place as usize) {
            let state = if busy {
                NodeState::Running
            } else {
                NodeState::Idle
            };
            node.state = Some(state);
            self.set_spare(place, !busy);
        }
    }

    /// The nodes of a kind without tasks that are not on their way out.
    pub(crate) fn spare(&self, kind: NodeKind) -> &[u32] {
        self.spare.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    fn set_spare(&mut self, place: u32, spare: bool) {
        let Some(node) = self.nodes.get_mut(place as usize) else {
            return;
        };
        let Some(nodes) = self.spare.get_mut(node.kind as usize) else {
            return;
        };
        match (node.spare_at, spare) {
            (None, true) => {
                node.spare_at = u32::try_from(nodes.len()).ok();
                nodes.push(place);
            }
            (Some(at), false) => {
                node.spare_at = None;
                nodes.swap_remove(at as usize);
                if let Some(&moved) = nodes.get(at as usize)
                    && let Some(moved) = self.nodes.get_mut(moved as usize)
                {
                    moved.spare_at = Some(at);
                }
            }
            _ => {}
        }
    }

    /// Changes the state of a node; `None` takes it out of the pool.
    pub(crate) fn set(&mut self, place: u32, state: Option<NodeState>, now: Timestamp) {
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
        let spare = state
            .is_some_and(|state| !matches!(state, NodeState::Running | NodeState::LeavingPool));
        self.set_spare(place, spare);
        self.change(kind, before, now, false);
        self.change(kind, state, now, true);
    }

    fn change(&mut self, kind: NodeKind, state: Option<NodeState>, now: Timestamp, more: bool) {
        let Some(state) = state else { return };
        let change = |count: &mut u32| {
            *count = if more {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        };
        change(self.current.of_mut(kind));
        let condition = Condition::of(state);
        if condition == Condition::Leaving {
            change(self.leaving.of_mut(kind));
        }
        if let Some(census) = self.census.get_mut(condition as usize) {
            census.change(now, more);
        }
    }
}
