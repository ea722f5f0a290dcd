//! A simulation's states over time as CSV, a row at every change.

use std::io::{self, Write};

use autoscale_simulate::{Column, Row};

/// The columns.
pub(crate) const COLUMNS: [Column; 9] = [
    Column {
        name: "time",
        docs: "when, in RFC 3339, with a fraction where there is one",
    },
    Column {
        name: "currentDedicatedNodes",
        docs: "dedicated nodes that the pool has",
    },
    Column {
        name: "targetDedicatedNodes",
        docs: "dedicated nodes that were asked for",
    },
    Column {
        name: "currentLowPriorityNodes",
        docs: "low-priority nodes that the pool has",
    },
    Column {
        name: "targetLowPriorityNodes",
        docs: "low-priority nodes that were asked for",
    },
    Column {
        name: "runningTasks",
        docs: "tasks on nodes",
    },
    Column {
        name: "waitingTasks",
        docs: "tasks in the queue; those that wait for other tasks are not in it yet",
    },
    Column {
        name: "preemptedNodes",
        docs: "low-priority nodes that the pool has lost to preemption for now",
    },
    Column {
        name: "formula",
        docs: "the formula that the row belongs to, where several are compared",
    },
];

/// Writes the names of the columns.
pub(crate) fn write_header(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.map(|column| column.name).join(","))
}

/// Writes the state after all events of an instant.
pub(crate) fn write_row(row: &Row, formula: &str, out: &mut dyn Write) -> io::Result<()> {
    let Row {
        time,
        current,
        target,
        preempted,
        running_tasks,
        waiting_tasks,
        ..
    } = row;
    write!(
        out,
        "{time},{},{},{},{},{running_tasks},{waiting_tasks},{preempted},",
        current.dedicated, target.dedicated, current.low_priority, target.low_priority,
    )?;
    write_field(formula, out)
}

/// A field that may hold anything, as RFC 4180 has it, and a line break.
fn write_field(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.contains(['"', ',', '\n', '\r']) {
        writeln!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        writeln!(out, "{text}")
    }
}
