//! Applies the fixes of findings to a text.

use std::collections::HashSet;

use autoscale_base::{Applicability, Diagnostic, Fix, Span};
use autoscale_catalog::Profile;

use crate::analysis::analyse;

/// Fixes can uncover findings with fixes of their own; nothing real needs more
/// rounds than this.
const MOST_ROUNDS: usize = 20;

/// A text with fixes applied.
pub(crate) struct Mended {
    /// The new text.
    pub(crate) text: String,
    /// How many fixes were applied.
    pub(crate) applied: usize,
    /// What is still found in the new text.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// May a fix of this kind be applied?
pub(crate) const fn allowed(applicability: Applicability, unsafe_too: bool) -> bool {
    unsafe_too || matches!(applicability, Applicability::Safe)
}

/// Applies fixes to `text` until none is left, or until they begin to undo
/// each other.
pub(crate) fn mend(text: String, profile: &Profile, unsafe_too: bool) -> Mended {
    let mut seen = HashSet::from([text.clone()]);
    let mut mended = Mended {
        diagnostics: analyse(&text, profile),
        text,
        applied: 0,
    };
    for _ in 0..MOST_ROUNDS {
        let Some((text, applied)) = apply(&mended.text, &mended.diagnostics, unsafe_too) else {
            break;
        };
        if !seen.insert(text.clone()) {
            break;
        }
        mended = Mended {
            diagnostics: analyse(&text, profile),
            text,
            applied: mended.applied + applied,
        };
    }
    mended
}

/// Applies what can be applied at once: of fixes that overlap or touch, only
/// the first. `None` when nothing changes.
fn apply(text: &str, diagnostics: &[Diagnostic], unsafe_too: bool) -> Option<(String, usize)> {
    let mut fixes: Vec<(Span, &Fix)> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.fix.as_ref())
        .filter(|fix| allowed(fix.applicability, unsafe_too))
        .filter_map(|fix| Some((hull(fix)?, fix)))
        .collect();
    fixes.sort_by_key(|(hull, _)| *hull);

    let mut new = String::with_capacity(text.len());
    let mut copied = 0;
    let mut last_end = None;
    let mut applied = 0;
    for (hull, fix) in fixes {
        if last_end.is_some_and(|end| hull.start <= end) {
            continue;
        }
        for edit in &fix.edits {
            new.push_str(text.get(copied..edit.span.range().start)?);
            new.push_str(&edit.text);
            copied = edit.span.range().end;
        }
        last_end = Some(hull.end);
        applied += 1;
    }
    new.push_str(text.get(copied..)?);
    (new != text).then_some((new, applied))
}

/// From the first to the last byte that a fix touches.
fn hull(fix: &Fix) -> Option<Span> {
    let spans = fix.edits.iter().map(|edit| edit.span);
    spans.reduce(Span::to)
}

#[cfg(test)]
mod tests {
    use autoscale_base::rule;

    use super::*;

    rule! {
        /// ## What it does
        /// Stands in for a rule.
        static SOME = ("AS999", "some", Warning, label "here", since "0.1.0");
    }

    fn finding(fix: Fix) -> Diagnostic {
        Diagnostic::new(&SOME, Span::empty(0), "x").with_fix(fix)
    }

    #[test]
    fn fixes_that_touch_wait_for_the_next_round() {
        let diagnostics = [
            finding(Fix::safe(Span::new(4, 5), "c")),
            finding(Fix::safe(Span::new(0, 1), "A")),
            finding(Fix::safe(Span::empty(1), "!")),
        ];
        let applied = apply("a b d", &diagnostics, false);
        assert_eq!(applied, Some(("A b c".to_owned(), 2)));
    }

    #[test]
    fn unsafe_fixes_are_applied_only_when_asked() {
        let fix = Fix::one(Applicability::Unsafe, Span::new(0, 1), "b");
        let diagnostics = [finding(fix)];
        assert_eq!(apply("a", &diagnostics, false), None);
        assert_eq!(apply("a", &diagnostics, true), Some(("b".to_owned(), 1)));
    }
}
