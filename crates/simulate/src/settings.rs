//! What a simulation takes for given.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Policy;
use autoscale_pool::{Account, Pool};

use crate::Distribution;

/// What a simulation takes for given beside the formula and the workload.
#[derive(Clone, Debug)]
pub struct Settings {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// Does it end earlier, as soon as every task has ended?
    pub until_done: bool,
    /// Where random numbers begin.
    pub seed: u64,
    /// The pool at the beginning; its nodes are idle, and nothing is resizing.
    pub pool: Pool,
    /// Are nodes filled one after the other (`nodeFillType` `pack`), instead
    /// of evenly?
    pub pack: bool,
    /// The account, and what its other pools have all along.
    pub account: Account,
    /// What is assumed of the service.
    pub policy: Policy,
    /// `autoScaleEvaluationInterval`.
    pub evaluation_interval: Interval,
    /// How long a resize may take: 15 minutes for those of a formula
    /// (Azure/Batch#40).
    pub resize_timeout: Interval,
    /// How nodes come.
    pub boot: Boot,
    /// How low-priority nodes are taken away; `None`: they are not.
    pub preemption: Option<Preemption>,
    /// How samples come to the formula.
    pub sampling: Sampling,
}

impl Settings {
    /// A simulation of `pool` in a world without quotas, delays and losses; the
    /// formula is evaluated every 5 minutes, the shortest interval.
    #[must_use]
    pub fn new(pool: Pool, from: Timestamp, until: Timestamp) -> Self {
        Self {
            from,
            until,
            until_done: false,
            seed: 0,
            pool,
            pack: false,
            account: Account::default(),
            policy: Policy::default(),
            evaluation_interval: Interval::from_seconds(300),
            resize_timeout: Interval::from_seconds(900),
            boot: Boot {
                allocation: Distribution::ZERO,
                boot: Distribution::ZERO,
                start_task_failures: 0.0,
            },
            preemption: None,
            sampling: Sampling {
                delay: Interval::ZERO,
                loss: 0.0,
            },
        }
    }
}

/// How nodes come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boot {
    /// From a resize until a node joins the pool: 3 to 8 minutes
    /// (Azure/Batch#145).
    pub allocation: Distribution,
    /// From then until it can run tasks, start task and application packages
    /// included.
    pub boot: Distribution,
    /// The share of nodes whose start task fails; they stay, and run nothing.
    pub start_task_failures: f64,
}

/// How low-priority nodes are taken away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preemption {
    /// The mean time until a node is; the times are exponential.
    pub mean_time: Interval,
    /// How long it takes until there is capacity again.
    pub recovery: Distribution,
}

/// How samples come to the formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// From a sample until formulas see it: about a minute
    /// (MicrosoftDocs/azure-docs `articles/batch/batch-automatic-scaling.md`).
    pub delay: Interval,
    /// The share of samples that never arrive.
    pub loss: f64,
}
