//! What formulas are evaluated against when a case does not say: the snapshot
//! of the documentation's examples, and a few histories that bring out what
//! formulas trip over.

use autoscale_base::{DateTextRules, Interval, Timestamp};
use autoscale_catalog::{Metric, example};
use autoscale_machine::Env;
use autoscale_metrics::{History, PoolFacts};

/// A history, a pool and an instant.
#[derive(Clone, Debug)]
pub struct World {
    /// What is special about it.
    pub name: &'static str,
    /// When.
    pub now: Timestamp,
    /// The seed of `rand()`.
    pub seed: u64,
    /// The samples.
    pub history: History,
    /// The pool.
    pub pool: PoolFacts,
}

impl World {
    /// As an evaluation takes it.
    #[must_use]
    pub const fn env(&self) -> Env<'_> {
        Env {
            now: self.now,
            seed: self.seed,
            history: &self.history,
            pool: self.pool,
        }
    }
}

/// The instant of evaluations for which none is given.
#[must_use]
pub fn default_now() -> Timestamp {
    Timestamp::parse(example::NOW, DateTextRules::OURS).unwrap_or_default()
}

/// The snapshot that the catalog's examples are written for.
#[must_use]
pub fn example() -> World {
    let mut history = History::new();
    for (metric, values) in example::SAMPLES {
        fill(&mut history, *metric, &values.map(Some));
    }
    let pool = example::POOL;
    World {
        name: "example",
        now: default_now(),
        seed: 0,
        history,
        pool: PoolFacts {
            target_dedicated_nodes: Some(pool.target_dedicated_nodes),
            target_low_priority_nodes: Some(pool.target_low_priority_nodes),
            current_dedicated_nodes: Some(pool.current_dedicated_nodes),
            current_low_priority_nodes: Some(pool.current_low_priority_nodes),
            task_slots_per_node: Some(pool.task_slots_per_node),
        },
    }
}

/// The histories that every formula should get along with: a new pool, an idle
/// and a busy one, one with gaps, one with a single sample.
#[must_use]
pub fn synthetic() -> Vec<World> {
    let new_pool = World {
        name: "new pool",
        history: History::new(),
        pool: PoolFacts::default(),
        ..example()
    };
    vec![
        new_pool,
        every("idle", 40, |_, _| Some(0.0)),
        every("busy", 200, |metric, index| Some(metric + 3.0 * index)),
        every("fractions", 64, |metric, index| {
            Some(0.1 * (metric + index))
        }),
        every("gaps", 60, |metric, index| {
            ((metric + index) % 3.0 != 0.0).then_some(index)
        }),
        every("one sample", 1, |metric, _| Some(metric)),
    ]
}

/// A history in which samples are no numbers now and then.
#[must_use]
pub fn no_numbers() -> World {
    every("no numbers", 40, |metric, index| {
        Some(if (metric + index) % 4.0 == 0.0 {
            f64::NAN
        } else {
            2.0
        })
    })
}

/// The pool of the example with `count` samples of every metric; `sample` is
/// told which metric and which sample it is.
fn every(name: &'static str, count: u32, sample: fn(f64, f64) -> Option<f64>) -> World {
    let mut history = History::new();
    for (at, metric) in (0_u32..).zip(Metric::ALL) {
        let values = (0..count).map(|index| sample(at.into(), index.into()));
        fill(&mut history, metric, &values.collect::<Vec<_>>());
    }
    World {
        name,
        history,
        ..example()
    }
}

/// A sample every 30 seconds, the last of them now; `None` is one that was
/// lost.
fn fill(history: &mut History, metric: Metric, values: &[Option<f64>]) {
    let series = history.series_mut(metric);
    let newest_first = values.iter().rev().zip(0_i64..);
    let oldest_first = newest_first.collect::<Vec<_>>().into_iter().rev();
    for (&value, periods) in oldest_first {
        let age = Interval::from_seconds(example::PERIOD_SECONDS * periods);
        let Some(time) = default_now().checked_sub(age) else {
            continue;
        };
        // Times rise, so none is out of order.
        let _ = match value {
            Some(value) => series.push(time, value),
            None => series.push_lost(time),
        };
    }
}
