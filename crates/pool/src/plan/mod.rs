//! What the service would do to a pool when an evaluation gives these targets.

mod json;
mod leaving;
mod notes;

use autoscale_catalog::policy::{
    PreemptedCost, PreemptedQuota, ResizeDuringDrain, ResizeDuringResize, RetryShortfall,
};
use autoscale_catalog::{DeallocationOption, Policy};

use crate::{
    Account, AllocationState, Cost, Grant, NodeKind, NodeState, Pool, ResizeError, Room, Task,
};

/// A number of nodes of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sizes {
    /// Dedicated nodes.
    pub dedicated: u32,
    /// Low-priority or spot nodes.
    pub low_priority: u32,
}

impl Sizes {
    /// Of that kind.
    #[must_use]
    pub const fn of(self, kind: NodeKind) -> u32 {
        match kind {
            NodeKind::Dedicated => self.dedicated,
            NodeKind::LowPriority => self.low_priority,
        }
    }

    /// Both together.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.dedicated.saturating_add(self.low_priority)
    }

    /// Of that kind, to change.
    pub const fn of_mut(&mut self, kind: NodeKind) -> &mut u32 {
        match kind {
            NodeKind::Dedicated => &mut self.dedicated,
            NodeKind::LowPriority => &mut self.low_priority,
        }
    }
}

/// What an evaluation asks a pool for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// How many nodes.
    pub sizes: Sizes,
    /// What happens to the tasks of nodes that leave.
    pub option: DeallocationOption,
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
    /// Nodes of one kind come, of the other leave.
    Mixed,
    /// The targets wait until a running drain or resize has ended.
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

/// Plans the resize of `pool` to `targets`.
#[must_use]
pub fn plan(pool: &Pool, account: &Account, targets: Targets, policy: &Policy) -> Plan {
    let mut plan = Plan::nothing(pool, policy);
    let changed = targets.sizes != pool.target;
    if changed && plan.waits(pool, targets.sizes, policy) {
        return plan;
    }
    if !changed && policy.retry_shortfall == RetryShortfall::No && !pool.resize_errors.is_empty() {
        plan.resize_errors.clone_from(&pool.resize_errors);
        plan.note_no_retry();
        return plan;
    }
    plan.after.target = targets.sizes;
    plan.shrink(pool, targets, policy);
    plan.grow(pool, account, targets.sizes, policy);
    plan.settle(pool, policy);
    plan.note_rest(pool, account);
    plan
}

impl Size {
    fn of(pool: &Pool, policy: &Policy) -> Self {
        let current = pool.current();
        let paid = match policy.preempted_cost {
            PreemptedCost::Paid => current,
            PreemptedCost::Free => pool.count(|node| node.state != NodeState::Preempted),
        };
        Self {
            current,
            target: pool.target,
            cost: Cost::of(pool.vm.as_ref(), current, paid),
        }
    }
}

impl Plan {
    /// The pool stays as it is.
    #[must_use]
    pub fn nothing(pool: &Pool, policy: &Policy) -> Self {
        let before = Size::of(pool, policy);
        Self {
            action: Action::None,
            before,
            after: before,
            added: Sizes::default(),
            removed: Vec::new(),
            requeued: Vec::new(),
            terminated: Vec::new(),
            waited_for: Vec::new(),
            resize_errors: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Do other targets have to wait? Then says so.
    fn waits(&mut self, pool: &Pool, target: Sizes, policy: &Policy) -> bool {
        if pool.drains() {
            if policy.resize_during_drain == ResizeDuringDrain::Restart {
                return false;
            }
        } else if pool.allocation == AllocationState::Steady {
            return false;
        } else if policy.resize_during_resize == ResizeDuringResize::Restart {
            self.note_restart(pool.target);
            return false;
        }
        self.action = Action::Blocked;
        self.note_blocked(pool, target);
        let stays = pool.count(|node| node.state != NodeState::LeavingPool);
        self.after.current = stays;
        self.after.cost = Cost::of(pool.vm.as_ref(), stays, stays);
        true
    }

    /// Adds as many nodes as there is room for.
    fn grow(&mut self, pool: &Pool, account: &Account, target: Sizes, policy: &Policy) {
        for kind in NodeKind::ALL {
            let wanted = target.of(kind).saturating_sub(self.after.current.of(kind));
            if wanted == 0 {
                continue;
            }
            let kept = self.after.current;
            let mut counted = kept;
            if policy.preempted_quota == PreemptedQuota::Free {
                let preempted = pool.count(|node| node.state == NodeState::Preempted);
                counted.low_priority = counted.low_priority.saturating_sub(preempted.low_priority);
            }
            let room = Room {
                account,
                vm: pool.vm.as_ref(),
                inter_node: pool.inter_node,
                managed_image: pool.managed_image,
                kept,
                counted,
            };
            let Grant { nodes, errors } = room.grant(kind, wanted, policy);
            *self.added.of_mut(kind) += nodes;
            *self.after.current.of_mut(kind) += nodes;
            for error in errors {
                if !self.resize_errors.contains(&error) {
                    self.resize_errors.push(error);
                }
            }
        }
    }

    /// The word for it, and the cost.
    fn settle(&mut self, pool: &Pool, policy: &Policy) {
        self.action = match (self.added.total(), self.removed.is_empty()) {
            (0, true) => Action::None,
            (0, false) => Action::Shrink,
            (_, true) => Action::Grow,
            (_, false) => Action::Mixed,
        };
        let mut paid = self.after.current;
        if policy.preempted_cost == PreemptedCost::Free {
            let was = pool
                .count(|node| node.state == NodeState::Preempted)
                .low_priority;
            let gone = self.removed.iter();
            let gone = gone
                .filter(|node| node.state == NodeState::Preempted)
                .count();
            let left = was.saturating_sub(u32::try_from(gone).unwrap_or(u32::MAX));
            paid.low_priority = paid.low_priority.saturating_sub(left);
        }
        self.after.cost = Cost::of(pool.vm.as_ref(), self.after.current, paid);
    }
}
