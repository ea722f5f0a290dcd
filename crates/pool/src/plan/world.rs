//! What a plan says of pool and account as they are.

use super::notes::named;
use super::planning::Planning;
use crate::{AllocationMode, Cost, NodeKind, NodeState, OtherPool};

impl Planning<'_> {
    /// What there is to know of pool and account.
    pub(super) fn note_world(&mut self) {
        if self.pool.is_deleting {
            return;
        }
        if self.pool.is_manual {
            self.note(
                "autoscaling is switched off on this pool; the plan is for when it is on"
                    .to_owned(),
            );
        }
        self.note_preempted();
        self.note_broken();
        self.note_vm();
        self.note_quotas();
        if self.plan.added.total() > 0 {
            self.note_boot();
        }
        self.note_settings();
    }

    fn note_preempted(&mut self) {
        let left = self.preempted();
        if left > 0 {
            let (s, are) = if left == 1 { ("", "is") } else { ("s", "are") };
            self.note(format!(
                "{left} preempted node{s} {are} counted as current, and brought back when there \
                 is capacity"
            ));
        }
    }

    /// Nodes that run nothing are paid for, and take up quota: "you're billed
    /// for every compute node in the pool, regardless of the state it's in"
    /// (MicrosoftDocs/azure-docs `articles/batch/best-practices.md`).
    fn note_broken(&mut self) {
        let is_broken = |state| matches!(state, NodeState::Unusable | NodeState::StartTaskFailed);
        let mut broken = self.pool.count(|node| is_broken(node.state));
        for node in self
            .plan
            .removed
            .iter()
            .filter(|node| is_broken(node.state))
        {
            let of_kind = broken.of_mut(node.kind);
            *of_kind = of_kind.saturating_sub(1);
        }
        let count = broken.total();
        if count == 0 {
            return;
        }
        let cost = Cost::of(self.pool.vm.as_ref(), broken, broken).per_hour;
        let cost = cost.map_or_else(String::new, |usd| format!(", USD {usd:.2} an hour"));
        let (nodes, their) = match count {
            1 => ("node that stays is", "its"),
            _ => ("nodes that stay are", "their"),
        };
        self.note(format!(
            "{count} {nodes} `unusable` or `starttaskfailed`: no task runs there, but {their} cost \
             and cores count all the same{cost}"
        ));
    }

    fn note_vm(&mut self) {
        let unknown = "so its cores and its cost are not known";
        match (&self.pool.vm, &self.pool.vm_size) {
            (None, Some(size)) => {
                self.note(format!(
                    "the VM size `{size}` is not in the table, {unknown}"
                ));
            }
            (None, None) => self.note(format!("the pool has no `vmSize`, {unknown}")),
            (Some(vm), _) if self.plan.after.cost.per_hour.is_none() => {
                self.note(format!("no price of `{}` is known", vm.name));
            }
            (Some(_), _) => {}
        }
    }

    fn note_quotas(&mut self) {
        if self.plan.added.total() == 0 && self.plan.resize_errors.is_empty() {
            return;
        }
        if self.account.mode == AllocationMode::UserSubscription {
            self.note(
                "the account is of user subscription mode: the subscription's core quotas count, \
                 which are not known here"
                    .to_owned(),
            );
            return;
        }
        let has_quota = |kind| self.account.core_quota(kind).is_some();
        let counts = self.pool.vm.is_some() && NodeKind::ALL.into_iter().any(has_quota);
        if counts && !self.account.knows_others {
            self.note(
                "other pools of the account are not known, so they count as none; a list `pools` \
                 in the account tells them"
                    .to_owned(),
            );
        }
        let is_unknown = |pool: &&OtherPool| pool.vm.is_none() && pool.current.total() > 0;
        let unknown = self.account.others.iter().filter(is_unknown);
        let names: Vec<_> = unknown.map(|pool| pool.id.as_deref()).collect();
        if !names.is_empty() {
            let pools = named(&names, "pool");
            self.note(format!(
                "the VM size of {pools} is not known, so its cores are not counted against the \
                 quotas"
            ));
        }
    }
}
