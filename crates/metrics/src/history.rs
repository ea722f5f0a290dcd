//! Everything that a formula can know of the past: the samples of every metric.

use autoscale_base::Timestamp;
use autoscale_catalog::Metric;

use crate::Series;

/// A [`Series`] for every metric, and for the metrics that are facts of the pool
/// (`$TaskSlotsPerNode`, `$CurrentDedicatedNodes`, …) a number that holds when
/// no sample says otherwise.
#[derive(Clone, Debug, Default)]
pub struct History {
    series: [Series; Metric::COUNT],
    scalars: [Option<f64>; Metric::COUNT],
}

impl History {
    /// No samples.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The samples of a metric.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "the array has a place for every metric"
    )]
    pub fn series(&self, metric: Metric) -> &Series {
        &self.series[metric.index()]
    }

    /// The samples of a metric, to append to.
    #[expect(
        clippy::indexing_slicing,
        reason = "the array has a place for every metric"
    )]
    pub fn series_mut(&mut self, metric: Metric) -> &mut Series {
        &mut self.series[metric.index()]
    }

    /// The number given for a metric beside its samples.
    #[must_use]
    pub fn scalar(&self, metric: Metric) -> Option<f64> {
        self.scalars.get(metric.index()).copied().flatten()
    }

    /// Gives a metric a number beside its samples.
    pub fn set_scalar(&mut self, metric: Metric, value: f64) {
        if let Some(scalar) = self.scalars.get_mut(metric.index()) {
            *scalar = Some(value);
        }
    }

    /// The newest sample that is not later than `now`; without one, the number
    /// given beside the samples.
    #[must_use]
    pub fn newest(&self, metric: Metric, now: Timestamp) -> Option<f64> {
        let series = self.series(metric);
        let newest = series.visible(now).checked_sub(1);
        let newest = newest.and_then(|at| series.values().get(at)).copied();
        newest.or_else(|| self.scalar(metric))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_visible_sample_goes_before_the_scalar() {
        let time = |ticks| Timestamp::from_ticks(ticks).unwrap();
        let mut history = History::new();
        let metric = Metric::CurrentDedicatedNodes;
        assert_eq!(history.newest(metric, time(5)), None);
        history.set_scalar(metric, 7.0);
        history.series_mut(metric).push(time(10), 3.0).unwrap();
        history.series_mut(metric).push(time(20), 4.0).unwrap();
        assert_eq!(history.newest(metric, time(5)), Some(7.0));
        assert_eq!(history.newest(metric, time(10)), Some(3.0));
        assert_eq!(history.newest(metric, time(90)), Some(4.0));
        assert_eq!(history.newest(Metric::PendingTasks, time(90)), None);
    }

    #[test]
    fn a_history_can_be_shared() {
        fn shared<T: Clone + Send + Sync>() {}
        shared::<History>();
    }
}
