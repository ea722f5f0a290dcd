//! Reads samples from CSV: `time,metric,value` with a row a sample, or a `time`
//! column and one column a metric. An empty value is a sample that never
//! arrived. The interval of every series is the service's, 30 seconds.

use std::borrow::Cow;

use autoscale_base::{DateTextRules, Timestamp};
use autoscale_catalog::Metric;

use crate::json::excerpt;
use crate::names::metric_named;
use crate::samples::Samples;
use crate::{PoolFacts, Snapshot, SnapshotError};

type Result<T> = std::result::Result<T, SnapshotError>;

/// Reads a whole file.
pub(crate) fn read(text: &str) -> Result<Snapshot> {
    let mut records = Records { text, at: 0 };
    let mut cells = Vec::new();
    let mut samples = Samples::default();
    records.next(&mut cells)?;
    let header = Header::read(text, &cells)?;
    while records.next(&mut cells)? {
        if cells.len() != header.columns.len() {
            let (found, wanted) = (cells.len(), header.columns.len());
            let message = format!("the row has {found} cells, the header {wanted}");
            return Err(records.error(cells.first(), message));
        }
        header.row(&records, &cells, &mut samples)?;
    }
    Ok(samples.into_snapshot(None, PoolFacts::default()))
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Time,
    /// The name of the metric that `Value` is a sample of.
    Metric,
    Value,
    /// Samples of this metric.
    Of(Metric),
}

struct Header {
    columns: Vec<Column>,
    time: usize,
    /// The column of names, in the form with a row a sample.
    metric: Option<usize>,
}

impl Header {
    fn read(text: &str, cells: &[Cell]) -> Result<Self> {
        let place = |name| cells.iter().position(|cell| cell.text == name);
        let Some(time) = place("time") else {
            return Err(no_time(text, cells));
        };
        let long = cells.len() == 3 && place("metric").is_some() && place("value").is_some();
        let mut columns = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let column = match &*cell.text {
                _ if at == time => Column::Time,
                "metric" if long => Column::Metric,
                "value" if long => Column::Value,
                name => {
                    let named = metric_named(name).map_err(|unknown| {
                        cell.error(text, unknown.message).with_help(unknown.help)
                    });
                    Column::Of(named?)
                }
            };
            if columns.contains(&column) {
                let message = format!("a second column `{}`", excerpt(&cell.text));
                return Err(cell.error(text, message));
            }
            columns.push(column);
        }
        Ok(Self {
            columns,
            time,
            metric: place("metric").filter(|_| long),
        })
    }

    /// Takes the samples of a row that has a cell for each column.
    fn row(&self, records: &Records, cells: &[Cell], samples: &mut Samples) -> Result<()> {
        let Some(time_cell) = cells.get(self.time) else {
            return Ok(());
        };
        let text = records.text;
        let time = instant(text, time_cell)?;
        let mut named = None;
        if let Some(cell) = self.metric.and_then(|metric| cells.get(metric)) {
            let metric = metric_named(&cell.text)
                .map_err(|unknown| cell.error(text, unknown.message).with_help(unknown.help))?;
            named = Some(metric);
        }
        for (column, cell) in self.columns.iter().zip(cells) {
            let metric = match *column {
                Column::Time | Column::Metric => continue,
                Column::Value => named,
                Column::Of(metric) => Some(metric),
            };
            if let Some(metric) = metric {
                let pushed = samples.push(metric, time, number(text, cell)?);
                pushed.map_err(|refused| {
                    time_cell.error(text, format!("`{}`: {refused}", metric.name()))
                })?;
            }
        }
        Ok(())
    }
}

fn no_time(text: &str, cells: &[Cell]) -> SnapshotError {
    let error = SnapshotError::at(text, 0, "neither JSON nor CSV with a column `time`");
    match cells {
        [only] if only.text.contains([';', '\t']) => {
            error.with_help("separate the columns with commas")
        }
        _ => error.with_help(
            "start with the line `time,metric,value`, or with `time` and a column a metric",
        ),
    }
}

fn instant(text: &str, cell: &Cell) -> Result<Timestamp> {
    Timestamp::parse(&cell.text, DateTextRules::OURS).map_err(|error| {
        let error = cell.error(text, format!("bad time `{}`: {error}", excerpt(&cell.text)));
        error.with_help("write a time such as `2026-03-02T09:15:00Z`")
    })
}

/// A finite number; nothing for a sample that never arrived.
fn number(text: &str, cell: &Cell) -> Result<Option<f64>> {
    if cell.text.is_empty() {
        return Ok(None);
    }
    match cell.text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Some(number)),
        _ => {
            let error = cell.error(text, format!("bad number `{}`", excerpt(&cell.text)));
            Err(error.with_help("leave the cell empty for a sample that never arrived"))
        }
    }
}

/// A cell and where it starts.
struct Cell<'t> {
    text: Cow<'t, str>,
    offset: usize,
}

impl Cell<'_> {
    fn error(&self, text: &str, message: impl Into<String>) -> SnapshotError {
        SnapshotError::at(text, self.offset, message)
    }
}

