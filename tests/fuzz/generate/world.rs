//! What a formula is evaluated against: pools, and histories that grow.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Metric;
use autoscale_machine::Env;
use autoscale_metrics::{History, PoolFacts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::dice::mix;
use super::tables::SAMPLED;

/// A pool and the samples of its metrics, seen at several instants.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// The last of the instants.
    pub(crate) now: Timestamp,
    /// From one instant to the next.
    pub(crate) step: Interval,
    pub(crate) instants: usize,
    pub(crate) seed: u64,
    pub(crate) pool: PoolFacts,
    /// The history knows the facts of the pool, as one read from a snapshot
    /// does.
    facts_in_history: bool,
    pub(crate) series: Vec<SeriesPlan>,
    /// At every instant the samples of the next minute and a half are there
    /// too.
    pub(crate) ahead: bool,
}

/// How the samples of a metric come about.
#[derive(Clone, Debug)]
pub(crate) struct SeriesPlan {
    pub(crate) metric: Metric,
    interval: Interval,
    /// How long before the last instant the newest sample is.
    newest: Interval,
    count: usize,
    /// Every so manieth sample is lost; none when 0.
    lost: usize,
    /// Samples are up to this many ticks off the grid.
    jitter: i64,
    values: Values,
}

/// The values of a series.
#[derive(Clone, Debug)]
enum Values {
    Equal(f64),
    /// Whole numbers from 0 up to this one.
    Whole(u64),
    /// Multiples of a fraction.
    Fractions(f64),
    /// These in turn.
    Odd(Vec<f64>),
}

const SECOND: i64 = 10_000_000;

