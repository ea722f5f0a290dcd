//! Several simulations side by side: a column a formula, with differences from
//! the first.

use std::io::{self, Write};

use super::figures::{FIGURES, Figure};
use crate::commands::simulate::Run;
use crate::terminal::{Styles, visible};

/// Width of the columns.
const NAME: usize = 24;
const VALUE: usize = 14;
const DIFFERENCE: usize = 14;

/// Writes the table. What is the same nothing in all of them is left out.
pub(crate) fn write(runs: &[Run<'_>], out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let bold = styles.bold;
    for (run, letter) in runs.iter().zip('A'..) {
        let name = visible(&run.formula.name);
        writeln!(out, "{bold}{letter}{bold:#}  {name}")?;
    }
    write!(out, "\n{:NAME$}", "")?;
    for (at, (_, letter)) in runs.iter().zip('A'..).enumerate() {
        let gap = if at > 1 { DIFFERENCE } else { 0 };
        write!(out, "{:gap$}{bold}{letter:>VALUE$}{bold:#}", "")?;
    }
    writeln!(out)?;
    for figure in FIGURES {
        let values = runs.iter().map(|run| (figure.value)(&run.outcome));
        let values: Vec<Option<f64>> = values.collect();
        if values.iter().any(|value| *value != Some(0.0)) {
            write_row(figure, &values, out, styles)?;
        }
    }
    Ok(())
}

fn write_row(
    figure: &Figure,
    values: &[Option<f64>],
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let first = values.first().copied().flatten();
    let mut line = format!("{:NAME$}", figure.name);
    for (at, value) in values.iter().enumerate() {
        line.push_str(&format!("{:>VALUE$}", figure.text(*value)));
        if at == 0 {
            continue;
        }
        let difference = first.zip(*value);
        let difference = difference.and_then(|(first, value)| figure.difference(first, value));
        let (text, better) = difference.map_or((String::new(), None), |it| (it.text, it.better));
        let style = match better {
            Some(true) => styles.good,
            Some(false) => styles.error,
            None => styles.dim,
        };
        let gap = DIFFERENCE.saturating_sub(2 + text.chars().count());
        if !text.is_empty() || at + 1 < values.len() {
            line.push_str(&format!("  {style}{text}{style:#}{:gap$}", ""));
        }
    }
    writeln!(out, "{}", line.trim_end())
}
