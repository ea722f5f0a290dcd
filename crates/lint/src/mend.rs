//! Applies the fixes of findings to a file, until there is nothing left to do.

use std::collections::HashSet;

use autoscale_base::{Applicability, Edit, Fix, Span};
use autoscale_embed::Host;
use autoscale_syntax::MAX_DEPTH;
use autoscale_syntax::rules::FORMULA_TOO_LONG;

use crate::{Config, FileAnalysis, Finding, analyse_file};

/// Fixes can uncover findings with fixes of their own, level by level of an
/// expression; brackets nest no deeper than this.
const MOST_ROUNDS: u32 = MAX_DEPTH;

/// A file with fixes applied.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The new text.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// What is known about the new text.
    pub analysis: FileAnalysis,
}

/// May a fix of this kind be applied?
#[must_use]
pub const fn allowed(applicability: Applicability, unsafe_too: bool) -> bool {
    unsafe_too || matches!(applicability, Applicability::Safe)
}

/// Applies the fixes of `analysis`, which is of `text`, and then those of what
/// they leave, until none is left or they begin to undo each other. `None` when
/// there is nothing to apply.
#[must_use]
pub fn mend(
    text: &str,
    host: Host,
    config: &Config,
    analysis: &FileAnalysis,
    unsafe_too: bool,
) -> Option<Mended> {
    mend_where(text, host, config, analysis, unsafe_too, |_| true)
}

/// As [`mend`], but only the findings that are `chosen`. Places change from
/// round to round, so the choice must not depend on them.
#[must_use]
pub fn mend_where(
    text: &str,
    host: Host,
    config: &Config,
    analysis: &FileAnalysis,
    unsafe_too: bool,
    chosen: impl Fn(&Finding) -> bool,
) -> Option<Mended> {
    let round = |text: &str, analysis: &FileAnalysis| {
        let findings = analysis.findings.iter().filter(|found| chosen(found));
        let fixes = findings.filter_map(|found| found.diagnostic.fix.as_ref());
        let fixes = fixes.filter(|fix| allowed(fix.applicability, unsafe_too));
        let (text, applied) = apply(text, fixes)?;
        let new = analyse_file(&text, host, config);
        // A formula that works is worth more than one that is mended.
        let broken = is_too_long(&new) && !is_too_long(analysis);
        (!broken).then_some(Mended {
            analysis: new,
            text,
            applied,
        })
    };
    let mut mended = round(text, analysis)?;
    let mut seen = HashSet::from([text.to_owned(), mended.text.clone()]);
    for _ in 1..MOST_ROUNDS {
        let Some(next) = round(&mended.text, &mended.analysis) else {
            break;
        };
        if !seen.insert(next.text.clone()) {
            break;
        }
        let applied = mended.applied + next.applied;
        mended = Mended { applied, ..next };
    }
    Some(mended)
}

/// True when the service refuses a formula of the file for its length.
fn is_too_long(analysis: &FileAnalysis) -> bool {
    let mut findings = analysis.findings.iter();
    findings.any(|found| *found.diagnostic.rule == FORMULA_TOO_LONG)
}

/// Applies what can be applied at once: of fixes that overlap or touch, only
/// the first. `None` when nothing changes.
fn apply<'f>(text: &str, fixes: impl Iterator<Item = &'f Fix>) -> Option<(String, usize)> {
    let mut fixes: Vec<(Span, &Fix)> = fixes.filter_map(|fix| Some((hull(fix)?, fix))).collect();
    fixes.sort_by_key(|(hull, _)| *hull);
    let mut chosen: Vec<(Span, &Fix)> = Vec::with_capacity(fixes.len());
    for (hull, fix) in fixes {
        if chosen.last().is_none_or(|(last, _)| last.end < hull.start) {
            chosen.push((hull, fix));
        }
    }
    let edits = chosen.iter().flat_map(|(_, fix)| &fix.edits);
    let new = Edit::apply(text, edits)?;
    (new != text).then_some((new, chosen.len()))
}

/// From the first to the last byte that a fix touches.
fn hull(fix: &Fix) -> Option<Span> {
    let spans = fix.edits.iter().map(|edit| edit.span);
    spans.reduce(Span::to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixes_that_touch_wait_for_the_next_round() {
        let fixes = [
            Fix::safe(Span::new(4, 5), "c"),
            Fix::safe(Span::new(0, 1), "A"),
            Fix::safe(Span::empty(1), "!"),
        ];
        let applied = apply("a b d", fixes.iter());
        assert_eq!(applied, Some(("A b c".to_owned(), 2)));
        assert_eq!(apply("a", [].iter()), None);
    }

    #[test]
    fn unsafe_fixes_are_applied_only_when_asked() {
        let text = "$TargetDedicatedNodes = 5 % 2;";
        let config = Config::default();
        let analysis = analyse_file(text, Host::Formula, &config);
        let of = |unsafe_too| mend(text, Host::Formula, &config, &analysis, unsafe_too);
        let safe = of(false).map_or(0, |mended| mended.applied);
        assert!(of(true).map_or(0, |mended| mended.applied) >= safe);
    }
}
