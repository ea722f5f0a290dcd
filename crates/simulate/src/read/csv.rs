//! Tasks as CSV: a header that names the fields, then a task a line.

use super::fields::{Field, Texts};
use super::submissions::{Builder, Submissions};
use super::{ReadError, Result};

/// Reads tasks. The header names the fields, in any order.
///
/// # Errors
/// What is wrong, with its line.
pub(super) fn read_csv(text: &str) -> Result<Submissions> {
    let mut records = Records::new(text);
    let mut builder = Builder::default();
    if let Some((line, record)) = records.header("submit,runtime")? {
        let columns = header(line, record)?;
        while let Some((line, record)) = records.next()? {
            row(line, &columns, record)?.submit(&mut builder)?;
        }
    }
    builder.finish()
}

fn header(line: u64, record: &::csv::StringRecord) -> Result<Vec<Field>> {
    let mut columns = Vec::new();
    for name in record {
        let field = Field::named(line, name)?;
        if columns.contains(&field) {
            let message = format!("there are two columns `{name}`");
            return Err(ReadError::new(line, message).with_help("take one out"));
        }
        columns.push(field);
    }
    match Field::lacking(&columns) {
        Some(field) => {
            let message = format!("there is no column `{}`", field.name());
            Err(ReadError::new(line, message).with_help("a task has a `submit` and a `runtime`"))
        }
        None => Ok(columns),
    }
}

fn row<'r>(line: u64, columns: &[Field], record: &'r ::csv::StringRecord) -> Result<Texts<'r>> {
    if record.len() != columns.len() {
        let (has, wanted) = (record.len(), columns.len());
        let message = format!("the header has {wanted} columns, this line {has}");
        let help = if has < wanted {
            "leave a field empty, with its comma, when it has no value"
        } else {
            "put a text with commas in it between `\"` and `\"`"
        };
        return Err(ReadError::new(line, message).with_help(help));
    }
    let mut texts = Texts::new(line);
    for (&field, text) in columns.iter().zip(record) {
        texts.set(field, text);
    }
    Ok(texts)
}

/// The records of a CSV file, each with its line.
pub(crate) struct Records<'t> {
    reader: ::csv::Reader<&'t [u8]>,
    lines: Lines<'t>,
    record: ::csv::StringRecord,
}

impl<'t> Records<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let reader = ::csv::ReaderBuilder::new()
            .trim(::csv::Trim::All)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        Self {
            reader,
            lines: Lines {
                text,
                at: 0,
                line: 1,
            },
            record: ::csv::StringRecord::new(),
        }
    }

    /// The first record, which names the columns, as `example` does; `None` of
    /// an empty file.
    pub(crate) fn header(&mut self, example: &str) -> Result<Option<(u64, &::csv::StringRecord)>> {
        let Some((line, record)) = self.next()? else {
            return Ok(None);
        };
        if record.iter().any(|name| name.parse::<f64>().is_ok()) {
            let help = format!("begin with a line that names the columns, such as `{example}`");
            return Err(ReadError::new(line, "the header is missing").with_help(help));
        }
        let other = |name: &str| name.contains([';', '\t']);
        if record.len() == 1 && record.iter().any(other) {
            let message = "the columns are separated by other than commas";
            let help = format!("write `{example}`, and commas in every line");
            return Err(ReadError::new(line, message).with_help(help));
        }
        Ok(Some((line, record)))
    }

    /// The next record and its line.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, &::csv::StringRecord)>> {
        // Reading from memory does not fail, the text is UTF-8, and rows may
        // differ in length.
        let not_csv = |error: ::csv::Error| ReadError::new(0, format!("not CSV: {error}"));
        let found = self.reader.read_record(&mut self.record).map_err(not_csv)?;
        if !found {
            return Ok(None);
        }
        let line = self.lines.of(&self.record);
        if let Some(open) = self.record.iter().find(|field| field.contains('\n')) {
            let what = autoscale_base::quoted(open);
            let message = format!("the quoted field {what} goes over several lines");
            return Err(ReadError::new(line, message).with_help("close it with `\"`"));
        }
        Ok(Some((line, &self.record)))
    }
}

/// Counts lines on the way through a text. What the reader counts is one off
/// behind lines that end in CR LF, and behind empty ones.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line that a record begins in; records come in order.
    fn of(&mut self, record: &::csv::StringRecord) -> u64 {
        let start = record.position().map_or(0, ::csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let bytes = self.text.as_bytes();
        let passed = bytes.get(self.at..start).unwrap_or_default();
        let rest = bytes.get(start..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        for byte in passed.iter().chain(ends) {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}
