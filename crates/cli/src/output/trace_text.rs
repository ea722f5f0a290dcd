//! A trace for people.

use std::io::{self, Write};

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_ide::{Trace, TraceLine, trace_lines};

use crate::terminal::{Styles, visible};

/// Writes every statement that was reached.
pub(crate) fn write(
    trace: &Trace,
    profile: &Profile,
    now: Timestamp,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let (bold, dim, code) = (styles.bold, styles.dim, styles.code);
    writeln!(out, "{bold}Trace{bold:#}")?;
    for line in trace_lines(trace, profile, now) {
        match line {
            TraceLine::Statement { line, text } => {
                let text = visible(&text);
                writeln!(out, "  {dim}{line:>3}{dim:#}  {code}{text}{code:#}")?;
            }
            TraceLine::Remark(text) => writeln!(out, "       {dim}{}{dim:#}", visible(&text))?,
            TraceLine::Outcome(text) => writeln!(out, "       {}", visible(&text))?,
        }
    }
    writeln!(out)
}
