//! Tasks a line: CSV with a header, and JSON Lines.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::fields::{NAMES, submission};
use super::{ReadError, Result, Submissions};

/// Reads tasks from CSV. The header names the fields, in any order.
///
/// # Errors
/// What is wrong, with its line.
pub fn read_csv(text: &str) -> Result<Submissions> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let of_csv = |error: csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        ReadError::new(line, format!("not well-formed CSV: {error}"))
    };
    let header = reader.headers().map_err(of_csv)?.clone();
    let mut places = HashMap::new();
    for (place, name) in header.iter().enumerate() {
        check_name(1, name)?;
        if places.insert(name.to_owned(), place).is_some() {
            return Err(ReadError::new(1, format!("there are two columns `{name}`")));
        }
    }
    let mut submissions = Submissions::default();
    for record in reader.records() {
        let record = record.map_err(of_csv)?;
        let line = record.position().map_or(0, csv::Position::line);
        let field = |name: &str| {
            let text = record.get(*places.get(name)?)?;
            (!text.is_empty()).then_some(text)
        };
        submissions.tasks.push(submission(line, field)?);
    }
    Ok(submissions)
}

/// Reads tasks from JSON Lines: an object a line.
///
/// # Errors
/// What is wrong, with its line.
pub fn read_json_lines(text: &str) -> Result<Submissions> {
    let mut submissions = Submissions::default();
    let lines = text.trim_start_matches('\u{feff}').lines();
    for (line, text) in (1..).zip(lines) {
        if text.trim().is_empty() {
            continue;
        }
        let object: Map<String, Value> = serde_json::from_str(text)
            .map_err(|error| ReadError::new(line, format!("not a JSON object: {error}")))?;
        let mut texts = HashMap::new();
        for (name, value) in object {
            check_name(line, &name)?;
            if let Some(text) = plain(line, &name, &value)? {
                texts.insert(name, text);
            }
        }
        let field = |name: &str| texts.get(name).map(String::as_str);
        submissions.tasks.push(submission(line, field)?);
    }
    Ok(submissions)
}

fn check_name(line: u64, name: &str) -> Result<()> {
    if NAMES.contains(&name) {
        return Ok(());
    }
    let names = NAMES.join("`, `");
    let message = format!("a task has no `{name}`; it has `{names}`");
    Err(ReadError::new(line, message))
}

/// The text of a value; of a list those of its elements.
fn plain(line: u64, name: &str, value: &Value) -> Result<Option<String>> {
    let wrong = || {
        let message = format!("`{name}` is {value}: expected a string or a number");
        ReadError::new(line, message)
    };
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Array(values) => {
            let mut texts = Vec::new();
            for value in values {
                texts.extend(plain(line, name, value)?);
            }
            Ok(Some(texts.join(" ")))
        }
        Value::Bool(_) | Value::Object(_) => Err(wrong()),
    }
}
