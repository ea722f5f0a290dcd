//! `cases/faulty/` and `cases/faulty-hosts/`: mistakes as people make them.
//! What is expected must be found, and nothing else above info.

use std::collections::BTreeSet;
use std::fs;

use autoscale_base::{Diagnostic, Encoding, LineIndex};

use crate::cases::CaseFile;
use crate::findings::{in_full, is_info};
use crate::settings::Settings;

/// A formula whose first comments say `expect: AS201, AS303`.
///
/// # Errors
/// When anything else is found.
pub fn formula(file: &CaseFile) -> Result<(), String> {
    let (text, config) = file.content()?;
    let expected: BTreeSet<String> = Settings::of(&text)?.expected.into_iter().collect();
    let found = file.findings(&text, &config);
    let code = |it: &Diagnostic| it.rule.code.to_owned();
    compare(&text, &found, &expected, code)
}

/// A host file beside an `.expect` file with a line `LINE:COLUMN CODE` for
/// each finding.
///
/// # Errors
/// When anything else is found, or in another place.
pub fn host(file: &CaseFile) -> Result<(), String> {
    let (text, config) = file.content()?;
    let list = file.companion().unwrap_or_default();
    let list = fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let expected: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    let found = file.findings(&text, &config);
    let index = LineIndex::new(&text);
    let told = |it: &Diagnostic| {
        let place = index.line_col(&text, it.span.start, Encoding::Utf32);
        let (line, column, code) = (place.line + 1, place.column + 1, it.rule.code);
        format!("{line}:{column} {code}")
    };
    compare(&text, &found, &expected, told)
}

/// Findings above info must be expected, and all that is expected be found.
fn compare(
    text: &str,
    found: &[Diagnostic],
    expected: &BTreeSet<String>,
    told: impl Fn(&Diagnostic) -> String,
) -> Result<(), String> {
    if expected.is_empty() {
        return Err("the case expects nothing".to_owned());
    }
    let all: BTreeSet<String> = found.iter().map(&told).collect();
    let grave = found.iter().filter(|it| !is_info(it)).map(&told);
    let missed: Vec<&String> = expected.difference(&all).collect();
    let alarms: Vec<String> = grave.filter(|it| !expected.contains(it)).collect();
    if missed.is_empty() && alarms.is_empty() {
        return Ok(());
    }
    let found = in_full(text, found);
    Err(format!(
        "missed: {missed:?}; false alarms: {alarms:?}\n{found}"
    ))
}
