//! `cases/check/` and `cases/lint/`: a folder a rule, in it `bad-…` files that
//! raise the rule and `good-…` files that do not.

use autoscale_base::{Diagnostic, Fix, Rule, Severity};
use autoscale_format::{FormatError, format};
use autoscale_lint::{Config, rules};
use autoscale_syntax::parse;

use crate::cases::{CaseFile, Cases, Kind};
use crate::findings::{Find, in_full};
use crate::fixes::{any_fix, apply, apply_all, safe_fix};

/// The fewest files of each sort in a rule's folder.
const FEWEST_BAD: usize = 2;
const FEWEST_GOOD: usize = 2;

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
    let (text, config) = file.content()?;
    let find: &Find<'_> = &|text| file.findings(text, &config);
    let found = find(&text);
    match (place.bad, found.iter().any(|finding| finding.rule == rule)) {
        (true, false) => return Err(format!("{} finds nothing here", rule.code)),
        (false, true) => {
            let told = in_full(&text, &found);
            return Err(format!("{} finds something here:\n{told}", rule.code));
        }
        _ => {}
    }
    for finding in &found {
        is_well_formed(&text, finding)?;
        if let Some(fix) = safe_fix(finding) {
            mends(&text, find, &found, finding, &apply(&text, fix))?;
        }
    }
    all_fixes_mend(file, &text, &config, any_fix)?;
    all_fixes_mend(file, &text, &config, safe_fix)
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
    find: &Find<'_>,
    before: &[Diagnostic],
    finding: &Diagnostic,
    fixed: &str,
) -> Result<(), String> {
    let after = find(fixed);
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

/// The fixes come to an end, and with them the findings that had one. When
/// every syntax error had one, the fixed formula can be formatted.
fn all_fixes_mend(
    file: &CaseFile,
    text: &str,
    config: &Config,
    choose: fn(&Diagnostic) -> Option<&Fix>,
) -> Result<(), String> {
    let find: &Find<'_> = &|text| file.findings(text, config);
    let fixed = apply_all(text, find, choose);
    let fixed = fixed.map_err(|fixed| format!("the fixes never end:\n{fixed}"))?;
    let (found, left) = (find(text), find(&fixed));
    for rule in found
        .iter()
        .filter(|it| choose(it).is_some())
        .map(|it| it.rule)
    {
        let of_rule = |it: &&Diagnostic| it.rule == rule;
        let without = found
            .iter()
            .filter(of_rule)
            .filter(|it| choose(it).is_none());
        if left.iter().filter(of_rule).count() > without.count() {
            let told = in_full(&fixed, &left);
            return Err(format!(
                "{} is still there after its fixes:\n{told}",
                rule.code
            ));
        }
    }
    let mut errors = found.iter().filter(|it| is_syntax_error(it));
    if !errors.all(|error| choose(error).is_some()) {
        return Ok(());
    }
    if let Some(error) = left.iter().find(|it| is_syntax_error(it)) {
        let message = &error.message;
        return Err(format!(
            "the fixed formula does not parse: {message}\n{fixed}"
        ));
    }
    for formula in file.formulas_in(&fixed, config) {
        let text = formula.text();
        match format(text, &parse(text).tree) {
            Ok(_) | Err(FormatError::TooLong) => {}
            // What the host fills in can be in no canonical form.
            Err(_) if !formula.holes().is_empty() => {}
            Err(error) => return Err(format!("the fixed formula: {error}\n{fixed}")),
        }
    }
    Ok(())
}

/// A placeholder that the host leaves in the text is one, whoever tells of it.
fn is_syntax_error(finding: &Diagnostic) -> bool {
    let told_by_host = finding.rule.name == "host-interpolation";
    let by_parser = autoscale_syntax::RULES.contains(&finding.rule);
    finding.severity == Severity::Error && (by_parser || told_by_host)
}

/// The rules for which there are too few files.
#[must_use]
pub fn missing(cases: &Cases) -> Vec<String> {
    let files = cases.of(Kind::Check).chain(cases.of(Kind::Lint));
    let places: Vec<Place<'_>> = files.flat_map(Place::of).collect();
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
