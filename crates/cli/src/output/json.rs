//! A JSON array with one object a finding; every field is always there.

use std::io::{self, Write};

use autoscale_base::Fix;
use serde::Serialize;

use super::Report;
use super::finding::{Finding, Places};

/// Writes every finding and a line break.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut findings = Vec::new();
    for places in report.places() {
        findings.extend(entries(&places));
    }
    write_json(&findings, out)
}

/// The findings of one file, ready to be written as JSON.
pub(crate) fn entries<'a>(places: &Places<'a>) -> impl Iterator<Item = impl Serialize + use<'a>> {
    let path = &places.file.name;
    places.findings().map(|finding| Entry::new(path, &finding))
}

/// Writes any value as indented JSON and a line break.
pub(crate) fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    path: &'a str,
    /// The name of the formula in a host file; a formula file has none.
    formula: Option<&'a str>,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    byte_start: u32,
    byte_end: u32,
    help: Option<&'a str>,
    fix: Option<FixView<'a>>,
    /// The rule's page; there is none outside `autoscale explain`.
    url: Option<&'a str>,
    verified: bool,
}

#[derive(Serialize)]
struct FixView<'a> {
    applicability: &'static str,
    edits: Vec<EditView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EditView<'a> {
    byte_start: u32,
    byte_end: u32,
    text: &'a str,
}

impl<'a> Entry<'a> {
    fn new(path: &'a str, finding: &Finding<'a>) -> Self {
        let (diagnostic, region) = (finding.diagnostic, finding.region);
        Self {
            code: diagnostic.rule.code,
            name: diagnostic.rule.name,
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            path,
            formula: finding.formula,
            line: region.line,
            column: region.column,
            end_line: region.end_line,
            end_column: region.end_column,
            byte_start: diagnostic.span.start,
            byte_end: diagnostic.span.end,
            help: diagnostic.help.as_deref(),
            fix: diagnostic.fix.as_ref().map(FixView::new),
            url: None,
            verified: diagnostic.verified(),
        }
    }
}

impl<'a> FixView<'a> {
    fn new(fix: &'a Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| EditView {
            byte_start: edit.span.start,
            byte_end: edit.span.end,
            text: &edit.text,
        });
        Self {
            applicability: fix.applicability.as_str(),
            edits: edits.collect(),
        }
    }
}
