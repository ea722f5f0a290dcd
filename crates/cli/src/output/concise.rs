//! One line a finding: `path:line:col: error[AS101] message`.

use std::io::{self, Write};

use super::Report;
use crate::terminal::{Styles, visible};

/// Writes every finding.
pub(crate) fn write(report: &Report, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    for places in report.places() {
        let name = visible(&places.file.name);
        for finding in places.findings() {
            let diagnostic = finding.diagnostic;
            let (line, column) = (finding.region.line, finding.region.column);
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
