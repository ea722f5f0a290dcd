//! What must hold of the proved ranges: no evaluation over samples that meet
//! the assumptions leaves them.

use autoscale_bounds::{Bounds, Elements, Num, Range, Ticks, is_assumed};
use autoscale_catalog::{Metric, Profile, Target};
use autoscale_check::{Hir, Place, StatementKind, check};
use autoscale_machine::trace::{Event, Recorder};
use autoscale_machine::{AutoScaleRun, Env, Value, reference};

use super::{Verdict, ensure, readable};
use crate::generate::Case;

/// Runs a formula and looks at every value that a statement gives.
pub(crate) fn hold(prove: impl Fn(&str, &Hir, &Profile) -> Bounds, case: &Case) -> Verdict {
    let text = case.text.as_str();
    let Some((tree, profile)) = readable(case) else {
        return Ok(());
    };
    let checked = check(text, &tree, &profile);
    let proved = Proved {
        hir: &checked.hir,
        bounds: prove(text, &checked.hir, &profile),
    };
    case.world.each_instant(|env| {
        if !meets_the_assumptions(env) {
            return Ok(());
        }
        let mut recorder = Recorder::default();
        let run = reference::evaluate(text, &tree, &profile, env, &mut recorder);
        proved.hold_of_statements(&recorder)?;
        if run.error.is_some() {
            return Ok(());
        }
        proved.hold_of_variables(&run)?;
        proved.hold_of_targets(&recorder, env)
    })
}

fn meets_the_assumptions(env: &Env<'_>) -> bool {
    let samples = Metric::ALL.into_iter().all(|metric| {
        let samples = env.history.series(metric).values();
        samples.iter().all(|&sample| is_assumed(metric, sample))
    });
    let nodes = [
        env.pool.target_dedicated_nodes(),
        env.pool.target_low_priority_nodes(),
    ];
    let whole = |nodes: f64| (0.0..=f64::from(i32::MAX)).contains(&nodes) && nodes.trunc() == nodes;
    samples && nodes.into_iter().all(whole)
}

struct Proved<'a> {
    hir: &'a Hir,
    bounds: Bounds,
}

impl Proved<'_> {
    fn hold_of_statements(&self, recorder: &Recorder) -> Verdict {
        for event in &recorder.events {
            let Event::StatementEnds(index, value) = event else {
                continue;
            };
            let statement = self.hir.statements().get(*index);
            let range = match statement.map(|statement| statement.kind) {
                Some(StatementKind::Assign { var, .. }) => self.bounds.var(var),
                Some(StatementKind::Expr(id)) => self.bounds.expr(id),
                _ => continue,
            };
            ensure(has(range, value), || {
                format!("statement {index} gives {value:?}, proved is {range:?}")
            })?;
        }
        Ok(())
    }

    fn hold_of_variables(&self, run: &AutoScaleRun) -> Verdict {
        let proved = self.bounds.variables(self.hir);
        for (name, value) in &run.variables {
            let of_name = proved.iter().find(|variable| variable.name == name);
            let Some(variable) = of_name else { continue };
            ensure(has(variable.range, value), || {
                format!("`{name}` ends as {value:?}, proved is {:?}", variable.range)
            })?;
        }
        Ok(())
    }

    fn hold_of_targets(&self, recorder: &Recorder, env: &Env<'_>) -> Verdict {
        let mut dedicated = Value::Double(env.pool.target_dedicated_nodes());
        let mut low_priority = Value::Double(env.pool.target_low_priority_nodes());
        for event in &recorder.events {
            let Event::StatementEnds(index, value) = event else {
                continue;
            };
            let statement = self.hir.statements().get(*index);
            let Some(StatementKind::Assign { var, .. }) = statement.map(|it| it.kind) else {
                continue;
            };
            match self.hir.vars().get(var.index()).map(|var| var.place) {
                Some(Place::Target(Target::Dedicated)) => dedicated = value.clone(),
                Some(Place::Target(Target::LowPriority)) => low_priority = value.clone(),
                _ => {}
            }
        }
        for (target, value) in [
            (Target::Dedicated, dedicated),
            (Target::LowPriority, low_priority),
        ] {
            let range = self.bounds.target(target);
            ensure(has(Range::Double(range), &value), || {
                format!("`{}` ends as {value:?}, proved is {range:?}", target.name())
            })?;
        }
        Ok(())
    }
}

/// Is the value in the range?
fn has(range: Range, value: &Value) -> bool {
    match (range, value) {
        (Range::Any, _) => true,
        (Range::Double(num), Value::Double(number)) => has_number(num, *number),
        // With `one-element-vector = value` a vector may be assigned.
        (Range::Double(num), Value::DoubleVec(one)) => {
            matches!(one.as_slice(), [number] if has_number(num, *number))
        }
        // Beside a doubleVec arm of a ternary a double is a vector of one.
        (Range::DoubleVec(elements), Value::Double(number)) => has_list(elements, &[*number]),
        (Range::DoubleVec(elements), Value::DoubleVec(numbers)) => has_list(elements, numbers),
        (Range::Timestamp(ticks), Value::Timestamp(instant)) => has_ticks(ticks, instant.ticks()),
        (Range::Interval(ticks), Value::Interval(length)) => has_ticks(ticks, length.ticks()),
        _ => false,
    }
}

fn has_number(num: Num, number: f64) -> bool {
    if number.is_nan() {
        num.nan
    } else {
        num.min <= number && number <= num.max
    }
}

fn has_list(elements: Elements, numbers: &[f64]) -> bool {
    let len = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    elements.min_len <= len
        && elements.max_len.is_none_or(|max_len| len <= max_len)
        && numbers
            .iter()
            .all(|&number| has_number(elements.element, number))
}

const fn has_ticks(ticks: Ticks, value: i64) -> bool {
    ticks.min <= value && value <= ticks.max
}
