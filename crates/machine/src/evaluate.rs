//! The whole road from a formula's text to its outcome.

use autoscale_catalog::Profile;
use autoscale_check::check;
use autoscale_syntax::parse;

use crate::ending::State;
use crate::reference;
use crate::refusal::refusal;
use crate::trace::{NoTrace, Trace};
use crate::{AutoScaleRun, Env, Program};

/// Evaluates a formula. What is wrong with it shows in the outcome.
///
/// A formula in which every expression has one static type is compiled and
/// run; any other is run by the reference evaluator, which meets its mistakes
/// when it reaches them.
///
/// ```
/// use autoscale_base::Timestamp;
/// use autoscale_catalog::Profile;
/// use autoscale_machine::{Env, evaluate};
/// use autoscale_metrics::{History, PoolFacts};
///
/// let history = History::new();
/// let env = Env {
///     now: Timestamp::EPOCH,
///     seed: 0,
///     history: &history,
///     pool: PoolFacts::default(),
/// };
/// let run = evaluate("$TargetDedicatedNodes = 7 / 2;", &Profile::default(), &env);
/// assert!(run.results.starts_with("$TargetDedicatedNodes=3.5;"));
/// assert_eq!(run.targets.dedicated_nodes, 3);
/// ```
#[must_use]
pub fn evaluate(text: &str, profile: &Profile, env: &Env<'_>) -> AutoScaleRun {
    let parsed = parse(text);
    if let Some(error) = refusal(text, &parsed, profile) {
        return State::on_entry(env).fail(error, profile, env);
    }
    let checked = check(text, &parsed.tree, profile);
    match Program::compile(text, &checked.hir, profile) {
        Ok(program) => program.runner().run(text, env),
        Err(_) => reference::evaluate(text, &parsed.tree, profile, env, &mut NoTrace),
    }
}

/// As [`evaluate`], told step by step, by the reference evaluator.
pub fn evaluate_traced(
    text: &str,
    profile: &Profile,
    env: &Env<'_>,
    trace: &mut dyn Trace,
) -> AutoScaleRun {
    let parsed = parse(text);
    match refusal(text, &parsed, profile) {
        Some(error) => State::on_entry(env).fail(error, profile, env),
        None => reference::evaluate(text, &parsed.tree, profile, env, trace),
    }
}
