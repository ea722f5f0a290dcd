//! Samples that are not as the proofs of bounds assume them.

use autoscale_bounds::{LARGEST_SAMPLE, is_assumed};
use autoscale_catalog::Metric;
use autoscale_metrics::History;

/// A warning for every metric with a sample that the proofs do not reckon
/// with.
#[must_use]
pub fn broken_assumptions(history: &History) -> Vec<String> {
    let warning = |metric: Metric| {
        let mut samples = history.series(metric).values().iter().copied();
        let sample = samples.find(|&sample| !is_assumed(metric, sample))?;
        let (name, least) = (metric.name(), metric.least());
        let greatest = match metric.greatest() {
            greatest if greatest.is_finite() => greatest.to_string(),
            _ => format!("{LARGEST_SAMPLE:e}"),
        };
        Some(format!(
            "a sample of `{name}` is {sample}; `autoscale bounds` assumes {least} to {greatest}"
        ))
    };
    Metric::ALL.into_iter().filter_map(warning).collect()
}

#[cfg(test)]
mod tests {
    use autoscale_base::Timestamp;

    use super::*;

    #[test]
    fn only_what_is_out_of_range_is_told() {
        let mut history = History::new();
        let at = Timestamp::EPOCH;
        let mut push = |metric, sample| history.series_mut(metric).push(at, sample).unwrap();
        push(Metric::PendingTasks, -3.0);
        push(Metric::RunningTasks, 3.0);
        push(Metric::CPUPercent, 140.0);
        assert_eq!(
            broken_assumptions(&history),
            [
                "a sample of `$PendingTasks` is -3; `autoscale bounds` assumes 0 to 1e15",
                "a sample of `$CPUPercent` is 140; `autoscale bounds` assumes 0 to 100",
            ]
        );
    }
}
