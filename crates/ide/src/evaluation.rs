//! The values of a formula under one snapshot.

use autoscale_catalog::Profile;
use autoscale_machine::trace::Trace;
use autoscale_machine::{AutoScaleRun, Env, Value, evaluate_traced};

/// What a formula did when it ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The outcome.
    pub run: AutoScaleRun,
    values: Vec<Option<Value>>,
}

impl Evaluation {
    /// Runs `text`. A text that the service would refuse has an outcome, too,
    /// but no values.
    #[must_use]
    pub fn of(text: &str, profile: &Profile, env: &Env<'_>) -> Self {
        let mut values = Values::default();
        let run = evaluate_traced(text, profile, env, &mut values);
        Self {
            run,
            values: values.0,
        }
    }

    /// The value that the statement of that index gave; `None` when the run
    /// ended before that.
    #[must_use]
    pub fn value(&self, statement: usize) -> Option<&Value> {
        self.values.get(statement)?.as_ref()
    }
}

/// Keeps the value of every statement.
#[derive(Default)]
struct Values(Vec<Option<Value>>);

impl Trace for Values {
    fn statement_ends(&mut self, statement: usize, value: &Value) {
        self.0.resize(statement.max(self.0.len()), None);
        self.0.push(Some(value.clone()));
    }
}
