//! A pool at an instant.

use std::fmt;

use autoscale_catalog::{DeallocationOption, Policy};

use crate::account::counted;
use crate::{Configuration, Node, NodeKind, NodeState, ResizeError, Sizes, Task, Vm};

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

/// More nodes than this no list is made of: a pool of the service has a few
/// thousand.
pub(crate) const MOST_NODES: u32 = 1_000_000;

/// A pool at an instant: what it wishes for, and what it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// Is it only defined, so that the service has yet to create it?
    pub is_new: bool,
    /// Is it being deleted?
    pub is_deleting: bool,
    /// Is autoscaling switched off, so that nothing evaluates its formula?
    pub is_manual: bool,
    /// `vmSize` as it is written.
    pub vm_size: Option<String>,
    /// What is known of that size.
    pub vm: Option<Vm>,
    /// `targetDedicatedNodes` and `targetLowPriorityNodes`: a wish, which a
    /// quota or a timeout does not change.
    pub target: Sizes,
    /// Is it being resized?
    pub allocation: AllocationState,
    /// What happens to the tasks of nodes that are on their way out, where
    /// that is known.
    pub option: Option<DeallocationOption>,
    /// Why the last resize did not reach its target.
    pub resize_errors: Vec<ResizeError>,
    /// `taskSlotsPerNode`.
    pub task_slots_per_node: u32,
    /// `enableInterNodeCommunication`.
    pub inter_node: bool,
    /// Is its image a managed one, by `virtualMachineImageId`?
    pub managed_image: bool,
    /// What it is set to otherwise.
    pub configuration: Configuration,
    /// Its nodes; their number is `currentDedicatedNodes` and
    /// `currentLowPriorityNodes`.
    pub nodes: Vec<Node>,
    /// Tasks that are on its nodes.
    pub tasks: Vec<Task>,
}

impl Pool {
    /// No node has so many task slots; the REST reference of
    /// `taskSlotsPerNode` allows 256.
    pub const TOO_MANY_SLOTS: u32 = 257;

    /// How many nodes it has. Preempted nodes and nodes on their way out count
    /// (`azure-batch` 15.1.0, `BatchPool`).
    #[must_use]
    pub fn current(&self) -> Sizes {
        self.count(|_| true)
    }

    /// How many nodes count as current ones by the policy.
    #[must_use]
    pub fn counted(&self, policy: &Policy) -> Sizes {
        let leaving = self.count(|node| node.state == NodeState::LeavingPool);
        counted(self.current(), leaving, policy)
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

    /// How many of its nodes are not on their way out.
    #[must_use]
    pub fn staying(&self) -> Sizes {
        self.count(|node| node.state != NodeState::LeavingPool)
    }

    /// Adds idle nodes that are only counted, until it has that many.
    ///
    /// # Errors
    /// When it has others, or more, or when there are too many to list. Nodes
    /// on their way out may be counted or not (policy `leaving-nodes`).
    pub fn fill(&mut self, kind: NodeKind, count: u32) -> Result<(), PoolError> {
        let listed = self.current().of(kind);
        if listed > 0 {
            let counted = listed == count || self.staying().of(kind) == count;
            let mismatch = PoolError::Mismatch {
                kind,
                listed,
                count,
            };
            return if counted { Ok(()) } else { Err(mismatch) };
        }
        if count > MOST_NODES {
            return Err(PoolError::TooMany { kind, count });
        }
        let node = Node {
            id: None,
            kind,
            state: NodeState::Idle,
            running_tasks: 0,
            allocated: None,
        };
        self.nodes.extend((0..count).map(|_| node.clone()));
        Ok(())
    }

    /// Is it waiting for tasks on nodes that are on their way out, or for the
    /// files that tasks have left there?
    #[must_use]
    pub fn drains(&self) -> bool {
        let waits = |node: &Node| match self.option {
            Some(DeallocationOption::Requeue | DeallocationOption::Terminate) => false,
            Some(DeallocationOption::RetainedData) => true,
            Some(DeallocationOption::TaskCompletion) | None => node.running_tasks > 0,
        };
        let mut leaving = self
            .nodes
            .iter()
            .filter(|node| node.state == NodeState::LeavingPool);
        self.allocation != AllocationState::Steady && leaving.any(waits)
    }
}

/// Why a pool cannot have that many nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolError {
    /// Others are listed.
    Mismatch {
        /// Of which kind.
        kind: NodeKind,
        /// How many are listed.
        listed: u32,
        /// How many it says.
        count: u32,
    },
    /// They are too many for a list.
    TooMany {
        /// Of which kind.
        kind: NodeKind,
        /// How many it says.
        count: u32,
    },
}

impl PoolError {
    /// The field that says how many there are.
    #[must_use]
    pub const fn field(self) -> &'static str {
        let (Self::Mismatch { kind, .. } | Self::TooMany { kind, .. }) = self;
        match kind {
            NodeKind::Dedicated => "currentDedicatedNodes",
            NodeKind::LowPriority => "currentLowPriorityNodes",
        }
    }
}

impl fmt::Display for PoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field();
        match self {
            Self::Mismatch {
                kind,
                listed,
                count,
            } => {
                let words = kind.words();
                write!(f, "`{field}` is {count}, but `nodes` has {listed} {words}")
            }
            Self::TooMany { count, .. } => {
                write!(
                    f,
                    "`{field}` is {count}; more than {MOST_NODES} nodes are not taken"
                )
            }
        }
    }
}

impl std::error::Error for PoolError {}
