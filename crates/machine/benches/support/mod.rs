//! What the benchmarks share: a history that grows by a sample a metric with
//! every evaluation, and a ratio of two ways taken in one run.

#![expect(clippy::panic, reason = "a benchmark may panic")]

mod measure;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{Metric, Profile};
use autoscale_machine::{Env, Program};
use autoscale_metrics::{History, PoolFacts};

pub(crate) use measure::{compare, timed};

/// Ticks from one sample to the next.
pub(crate) const STEP: Interval = Interval::from_seconds(30);

/// Evaluations between two looks at the clock.
pub(crate) const ROUND: usize = 1_000;

/// Monday, 2026-03-02T00:00:00Z.
pub(crate) fn start() -> Timestamp {
    Timestamp::from_ticks(17_724_096_000_000_000).unwrap_or_default()
}

/// The sample of a metric at a step, the same for both ways.
pub(crate) fn sample(metric: usize, step: usize) -> f64 {
    ((step * 7 + metric * 13) % 50) as f64
}

/// The time of a step.
pub(crate) fn time(step: usize) -> Timestamp {
    let after = Interval(STEP.ticks() * step as i64);
    start().checked_add(after).unwrap_or_default()
}

/// A history of the metrics over so many steps, with room for a round.
pub(crate) fn history(metrics: &[Metric], steps: usize) -> History {
    let mut history = History::default();
    for (index, &metric) in metrics.iter().enumerate() {
        let series = history.series_mut(metric);
        series.reserve(steps + ROUND);
        for step in 0..steps {
            series
                .push(time(step), sample(index, step))
                .unwrap_or_default();
        }
    }
    history
}

/// The formula as a program.
pub(crate) fn compile(text: &str) -> Program {
    let parsed = autoscale_syntax::parse(text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let profile = Profile::default();
    let checked = autoscale_check::check(text, &parsed.tree, &profile);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    Program::compile(text, &checked.hir, &profile).unwrap_or_else(|error| panic!("{error}"))
}

/// What an evaluation at a step sees.
pub(crate) fn env<'h>(history: &'h History, step: usize, pool: PoolFacts) -> Env<'h> {
    Env {
        now: time(step),
        seed: 0,
        history,
        pool,
    }
}
