//! Logging commands of Azure Pipelines: an issue of the run a finding.

use std::io::{self, Write};

use autoscale_base::Severity;

use super::Report;
use super::escape::LogCommand;
use super::file_path::Folder;
use super::finding::with_help;

/// `%25` would be shown as it is.
const COMMAND: LogCommand = LogCommand {
    percent: "%AZP25",
    ends: [(';', "%3B"), (']', "%5D")],
};

/// Writes a command a finding.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let folder = Folder::current();
    for places in report.places() {
        let path = COMMAND.property(&folder.relative(&places.file.name));
        for finding in places.findings() {
            let kind = kind(finding.diagnostic.severity);
            let (line, column) = (finding.region.line, finding.region.column);
            let code = finding.diagnostic.rule.code;
            let message = COMMAND.message(&with_help(finding.diagnostic));
            writeln!(
                out,
                "##vso[task.logissue type={kind};sourcepath={path};linenumber={line};columnnumber={column};code={code};]{message}"
            )?;
        }
    }
    Ok(())
}

/// Azure Pipelines has nothing below a warning.
const fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning | Severity::Info => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::samples::{file, text_of};

    #[test]
    fn what_means_something_in_a_command_is_escaped() {
        let mut file = file("a;b] %.tf", "x = 1;", &[4]);
        file.findings[0].diagnostic.message = "100 %;]\nx".to_owned();
        assert_eq!(
            text_of(write, file),
            "##vso[task.logissue type=error;sourcepath=a%3Bb%5D %AZP25.tf;linenumber=1;\
             columnnumber=5;code=AS001;]100 %AZP25;]%0Ax\n"
        );
    }
}
