//! One line a finding: `path:line:col: error[AS101] message`.

use std::io::{self, Write};

use autoscale_base::LineIndex;

use super::{Report, place};
use crate::terminal::{Styles, visible};

/// Writes every finding.
pub(crate) fn write(report: &Report, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    for file in report
        .files
        .iter()
        .filter(|file| !file.diagnostics.is_empty())
    {
        let index = LineIndex::new(&file.text);
        let name = visible(&file.name);
        for diagnostic in &file.diagnostics {
            let (line, column) = place(&index, &file.text, diagnostic.span.start);
            let style = styles.severity(diagnostic.severity);
            let severity = diagnostic.severity.as_str();
            let code = diagnostic.rule.code;
            let message = visible(&diagnostic.message);
            writeln!(
                out,
                "{name}:{line}:{column}: {style}{severity}[{code}]{style:#} {message}"
            )?;
        }
    }
    Ok(())
}
