//! The Batch account: what all of its pools together may have.

use autoscale_catalog::Policy;
use autoscale_catalog::policy::{CreatingNodes, LeavingNodes, PreemptedQuota};

use crate::{AllocationState, NodeKind, NodeState, Pool, Sizes, Vm};

/// Whose virtual machines the nodes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AllocationMode {
    /// The Batch service's. The account's core quotas count.
    #[default]
    BatchService,
    /// The subscription's. The account has no core quotas; those of the
    /// subscription count, which the account does not tell.
    UserSubscription,
}

/// A quota of dedicated cores of one family of VM sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyQuota {
    /// The family, such as `standardDv3Family`.
    pub name: String,
    /// `coreQuota`.
    pub cores: u64,
}

/// The quotas of an account, under the names of its ARM resource. What is
/// `None` does not limit. Source: `azure-mgmt-batch` 17.3.0, `BatchAccount`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// `poolAllocationMode`.
    pub mode: AllocationMode,
    /// `dedicatedCoreQuota`.
    pub dedicated_core_quota: Option<u64>,
    /// `dedicatedCoreQuotaPerVMFamily`; empty when it is not enforced.
    pub family_quotas: Vec<FamilyQuota>,
    /// `lowPriorityCoreQuota`.
    pub low_priority_core_quota: Option<u64>,
    /// `poolQuota`.
    pub pool_quota: Option<u64>,
    /// The account's other pools.
    pub others: Vec<OtherPool>,
    /// Is it known which other pools there are?
    pub knows_others: bool,
}

impl Account {
    /// The quota of all cores of that kind. Batch core quotas do not apply in
    /// user subscription mode (MicrosoftDocs/azure-docs
    /// `includes/azure-batch-limits.md`).
    #[must_use]
    pub fn core_quota(&self, kind: NodeKind) -> Option<u64> {
        let quota = match kind {
            NodeKind::Dedicated => self.dedicated_core_quota,
            NodeKind::LowPriority => self.low_priority_core_quota,
        };
        quota.filter(|_| self.mode == AllocationMode::BatchService)
    }

    /// The quota of that family, if there is one. Names are compared in any
    /// case, as the service does with VM sizes.
    #[must_use]
    pub fn family_quota(&self, family: &str) -> Option<u64> {
        let mut same = self.family_quotas.iter();
        same.find(|quota| quota.name.eq_ignore_ascii_case(family))
            .map(|quota| quota.cores)
            .filter(|_| self.mode == AllocationMode::BatchService)
    }

    /// Cores of that kind that its other pools have, of one family or of all.
    #[must_use]
    pub fn cores_of_others(&self, kind: NodeKind, family: Option<&str>, policy: &Policy) -> u64 {
        let pools = self.others.iter().map(|pool| {
            let of_family = |vm: &&Vm| family.is_none_or(|it| vm.family.eq_ignore_ascii_case(it));
            let cores = pool.vm.as_ref().filter(of_family);
            let cores = cores.map_or(0, |vm| vm.quota_cores(policy));
            u64::from(pool.counted(policy).of(kind)) * u64::from(cores)
        });
        pools.fold(0, u64::saturating_add)
    }

    /// Has it as many pools as it may? The pool asked about is not counted.
    #[must_use]
    pub fn is_full_of_pools(&self) -> bool {
        self.pool_quota
            .is_some_and(|quota| self.others.len() as u64 >= quota)
    }

    /// Takes the pool of that id out of the others: a list of all pools of the
    /// account has it as well. Ids differ by more than case
    /// (`azure-batch` 15.1.0, `BatchPoolCreateOptions`).
    pub fn set_apart(&mut self, id: &str) {
        let is_it = |it: &str| it.eq_ignore_ascii_case(id);
        self.others
            .retain(|pool| !pool.id.as_deref().is_some_and(is_it));
    }

    /// Most nodes of a pool with inter-node communication. Source:
    /// MicrosoftDocs/azure-docs `articles/batch/batch-quota-limit.md`.
    #[must_use]
    pub const fn inter_node_limit(&self) -> u32 {
        match self.mode {
            AllocationMode::BatchService => 100,
            AllocationMode::UserSubscription => 80,
        }
    }
}

/// Another pool of the account: what it takes of the quotas.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherPool {
    /// Its id.
    pub id: Option<String>,
    /// `vmSize` as it is written.
    pub vm_size: Option<String>,
    /// What is known of that size.
    pub vm: Option<Vm>,
    /// How many nodes it has.
    pub current: Sizes,
    /// How many of them are on their way out.
    pub leaving: Sizes,
    /// How many of them are preempted, and not on their way out.
    pub preempted: u32,
    /// How many it has once the resize that it is in has ended.
    pub requested: Sizes,
}

impl From<&Pool> for OtherPool {
    fn from(pool: &Pool) -> Self {
        let current = pool.current();
        Self {
            id: pool.configuration.id.clone(),
            vm_size: pool.vm_size.clone(),
            vm: pool.vm.clone(),
            current,
            leaving: pool.count(|node| node.state == NodeState::LeavingPool),
            preempted: pool
                .count(|node| node.state == NodeState::Preempted)
                .low_priority,
            requested: match pool.allocation {
                AllocationState::Resizing => current.max(pool.target),
                AllocationState::Steady | AllocationState::Stopping => current,
            },
        }
    }
}

impl OtherPool {
    fn counted(&self, policy: &Policy) -> Sizes {
        let nodes = match policy.creating_nodes {
            CreatingNodes::WhenCreated => self.current,
            CreatingNodes::WhenRequested => self.requested,
        };
        against_quota(nodes, self.leaving, self.preempted, policy)
    }
}

/// How many of `nodes` count as current ones, when that many of them are
/// leaving.
#[must_use]
pub fn counted(nodes: Sizes, leaving: Sizes, policy: &Policy) -> Sizes {
    match policy.leaving_nodes {
        LeavingNodes::Counted => nodes,
        LeavingNodes::NotCounted => nodes.minus(leaving),
    }
}

/// How many of `nodes` count against the quotas, when that many of them are
/// leaving and that many others preempted.
#[must_use]
pub fn against_quota(nodes: Sizes, leaving: Sizes, preempted: u32, policy: &Policy) -> Sizes {
    let mut counted = counted(nodes, leaving, policy);
    if policy.preempted_quota == PreemptedQuota::Free {
        counted.low_priority = counted.low_priority.saturating_sub(preempted);
    }
    counted
}
