//! Several simulations side by side: a column a formula, with differences from
//! the first.

use std::io::{self, Write};

use autoscale_simulate::Outcome;

use super::human::{count, dollars, duration, hours, percent};
use crate::commands::simulate::Run;
use crate::terminal::{Styles, visible};

/// What is compared: a number, and how it is printed.
struct Line {
    name: &'static str,
    value: fn(&Run<'_>) -> Option<f64>,
    print: fn(f64) -> String,
    /// Is less of it better? `None` where neither is.
    less_is_better: Option<bool>,
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const LINES: [Line; 9] = [
    Line {
        name: "tasks completed",
        value: |run| Some(run.outcome.tasks.completed as f64),
        print: whole,
        less_is_better: Some(false),
    },
    Line {
        name: "median wait",
        value: |run| Some(run.outcome.waits.p50),
        print: duration,
        less_is_better: Some(true),
    },
    Line {
        name: "p95 wait",
        value: |run| Some(run.outcome.waits.p95),
        print: duration,
        less_is_better: Some(true),
    },
    Line {
        name: "longest wait",
        value: |run| Some(run.outcome.waits.max),
        print: duration,
        less_is_better: Some(true),
    },
    Line {
        name: "cost",
        value: |run| run.outcome.cost,
        print: dollars,
        less_is_better: Some(true),
    },
    Line {
        name: "node-hours",
        value: |run| Some(node_hours(&run.outcome)),
        print: hours,
        less_is_better: Some(true),
    },
    Line {
        name: "slots busy",
        value: |run| run.outcome.utilisation,
        print: percent,
        less_is_better: Some(false),
    },
    Line {
        name: "killed task-hours",
        value: |run| Some(run.outcome.lost_hours),
        print: hours,
        less_is_better: Some(true),
    },
    Line {
        name: "quota hits",
        value: |run| Some(run.outcome.quota_hits() as f64),
        print: whole,
        less_is_better: Some(true),
    },
];

/// Writes the table.
pub(crate) fn write(runs: &[Run<'_>], out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let (bold, dim) = (styles.bold, styles.dim);
    for (run, letter) in runs.iter().zip('A'..) {
        writeln!(
            out,
            "{bold}{letter}{bold:#}  {}",
            visible(&run.formula.name)
        )?;
    }
    write!(out, "\n{:<18}", "")?;
    for (_, letter) in runs.iter().zip('A'..) {
        write!(out, "{bold}{letter:>14}{bold:#}")?;
        if letter != 'A' {
            write!(out, "{:>9}", "")?;
        }
    }
    writeln!(out)?;
    for line in LINES {
        write!(out, "{:<18}", line.name)?;
        let first = runs.first().and_then(line.value);
        for (at, run) in runs.iter().enumerate() {
            let value = (line.value)(run);
            let text = value.map_or("–".to_owned(), line.print);
            write!(out, "{text:>14}")?;
            if at > 0 {
                let difference = first.zip(value).map(|(a, b)| difference(a, b));
                let difference = difference.unwrap_or_default();
                let style = match line.verdict(first, value) {
                    Some(true) => styles.good,
                    Some(false) => styles.error,
                    None => dim,
                };
                write!(out, "{style}{difference:>9}{style:#}")?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

impl Line {
    /// Is it better than the first, or worse?
    fn verdict(&self, first: Option<f64>, value: Option<f64>) -> Option<bool> {
        let (first, value) = first.zip(value)?;
        let less = (value != first).then_some(value < first)?;
        Some(less == self.less_is_better?)
    }
}

/// `+14 %`; nothing when both are the same.
fn difference(first: f64, value: f64) -> String {
    if first == value {
        "=".to_owned()
    } else if first == 0.0 {
        "new".to_owned()
    } else {
        let percent = (value - first) / first * 100.0;
        if percent.abs() < 0.5 {
            "≈".to_owned()
        } else {
            format!("{percent:+.0} %").replace('-', "−")
        }
    }
}

fn node_hours(outcome: &Outcome) -> f64 {
    outcome.node_hours.iter().sum()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts from 0"
)]
fn whole(number: f64) -> String {
    count(number as u64)
}
