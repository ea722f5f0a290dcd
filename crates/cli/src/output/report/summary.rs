//! What a reader sees first: what went wrong, and the figures that matter.

use std::io::{self, Write};

use super::figures::{Difference, FIGURES, other_resize_errors};
use super::markup::{Message, Text};
use super::{Report, RunReport};
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
    let (tasks, waits) = (&outcome.tasks, &outcome.waits);
    let [dedicated, low_priority] = outcome.node_hours;
    let [evaluations, errors] = outcome.evaluations;
    let card = |name, value, more| Card { name, value, more };
    [
        card(
            "Tasks completed",
            count(tasks.completed),
            format!("of {}{}", count(tasks.submitted), left_over(run)),
        ),
        card(
            "p95 wait",
            duration(waits.p95),
            format!(
                "half at most {}, the longest {}",
                duration(waits.p50),
                duration(waits.max)
            ),
        ),
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
    let all = || std::iter::once(first).chain(others).zip(1_u32..);
    out.write_all(
        "<p class=\"key\"><span class=\"better\">✓ better</span> and \
         <span class=\"worse\">✗ worse</span> than the first</p>\n<ol class=\"names\">\n"
            .as_bytes(),
    )?;
    for (run, _) in all() {
        writeln!(out, "<li>{}</li>", Text(run.name))?;
    }
    out.write_all(
        b"</ol>\n<div class=\"wide\" tabindex=\"0\"><table class=\"figures\">\n<thead><tr><th></th>",
    )?;
    for (run, number) in all() {
        let span = if number == 1 { "" } else { " colspan=\"2\"" };
        let name = Text(run.name);
        write!(
            out,
            "<th scope=\"col\"{span}>{number}<span class=\"name\">. {name}</span></th>"
        )?;
    }
    out.write_all(b"</tr></thead>\n<tbody>\n")?;
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
    out.write_all(b"</tbody></table></div>\n")
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
