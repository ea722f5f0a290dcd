//! What must hold of the bytecode: it gives what the reference evaluator gives,
//! to the last bit, however often its runner has run before.

use autoscale_check::check;
use autoscale_machine::{AutoScaleRun, Program, Runner, Value, reference, trace::NoTrace};
use autoscale_syntax::{Tree, parse};

use super::{Verdict, ensure, has_errors};
use crate::generate::{Case, profile};

/// Compiles a case; `None` when it has no program.
pub(crate) fn compile(case: &Case) -> Option<(Tree, Program)> {
    let parsed = parse(&case.text);
    if has_errors(&parsed.diagnostics) {
        return None;
    }
    let profile = profile(&case.settings);
    let checked = check(&case.text, &parsed.tree, &profile);
    let program = Program::compile(&case.text, &checked.hir, &profile).ok()?;
    Some((parsed.tree, program))
}

/// Runs `program`, which is said to be that of `case`, at every instant.
pub(crate) fn agrees(program: &Program, tree: &Tree, case: &Case) -> Verdict {
    let profile = profile(&case.settings);
    let mut runner = program.runner();
    let mut fast = program.runner();
    case.world.each_instant(|env| {
        let expected = reference::evaluate(&case.text, tree, &profile, env, &mut NoTrace);
        same_run(&expected, &runner.run(&case.text, env)).map_err(|difference| {
            format!("the bytecode differs from the reference\n{difference}")
        })?;
        if case.world.instants > 1 {
            same_run(&expected, &program.runner().run(&case.text, env))
                .map_err(|difference| format!("a fresh runner differs\n{difference}"))?;
        }
        same_targets(&expected, &mut fast, env)
    })
}

fn same_targets(
    expected: &AutoScaleRun,
    fast: &mut Runner<'_>,
    env: &autoscale_machine::Env<'_>,
) -> Verdict {
    let targets = fast.targets(env);
    let same = match (&targets, &expected.error) {
        (Ok(targets), None) => *targets == expected.targets,
        (Err(fault), Some(error)) => error.detail.ends_with(&format!(": {fault}")),
        _ => false,
    };
    ensure(same, || {
        let (error, expected) = (&expected.error, expected.targets);
        format!("`targets` gives {targets:?} instead of {expected:?} with {error:?}")
    })
}

/// Equal in everything; numbers bit by bit.
fn same_run(expected: &AutoScaleRun, actual: &AutoScaleRun) -> Verdict {
    let differs = |what: &str, expected: &dyn std::fmt::Debug, actual: &dyn std::fmt::Debug| {
        Err(format!(
            "{what}\n  reference {expected:?}\n  bytecode  {actual:?}"
        ))
    };
    if expected.results != actual.results {
        return differs("results", &expected.results, &actual.results);
    }
    if expected.error != actual.error {
        return differs("error", &expected.error, &actual.error);
    }
    if expected.targets != actual.targets {
        return differs("targets", &expected.targets, &actual.targets);
    }
    if expected.warnings != actual.warnings {
        return differs("warnings", &expected.warnings, &actual.warnings);
    }
    let mut pairs = expected.variables.iter().zip(&actual.variables);
    let same = expected.variables.len() == actual.variables.len()
        && expected.timestamp == actual.timestamp
        && pairs.all(|(a, b)| a.0 == b.0 && same_value(&a.1, &b.1));
    match same {
        true => Ok(()),
        false => differs("variables", &expected.variables, &actual.variables),
    }
}

/// Equal bit by bit; any NaN equals any other.
pub(crate) fn same_value(left: &Value, right: &Value) -> bool {
    let same = |a: &f64, b: &f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    match (left, right) {
        (Value::Double(a), Value::Double(b)) => same(a, b),
        (Value::DoubleVec(a), Value::DoubleVec(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        _ => left == right,
    }
}
