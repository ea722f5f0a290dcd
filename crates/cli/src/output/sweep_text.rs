//! A sweep for people: a line a value, and a picture of cost against waiting.

use std::io::{self, Write};

use super::human::{count, dollars, duration, hours};
use crate::commands::simulate::{Point, Swept};
use crate::terminal::{Styles, visible};

/// Columns and lines of the picture.
const WIDTH: usize = 56;
const HEIGHT: usize = 10;

/// Writes both.
pub(crate) fn write(swept: &Swept, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let (bold, dim, good) = (styles.bold, styles.dim, styles.good);
    let width = swept.points.iter().map(|point| point.value.len()).max();
    let width = width.unwrap_or(0).max(swept.name.chars().count());
    writeln!(
        out,
        "\n{bold}{:>width$}{:>14}{:>16}{:>10}{:>14}{bold:#}",
        visible(&swept.name),
        swept.cost_name(),
        "p95 wait",
        "undone",
        "killed hours"
    )?;
    for point in &swept.points {
        let Point { value, outcome, .. } = point;
        let mark = if point.on_front { "●" } else { " " };
        let style = if point.on_front { good } else { dim };
        writeln!(
            out,
            "{style}{value:>width$}{:>14}{:>16}{:>10}{:>14} {mark}{style:#}",
            swept.print_cost(point.cost),
            duration(point.wait()),
            count(point.undone()),
            hours(outcome.lost_hours)
        )?;
    }
    writeln!(
        out,
        "{good}●{good:#} {dim}no other value is better in one of cost, waiting and tasks left \
         undone, and no worse in the others{dim:#}\n"
    )?;
    write_picture(swept, out, styles)
}

impl Swept {
    /// What the cost of a point is.
    const fn cost_name(&self) -> &'static str {
        if self.priced { "cost" } else { "node-hours" }
    }

    fn print_cost(&self, cost: f64) -> String {
        if self.priced {
            dollars(cost)
        } else {
            hours(cost)
        }
    }
}

/// Cost to the right, waiting upwards.
fn write_picture(swept: &Swept, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let (dim, good) = (styles.dim, styles.good);
    let costs = Scale::of(swept.points.iter().map(|point| point.cost), WIDTH);
    let waits = Scale::of(swept.points.iter().map(Point::wait), HEIGHT);
    let mut cells = vec![[' '; WIDTH]; HEIGHT];
    // Those on the front last, so that nothing hides them.
    for on_front in [false, true] {
        for point in swept.points.iter().filter(|it| it.on_front == on_front) {
            let row = cells.get_mut(waits.place(point.wait()));
            if let Some(cell) = row.and_then(|row| row.get_mut(costs.place(point.cost))) {
                *cell = if on_front { '●' } else { '·' };
            }
        }
    }
    let labels = [waits.least, waits.most].map(duration);
    let [low, high] = &labels;
    let margin = labels.iter().map(|label| label.chars().count()).max();
    let margin = margin.unwrap_or(0);
    for (row, cells) in cells.iter().enumerate().rev() {
        let label = match row {
            0 => low.as_str(),
            _ if row + 1 == HEIGHT => high.as_str(),
            _ => "",
        };
        write!(out, "  {dim}{label:>margin$} │{dim:#}")?;
        for cell in cells {
            match cell {
                '●' => write!(out, "{good}●{good:#}")?,
                other => write!(out, "{other}")?,
            }
        }
        writeln!(out)?;
    }
    let axis = "─".repeat(WIDTH);
    writeln!(out, "  {dim}{:>margin$} └{axis}{dim:#}", "p95")?;
    let [low, high] = [costs.least, costs.most].map(|cost| swept.print_cost(cost));
    let gap = WIDTH.saturating_sub(low.len() + high.len());
    writeln!(out, "  {dim}{:>margin$}  {low}{:gap$}{high}{dim:#}", "", "")
}

/// Places on an axis: by ratios, where the numbers are far apart.
struct Scale {
    least: f64,
    most: f64,
    length: usize,
    by_ratio: bool,
}

/// The ratio of the most to the least from which on only ratios can be seen.
const FAR_APART: f64 = 20.0;

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone, length: usize) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(f64::NEG_INFINITY, f64::max);
        Self {
            least,
            most,
            length,
            by_ratio: least > 0.0 && most / least > FAR_APART,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "places in a picture"
    )]
    fn place(&self, value: f64) -> usize {
        let at = |number: f64| if self.by_ratio { number.ln() } else { number };
        let range = at(self.most) - at(self.least);
        if range <= 0.0 {
            return 0;
        }
        let last = self.length - 1;
        ((at(value) - at(self.least)) / range * last as f64).round() as usize
    }
}
