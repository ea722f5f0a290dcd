//! The report of a simulation: one HTML file that needs nothing else, with
//! charts that are drawn where it is read.

mod basis;
mod data;
mod details;
mod markup;
mod summary;
mod sweep;
mod table;
#[cfg(test)]
mod tests;
mod times;

use std::io::{self, Write};

use autoscale_simulate::{Outcome, Recording, Settings};

use self::markup::Text;

/// The page, with the places of its parts in double braces.
const PAGE: &str = include_str!("page/report.html");
const STYLE: &str = include_str!("page/report.css");
/// In the order in which they need each other.
const SCRIPTS: [&str; 6] = [
    include_str!("page/scale.js"),
    include_str!("page/draw.js"),
    include_str!("page/timeline.js"),
    include_str!("page/waits.js"),
    include_str!("page/sweep.js"),
    include_str!("page/report.js"),
];

/// What a report tells.
#[derive(Clone, Debug)]
pub(crate) struct Report<'a> {
    /// The workload as it was named.
    pub(crate) workload: &'a str,
    /// What all runs take for given.
    pub(crate) settings: &'a Settings,
    /// What a reader should know first: sentences as messages are written, the
    /// user's text in backticks.
    pub(crate) notes: &'a [String],
    /// One a formula; the others are compared with the first.
    pub(crate) runs: Vec<RunReport<'a>>,
    /// The values that were tried of a constant.
    pub(crate) sweep: Option<SweepReport<'a>>,
}

/// One formula, and what came of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RunReport<'a> {
    /// What people call it.
    pub(crate) name: &'a str,
    /// The text of the formula.
    pub(crate) formula: &'a str,
    pub(crate) outcome: &'a Outcome,
    pub(crate) recording: &'a Recording,
}

/// One formula with many values of a constant.
#[derive(Clone, Debug)]
pub(crate) struct SweepReport<'a> {
    /// The constant.
    pub(crate) name: &'a str,
    /// One a value, in their order.
    pub(crate) points: Vec<SweepPoint<'a>>,
}

/// What came of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SweepPoint<'a> {
    /// The value, as the formula has it.
    pub(crate) value: &'a str,
    pub(crate) outcome: &'a Outcome,
    /// Is it on the Pareto front of cost against waiting?
    pub(crate) on_front: bool,
}

/// Writes the page.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (part, after) = after.split_once("}}").unwrap_or((after, ""));
        out.write_all(before.as_bytes())?;
        write_part(report, part, out)?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// Writes what belongs to a place of the page.
fn write_part(report: &Report<'_>, part: &str, out: &mut dyn Write) -> io::Result<()> {
    match part {
        "version" => out.write_all(env!("CARGO_PKG_VERSION").as_bytes()),
        "title" => write!(out, "{}", Text(&report.title())),
        "style" => out.write_all(STYLE.as_bytes()),
        "facts" => basis::write_facts(report, out),
        "notes" => summary::write_notes(report, out),
        "summary" => summary::write(report, out),
        "sweep" => sweep::write(report, out),
        "runs" => details::write(report, out),
        "assumptions" => basis::write_assumptions(report.settings, out),
        "data" => data::write(report, out),
        "script" => SCRIPTS
            .iter()
            .try_for_each(|script| out.write_all(script.as_bytes())),
        _ => Ok(()),
    }
}

impl Report<'_> {
    fn title(&self) -> String {
        match self.runs.as_slice() {
            [run] => format!("Simulation of {}", run.name),
            runs => format!("Comparison of {} formulas", runs.len()),
        }
    }
}
