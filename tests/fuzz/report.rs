//! What broke a property, in the form of a case file, so that a person can put
//! it into `cases/eval/`.

use std::fmt::Write as _;

use autoscale_base::Timestamp;
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
    let mut out = format!(
        "about: found by fuzzing\nseed: {}\n\n--- formula\n",
        env.seed
    );
    let (snapshot, left_out) = snapshot(env);
    // Writing to a string cannot fail.
    let _ = write!(out, "{}\n\n--- snapshot\n{snapshot}\n\n", case.text);
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
    for line in left_out.iter().chain(&exact(&run)) {
        let _ = writeln!(out, "({line})");
    }
    out
}

/// What a snapshot cannot say is told beside it.
fn snapshot(env: &Env<'_>) -> (Json, Vec<String>) {
    let mut left_out = Vec::new();
    let mut metrics = Map::new();
    for metric in autoscale_catalog::Metric::ALL {
        let name = metric.name();
        let series = env.history.series(metric);
        if let Some(number) = env.history.scalar(metric) {
            left_out.push(format!("{name} is {number} without samples"));
        }
        if series.times().is_empty() && series.lost().is_empty() {
            continue;
        }
        if !series.values().iter().all(|value| value.is_finite()) {
            left_out.push(format!("the samples of {name} are {:?}", series.values()));
        }
        metrics.insert(name.to_owned(), samples(series));
    }
    let mut snapshot = json!({"time": env.now.to_string(), "metrics": metrics});
    let pool = pool(&env.pool);
    if let (Some(snapshot), false) = (snapshot.as_object_mut(), pool.is_empty()) {
        snapshot.insert("pool".to_owned(), pool.into());
    }
    (snapshot, left_out)
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
fn exact(run: &AutoScaleRun) -> Vec<String> {
    let variables = run.variables.iter();
    let inexact = variables.filter(|(_, value)| match value {
        Value::Double(number) => print::text(value, &Default::default()) != number.to_string(),
        _ => false,
    });
    inexact
        .map(|(name, value)| format!("{name} is {value:?}"))
        .collect()
}
