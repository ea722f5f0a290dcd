//! One formula, both engines.

use autoscale_catalog::Profile;
use autoscale_machine::trace::NoTrace;
use autoscale_machine::{AutoScaleRun, Env};

/// What both engines make of a formula.
#[derive(Clone, Debug)]
pub struct Runs {
    /// Of the bytecode, as far as the formula can be compiled.
    pub bytecode: AutoScaleRun,
    /// Of the reference evaluator.
    pub reference: AutoScaleRun,
}

impl Runs {
    /// Evaluates `text` with both engines.
    #[must_use]
    pub fn of(text: &str, profile: &Profile, env: &Env<'_>) -> Self {
        Self {
            bytecode: autoscale_machine::evaluate(text, profile, env),
            reference: autoscale_machine::evaluate_traced(text, profile, env, &mut NoTrace),
        }
    }

    /// The outcome, when both engines agree on every part of it.
    ///
    /// # Errors
    /// When they do not.
    pub fn agreed(self) -> Result<AutoScaleRun, String> {
        let (bytecode, reference) = (shown(&self.bytecode), shown(&self.reference));
        if bytecode == reference {
            return Ok(self.bytecode);
        }
        let message = "the engines disagree\n  bytecode:  ";
        Err(format!("{message}{bytecode}\n  reference: {reference}"))
    }
}

/// All of a run as text: equal texts are equal runs, NaN and -0 included.
#[must_use]
pub fn shown(run: &AutoScaleRun) -> String {
    format!("{run:?}")
}
