//! The service's samples of the pool, and when a formula gets to see them.

use std::collections::VecDeque;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Metric;
use autoscale_catalog::assumption::{CpuPercent, Share};
use autoscale_metrics::History;
use rand_chacha::ChaCha8Rng;

use crate::agenda::Event;
use crate::distribution::happens;
use crate::nodes::Condition;
use crate::simulation::Simulation;

/// Samples are taken every 30 seconds (documentation since 2016).
const PERIOD: Interval = Interval::from_seconds(30);

/// The metrics that have samples. Those that the documentation calls retired
/// have none; the last one is left out when nothing is assumed of it.
const METRICS: [Metric; 10] = [
    Metric::ActiveTasks,
    Metric::RunningTasks,
    Metric::PendingTasks,
    Metric::SucceededTasks,
    Metric::FailedTasks,
    Metric::CurrentDedicatedNodes,
    Metric::CurrentLowPriorityNodes,
    Metric::PreemptedNodeCount,
    Metric::UsableNodeCount,
    Metric::CPUPercent,
];

/// A value for each metric, where there is something to measure.
type Values = [Option<f64>; METRICS.len()];

/// Samples on their way, and those that have arrived.
#[derive(Debug)]
pub(crate) struct Sampler {
    metrics: &'static [Metric],
    on_their_way: VecDeque<(Timestamp, Option<Values>)>,
    pub(crate) history: History,
}

impl Sampler {
    pub(crate) fn new(cpu: CpuPercent) -> Self {
        let metrics = match (cpu, METRICS.split_last()) {
            (CpuPercent::None, Some((_, others))) => others,
            _ => &METRICS,
        };
        Self {
            metrics,
            on_their_way: VecDeque::new(),
            history: History::default(),
        }
    }

    /// Forgets every sample.
    pub(crate) fn clear(&mut self) {
        self.on_their_way.clear();
        self.history = History::default();
    }

    /// Takes a sample, which may be lost.
    fn take(&mut self, now: Timestamp, values: Values, loss: Share, random: &mut ChaCha8Rng) {
        let lost = happens(loss, random);
        self.on_their_way
            .push_back((now, (!lost).then_some(values)));
    }

    /// Lets the samples arrive that are old enough.
    pub(crate) fn arrive(&mut self, now: Timestamp, delay: Interval) {
        while let Some(&(taken, values)) = self.on_their_way.front()
            && now.since(taken) >= delay
        {
            self.on_their_way.pop_front();
            for (at, &metric) in self.metrics.iter().enumerate() {
                let series = self.history.series_mut(metric);
                let value = values.and_then(|values| values.get(at).copied().flatten());
                // In order of time, so that nothing is refused.
                let _taken = match value {
                    Some(value) => series.push(taken, value),
                    None => series.push_lost(taken),
                };
            }
        }
    }
}

impl Simulation<'_> {
    /// The service takes its samples.
    pub(crate) fn sample(&mut self, since: u32) {
        if !self.autoscale.samples(since) {
            return;
        }
        // Without processors there is no use of them.
        let values = self
            .values()
            .map(|value| value.is_finite().then_some(value));
        let loss = self.settings.assumptions.sample_loss;
        self.sampler
            .take(self.now, values, loss, &mut self.random.samples);
        self.after(PERIOD, Event::Sample { since });
    }

    /// What there is to measure, in order of [`METRICS`]. Tasks that wait for
    /// others are not active, and a multi-instance task is as many active ones
    /// as it has instances (MicrosoftDocs/azure-docs
    /// `articles/batch/batch-automatic-scaling.md`).
    fn values(&self) -> [f64; METRICS.len()] {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        let count = |count: u64| count as f64;
        let statistics = &self.statistics;
        let current = self.current();
        let active = count(self.queue.instances() + statistics.stuck_instances);
        let running = count(statistics.running);
        let usable = f64::from(self.nodes.count(Condition::Usable));
        let slots = usable * f64::from(self.settings.pool.task_slots_per_node);
        // Tasks on nodes that leave are in no usable slot.
        let cpu = if slots > 0.0 {
            (count(statistics.busy_slots()) / slots * 100.0).min(100.0)
        } else {
            f64::NAN
        };
        [
            active,
            running,
            active + running,
            count(statistics.succeeded),
            count(statistics.failed + statistics.terminated),
            current.dedicated.into(),
            current.low_priority.into(),
            self.nodes.count(Condition::Preempted).into(),
            usable,
            cpu,
        ]
    }
}
