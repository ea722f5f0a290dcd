//! A Code Quality report of GitLab: a JSON array with one entry a finding.

use std::io::{self, Write};

use autoscale_base::Severity;
use serde::Serialize;

use super::Report;
use super::file_path::Folder;
use super::fingerprint::Fingerprints;
use super::json::write_json;

/// Writes the report.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let folder = Folder::current();
    let mut entries = Vec::new();
    for places in report.places() {
        let path = folder.relative(&places.file.name);
        let mut fingerprints = Fingerprints::new(&places.file.name, &folder);
        for finding in places.findings() {
            entries.push(Entry {
                description: &finding.diagnostic.message,
                check_name: finding.diagnostic.rule.code,
                fingerprint: fingerprints.next(&places, &finding),
                severity: severity(finding.diagnostic.severity),
                location: Location {
                    path: path.clone(),
                    lines: Lines {
                        begin: finding.region.line,
                        end: finding.region.end_line,
                    },
                },
            });
        }
    }
    write_json(&entries, out)
}

/// GitLab knows info, minor, major, critical and blocker.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "info",
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}
