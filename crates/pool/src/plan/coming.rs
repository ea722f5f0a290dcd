//! The nodes that come, and what keeps others from it.

use autoscale_catalog::policy::LeavingNodes;

use super::planning::Planning;
use crate::account::against_quota;
use crate::{Grant, NodeKind, Room, Sizes};

impl Planning<'_> {
    /// Adds as many nodes as there is room for.
    pub(super) fn grow(&mut self, target: Sizes) {
        let staying = self.staying();
        // Nodes that wait for their tasks are there for a while yet.
        let draining = match self.policy.leaving_nodes {
            LeavingNodes::Counted => self.draining,
            LeavingNodes::NotCounted => Sizes::ZERO,
        };
        for kind in NodeKind::ALL {
            let wanted = target.of(kind).saturating_sub(staying.of(kind));
            if wanted == 0 {
                continue;
            }
            let kept = staying.plus(self.plan.added).plus(draining);
            let counted = against_quota(kept, Sizes::ZERO, self.preempted(), self.policy);
            let room = Room {
                account: self.account,
                vm: self.pool.vm.as_ref(),
                inter_node: self.pool.inter_node,
                managed_image: self.pool.managed_image,
                kept,
                counted,
            };
            let Grant { nodes, errors } = room.grant(kind, wanted, self.policy);
            if nodes < wanted {
                let reasons = room.reasons(kind, wanted, self.policy);
                self.note_limits(kind, wanted, nodes, &reasons);
            }
            *self.plan.added.of_mut(kind) += nodes;
            for error in errors {
                if !self.plan.resize_errors.contains(&error) {
                    self.plan.resize_errors.push(error);
                }
            }
        }
    }
}
