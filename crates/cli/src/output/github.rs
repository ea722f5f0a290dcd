//! Workflow commands of GitHub Actions: an annotation a finding.

use std::io::{self, Write};

use autoscale_base::Severity;

use super::Report;
use super::escape::LogCommand;
use super::file_path::Folder;
use super::finding::{Region, with_help};

const COMMAND: LogCommand = LogCommand {
    percent: "%25",
    ends: [(':', "%3A"), (',', "%2C")],
};

/// Writes a command a finding.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let folder = Folder::current();
    for places in report.places() {
        let file = COMMAND.property(&folder.relative(&places.file.name));
        for finding in places.findings() {
            let rule = finding.diagnostic.rule;
            let command = command(finding.diagnostic.severity);
            let place = place(finding.region);
            let title = COMMAND.property(&format!("{} {}", rule.code, rule.name));
            let message = COMMAND.message(&with_help(finding.diagnostic));
            writeln!(
                out,
                "::{command} file={file},{place},title={title}::{message}"
            )?;
        }
    }
    Ok(())
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// GitHub refuses columns where the lines differ.
fn place(region: Region) -> String {
    let Region {
        line,
        column,
        end_line,
        end_column,
    } = region;
    if line == end_line {
        format!("line={line},col={column},endLine={end_line},endColumn={end_column}")
    } else {
        format!("line={line},endLine={end_line}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::samples::{file, text_of};

    #[test]
    fn what_means_something_in_a_command_is_escaped() {
        let message = "100 %: a, b::c\r\nd\u{1b}[31m";
        let mut file = file("a,b: c%.tf", "x = 1;", &[4]);
        file.findings[0].diagnostic.message = message.to_owned();
        assert_eq!(
            text_of(write, file),
            "::error file=a%2Cb%3A c%25.tf,line=1,col=5,endLine=1,endColumn=6,\
             title=AS001 invalid-character::100 %25: a, b::c%0D%0Ad␛[31m\n"
        );
    }

    #[test]
    fn a_finding_over_several_lines_has_no_columns() {
        let mut file = file("a.tf", "x =\n1;", &[0]);
        file.findings[0].diagnostic.span.end = 5;
        file.findings[0].diagnostic.help = Some("write `1`".to_owned());
        let command = text_of(write, file);
        assert!(command.starts_with("::error file=a.tf,line=1,endLine=2,title="));
        assert!(command.ends_with("%0Ahelp: write `1`\n"), "{command}");
    }
}
