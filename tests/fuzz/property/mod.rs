//! What must hold of every formula. A property takes the thing under test as a
//! parameter, so that one with a fault can be put in its place.

pub(crate) mod format;
pub(crate) mod machine;
pub(crate) mod parse;
pub(crate) mod soundness;
mod unparse;

/// Nothing, or what does not hold, in words.
pub(crate) type Verdict = Result<(), String>;

pub(crate) fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// True when something in the list keeps a formula from being taken.
pub(crate) fn has_errors(findings: &[autoscale_base::Diagnostic]) -> bool {
    let mut severities = findings.iter().map(|finding| finding.severity);
    severities.any(|severity| severity == autoscale_base::Severity::Error)
}
