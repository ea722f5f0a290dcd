//! The reference evaluator: walks the syntax tree, asks every value for its
//! type when it meets it, and looks at every sample of a history one by one.
//!
//! It is the oracle for the bytecode, and it runs every formula that the
//! checker does not give one static type for each expression. So it must be
//! obviously right rather than fast, and shares with the bytecode only the
//! parser, the catalog, the arithmetic and the end of a run.

mod calls;
mod expressions;
mod names;
mod operations;
mod samples;
mod statements;
#[cfg(test)]
mod tests;
mod undefined;

use autoscale_catalog::Profile;
use autoscale_catalog::profile::UndefinedSymbol;
use autoscale_syntax::Tree;

use crate::ending::State;
use crate::rng::Rng;
use crate::run::Failure;
use crate::trace::Trace;
use crate::{AutoScaleRun, Env, Fault};

use names::Names;
use statements::Targets;

/// Evaluates `tree`, which `text` was parsed to. A part that could not be
/// parsed is an error when it is reached.
pub fn evaluate(
    text: &str,
    tree: &Tree,
    profile: &Profile,
    env: &Env<'_>,
    trace: &mut dyn Trace,
) -> AutoScaleRun {
    let names = Names::new(profile);
    if profile.undefined_symbol == UndefinedSymbol::Static
        && let Some(failure) = undefined::first(text, tree, &names)
    {
        return State::on_entry(env).fail(failure.into_error(text), profile, env);
    }
    let mut evaluator = Evaluator {
        text,
        tree,
        profile,
        env,
        trace,
        names,
        rng: Rng::new(env.seed),
        targets: Targets::on_entry(env),
    };
    let end = evaluator.run();
    let state = evaluator
        .targets
        .into_state(evaluator.names.into_variables());
    match end {
        Ok(()) | Err(Halt::Stop) => state.succeed(text, profile, env),
        Err(Halt::Failure(failure)) => state.fail(failure.into_error(text), profile, env),
    }
}

/// One evaluation under way.
struct Evaluator<'a> {
    text: &'a str,
    tree: &'a Tree,
    profile: &'a Profile,
    env: &'a Env<'a>,
    trace: &'a mut dyn Trace,
    names: Names<'a>,
    rng: Rng,
    targets: Targets,
}

/// Why an evaluation does not go on.
enum Halt {
    /// `stop()`: the values stand.
    Stop,
    /// An evaluation error.
    Failure(Failure),
}

impl From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// A result, unless the evaluation ends here.
type Step<T> = Result<T, Halt>;

/// A fault at the one character at `place`.
fn fault_at<T>(place: u32, fault: Fault) -> Step<T> {
    Err(Halt::Failure(Failure::at(place, fault)))
}
