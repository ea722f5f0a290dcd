//! What a user can set: `autoscale.toml` as data. Reading the file is the
//! business of others.

use autoscale_base::Timestamp;
use autoscale_catalog::{Assumptions, Policy, Profile};
use autoscale_embed::Keys;

use crate::Levels;

/// All that bears on the analysis of one formula.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// How the service is taken to behave.
    pub profile: Profile,
    /// How it is taken to treat pools.
    pub policy: Policy,
    /// What simulations assume of times and chances.
    pub simulation: Assumptions,
    /// Levels of rules.
    pub levels: Levels,
    /// Facts about the account.
    pub account: Account,
    /// Facts about the pool.
    pub pool: PoolFacts,
    /// Keys of host files that hold formulas.
    pub keys: Keys,
    /// The present, for rules about time literals; without it they are quiet.
    pub now: Option<Timestamp>,
}

/// Facts about a Batch account, under the names of its REST resource. What is
/// not known is not limited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// `dedicatedCoreQuota`, in cores.
    pub dedicated_core_quota: Option<u32>,
    /// `lowPriorityCoreQuota`, in cores.
    pub low_priority_core_quota: Option<u32>,
}

/// Facts about the pool, under the names of its REST resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolFacts {
    /// `vmSize`.
    pub vm_size: Option<String>,
    /// `taskSlotsPerNode`.
    pub task_slots_per_node: Option<u32>,
    /// `enableInterNodeCommunication`.
    pub inter_node_communication: Option<bool>,
}
