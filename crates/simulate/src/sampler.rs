//! The service's samples of the pool, and when a formula gets to see them.

use std::collections::VecDeque;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Metric;
use autoscale_metrics::History;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, StandardUniform};

use crate::settings::Sampling;

/// Samples are taken every 30 seconds (documentation since 2016).
pub(crate) const PERIOD: Interval = Interval::from_seconds(30);

/// The metrics that a simulation has values for.
pub(crate) const METRICS: [Metric; 10] = [
    Metric::ActiveTasks,
    Metric::RunningTasks,
    Metric::PendingTasks,
    Metric::SucceededTasks,
    Metric::FailedTasks,
    Metric::CurrentDedicatedNodes,
    Metric::CurrentLowPriorityNodes,
    Metric::PreemptedNodeCount,
    Metric::UsableNodeCount,
    Metric::SampleNodeCount,
];

/// A value for each metric.
pub(crate) type Values = [f64; METRICS.len()];

/// Samples on their way, and those that have arrived.
#[derive(Debug, Default)]
pub(crate) struct Sampler {
    on_their_way: VecDeque<(Timestamp, Option<Values>)>,
    pub(crate) history: History,
}

impl Sampler {
    /// Takes a sample, which may be lost.
    pub(crate) fn take(
        &mut self,
        now: Timestamp,
        values: Values,
        loss: f64,
        random: &mut ChaCha8Rng,
    ) {
        let lost = loss > 0.0 && {
            let draw: f64 = StandardUniform.sample(random);
            draw < loss
        };
        self.on_their_way
            .push_back((now, (!lost).then_some(values)));
    }

    /// Lets the samples arrive that are old enough.
    pub(crate) fn arrive(&mut self, now: Timestamp, sampling: Sampling) {
        while let Some(&(taken, values)) = self.on_their_way.front()
            && now.since(taken) >= sampling.delay
        {
            self.on_their_way.pop_front();
            for (at, metric) in METRICS.into_iter().enumerate() {
                let series = self.history.series_mut(metric);
                // In order of time, so that nothing is refused.
                let _taken = match values {
                    Some(values) => series.push(taken, values.get(at).copied().unwrap_or(0.0)),
                    None => series.push_lost(taken),
                };
            }
        }
    }
}
