//! The Batch account: what all of its pools together may have.

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// What the account's other pools have.
    pub others: Usage,
}

impl Account {
    /// The quota of that family, if there is one. Names are compared in any
    /// case, as the service does with VM sizes.
    #[must_use]
    pub fn family_quota(&self, family: &str) -> Option<u64> {
        let mut same = self.family_quotas.iter();
        same.find(|quota| quota.name.eq_ignore_ascii_case(family))
            .map(|quota| quota.cores)
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

/// Cores in use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of dedicated nodes.
    pub dedicated: u64,
    /// Of dedicated nodes, by family.
    pub families: Vec<FamilyQuota>,
    /// Of low-priority nodes.
    pub low_priority: u64,
}

impl Usage {
    /// Dedicated cores of that family.
    #[must_use]
    pub fn of_family(&self, family: &str) -> u64 {
        let same = self
            .families
            .iter()
            .filter(|used| used.name.eq_ignore_ascii_case(family));
        same.map(|used| used.cores).sum()
    }
}
