//! What each variable held under the snapshot, at the places where it is
//! named.

use autoscale_base::Span;
use autoscale_check::VarId;

use crate::Subject;
use crate::values::short;
use crate::words::words;

/// A variable with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineValue {
    /// The name in the formula.
    pub span: Span,
    /// Name and value, such as `x = 3`.
    pub text: String,
}

/// The variables that got their value from the formula, wherever they are named,
/// in text order; none without a snapshot.
#[must_use]
pub fn inline_values(subject: &Subject<'_>) -> Vec<InlineValue> {
    if subject.run.is_none() {
        return Vec::new();
    }
    let words = words(subject);
    let values = words.iter().filter_map(|word| {
        let value = value(subject, word.version()?)?;
        Some(InlineValue {
            span: word.span,
            text: format!("{} = {value}", word.text),
        })
    });
    values.collect()
}

fn value(subject: &Subject<'_>, version: VarId) -> Option<String> {
    let version = subject.analysis.hir.vars().get(version.index())?;
    let value = subject.run?.value(version.assigned_by?)?;
    Some(short(value, subject.profile))
}
