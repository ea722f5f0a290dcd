//! JSON Lines: one object a finding, each in a line of its own.

use std::io::{self, Write};

use super::Report;
use super::json::entries;

/// Writes every finding.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for places in report.places() {
        for entry in entries(&places) {
            serde_json::to_writer(&mut *out, &entry)?;
            writeln!(out)?;
        }
    }
    Ok(())
}
