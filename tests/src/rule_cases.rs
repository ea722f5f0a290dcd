//! `cases/check/`: a folder a rule, in it `bad-….autoscale` files that raise
//! the rule and `good-….autoscale` files that do not.

use autoscale_base::{Diagnostic, Rule, Severity};
use autoscale_catalog::Profile;

use crate::cases::{CaseFile, Cases, Kind};
use crate::findings::{findings, parses, rules};
use crate::fixes::{apply, apply_safe, safe_fix};

/// The fewest files of each sort in a rule's folder.
const FEWEST_BAD: usize = 2;
const FEWEST_GOOD: usize = 1;

/// Folder and sort of a file.
struct Place<'f> {
    folder: &'f str,
    bad: bool,
}

impl<'f> Place<'f> {
    fn of(file: &'f CaseFile) -> Result<Self, String> {
        let mut parts = file.name.split('/').skip(1);
        let (Some(folder), Some(stem), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err("the file belongs into the folder of a rule".to_owned());
        };
        let bad = stem.starts_with("bad-");
        if bad || stem.starts_with("good-") {
            Ok(Self { folder, bad })
        } else {
            Err("the name begins with `bad-` or `good-`".to_owned())
        }
    }
}

/// The folder of a rule: `AS101-undefined-symbol`.
fn folder(rule: &Rule) -> String {
    format!("{}-{}", rule.code, rule.name)
}

/// A `bad-` file raises the rule of its folder and a `good-` file does not,
/// and what the fixes say is true.
///
/// # Errors
/// When that is not so.
pub fn holds(file: &CaseFile) -> Result<(), String> {
    let place = Place::of(file)?;
    let rule = rules().find(|rule| folder(rule) == place.folder);
    let rule = rule.ok_or_else(|| format!("there is no rule `{}`", place.folder))?;
    let (text, profile) = file.formula()?;
    let found = findings(&text, &profile);
    match (place.bad, found.iter().any(|finding| finding.rule == rule)) {
        (true, false) => return Err(format!("{} finds nothing here", rule.code)),
        (false, true) => return Err(format!("{} finds something here", rule.code)),
        _ => {}
    }
    for finding in &found {
        is_well_formed(&text, finding)?;
        if let Some(fix) = safe_fix(finding) {
            mends(&text, &profile, &found, finding, &apply(&text, fix))?;
        }
    }
    all_safe_fixes_mend(&text, &profile, &found)
}

/// Spans fit the text, and edits are in order.
fn is_well_formed(text: &str, finding: &Diagnostic) -> Result<(), String> {
    let message = &finding.message;
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let mut spans = vec![finding.span];
    spans.extend(finding.related.iter().map(|label| label.span));
    spans.extend(edits.iter().map(|edit| edit.span));
    if let Some(span) = spans.iter().find(|span| text.get(span.range()).is_none()) {
        return Err(format!("`{message}`: {span:?} does not fit the text"));
    }
    if edits.is_sorted_by(|a, b| a.span.end <= b.span.start) {
        Ok(())
    } else {
        Err(format!("`{message}`: the edits of the fix overlap"))
    }
}

/// The finding goes away, and no other syntax error comes.
fn mends(
    text: &str,
    profile: &Profile,
    before: &[Diagnostic],
    finding: &Diagnostic,
    fixed: &str,
) -> Result<(), String> {
    let after = findings(fixed, profile);
    let same = |it: &&Diagnostic| it.rule == finding.rule;
    let errors = |it: &&Diagnostic| is_syntax_error(it);
    let message = &finding.message;
    if after.iter().filter(same).count() >= before.iter().filter(same).count() {
        return Err(format!(
            "`{message}` is still there after its fix:\n{fixed}"
        ));
    }
    if after.iter().filter(errors).count() > before.iter().filter(errors).count() {
        return Err(format!(
            "the fix of `{message}` breaks the formula:\n{text}\n{fixed}"
        ));
    }
    Ok(())
}

/// When every syntax error has a safe fix, the fixed formula has none.
fn all_safe_fixes_mend(text: &str, profile: &Profile, found: &[Diagnostic]) -> Result<(), String> {
    let fixed = apply_safe(text, profile);
    let fixed = fixed.map_err(|fixed| format!("the fixes never end:\n{fixed}"))?;
    let mut errors = found.iter().filter(|it| is_syntax_error(it));
    if errors.all(|error| safe_fix(error).is_some()) && !parses(&fixed) {
        return Err(format!("the fixed formula does not parse:\n{fixed}"));
    }
    Ok(())
}

fn is_syntax_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && autoscale_syntax::rules::RULES.contains(&finding.rule)
}

/// The rules for which there are too few files.
#[must_use]
pub fn missing(cases: &Cases) -> Vec<String> {
    let places: Vec<Place<'_>> = cases.of(Kind::Check).flat_map(Place::of).collect();
    let count = |rule: &Rule, bad| {
        let folder = folder(rule);
        let here = places
            .iter()
            .filter(|it| it.folder == folder && it.bad == bad);
        here.count()
    };
    let counts = rules().map(|rule| (rule, count(rule, true), count(rule, false)));
    let few = counts.filter(|&(_, bad, good)| bad < FEWEST_BAD || good < FEWEST_GOOD);
    few.map(|(rule, bad, good)| {
        let folder = folder(rule);
        format!("{folder}: {bad} bad of {FEWEST_BAD}, {good} good of {FEWEST_GOOD}")
    })
    .collect()
}
