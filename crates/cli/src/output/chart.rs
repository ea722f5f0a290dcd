//! Samples over time as a small bar chart in the terminal.

use std::io::{self, Write};

use autoscale_base::Timestamp;
use autoscale_metrics::Series;

use crate::terminal::Styles;

/// Lines of the chart.
const HEIGHT: u32 = 5;
/// Steps of one character.
pub(super) const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Stands on the ground where a sample was lost.
const LOST: char = '·';

/// Writes the samples of `series`, two characters each; nothing when there are
/// none.
pub(crate) fn write(series: &Series, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let samples = samples(series);
    let top = series.values().iter().copied().fold(0.0, f64::max);
    let (Some((first, _)), Some((last, _))) = (samples.first(), samples.last()) else {
        return Ok(());
    };
    let (dim, code) = (styles.dim, styles.code);
    let label = top.to_string();
    let margin = label.len();
    for row in (0..HEIGHT).rev() {
        let label = match row {
            _ if row + 1 == HEIGHT => label.as_str(),
            0 => "0",
            _ => "",
        };
        let bars: String = samples
            .iter()
            .flat_map(|(_, value)| [bar(*value, top, row); 2])
            .collect();
        let bars = bars.trim_end();
        writeln!(out, "  {dim}{label:>margin$} │{dim:#}{code}{bars}{code:#}")?;
    }
    let [first, last] = [first, last].map(|time| time_of_day(*time));
    let width = samples.len() * 2;
    writeln!(out, "  {dim}{:>margin$} └{}{dim:#}", "", "─".repeat(width))?;
    let gap = width.saturating_sub(first.len() + last.len());
    writeln!(
        out,
        "  {dim}{:>margin$}  {first}{:gap$}{last}{dim:#}",
        "", ""
    )
}

/// The samples in order of time; a lost one has no value.
fn samples(series: &Series) -> Vec<(Timestamp, Option<f64>)> {
    let present = series.times().iter().zip(series.values());
    let mut samples: Vec<(Timestamp, Option<f64>)> = present
        .map(|(time, value)| (*time, Some(*value)))
        .chain(series.lost().iter().map(|time| (*time, None)))
        .collect();
    samples.sort_by_key(|(time, _)| *time);
    samples
}

/// The part of a bar that falls into `row`, counted from the ground.
fn bar(value: Option<f64>, top: f64, row: u32) -> char {
    let Some(value) = value else {
        return if row == 0 { LOST } else { ' ' };
    };
    let height = value / top * f64::from(HEIGHT * 8) - f64::from(row * 8);
    let step = (1..=8_u8).rev().find(|step| height >= f64::from(*step));
    let nothing = if row == 0 && value > 0.0 { 1 } else { 0 };
    let step = usize::from(step.unwrap_or(nothing));
    EIGHTHS.get(step).copied().unwrap_or(' ')
}

/// `09:15`.
pub(super) fn time_of_day(time: Timestamp) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use autoscale_base::DateTextRules;

    use super::*;

    #[test]
    fn bars_grow_with_the_samples() {
        let start = Timestamp::parse("2026-03-02T09:00:00Z", DateTextRules::OURS).unwrap();
        let at = |number: i64| {
            let later = autoscale_base::Interval::from_seconds(30 * number);
            start.checked_add(later).unwrap()
        };
        let mut series = Series::default();
        series.push(at(0), 0.0).unwrap();
        series.push(at(1), 1.0).unwrap();
        series.push_lost(at(2)).unwrap();
        series.push(at(3), 40.0).unwrap();
        let mut out = Vec::new();
        write(&series, &mut out, &Styles::default()).unwrap();
        let chart = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = chart.lines().collect();
        assert_eq!(lines[0], "  40 │      ██");
        assert_eq!(lines[4], "   0 │  ▁▁··██");
        assert_eq!(lines[6], "      09:0009:01");
    }
}
