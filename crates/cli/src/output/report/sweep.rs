//! Many values of a constant: what each costs and makes tasks wait.

use std::io::{self, Write};

use super::markup::Text;
use super::table::{self, Kind};
use super::{Report, SweepPoint, SweepReport};
use crate::output::human::{count, dollars, duration, hours};

impl SweepReport<'_> {
    /// Is every cost known?
    pub(super) fn is_priced(&self) -> bool {
        self.points.iter().all(|point| point.outcome.cost.is_some())
    }
}

impl SweepPoint<'_> {
    /// Dollars, or node-hours where prices are not known.
    pub(super) fn cost(&self, priced: bool) -> f64 {
        match self.outcome.cost {
            Some(cost) if priced => cost,
            _ => self.outcome.node_hours.iter().sum(),
        }
    }
}

/// Writes the table; the chart is drawn above it.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(sweep) = &report.sweep else {
        return Ok(());
    };
    let priced = sweep.is_priced();
    let cost = if priced { "Cost" } else { "Node-hours" };
    writeln!(
        out,
        "<section>\n<h2>Values of <code>{}</code></h2>\n<p>A value is on the Pareto front \
         <span class=\"front\">★</span> when no other is cheaper and makes tasks wait less.</p>\n\
         <div id=\"sweep\"></div>",
        Text(sweep.name)
    )?;
    let columns = [
        "Value",
        cost,
        "p95 wait",
        "Mean wait",
        "Completed",
        "Work killed",
    ];
    table::begin("Values", Kind::Figures, &columns, out)?;
    for point in &sweep.points {
        write_row(point, priced, out)?;
    }
    table::end(out)?;
    out.write_all(b"</section>\n")
}

fn write_row(point: &SweepPoint<'_>, priced: bool, out: &mut dyn Write) -> io::Result<()> {
    let outcome = point.outcome;
    let (class, star) = if point.on_front {
        (
            " class=\"on-front\"",
            " <span class=\"front\" title=\"on the Pareto front\">★</span>",
        )
    } else {
        ("", "")
    };
    let cost = point.cost(priced);
    let cost = if priced { dollars(cost) } else { hours(cost) };
    writeln!(
        out,
        "<tr{class}><th scope=\"row\">{}{star}</th><td>{cost}</td><td>{}</td><td>{}</td>\
         <td>{} of {}</td><td>{}</td></tr>",
        Text(point.value),
        duration(outcome.waits.p95),
        duration(outcome.waits.mean),
        count(outcome.tasks.completed),
        count(outcome.tasks.submitted),
        duration(outcome.lost_hours * 3600.0),
    )
}
