//! A pool at an instant.

use std::fmt;

use crate::{Node, NodeKind, NodeState, ResizeError, Sizes, Task, Vm};

/// Whether a pool is being resized.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AllocationState {
    /// It is not.
    #[default]
    Steady,
    /// It is.
    Resizing,
    /// It was, and is about to stop.
    Stopping,
}

impl AllocationState {
    const ALL: [Self; 3] = [Self::Steady, Self::Resizing, Self::Stopping];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Steady => "steady",
            Self::Resizing => "resizing",
            Self::Stopping => "stopping",
        }
    }

    /// The state of that name, in whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.as_str().eq_ignore_ascii_case(name))
    }
}

/// A pool at an instant: what it wishes for, and what it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// `vmSize` as it is written.
    pub vm_size: Option<String>,
    /// What is known of that size.
    pub vm: Option<Vm>,
    /// `targetDedicatedNodes` and `targetLowPriorityNodes`: a wish, which a
    /// quota or a timeout does not change.
    pub target: Sizes,
    /// Is it being resized?
    pub allocation: AllocationState,
    /// Why the last resize did not reach its target.
    pub resize_errors: Vec<ResizeError>,
    /// `taskSlotsPerNode`.
    pub task_slots_per_node: u32,
    /// `enableInterNodeCommunication`.
    pub inter_node: bool,
    /// Is its image a managed one, by `virtualMachineImageId`?
    pub managed_image: bool,
    /// Its nodes; their number is `currentDedicatedNodes` and
    /// `currentLowPriorityNodes`.
    pub nodes: Vec<Node>,
    /// Tasks that are on its nodes.
    pub tasks: Vec<Task>,
}

impl Pool {
    /// How many nodes it has. Preempted nodes and nodes on their way out count
    /// (`azure-batch` 15.1.0, `BatchPool`).
    #[must_use]
    pub fn current(&self) -> Sizes {
        self.count(|_| true)
    }

    /// How many of its nodes are so.
    pub(crate) fn count(&self, so: impl Fn(&Node) -> bool) -> Sizes {
        let of = |kind| {
            let nodes = self
                .nodes
                .iter()
                .filter(|node| node.kind == kind && so(node));
            u32::try_from(nodes.count()).unwrap_or(u32::MAX)
        };
        Sizes {
            dedicated: of(NodeKind::Dedicated),
            low_priority: of(NodeKind::LowPriority),
        }
    }

    /// Adds idle nodes that are only counted, until it has that many.
    ///
    /// # Errors
    /// When it has others, or more.
    pub fn fill(&mut self, kind: NodeKind, count: u32) -> Result<(), PoolError> {
        let listed = self.current().of(kind);
        if listed > 0 && listed != count {
            return Err(PoolError {
                kind,
                listed,
                count,
            });
        }
        let node = Node {
            id: None,
            kind,
            state: NodeState::Idle,
            running_tasks: 0,
            allocated: None,
        };
        let missing = count.saturating_sub(listed);
        self.nodes.extend((0..missing).map(|_| node.clone()));
        Ok(())
    }

    /// Is it waiting for tasks on nodes that are on their way out?
    #[must_use]
    pub fn drains(&self) -> bool {
        self.allocation != AllocationState::Steady
            && self
                .nodes
                .iter()
                .any(|node| node.state == NodeState::LeavingPool && node.running_tasks > 0)
    }
}

/// The number of nodes that a pool says it has is not that of those listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolError {
    /// Of which kind.
    pub kind: NodeKind,
    /// How many are listed.
    pub listed: u32,
    /// How many it says.
    pub count: u32,
}

impl fmt::Display for PoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            listed,
            count,
        } = self;
        let field = match kind {
            NodeKind::Dedicated => "currentDedicatedNodes",
            NodeKind::LowPriority => "currentLowPriorityNodes",
        };
        let words = kind.words();
        write!(f, "`{field}` is {count}, but `nodes` has {listed} {words}")
    }
}

impl std::error::Error for PoolError {}
