//! Numbers over time, stacked on each other, as a chart in the terminal.

use std::io::{self, Write};

use anstyle::Style;
use autoscale_base::Timestamp;

use super::chart::{EIGHTHS, time_of_day};
use crate::terminal::Styles;

/// Columns of the chart.
pub(crate) const WIDTH: usize = 64;
/// Lines of the chart.
const HEIGHT: usize = 6;

/// One of the numbers: how it is drawn, and its value in every column.
pub(crate) struct Layer {
    pub(crate) name: &'static str,
    pub(crate) glyph: char,
    pub(crate) style: Style,
    pub(crate) values: Vec<f64>,
}

/// A chart of layers, the first one at the bottom.
pub(crate) struct StackChart<'a> {
    pub(crate) title: &'a str,
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) layers: Vec<Layer>,
}

impl StackChart<'_> {
    /// Writes it: the title with the key, the columns, the axis; a word where
    /// there is nothing to draw.
    pub(crate) fn write(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (bold, dim) = (styles.bold, styles.dim);
        if !self.layers.iter().any(Layer::is_seen) {
            return writeln!(out, "{bold}{}{bold:#}  {dim}none{dim:#}", self.title);
        }
        write!(out, "{bold}{}{bold:#} ", self.title)?;
        for layer in self.layers.iter().filter(|layer| layer.is_seen()) {
            let style = layer.style;
            write!(out, "  {style}{}{style:#} {}", layer.glyph, layer.name)?;
        }
        writeln!(out)?;
        let top = self.top();
        let label = super::human::count(top);
        let margin = label.len();
        for row in (0..HEIGHT).rev() {
            let label = match row {
                _ if row + 1 == HEIGHT => label.as_str(),
                0 => "0",
                _ => "",
            };
            write!(out, "  {dim}{label:>margin$} │{dim:#}")?;
            self.write_row(row, top, out)?;
        }
        let axis = "─".repeat(WIDTH);
        writeln!(out, "  {dim}{:>margin$} └{axis}{dim:#}", "")?;
        let [from, until] = self.ends();
        let gap = WIDTH.saturating_sub(from.len() + until.len());
        writeln!(
            out,
            "  {dim}{:>margin$}  {from}{:gap$}{until}{dim:#}",
            "", ""
        )
    }

    fn write_row(&self, row: usize, top: u64, out: &mut dyn Write) -> io::Result<()> {
        let cells: Vec<(char, Style)> = (0..WIDTH).map(|at| self.cell(at, row, top)).collect();
        let used = cells.iter().rposition(|(glyph, _)| *glyph != ' ');
        let cells = cells.get(..used.map_or(0, |last| last + 1));
        for run in cells.unwrap_or_default().chunk_by(|a, b| a.1 == b.1) {
            let style = run.first().map_or(Style::new(), |(_, style)| *style);
            let text: String = run.iter().map(|(glyph, _)| glyph).collect();
            write!(out, "{style}{text}{style:#}")?;
        }
        writeln!(out)
    }

    /// What stands in a cell: the layer in its middle, or the top of the stack
    /// in eighths if a solid layer ends in it. What is more than nothing is
    /// seen on the ground at least.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a chart's rows and counts are small"
    )]
    fn cell(&self, at: usize, row: usize, top: u64) -> (char, Style) {
        let unit = top as f64 / HEIGHT as f64;
        let floor = row as f64 * unit;
        let value = |layer: &Layer| layer.values.get(at).copied().unwrap_or(0.0);
        let total: f64 = self.layers.iter().map(value).sum();
        let mut ground = 0.0;
        let mut seen = (' ', Style::new());
        for layer in self.layers.iter().filter(|layer| value(layer) > 0.0) {
            let roof = ground + value(layer);
            let ends_here = roof > floor && roof < floor + unit;
            if layer.glyph == SOLID && ends_here && roof >= total {
                return (eighth((roof - floor) / unit), layer.style);
            }
            let middle = floor + unit / 2.0;
            if (ground..roof).contains(&middle) || row == 0 && seen.0 == ' ' {
                seen = (layer.glyph, layer.style);
            }
            ground = roof;
        }
        seen
    }

    /// The number at the upper end of the scale.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of nodes and tasks"
    )]
    fn top(&self) -> u64 {
        let sums = (0..WIDTH).map(|at| {
            let values = self.layers.iter().filter_map(|layer| layer.values.get(at));
            values.sum::<f64>()
        });
        let most = sums.fold(0.0, f64::max);
        (most.ceil() as u64).max(1)
    }

    /// The instants at the ends of the axis, with the date where one day does
    /// not tell them apart.
    fn ends(&self) -> [String; 2] {
        let [from, until] = [self.from, self.until];
        if until.since(from).seconds() < 86_400.0 && from.day() == until.day() {
            [from, until].map(time_of_day)
        } else {
            let date = |time: Timestamp| {
                let (month, day) = (time.month(), time.day());
                format!("{month:02}-{day:02} {}", time_of_day(time))
            };
            [from, until].map(date)
        }
    }
}

/// The glyph that can be drawn in eighths.
pub(crate) const SOLID: char = '█';

fn eighth(height: f64) -> char {
    let step = (1..=8_u8)
        .rev()
        .find(|step| height * 8.0 >= f64::from(*step));
    let step = usize::from(step.unwrap_or(1));
    EIGHTHS.get(step).copied().unwrap_or(SOLID)
}

impl Layer {
    fn is_seen(&self) -> bool {
        self.values.iter().any(|value| *value > 0.0)
    }
}
