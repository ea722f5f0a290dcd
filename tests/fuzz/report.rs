//! What broke a property, in the form of a case file, so that a person can put
//! it into `cases/eval/`.

use std::fmt::Write as _;

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_machine::{AutoScaleRun, Env, Value, print, reference, trace::NoTrace};
use autoscale_metrics::{PoolFacts, Series};
use autoscale_syntax::parse;
use serde_json::{Map, Value as Json, json};

use crate::generate::{Case, profile};

/// The case file of `case` at the last of its instants, with the outcome that
/// the reference evaluator gives.
pub(crate) fn case_file(case: &Case) -> String {
    let mut out = String::new();
    // There is one instant at least, and no failure is raised.
    let _ = case.world.each_instant(|env| {
        out = at(case, env);
        Ok::<_, ()>(())
    });
    out
}

fn at(case: &Case, env: &Env<'_>) -> String {
    let parsed = parse(&case.text);
    let profile = profile(&case.settings);
    let run = reference::evaluate(&case.text, &parsed.tree, &profile, env, &mut NoTrace);
    let mut out = "about: found by fuzzing\n".to_owned();
    // Writing to a string cannot fail, here and below.
    for line in unsaid(env).iter().chain(&inexact(&run)) {
        let _ = writeln!(out, "about: {line}");
    }
    let (seed, text, snapshot) = (env.seed, &case.text, snapshot(env));
    let _ = write!(
        out,
        "seed: {seed}\n\n--- formula\n{text}\n\n--- snapshot\n{snapshot}\n\n"
    );
    if !case.settings.is_empty() {
        out.push_str("--- profile\n");
        for (key, value) in &case.settings {
            let _ = writeln!(out, "{key} = {value}");
        }
        out.push('\n');
    }
    let _ = writeln!(out, "--- results\n{}", run.results);
    if let Some(error) = &run.error {
        let _ = writeln!(
            out,
            "\n--- error\n{}\n{}\n{}",
            error.code, error.message, error.detail
        );
    }
    out
}

/// What a snapshot cannot say.
fn unsaid(env: &Env<'_>) -> Vec<String> {
    let metrics = autoscale_catalog::Metric::ALL.into_iter();
    let odd = metrics.filter(|&metric| {
        let values = env.history.series(metric).values();
        !values.iter().all(|value| value.is_finite())
    });
    odd.map(|metric| {
        let values = env.history.series(metric).values();
        format!("the samples of {} are {values:?}", metric.name())
    })
    .collect()
}

fn snapshot(env: &Env<'_>) -> Json {
    let mut metrics = Map::new();
    for metric in autoscale_catalog::Metric::ALL {
        let series = env.history.series(metric);
        if !series.times().is_empty() || !series.lost().is_empty() {
            metrics.insert(metric.name().to_owned(), samples(series));
        }
    }
    json!({"time": env.now.to_string(), "pool": pool(&env.pool), "metrics": metrics})
}

fn samples(series: &Series) -> Json {
    let present = series.times().iter().zip(series.values());
    let present = present.map(|(time, value)| (*time, Some(*value)));
    let lost = series.lost().iter().map(|time| (*time, None));
    let mut samples: Vec<(Timestamp, Option<f64>)> = present.chain(lost).collect();
    samples.sort_by_key(|sample| sample.0);
    let samples = samples.iter();
    let samples = samples.map(|(time, value)| json!({"time": time.to_string(), "value": value}));
    let seconds = series.interval().seconds();
    json!({"interval": format!("PT{seconds}S"), "samples": samples.collect::<Vec<_>>()})
}

fn pool(pool: &PoolFacts) -> Map<String, Json> {
    let facts = [
        ("targetDedicatedNodes", pool.target_dedicated_nodes),
        ("targetLowPriorityNodes", pool.target_low_priority_nodes),
        ("currentDedicatedNodes", pool.current_dedicated_nodes),
        ("currentLowPriorityNodes", pool.current_low_priority_nodes),
        ("taskSlotsPerNode", pool.task_slots_per_node),
    ];
    let facts = facts.into_iter();
    facts
        .filter_map(|(name, fact)| Some((name.to_owned(), json!(fact?))))
        .collect()
}

/// The variables that results do not print exactly.
fn inexact(run: &AutoScaleRun) -> Vec<String> {
    let variables = run.variables.iter();
    let inexact = variables.filter(|(_, value)| match value {
        Value::Double(number) => print::text(value, &Profile::default()) != number.to_string(),
        _ => false,
    });
    inexact
        .map(|(name, value)| format!("{name} is {value:?}"))
        .collect()
}
