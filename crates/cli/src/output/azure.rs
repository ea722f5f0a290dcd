//! Logging commands of Azure Pipelines: an issue of the run a finding.

use std::io::{self, Write};

use autoscale_base::Severity;

use super::Report;
use super::escape::for_log;
use super::file_path::Folder;
use super::finding::with_help;

/// Writes a command a finding.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let folder = Folder::current();
    for places in report.places() {
        let path = property(&folder.relative(&places.file.name));
        for finding in places.findings() {
            let kind = kind(finding.diagnostic.severity);
            let (line, column) = (finding.region.line, finding.region.column);
            let code = finding.diagnostic.rule.code;
            let message = data(&with_help(finding.diagnostic));
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

fn data(text: &str) -> String {
    for_log(text, data_code)
}

fn property(text: &str) -> String {
    for_log(text, |c| match c {
        ';' => Some("%3B"),
        ']' => Some("%5D"),
        _ => data_code(c),
    })
}

/// `%25` would be shown as it is.
const fn data_code(c: char) -> Option<&'static str> {
    match c {
        '%' => Some("%AZP25"),
        '\r' => Some("%0D"),
        '\n' => Some("%0A"),
        _ => None,
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
