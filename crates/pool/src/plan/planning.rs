//! The course of a plan: does a resize begin, and what does it come to?

use std::collections::BTreeMap;

use autoscale_catalog::policy::{PreemptedCost, RetryShortfall};
use autoscale_catalog::service_error::POOL_QUOTA_REACHED;
use autoscale_catalog::{DeallocationOption, Policy};

use super::{Action, Plan, Size, Targets, holds_back};
use crate::{Account, AllocationState, Cost, NodeState, Pool, ResizeError, Sizes};

/// A plan in the making, and what it is made from.
pub(super) struct Planning<'a> {
    pub(super) pool: &'a Pool,
    pub(super) account: &'a Account,
    pub(super) policy: &'a Policy,
    pub(super) plan: Plan,
    /// How many of the nodes that leave wait for tasks first.
    pub(super) draining: Sizes,
    /// How many of those do so since an earlier resize, which this one does not
    /// wait for.
    pub(super) left_over: Sizes,
    /// Are there nodes with names of which some leave and some stay?
    pub(super) has_choice: bool,
    /// How many tasks run on nodes that leave, but are not listed, by what
    /// becomes of them.
    pub(super) unlisted: BTreeMap<&'static str, usize>,
}

/// Why targets have no effect now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The pool is being deleted.
    Deletion,
    /// The pool does not exist, and the account has as many as it may.
    PoolQuota,
    /// Nodes wait for their tasks before they leave.
    Drain,
    /// A resize is running.
    Resize,
}

impl<'a> Planning<'a> {
    /// So far nothing happens.
    pub(super) fn new(pool: &'a Pool, account: &'a Account, policy: &'a Policy) -> Self {
        Self {
            pool,
            account,
            policy,
            plan: Plan::nothing(pool, policy),
            draining: Sizes::ZERO,
            left_over: Sizes::ZERO,
            has_choice: false,
            unlisted: BTreeMap::new(),
        }
    }

    pub(super) fn finish(self) -> Plan {
        self.plan
    }

    /// What stands in the way of these targets.
    pub(super) fn obstacle(&self, target: Sizes) -> Option<Obstacle> {
        let (pool, policy) = (self.pool, self.policy);
        if pool.is_deleting {
            return Some(Obstacle::Deletion);
        }
        if pool.is_new {
            return self
                .account
                .is_full_of_pools()
                .then_some(Obstacle::PoolQuota);
        }
        if target == pool.target || pool.allocation != AllocationState::Resizing {
            return None;
        }
        let drains = pool.drains();
        let obstacle = if drains {
            Obstacle::Drain
        } else {
            Obstacle::Resize
        };
        holds_back(drains, policy).then_some(obstacle)
    }

    /// The targets wait, perhaps for ever. What is running goes on to its end.
    pub(super) fn wait(&mut self, obstacle: Obstacle, target: Sizes) {
        match obstacle {
            Obstacle::Deletion => {
                let cost = Cost::of(self.pool.vm.as_ref(), Sizes::ZERO, Sizes::ZERO);
                self.plan.after = Size {
                    cost,
                    ..Size::default()
                };
            }
            Obstacle::PoolQuota => {
                let error = ResizeError::from(POOL_QUOTA_REACHED);
                self.plan.resize_errors.push(error);
            }
            Obstacle::Drain | Obstacle::Resize => {
                let mut running = Self::new(self.pool, self.account, self.policy);
                running.move_nodes(Targets {
                    sizes: self.pool.target,
                    option: DeallocationOption::TaskCompletion,
                });
                self.plan.after = running.plan.after;
            }
        }
        self.plan.action = Action::Blocked;
        self.note_obstacle(obstacle, target);
        self.note_world();
    }

    /// Do these targets start nothing, although nodes may be missing?
    pub(super) fn is_content_with(&self, target: Sizes) -> bool {
        let pool = self.pool;
        self.policy.retry_shortfall == RetryShortfall::No
            && target == pool.target
            && !pool.is_new
            && pool.allocation != AllocationState::Resizing
    }

    /// No resize begins. Nodes that are on their way out still leave.
    pub(super) fn rest(&mut self) {
        self.leave_already();
        self.settle();
        self.plan.resize_errors.clone_from(&self.pool.resize_errors);
        self.note_rest();
        self.note_world();
    }

    /// The resize to these targets.
    pub(super) fn resize(&mut self, targets: Targets) {
        self.note_allocation(targets.sizes);
        self.plan.after.target = targets.sizes;
        self.move_nodes(targets);
        self.note_course(targets.option);
        self.note_world();
    }

    /// Nodes leave and come.
    fn move_nodes(&mut self, targets: Targets) {
        self.leave_already();
        let pool = self.pool;
        let goes_on = pool.allocation == AllocationState::Resizing && targets.sizes == pool.target;
        if !goes_on {
            self.left_over = self.draining;
        }
        self.shrink(targets);
        self.grow(targets.sizes);
        self.settle();
    }

    /// The word for it, and what the pool has afterwards.
    fn settle(&mut self) {
        let pool = self.pool;
        let current = self.staying().plus(self.plan.added);
        let mut paid = current;
        if self.policy.preempted_cost == PreemptedCost::Free {
            paid.low_priority = paid.low_priority.saturating_sub(self.preempted());
        }
        let plan = &mut self.plan;
        plan.after.current = current;
        plan.after.cost = Cost::of(pool.vm.as_ref(), current, paid);
        plan.action = match (plan.added.total(), plan.removed.is_empty()) {
            (0, true) => Action::None,
            (0, false) => Action::Shrink,
            (_, true) => Action::Grow,
            (_, false) => Action::Mixed,
        };
    }

    /// How many of the pool's nodes stay, as far as the plan goes.
    pub(super) fn staying(&self) -> Sizes {
        let mut staying = self.pool.current();
        for node in &self.plan.removed {
            let of_kind = staying.of_mut(node.kind);
            *of_kind = of_kind.saturating_sub(1);
        }
        staying
    }

    /// How many preempted nodes stay.
    pub(super) fn preempted(&self) -> u32 {
        let is_preempted = |state| state == NodeState::Preempted;
        let all = self.pool.count(|node| is_preempted(node.state));
        let leave = self.plan.removed.iter();
        let leave = leave.filter(|node| is_preempted(node.state)).count();
        let leave = u32::try_from(leave).unwrap_or(u32::MAX);
        all.low_priority.saturating_sub(leave)
    }
}
