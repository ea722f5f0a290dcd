//! How many nodes a pool gets of those that it asks for.

use std::fmt;

use autoscale_catalog::Policy;
use autoscale_catalog::policy::{BothDedicatedQuotas, InterNodeLimit};
use autoscale_catalog::service_error::{
    ACCOUNT_CORE_QUOTA_REACHED, ACCOUNT_LOW_PRIORITY_CORE_QUOTA_REACHED, ALLOCATION_FAILED,
    COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT,
};

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
        let Some((limit, kept)) = self.pool_limit(kind) else {
            return;
        };
        let room = limit.saturating_sub(kept);
        if wanted <= room {
            return;
        }
        let granted = match policy.inter_node_limit {
            InterNodeLimit::Partial => room,
            InterNodeLimit::Refuse => 0,
        };
        let error = if self.inter_node {
            ResizeError::from(COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT)
        } else {
            ResizeError::of_kind(ALLOCATION_FAILED, kind)
        };
        grant.limit(granted, error);
    }

    /// How many nodes a pool of its sort may have, and how many it has.
    fn pool_limit(&self, kind: NodeKind) -> Option<(u32, u32)> {
        if self.inter_node {
            Some((self.account.inter_node_limit(), self.kept.total()))
        } else if self.managed_image {
            Some((MANAGED_IMAGE_LIMIT.of(kind), self.kept.of(kind)))
        } else {
            None
        }
    }

    fn limit_cores(&self, kind: NodeKind, wanted: u32, policy: &Policy, grant: &mut Grant) {
        let too_small = |quota: &CoreQuota| quota.nodes() < wanted;
        let total = self.total(kind, policy).filter(too_small);
        let family = self.family(kind, policy).filter(too_small);
        let rooms = [&total, &family].map(|quota| quota.as_ref().map(CoreQuota::nodes));
        let (of_total, of_family) = match rooms {
            [Some(total), Some(family)] => match policy.both_dedicated_quotas {
                BothDedicatedQuotas::Tightest => (total <= family, family <= total),
                BothDedicatedQuotas::Total => (true, false),
                BothDedicatedQuotas::Both => (true, true),
            },
            [total, family] => (total.is_some(), family.is_some()),
        };
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
        if let Some(room) = rooms.into_iter().flatten().min() {
            grant.nodes = grant.nodes.min(room);
        }
    }

    /// Why fewer than `wanted` nodes fit, a clause for each limit.
    pub(crate) fn reasons(&self, kind: NodeKind, wanted: u32, policy: &Policy) -> Vec<String> {
        let mut reasons = Vec::new();
        if let Some((limit, kept)) = self.pool_limit(kind)
            && wanted > limit.saturating_sub(kept)
        {
            let words = kind.words();
            reasons.push(if self.inter_node {
                format!("a pool with inter-node communication has {limit} nodes at most")
            } else {
                format!("a pool with a managed image has {limit} {words} nodes at most")
            });
        }
        let quotas = [self.total(kind, policy), self.family(kind, policy)];
        let small = quotas.into_iter().flatten();
        let small = small.filter(|quota| quota.nodes() < wanted);
        reasons.extend(small.map(|quota| quota.to_string()));
        reasons
    }

    /// The account's quota of that kind.
    fn total(&self, kind: NodeKind, policy: &Policy) -> Option<CoreQuota<'_>> {
        let quota = self.account.core_quota(kind)?;
        self.quota(kind, quota, None, policy)
    }

    /// The family's quota; there is none for low-priority nodes: "Batch
    /// enforces only a total core quota" for them (Microsoft's support article
    /// "Azure batch pool resizing failure").
    fn family(&self, kind: NodeKind, policy: &Policy) -> Option<CoreQuota<'_>> {
        let vm = self.vm.filter(|_| kind == NodeKind::Dedicated)?;
        let quota = self.account.family_quota(&vm.family)?;
        self.quota(kind, quota, Some(&vm.family), policy)
    }

    fn quota<'f>(
        &self,
        kind: NodeKind,
        quota: u64,
        family: Option<&'f str>,
        policy: &Policy,
    ) -> Option<CoreQuota<'f>> {
        let cores = u64::from(self.vm?.quota_cores(policy));
        Some(CoreQuota {
            kind,
            family,
            quota,
            others: self.account.cores_of_others(kind, family, policy),
            own: u64::from(self.counted.of(kind)) * cores,
            of_node: cores,
        })
    }
}

/// A quota of cores, and what is taken of it.
#[derive(Clone, Copy, Debug)]
struct CoreQuota<'a> {
    kind: NodeKind,
    /// Of one family alone?
    family: Option<&'a str>,
    quota: u64,
    /// What other pools take.
    others: u64,
    /// What the pool's own nodes take.
    own: u64,
    /// What another node would take.
    of_node: u64,
}

impl CoreQuota<'_> {
    /// How many nodes it has room for.
    fn nodes(&self) -> u32 {
        let free = self
            .quota
            .saturating_sub(self.others)
            .saturating_sub(self.own);
        let nodes = free.checked_div(self.of_node);
        nodes.map_or(u32::MAX, |nodes| u32::try_from(nodes).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for CoreQuota<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            quota, others, own, ..
        } = self;
        match (self.kind, self.family) {
            (_, Some(family)) => write!(
                f,
                "`dedicatedCoreQuotaPerVMFamily` of `{family}` is {quota} cores"
            ),
            (NodeKind::Dedicated, None) => write!(f, "`dedicatedCoreQuota` is {quota} cores"),
            (NodeKind::LowPriority, None) => write!(f, "`lowPriorityCoreQuota` is {quota} cores"),
        }?;
        let here = format!("this pool has {own}");
        let elsewhere = format!("other pools have {others}");
        match (own, others) {
            (0, 0) => Ok(()),
            (_, 0) => write!(f, ", of which {here}"),
            (0, _) => write!(f, ", of which {elsewhere}"),
            (_, _) => write!(f, ", of which {here} and {elsewhere}"),
        }
    }
}

impl Grant {
    fn limit(&mut self, nodes: u32, error: ResizeError) {
        self.nodes = self.nodes.min(nodes);
        self.errors.push(error);
    }
}
