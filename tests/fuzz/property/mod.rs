//! What must hold of every formula, file and pool. A property takes the thing under test as a
//! parameter, so that one with a fault can be put in its place.

pub(crate) mod bounds;
pub(crate) mod embed;
pub(crate) mod format;
pub(crate) mod lint;
pub(crate) mod machine;
pub(crate) mod parse;
pub(crate) mod simulate;
pub(crate) mod soundness;
mod unparse;

use autoscale_base::{Diagnostic, Severity};
use autoscale_catalog::Profile;
use autoscale_syntax::{Tree, parse};

use crate::generate::{Case, profile};

/// Nothing, or what does not hold, in words.
pub(crate) type Verdict = Result<(), String>;

pub(crate) fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// The tree of a case and the profile that it is checked with; `None` for a text
/// that the parser does not take.
pub(crate) fn readable(case: &Case) -> Option<(Tree, Profile)> {
    let parsed = parse(&case.text);
    (!has_errors(&parsed.diagnostics)).then(|| (parsed.tree, profile(&case.settings)))
}

/// True when something in the list keeps a formula from being taken.
pub(crate) fn has_errors<'d>(findings: impl IntoIterator<Item = &'d Diagnostic>) -> bool {
    let mut severities = findings.into_iter().map(|finding| finding.severity);
    severities.any(|severity| severity == Severity::Error)
}
