//! The fields of a task, whatever the file.

use autoscale_base::{DateTextRules, Interval, Timestamp, duration};

use super::submissions::{Submission, Submit};
use super::{ReadError, Result};
use crate::workload::Task;

/// The names of all fields.
pub(super) const NAMES: [&str; 9] = [
    "id",
    "submit",
    "runtime",
    "slots",
    "priority",
    "depends_on",
    "max_retries",
    "retention",
    "exit_code",
];

/// A task out of its fields; `field` gives the text of one, `None` when there
/// is none or it is empty.
pub(super) fn submission<'t>(
    line: u64,
    field: impl Fn(&str) -> Option<&'t str>,
) -> Result<Submission> {
    let wrong = |name: &str, text: &str, wanted: &str| {
        ReadError::new(line, format!("`{name}` is `{text}`: {wanted}"))
    };
    let required = |name: &str| {
        field(name).ok_or_else(|| ReadError::new(line, format!("`{name}` is missing")))
    };
    let whole = |name: &str, otherwise: i32| match field(name) {
        None => Ok(otherwise),
        Some(text) => text
            .parse()
            .map_err(|_| wrong(name, text, "expected a whole number")),
    };
    let length = |name: &str, text: &str| {
        let read = match text.parse() {
            Ok(number) => duration::seconds(number),
            Err(_) => duration::words(text),
        };
        read.map_err(|wanted| wrong(name, text, wanted))
    };
    let submit = required("submit")?;
    let slots = match field("slots") {
        None => 1,
        Some(text) => text
            .parse()
            .ok()
            .filter(|&slots| slots > 0)
            .ok_or_else(|| wrong("slots", text, "expected a whole number from 1"))?,
    };
    let retention = match field("retention") {
        None => Task::RETENTION,
        Some(text) => length("retention", text)?,
    };
    let waits_for = field("depends_on").unwrap_or_default();
    let task = Task {
        submit: Timestamp::EPOCH,
        runtime: length("runtime", required("runtime")?)?,
        slots,
        priority: whole("priority", 0)?,
        max_retries: whole("max_retries", 0)?,
        exit_code: whole("exit_code", 0)?,
        retention,
    };
    Ok(Submission {
        line,
        id: field("id").map(str::to_owned),
        submit: read_submit(submit).map_err(|wanted| wrong("submit", submit, wanted))?,
        task,
        depends_on: waits_for
            .split([' ', ';', ','])
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

/// A date, or seconds from the beginning.
fn read_submit(text: &str) -> std::result::Result<Submit, &'static str> {
    if let Ok(number) = text.parse() {
        let after: Interval = duration::seconds(number)?;
        return Ok(Submit::After(after));
    }
    match Timestamp::parse(text, DateTextRules::OURS) {
        Ok(time) => Ok(Submit::At(time)),
        Err(_) => Err("expected a date such as `2026-03-02T09:15:00Z`, or seconds"),
    }
}
