//! Collects what a file holds into a snapshot, up to the size that one
//! evaluation can be asked to hold in memory.

use std::fmt;

use autoscale_base::Timestamp;
use autoscale_catalog::Metric;

use crate::pool_facts::field_of;
use crate::{History, OutOfOrder, PoolFacts, Series, Snapshot};

/// Most samples of a file, lost ones included: seven years of one metric, four
/// months of all, a memory of 300 MB.
const MOST_SAMPLES: usize = 8_000_000;

/// Samples on their way from a file to a [`Snapshot`].
#[derive(Debug, Default)]
pub(crate) struct Samples {
    history: History,
    count: usize,
}

/// Why a sample was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    OutOfOrder(OutOfOrder),
    TooMany,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfOrder(error) => error.fmt(f),
            Self::TooMany => write!(f, "more than {MOST_SAMPLES} samples"),
        }
    }
}

impl Samples {
    pub(crate) fn series_mut(&mut self, metric: Metric) -> &mut Series {
        self.history.series_mut(metric)
    }

    /// Makes room for that many samples of a metric, as far as so many will be
    /// taken.
    pub(crate) fn reserve(&mut self, metric: Metric, samples: usize) {
        let room = MOST_SAMPLES.saturating_sub(self.count);
        self.series_mut(metric).reserve(samples.min(room));
    }

    /// Appends a sample; `None` is one that never arrived.
    pub(crate) fn push(
        &mut self,
        metric: Metric,
        time: Timestamp,
        value: Option<f64>,
    ) -> Result<(), Refused> {
        if self.count == MOST_SAMPLES {
            return Err(Refused::TooMany);
        }
        self.count += 1;
        let series = self.history.series_mut(metric);
        let pushed = match value {
            Some(value) => series.push(time, value),
            None => series.push_lost(time),
        };
        pushed.map_err(Refused::OutOfOrder)
    }

    /// The snapshot of these samples. Facts of the pool that formulas read as
    /// metrics become scalars of the history.
    pub(crate) fn into_snapshot(self, time: Option<Timestamp>, mut pool: PoolFacts) -> Snapshot {
        let mut history = self.history;
        for metric in Metric::ALL {
            let fact = field_of(metric).and_then(|(field, _)| *pool.field(field)?);
            if let Some(value) = fact {
                history.set_scalar(metric, value);
            }
        }
        Snapshot {
            time,
            pool,
            history,
            warnings: Vec::new(),
        }
    }
}