impl World {
    /// Calls `at` for every instant, oldest first, with the history as it is
    /// then.
    pub(crate) fn each_instant<E>(
        &self,
        mut at: impl FnMut(&Env<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut history = History::new();
        if self.facts_in_history {
            self.tell_facts(&mut history);
        }
        let mut samples: Vec<_> = self
            .series
            .iter()
            .map(|it| (it, it.samples(self.now)))
            .collect();
        for (plan, _) in &samples {
            history.series_mut(plan.metric).set_interval(plan.interval);
        }
        for before in (0..self.instants).rev() {
            let back = self
                .step
                .ticks()
                .saturating_mul(i64::try_from(before).unwrap_or(0));
            let now = self
                .now
                .checked_sub(Interval(back))
                .unwrap_or(Timestamp::MIN);
            let ahead = Interval(if self.ahead { 90 * SECOND } else { 0 });
            let last = now.checked_add(ahead).unwrap_or(Timestamp::MAX);
            for (plan, samples) in &mut samples {
                let arrived = samples.partition_point(|sample| sample.0 <= last);
                for (time, value) in samples.drain(..arrived) {
                    let series = history.series_mut(plan.metric);
                    // A second plan for a metric may hold older samples, which
                    // are refused.
                    let _refused = match value {
                        Some(value) => series.push(time, value).is_err(),
                        None => series.push_lost(time).is_err(),
                    };
                }
            }
            at(&Env {
                now,
                seed: self.seed,
                history: &history,
                pool: self.pool,
            })?;
        }
        Ok(())
    }
}

impl World {
    fn tell_facts(&self, history: &mut History) {
        let facts = [
            (
                Metric::CurrentDedicatedNodes,
                self.pool.current_dedicated_nodes,
            ),
            (
                Metric::CurrentLowPriorityNodes,
                self.pool.current_low_priority_nodes,
            ),
            (Metric::TaskSlotsPerNode, self.pool.task_slots_per_node),
        ];
        for (metric, fact) in facts {
            if let Some(fact) = fact {
                history.set_scalar(metric, fact);
            }
        }
    }
}

impl SeriesPlan {
    /// The samples in order of time; `None` is a lost one.
    fn samples(&self, now: Timestamp) -> Vec<(Timestamp, Option<f64>)> {
        let mut samples = Vec::with_capacity(self.count);
        for at in 0..self.count {
            let behind = i64::try_from(self.count - 1 - at).unwrap_or(0);
            let behind = behind.saturating_mul(self.interval.ticks());
            let off = mix(at as u64).checked_rem(self.jitter.unsigned_abs());
            let off = off.and_then(|off| i64::try_from(off).ok()).unwrap_or(0);
            let ago = self
                .newest
                .ticks()
                .saturating_add(behind)
                .saturating_add(off);
            let Some(time) = now.checked_sub(Interval(ago)) else {
                continue;
            };
            let lost = (at + 1).checked_rem(self.lost) == Some(0);
            samples.push((time, (!lost).then(|| self.values.at(at))));
        }
        samples.sort_by_key(|sample| sample.0);
        samples.dedup_by_key(|sample| sample.0);
        samples
    }
}

impl Values {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn at(&self, place: usize) -> f64 {
        let noise = mix(place as u64);
        match self {
            Self::Equal(value) => *value,
            Self::Whole(below) => noise.checked_rem(*below).unwrap_or(0) as f64,
            Self::Fractions(part) => (noise % 1000) as f64 * part,
            Self::Odd(values) => place
                .checked_rem(values.len())
                .and_then(|at| values.get(at).copied())
                .unwrap_or(0.0),
        }
    }
}

/// Strategies and their values are boxed: an unoptimised build would move
/// hundreds of kilobytes over the stack.
pub(crate) fn world() -> BoxedStrategy<World> {
    let instants = prop_oneof![6 => Just(1_usize), 1 => Just(2), 2 => Just(4)];
    let steps = select(vec![30, 300, 7, 900]).prop_map(Interval::from_seconds);
    let usual = SAMPLED.map(|metric| option::weighted(0.85, series(Just(metric))));
    let others = vec(series(select(&Metric::ALL)), 0..3);
    let seeds = prop_oneof![Just(0), any::<u64>()];
    let ahead = prop_oneof![4 => Just(false), 1 => Just(true)];
    let times = (now(), steps, instants);
    let pools = (pool(), any::<bool>());
    let all = (times, seeds, pools, (usual, others), ahead);
    all.prop_map(
        |(times, seed, (pool, facts_in_history), (usual, others), ahead)| {
            let (now, step, instants) = times;
            World {
                now,
                step,
                instants,
                seed,
                pool,
                facts_in_history,
                series: usual.into_iter().flatten().chain(others).collect(),
                ahead,
            }
        },
    )
    .boxed()
}

/// Mostly a working day; also Sundays, ticks off every grid, and the ends of
/// the calendar.
fn now() -> impl Strategy<Value = Timestamp> {
    let ticks = [
        17_724_429_000_000_000,
        17_724_429_000_000_000,
        17_723_521_234_567_891,
        17_723_520_000_000_000,
        0,
        Timestamp::MIN.ticks(),
        Timestamp::MAX.ticks(),
    ];
    let weights = [12, 4, 4, 2, 1, 1, 1];
    let choices = ticks.into_iter().zip(weights);
    let choices = choices.flat_map(|(ticks, weight)| std::iter::repeat_n(ticks, weight));
    select(choices.collect::<Vec<_>>()).prop_map(|it| Timestamp::from_ticks(it).unwrap_or_default())
}

fn pool() -> impl Strategy<Value = PoolFacts> {
    let fact = || {
        let numbers = select(&[0.0, 1.0, 2.0, 4.0, 10.0, 100.0, 3e9]);
        option::weighted(0.6, numbers)
    };
    let slots = option::weighted(0.6, select(&[1.0, 2.0, 4.0, 256.0]));
    (fact(), fact(), fact(), fact(), slots).prop_map(|(a, b, c, d, e)| PoolFacts {
        target_dedicated_nodes: a,
        target_low_priority_nodes: b,
        current_dedicated_nodes: c,
        current_low_priority_nodes: d,
        task_slots_per_node: e,
    })
}

fn series(metric: impl Strategy<Value = Metric> + 'static) -> BoxedStrategy<SeriesPlan> {
    let interval = prop_oneof![
        8 => Just(30 * SECOND),
        1 => Just(5 * SECOND),
        1 => Just(45 * SECOND),
        1 => Just(SECOND + 1),
    ];
    let newest = prop_oneof![
        4 => Just(0),
        3 => Just(30 * SECOND),
        1 => Just(60 * SECOND),
        1 => Just(-60 * SECOND),
        1 => -90 * SECOND..600 * SECOND,
    ];
    let count =
        prop_oneof![1 => Just(0_usize), 2 => 1_usize..4, 6 => 0_usize..60, 1 => 0_usize..400];
    let lost = prop_oneof![6 => Just(0_usize), 1 => Just(2), 2 => 3_usize..20];
    let jitter = prop_oneof![5 => Just(0), 1 => Just(3 * SECOND), 1 => Just(40 * SECOND)];
    let all = (metric, interval, newest, count, lost, jitter, values());
    let plans =
        all.prop_map(
            |(metric, interval, newest, count, lost, jitter, values)| SeriesPlan {
                metric,
                interval: Interval(interval),
                newest: Interval(newest),
                count,
                lost,
                jitter,
                values,
            },
        );
    plans.boxed()
}

/// Whole numbers for the most part, as the service samples them.
fn values() -> impl Strategy<Value = Values> {
    let odd = [
        0.0,
        -0.0,
        1.0,
        -2.5,
        0.1,
        1e300,
        -1e300,
        1e-300,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ];
    prop_oneof![
        3 => select(&[0.0, 1.0, 5.0, 0.1]).prop_map(Values::Equal),
        8 => select(&[2, 10, 50, 1_000_000]).prop_map(Values::Whole),
        3 => select(&[0.1, 0.001, 1.0 / 3.0, 1e9]).prop_map(Values::Fractions),
        1 => vec(select(odd.to_vec()), 1..12).prop_map(Values::Odd),
    ]
}
