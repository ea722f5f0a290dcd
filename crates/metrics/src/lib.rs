//! Sample histories: what a formula can know of the past.
//!
//! A [`History`] has a [`Series`] of samples for every metric. A series grows at
//! its end, finds the samples of a look-back window from their interval, and
//! aggregates any window at a cost that hardly depends on its length: sums from
//! exact prefix sums, extremes from a sparse table. Sums are rounded once, at
//! the end ([`ExactSum`]), so that no order of adding can change a result.
//!
//! [`read_snapshot`] reads histories from files: our own JSON, CSV, and what
//! `az monitor metrics list` prints.
//!
//! ```
//! use autoscale_base::{DateTextRules, Interval, Timestamp};
//! use autoscale_catalog::Metric;
//!
//! let snapshot = autoscale_metrics::read_snapshot(br#"{
//!     "metrics": { "$PendingTasks": {
//!         "start": "2026-03-02T09:00:00Z", "values": [4, 4, null, 7]
//!     } }
//! }"#)?;
//! let now = Timestamp::parse("2026-03-02T09:02:00Z", DateTextRules::OURS)?;
//! let minute = now.checked_sub(Interval::from_seconds(60)).unwrap_or(now);
//!
//! let series = snapshot.history.series(Metric::PendingTasks);
//! let window = series.window(minute, now);
//! assert_eq!(series.values()[window.clone()], [7.0]);
//! assert_eq!(series.sum(0..3).to_f64(), 15.0);
//! assert_eq!(snapshot.history.newest(Metric::PendingTasks, now), Some(7.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod azure_monitor;
mod csv;
mod double_double;
mod exact_sum;
mod extremes;
mod fixed_point;
mod history;
mod json;
mod names;
mod pool_facts;
mod prefix_sums;
mod samples;
mod schema;
mod series;
mod snapshot;
mod snapshot_error;
mod snapshot_json;
#[cfg(test)]
mod tests;

pub use double_double::DoubleDouble;
pub use exact_sum::ExactSum;
pub use history::History;
pub use pool_facts::PoolFacts;
pub use schema::snapshot_schema;
pub use series::{OutOfOrder, Series};
pub use snapshot::{Snapshot, read_snapshot};
pub use snapshot_error::SnapshotError;
