//! Applying fixes.

use autoscale_base::{Applicability, Diagnostic, Fix};

use crate::findings::Find;

/// `text` with one fix applied.
#[must_use]
pub fn apply(text: &str, fix: &Fix) -> String {
    let mut out = String::new();
    let mut done = 0;
    for edit in &fix.edits {
        let range = edit.span.range();
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&edit.text);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// `text` with the first fix that `choose` takes applied, then the first of
/// what that gives, until there is none.
///
/// # Errors
/// With the text so far, when there is no end to it.
pub fn apply_all(
    text: &str,
    find: &Find<'_>,
    choose: fn(&Diagnostic) -> Option<&Fix>,
) -> Result<String, String> {
    /// More findings than any case has.
    const MOST: usize = 200;
    let mut text = text.to_owned();
    for _ in 0..MOST {
        let found = find(&text);
        let Some(fix) = found.iter().find_map(choose) else {
            return Ok(text);
        };
        text = apply(&text, fix);
    }
    Err(text)
}

/// The fix of a finding, whether it is safe or not.
#[must_use]
pub const fn any_fix(finding: &Diagnostic) -> Option<&Fix> {
    finding.fix.as_ref()
}

/// The fix of a finding, if it is safe.
#[must_use]
pub fn safe_fix(finding: &Diagnostic) -> Option<&Fix> {
    let fix = finding.fix.as_ref();
    fix.filter(|fix| fix.applicability == Applicability::Safe)
}

/// The lines of both texts without those at either end that are the same.
#[must_use]
pub fn changed_lines<'t>(before: &'t str, after: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let (mut before, mut after): (Vec<_>, Vec<_>) =
        (before.lines().collect(), after.lines().collect());
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b);
    let same = same.count();
    before.drain(..same);
    after.drain(..same);
    let same = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take_while(|(a, b)| a == b);
    let same = same.count();
    before.truncate(before.len() - same);
    after.truncate(after.len() - same);
    (before, after)
}
