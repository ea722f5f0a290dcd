//! What a simulation takes for given.

use std::fmt;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::assumption::SETTINGS;
use autoscale_catalog::profile::ProfileError;
use autoscale_catalog::{Assumptions, Policy};
use autoscale_check::nearest;
use autoscale_pool::{Account, Pool};

use crate::Operation;

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
    /// The pool at the beginning, with its nodes in their states. Nothing is
    /// resizing, and the tasks of the workload are all that there are.
    pub pool: Pool,
    /// The account, and what its other pools have all along.
    pub account: Account,
    /// What is assumed of the service's decisions.
    pub policy: Policy,
    /// What is assumed of times and chances.
    pub assumptions: Assumptions,
    /// `autoScaleEvaluationInterval`.
    pub evaluation_interval: Interval,
    /// What is done to the pool from outside, in order of time.
    pub operations: Vec<Operation>,
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
            account: Account::default(),
            policy: Policy::default(),
            assumptions: Assumptions::without_delays(),
            evaluation_interval: Interval::from_seconds(300),
            operations: Vec::new(),
        }
    }

    /// Assumes something else; keys and values are those of `[simulation]` in
    /// `autoscale.toml`.
    ///
    /// # Errors
    /// When there is no such assumption, or it does not take the value.
    pub fn assume(&mut self, key: &str, value: &str) -> Result<(), AssumptionError> {
        self.assumptions.set(key, value).map_err(|error| {
            let help = match error {
                ProfileError::UnknownKey { .. } => {
                    let keys = SETTINGS.iter().map(|it| it.key);
                    Some(match nearest(key, keys.clone()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("there are `{}`", Vec::from_iter(keys).join("`, `")),
                    })
                }
                ProfileError::BadValue { .. } => None,
            };
            AssumptionError { error, help }
        })
    }
}

/// Why an assumption was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssumptionError {
    error: ProfileError,
    /// What to write instead.
    pub help: Option<String>,
}

impl fmt::Display for AssumptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for AssumptionError {}
