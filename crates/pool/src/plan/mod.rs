//! What the service would do to a pool when an evaluation gives these targets.

mod boot;
mod coming;
mod json;
mod leaving;
mod notes;
mod planning;
mod world;

use autoscale_catalog::policy::{PreemptedCost, ResizeDuringDrain, ResizeDuringResize};
use autoscale_catalog::{DeallocationOption, Policy};

use crate::{Account, Cost, NodeKind, NodeState, Pool, ResizeError, Sizes, Task};
use planning::Planning;

/// What an evaluation asks a pool for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// How many nodes.
    pub sizes: Sizes,
    /// What happens to the tasks of nodes that leave.
    pub option: DeallocationOption,
}

/// Does a resize that is running hold other targets back? It drains while it
/// waits for tasks on nodes that leave.
#[must_use]
pub fn holds_back(drains: bool, policy: &Policy) -> bool {
    if drains {
        policy.resize_during_drain == ResizeDuringDrain::Hold
    } else {
        policy.resize_during_resize == ResizeDuringResize::Hold
    }
}

/// What happens to a pool, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// Nodes come.
    Grow,
    /// Nodes leave.
    Shrink,
    /// Nodes come, and others leave.
    Mixed,
    /// The targets have no effect now: a running drain or resize holds them
    /// back, or the pool cannot be created, or is being deleted.
    Blocked,
}

impl Action {
    /// As our JSON writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Grow => "grow",
            Self::Shrink => "shrink",
            Self::Mixed => "mixed",
            Self::Blocked => "blocked",
        }
    }
}

/// A node that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its id; `None` of a node that is only counted.
    pub id: Option<String>,
    /// How it is paid for.
    pub kind: NodeKind,
    /// What it was doing.
    pub state: NodeState,
}

/// How a pool is, or will be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// How many nodes it has.
    pub current: Sizes,
    /// How many it wishes for.
    pub target: Sizes,
    /// What they take.
    pub cost: Cost,
}

/// What the service would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In a word.
    pub action: Action,
    /// The pool now.
    pub before: Size,
    /// The pool once the resize has ended, a drain among it.
    pub after: Size,
    /// How many nodes come.
    pub added: Sizes,
    /// Which nodes leave, first those that leave first.
    pub removed: Vec<Removed>,
    /// Tasks that are ended and run again from their beginning.
    pub requeued: Vec<Task>,
    /// Tasks that are ended and have failed.
    pub terminated: Vec<Task>,
    /// Tasks that are waited for.
    pub waited_for: Vec<Task>,
    /// Why the target is not reached.
    pub resize_errors: Vec<ResizeError>,
    /// What else should be known, a sentence each.
    pub notes: Vec<String>,
}

/// The pool keeps what it has and wishes for, since its evaluation failed.
#[must_use]
pub fn unchanged(pool: &Pool, account: &Account, policy: &Policy) -> Plan {
    let mut planning = Planning::new(pool, account, policy);
    planning.note_world();
    planning.finish()
}

/// Plans the resize of `pool` to `targets`.
#[must_use]
pub fn plan(pool: &Pool, account: &Account, targets: Targets, policy: &Policy) -> Plan {
    let mut planning = Planning::new(pool, account, policy);
    match planning.obstacle(targets.sizes) {
        Some(obstacle) => planning.wait(obstacle, targets.sizes),
        None if planning.is_content_with(targets.sizes) => planning.rest(),
        None => planning.resize(targets),
    }
    planning.finish()
}

impl Plan {
    /// The pool stays as it is.
    fn nothing(pool: &Pool, policy: &Policy) -> Self {
        let before = Size::of(pool, policy);
        Self {
            action: Action::None,
            before,
            after: before,
            added: Sizes::ZERO,
            removed: Vec::new(),
            requeued: Vec::new(),
            terminated: Vec::new(),
            waited_for: Vec::new(),
            resize_errors: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl Size {
    fn of(pool: &Pool, policy: &Policy) -> Self {
        let nodes = pool.current();
        let paid = match policy.preempted_cost {
            PreemptedCost::Paid => nodes,
            PreemptedCost::Free => pool.count(|node| node.state != NodeState::Preempted),
        };
        Self {
            current: pool.counted(policy),
            target: pool.target,
            cost: Cost::of(pool.vm.as_ref(), nodes, paid),
        }
    }
}
