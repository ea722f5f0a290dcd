//! The outcome of an evaluation, in the shape of the service's `AutoScaleRun`.

use autoscale_base::{LineIndex, Span, Timestamp};
use autoscale_catalog::DeallocationOption;
use autoscale_catalog::service_error::ServiceError;

use crate::{Fault, Value};

/// What one evaluation of a formula gave.
#[derive(Clone, Debug, PartialEq)]
pub struct AutoScaleRun {
    /// When it ran.
    pub timestamp: Timestamp,
    /// The service variables and the formula's own variables as the service
    /// prints them, `name=value` joined by `;`.
    pub results: String,
    /// Why it failed, if it did.
    pub error: Option<RunError>,
    /// What the pool is asked for; after an error what it keeps.
    pub targets: Targets,
    /// The formula's own variables, in the order of the results string.
    pub variables: Vec<(String, Value)>,
    /// What happened on the way that a person should know.
    pub warnings: Vec<String>,
}

/// What a pool is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Targets {
    /// The wanted number of dedicated nodes.
    pub dedicated_nodes: i64,
    /// The wanted number of low-priority nodes.
    pub low_priority_nodes: i64,
    /// What happens to the tasks of nodes that leave.
    pub node_deallocation_option: DeallocationOption,
}

/// An evaluation error in the service's shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunError {
    /// The service's code, such as `InsufficientSampleData`.
    pub code: &'static str,
    /// The service's message that goes with the code.
    pub message: &'static str,
    /// Place and cause: `Line 9, Col 43: …`, both from 1, columns in Unicode
    /// scalar values.
    pub detail: String,
    /// The place in the text.
    pub span: Span,
}

impl RunError {
    /// An error of that kind at the start of `span`.
    #[must_use]
    pub fn new(text: &str, span: Span, error: ServiceError, cause: &str) -> Self {
        let (line, column) = LineIndex::new(text).place(text, span.start);
        Self {
            code: error.code,
            message: error.message,
            detail: format!("Line {line}, Col {column}: {cause}"),
            span,
        }
    }
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    pub(crate) fault: Fault,
    /// The service's place is its start.
    pub(crate) span: Span,
}

impl Failure {
    /// A fault at the one character at `place`: an operator, the `(` of a call,
    /// or where an expression or statement starts.
    pub(crate) const fn at(place: u32, fault: Fault) -> Self {
        let span = Span::new(place, place.saturating_add(1));
        Self { fault, span }
    }

    pub(crate) fn into_error(self, text: &str) -> RunError {
        let cause = self.fault.to_string();
        RunError::new(text, self.span, self.fault.service_error(), &cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = "a = 1;\r\n// é😀\r\n\tx = \"日\" + no;";
        let at = u32::try_from(text.find("no").unwrap()).unwrap();
        let failure = Failure {
            fault: Fault::UndefinedSymbol("no".to_owned()),
            span: Span::new(at, at + 2),
        };
        let error = failure.into_error(text);
        assert_eq!(error.detail, "Line 3, Col 12: Undefined symbol: no");
        assert_eq!(error.code, "AutoScalingFormulaEvaluationError");
    }
}
