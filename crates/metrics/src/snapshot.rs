//! Samples and the state of a pool as read from a file.

use autoscale_base::Timestamp;

use crate::{History, PoolFacts, SnapshotError};

/// What a snapshot file holds.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The instant that the snapshot was taken.
    pub time: Option<Timestamp>,
    /// The state of the pool.
    pub pool: PoolFacts,
    /// The samples; the facts of the pool are its scalars.
    pub history: History,
    /// What was left out of a foreign file, a sentence each.
    pub warnings: Vec<String>,
}
