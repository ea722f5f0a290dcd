//! How often each rule fired.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Report;
use crate::terminal::Styles;

/// Writes one line a rule, the most frequent first.
pub(crate) fn write(report: &Report, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let mut counts = BTreeMap::new();
    for diagnostic in report.diagnostics() {
        let (count, _) = counts
            .entry(diagnostic.rule.code)
            .or_insert((0_usize, diagnostic));
        *count += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (code, (count, diagnostic)) in rows {
        let style = styles.severity(diagnostic.severity);
        let severity = diagnostic.severity.as_str();
        let name = diagnostic.rule.name;
        writeln!(out, "{count:5}  {style}{severity}[{code}]{style:#} {name}")?;
    }
    Ok(())
}
