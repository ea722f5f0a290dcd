//! A simulation's states over time as CSV, a row at every change.

use std::io::{self, Write};

use autoscale_simulate::Row;

/// Writes the names of the columns.
pub(crate) fn write_header(out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "time,currentDedicatedNodes,targetDedicatedNodes,currentLowPriorityNodes,\
         targetLowPriorityNodes,runningTasks,waitingTasks,preemptedNodes,formula"
    )
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
