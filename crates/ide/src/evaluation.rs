//! The values of a formula under one snapshot.

use autoscale_base::Span;
use autoscale_catalog::Profile;
use autoscale_machine::trace::Trace;
use autoscale_machine::{AutoScaleRun, Env, Value, evaluate_traced};
use autoscale_syntax::{ExprId, Token};

use crate::Subject;

/// What a formula did when it ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The outcome.
    pub run: AutoScaleRun,
    values: Vec<Option<Value>>,
    arms: Vec<(ExprId, bool)>,
}

impl Evaluation {
    /// Runs `text`. A text that the service would refuse has an outcome, too,
    /// but no values.
    #[must_use]
    pub fn of(text: &str, profile: &Profile, env: &Env<'_>) -> Self {
        let mut seen = Seen::default();
        let run = evaluate_traced(text, profile, env, &mut seen);
        Self {
            run,
            values: seen.values,
            arms: seen.arms,
        }
    }

    /// The value that the statement of that index gave; `None` when the run
    /// ended before that.
    #[must_use]
    pub fn value(&self, statement: usize) -> Option<&Value> {
        self.values.get(statement)?.as_ref()
    }

    /// The ternaries that were reached, each with whether its first arm was
    /// taken.
    #[must_use]
    pub fn arms(&self) -> &[(ExprId, bool)] {
        &self.arms
    }
}

/// The first placeholder in the code. As long as one is not filled in, there is
/// nothing to evaluate; one in a comment does no harm.
#[must_use]
pub fn placeholder(subject: &Subject<'_>) -> Option<Span> {
    let tokens = subject.analysis.tree.tokens().iter();
    let mut holes = tokens.filter(|token| token.0 == Token::Hole);
    holes.next().map(|token| token.1)
}

/// Keeps the value of every statement, and the way through the ternaries.
#[derive(Default)]
struct Seen {
    values: Vec<Option<Value>>,
    arms: Vec<(ExprId, bool)>,
}

impl Trace for Seen {
    fn statement_ends(&mut self, statement: usize, value: &Value) {
        self.values.resize(statement.max(self.values.len()), None);
        self.values.push(Some(value.clone()));
    }

    fn arm_taken(&mut self, ternary: ExprId, first: bool) {
        self.arms.push((ternary, first));
    }
}