/// A reader of the records of RFC 4180. Lines may end as they like, and blank
/// ones are skipped.
struct Records<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Records<'t> {
    /// Puts the next record into `cells`; false when there is none.
    fn next(&mut self, cells: &mut Vec<Cell<'t>>) -> Result<bool> {
        cells.clear();
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start().len();
        // A cell may be blank, a line may not.
        let line = rest.get(..blank).unwrap_or_default().rfind(['\n', '\r']);
        self.at += line.map_or(0, |end| end + 1);
        if self.rest().trim_start().is_empty() {
            return Ok(false);
        }
        loop {
            cells.push(self.cell()?);
            match self.rest().as_bytes().first() {
                Some(b',') => self.at += 1,
                _ => return Ok(true),
            }
        }
    }

    /// The next cell; stops at a comma or at the end of the line.
    fn cell(&mut self) -> Result<Cell<'t>> {
        self.skip_blanks();
        let offset = self.at;
        if let Some(inside) = self.rest().strip_prefix('"') {
            let text = self.quoted(inside)?;
            self.skip_blanks();
            return match self.rest().as_bytes().first() {
                None | Some(b',' | b'\n' | b'\r') => Ok(Cell { text, offset }),
                Some(_) => Err(SnapshotError::at(
                    self.text,
                    self.at,
                    "expected a comma after the closing quote",
                )),
            };
        }
        let rest = self.rest();
        let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
        let text = rest.get(..end).unwrap_or_default();
        self.at += end;
        Ok(Cell {
            text: Cow::Borrowed(text.trim_end()),
            offset,
        })
    }

    /// The rest of a quoted cell; two quotes in it stand for one.
    fn quoted(&mut self, inside: &'t str) -> Result<Cow<'t, str>> {
        let mut text = Cow::Borrowed("");
        let mut rest = inside;
        while let Some((piece, behind)) = rest.split_once('"') {
            text += piece;
            if let Some(more) = behind.strip_prefix('"') {
                text += "\"";
                rest = more;
            } else {
                self.at = self.text.len() - behind.len();
                return Ok(text);
            }
        }
        Err(SnapshotError::at(
            self.text,
            self.at,
            "the quote is not closed",
        ))
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn error(&self, cell: Option<&Cell>, message: String) -> SnapshotError {
        SnapshotError::at(self.text, cell.map_or(self.at, |cell| cell.offset), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, metric: Metric) -> (Vec<f64>, usize) {
        let snapshot = read(text).unwrap();
        let series = snapshot.history.series(metric);
        (series.values().to_vec(), series.lost().len())
    }

    fn refused(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn reads_a_row_a_sample() {
        let text = "time,metric,value\r\n\
            2026-03-02T09:00:00Z,$PendingTasks,4\r\n\
            \r\n\
            2026-03-02T09:00:00Z,CPUPercent, 71.5 \r\n\
            \"Mon, 02 Mar 2026 09:00:30 GMT\",\"$PendingTasks\",\r\n\
            2026-03-02T09:01:00Z,$PendingTasks,6";
        assert_eq!(values(text, Metric::PendingTasks), (vec![4.0, 6.0], 1));
        assert_eq!(values(text, Metric::CPUPercent), (vec![71.5], 0));
    }

    #[test]
    fn reads_a_column_a_metric() {
        let text = "$PendingTasks,time,RunningTasks\n\
            4,2026-03-02T09:00:00Z,1e1\n\
            ,2026-03-02T09:00:30Z,-0\n";
        assert_eq!(values(text, Metric::PendingTasks), (vec![4.0], 1));
        assert_eq!(values(text, Metric::RunningTasks), (vec![10.0, 0.0], 0));
        assert_eq!(
            values("time\n2026-03-02T09:00:00Z\n", Metric::PendingTasks),
            (vec![], 0)
        );
    }

    #[test]
    fn errors_name_line_and_column() {
        let row = "2026-03-02T09:00:00Z";
        for (text, error) in [
            (
                "x".into(),
                "line 1, column 1: neither JSON nor CSV with a column `time`; start \
                with the line `time,metric,value`, or with `time` and a column a metric",
            ),
            (
                "time;metric;value".into(),
                "line 1, column 1: neither JSON nor CSV with a column \
                `time`; separate the columns with commas",
            ),
            (
                "time,$PendingTask".into(),
                "line 1, column 6: unknown metric `$PendingTask`; did \
                you mean `$PendingTasks`?",
            ),
            (
                "time,$PendingTasks,PendingTasks".into(),
                "line 1, column 20: a second column `PendingTasks`",
            ),
            (
                format!("time,$PendingTasks\n{row},é"),
                "line 2, column 22: bad number `é`; leave \
                the cell empty for a sample that never arrived",
            ),
            (
                format!("time,$PendingTasks\n\n{row},NaN"),
                "line 3, column 22: bad number `NaN`; \
                leave the cell empty for a sample that never arrived",
            ),
            (
                format!("time,$PendingTasks\n{row}"),
                "line 2, column 1: the row has 1 cells, the \
                header 2",
            ),
            (
                format!("time,$PendingTasks\n{row},1\n{row},2"),
                "line 3, column 1: \
                `$PendingTasks`: two samples at 2026-03-02T09:00:00Z",
            ),
            (
                "time,$PendingTasks\nnoon,1".into(),
                "line 2, column 1: bad time `noon`: neither a \
                W3C-DTF nor an RFC 1123 date; write a time such as `2026-03-02T09:15:00Z`",
            ),
            (
                "time\n\"2026".into(),
                "line 2, column 1: the quote is not closed",
            ),
            (
                "time\n\"2026\" x".into(),
                "line 2, column 8: expected a comma after the closing \
                quote",
            ),
        ] {
            assert_eq!(refused(&text), error, "{text}");
        }
    }
}
