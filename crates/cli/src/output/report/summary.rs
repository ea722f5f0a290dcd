//! What a reader sees first: what went wrong, and the figures that matter.

use std::io::{self, Write};

use autoscale_simulate::Outcome;

use super::markup::{Message, Text};
use super::table::{self, Column, Kind};
use super::{Report, RunReport};
use crate::output::figures::{Difference, FIGURES, other_resize_errors, was_any_started};
use crate::output::human::{count, counted, dollars, duration, hours, percent};

/// Writes what should be known before any figure is believed.
pub(super) fn write_notes(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.notes.is_empty() {
        return Ok(());
    }
    out.write_all(b"<ul class=\"notes\">\n")?;
    for note in report.notes {
        writeln!(out, "<li>{}</li>", Message(note))?;
    }
    out.write_all(b"</ul>\n")
}

/// Writes cards for one run, a table for several.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    match report.runs.as_slice() {
        [run] => write_cards(run, out),
        [first, others @ ..] => write_comparison(first, others, out),
        [] => Ok(()),
    }
}

struct Card {
    name: &'static str,
    value: String,
    more: String,
}

const fn card(name: &'static str, value: String, more: String) -> Card {
    Card { name, value, more }
}

fn write_cards(run: &RunReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<dl class=\"cards\">\n")?;
    for Card { name, value, more } in cards(run) {
        let (value, more) = (Text(&value), Text(&more));
        writeln!(
            out,
            "<div><dt>{name}</dt><dd class=\"value\">{value}</dd><dd>{more}</dd></div>"
        )?;
    }
    out.write_all(b"</dl>\n")
}

fn cards(run: &RunReport<'_>) -> [Card; 8] {
    let outcome = run.outcome;
    let tasks = &outcome.tasks;
    let [dedicated, low_priority] = outcome.node_hours;
    let [evaluations, errors] = outcome.evaluations;
    [
        card(
            "Tasks completed",
            count(tasks.completed),
            format!("of {}{}", count(tasks.submitted), left_over(run)),
        ),
        wait_card(outcome),
        card(
            "Cost",
            outcome.cost.map_or("unknown".to_owned(), dollars),
            cost_of_a_task(run),
        ),
        card(
            "Node-hours",
            hours(dedicated + low_priority),
            format!(
                "{} dedicated, {} low-priority",
                hours(dedicated),
                hours(low_priority)
            ),
        ),
        card(
            "Utilisation",
            outcome.utilisation.map_or("none".to_owned(), percent),
            "of the nodes' task slots were busy".to_owned(),
        ),
        card(
            "Work killed",
            duration(outcome.lost_hours * 3600.0),
            format!(
                "{} requeued, {} terminated",
                counted(tasks.requeued, "task"),
                count(tasks.terminated)
            ),
        ),
        card("Quota hits", count(outcome.quota_hits()), {
            let others = counted(other_resize_errors(outcome), "other error");
            format!("{}, {others}", counted(outcome.resizes, "resize"))
        }),
        card(
            "Evaluations",
            count(evaluations),
            match errors {
                0 => "none with an error".to_owned(),
                _ if errors == evaluations => "all with an error".to_owned(),
                errors => format!("{} with an error", count(errors)),
            },
        ),
    ]
}

fn wait_card(outcome: &Outcome) -> Card {
    let waits = &outcome.waits;
    if !was_any_started(outcome) {
        return card("p95 wait", "–".to_owned(), "no task was started".to_owned());
    }
    let (p50, max) = (duration(waits.p50), duration(waits.max));
    card(
        "p95 wait",
        duration(waits.p95),
        format!("half at most {p50}, the longest {max}"),
    )
}

/// What became of the tasks that are not done well.
fn left_over(run: &RunReport<'_>) -> String {
    let tasks = &run.outcome.tasks;
    [
        (tasks.failed, "failed"),
        (tasks.running, "still running"),
        (tasks.waiting, "still waiting"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("; {} {what}", count(number)))
    .collect()
}

fn cost_of_a_task(run: &RunReport<'_>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let completed = run.outcome.tasks.completed as f64;
    match run.outcome.cost {
        None => "there is no price of this VM size".to_owned(),
        Some(_) if completed == 0.0 => "and no task is done".to_owned(),
        Some(cost) if cost / completed < 0.1 => {
            format!("{} for 1,000 tasks", dollars(1000.0 * cost / completed))
        }
        Some(cost) => format!("{} a task", dollars(cost / completed)),
    }
}

fn write_comparison(
    first: &RunReport<'_>,
    others: &[RunReport<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = || std::iter::once(first).chain(others).map(|run| run.name);
    out.write_all(
        "<p class=\"key\"><span class=\"better\">✓ better</span> and \
         <span class=\"worse\">✗ worse</span> than the first</p>\n<ol class=\"names\">\n"
            .as_bytes(),
    )?;
    for name in names() {
        writeln!(out, "<li>{}</li>", Text(name))?;
    }
    out.write_all(b"</ol>\n")?;
    let heading = Column {
        number: None,
        name: "Figure",
        span: 1,
    };
    let runs = names().enumerate().map(|(at, name)| Column {
        number: Some(at + 1),
        name,
        // The first has no differences.
        span: if at == 0 { 1 } else { 2 },
    });
    let columns = std::iter::once(heading).chain(runs);
    table::begin_with("Comparison", Kind::Figures, columns, out)?;
    for figure in FIGURES {
        write!(out, "<tr><th scope=\"row\">{}</th>", figure.name)?;
        let base = (figure.value)(first.outcome);
        write!(out, "<td>{}</td>", figure.text(base))?;
        for run in others {
            let value = (figure.value)(run.outcome);
            let pair = base.zip(value);
            let difference = pair.and_then(|(base, value)| figure.difference(base, value));
            write!(out, "<td>{}</td>", figure.text(value))?;
            write_difference(difference, out)?;
        }
        out.write_all(b"</tr>\n")?;
    }
    table::end(out)
}

fn write_difference(difference: Option<Difference>, out: &mut dyn Write) -> io::Result<()> {
    let Some(Difference { text, better }) = difference else {
        return out.write_all(b"<td></td>");
    };
    let (class, sign) = match better {
        Some(true) => ("better", "✓ "),
        Some(false) => ("worse", "✗ "),
        None => ("other", ""),
    };
    write!(out, "<td class=\"{class}\">{sign}{text}</td>")
}
