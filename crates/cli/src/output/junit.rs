//! JUnit XML: a suite a file, a failed case a finding, and a passing case where
//! there is none.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::escape::for_xml;
use super::finding::{Finding, Places, with_help};
use super::{CheckedFile, Report};

/// Writes the test report.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut junit = quick_junit::Report::new("autoscale check");
    junit.add_test_suites(report.files.iter().map(suite));
    junit.serialize(out).map_err(io::Error::other)
}

fn suite(file: &CheckedFile) -> TestSuite {
    let name = for_xml(&file.name);
    let mut suite = TestSuite::new(&name);
    let places = Places::of(file);
    suite.add_test_cases(places.findings().map(|finding| failed(&name, &finding)));
    if suite.test_cases.is_empty() {
        let mut passed = TestCase::new("no findings", TestCaseStatus::success());
        passed.set_classname(&name);
        suite.add_test_case(passed);
    }
    suite
}

fn failed(file: &str, finding: &Finding<'_>) -> TestCase {
    let diagnostic = finding.diagnostic;
    let (code, severity) = (diagnostic.rule.code, diagnostic.severity.as_str());
    let (line, column) = (finding.region.line, finding.region.column);
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(severity);
    status.set_message(for_xml(&diagnostic.message));
    let told = format!(
        "{file}:{line}:{column}: {severity}[{code}] {}",
        with_help(diagnostic)
    );
    status.set_description(for_xml(&told));
    // Who collects cases wants each name once in a suite.
    let name = format!("{code} {} at {line}:{column}", diagnostic.rule.name);
    let mut case = TestCase::new(name, status);
    case.set_classname(file);
    case.extra.insert("file".into(), file.into());
    case.extra.insert("line".into(), line.to_string().into());
    case
}
