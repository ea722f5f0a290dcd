//! How many nodes a pool gets of those that it asks for.

use autoscale_catalog::policy::{BothDedicatedQuotas, InterNodeLimit};
use autoscale_catalog::service_error::{
    ACCOUNT_CORE_QUOTA_REACHED, ACCOUNT_LOW_PRIORITY_CORE_QUOTA_REACHED, ALLOCATION_FAILED,
    COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT,
};
use autoscale_catalog::{Policy, ServiceError};

use crate::{Account, NodeKind, ResizeError, Sizes, Vm};

/// Most nodes of a pool with a managed image. Source: MicrosoftDocs/azure-docs
/// `articles/batch/batch-quota-limit.md`.
const MANAGED_IMAGE_LIMIT: Sizes = Sizes {
    dedicated: 2000,
    low_priority: 1000,
};

/// All that bears on how many nodes there may be.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// Whose quotas count.
    pub account: &'a Account,
    /// The size of the nodes; without it core quotas cannot be counted.
    pub vm: Option<&'a Vm>,
    /// Does the pool have inter-node communication?
    pub inter_node: bool,
    /// Is the pool's image a managed one?
    pub managed_image: bool,
    /// The nodes that the pool keeps, of each kind.
    pub kept: Sizes,
    /// How many of them count against the quotas.
    pub counted: Sizes,
}

/// What a pool gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// How many nodes.
    pub nodes: u32,
    /// Why not more.
    pub errors: Vec<ResizeError>,
}

impl Room<'_> {
    /// What becomes of a request for `wanted` more nodes of that kind. As much
    /// is allocated as fits ("the Batch service scales compute nodes only up to
    /// that core limit", MicrosoftDocs/azure-docs
    /// `articles/batch/batch-automatic-scaling.md`).
    #[must_use]
    pub fn grant(&self, kind: NodeKind, wanted: u32, policy: &Policy) -> Grant {
        let mut grant = Grant {
            nodes: wanted,
            errors: Vec::new(),
        };
        self.limit_pool(kind, wanted, policy, &mut grant);
        if self.vm.is_some() {
            self.limit_cores(kind, wanted, policy, &mut grant);
        }
        grant
    }

    fn limit_pool(&self, kind: NodeKind, wanted: u32, policy: &Policy, grant: &mut Grant) {
        if self.inter_node {
            let room = self
                .account
                .inter_node_limit()
                .saturating_sub(self.kept.total());
            if wanted > room {
                let granted = match policy.inter_node_limit {
                    InterNodeLimit::Partial => room,
                    InterNodeLimit::Refuse => 0,
                };
                grant.limit(granted, COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT);
            }
        } else if self.managed_image {
            let room = MANAGED_IMAGE_LIMIT
                .of(kind)
                .saturating_sub(self.kept.of(kind));
            if wanted > room {
                grant.limit(room, ALLOCATION_FAILED);
            }
        }
    }

    fn limit_cores(&self, kind: NodeKind, wanted: u32, policy: &Policy, grant: &mut Grant) {
        let total = self.total_room(kind);
        let family = self.family_room(kind);
        let too_small = |room: &u32| *room < wanted;
        let (total, family) = (total.filter(too_small), family.filter(too_small));
        let (of_total, of_family) = match (total, family) {
            (Some(total), Some(family)) => match policy.both_dedicated_quotas {
                BothDedicatedQuotas::Tightest => (total <= family, family <= total),
                BothDedicatedQuotas::Total => (true, false),
                BothDedicatedQuotas::Both => (true, true),
            },
            (total, family) => (total.is_some(), family.is_some()),
        };
        if let Some(room) = total.into_iter().chain(family).min() {
            grant.nodes = grant.nodes.min(room);
        }
        if of_total {
            grant.errors.push(ResizeError::from(match kind {
                NodeKind::Dedicated => ACCOUNT_CORE_QUOTA_REACHED,
                NodeKind::LowPriority => ACCOUNT_LOW_PRIORITY_CORE_QUOTA_REACHED,
            }));
        }
        if let Some(vm) = self.vm
            && of_family
        {
            grant.errors.push(ResizeError::of_family(&vm.family));
        }
    }

    /// Nodes that the account's quota of that kind has room for.
    fn total_room(&self, kind: NodeKind) -> Option<u32> {
        let (quota, others) = match kind {
            NodeKind::Dedicated => (
                self.account.dedicated_core_quota,
                self.account.others.dedicated,
            ),
            NodeKind::LowPriority => (
                self.account.low_priority_core_quota,
                self.account.others.low_priority,
            ),
        };
        self.nodes_within(kind, quota?, others)
    }

    /// Nodes that the family's quota has room for; there is none for
    /// low-priority nodes.
    fn family_room(&self, kind: NodeKind) -> Option<u32> {
        let vm = self.vm.filter(|_| kind == NodeKind::Dedicated)?;
        let quota = self.account.family_quota(&vm.family)?;
        self.nodes_within(kind, quota, self.account.others.of_family(&vm.family))
    }

    fn nodes_within(&self, kind: NodeKind, quota: u64, others: u64) -> Option<u32> {
        let cores = u64::from(self.vm?.cores);
        let own = u64::from(self.counted.of(kind)) * cores;
        let free = quota.saturating_sub(others).saturating_sub(own);
        let nodes = free.checked_div(cores)?;
        Some(u32::try_from(nodes).unwrap_or(u32::MAX))
    }
}

impl Grant {
    fn limit(&mut self, nodes: u32, error: ServiceError) {
        self.nodes = self.nodes.min(nodes);
        self.errors.push(ResizeError::from(error));
    }
}
