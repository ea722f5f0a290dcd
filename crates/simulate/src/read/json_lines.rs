//! Tasks as JSON Lines: an object a line.

use serde_json::{Map, Value};

use autoscale_base::quoted;

use super::fields::{Field, Texts};
use super::submissions::{Builder, Submissions};
use super::{ReadError, Result};

/// Reads tasks.
///
/// # Errors
/// What is wrong, with its line.
pub(super) fn read_json_lines(text: &str) -> Result<Submissions> {
    let mut builder = Builder::default();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() {
            continue;
        }
        let object = object(line, text)?;
        let mut values = Vec::with_capacity(object.len());
        for (name, value) in &object {
            let field = Field::named(line, name)?;
            values.push((field, plain(line, name, value)?));
        }
        let mut texts = Texts::new(line);
        for (field, text) in &values {
            texts.set(*field, text);
        }
        texts.submit(&mut builder)?;
    }
    builder.finish()
}

fn object(line: u64, text: &str) -> Result<Map<String, Value>> {
    const HELP: &str = "write a task a line, such as `{\"submit\": 0, \"runtime\": 60}`";
    if !text.trim_start().starts_with('{') {
        let message = format!("{} is no JSON object", quoted(text));
        return Err(ReadError::new(line, message).with_help(HELP));
    }
    serde_json::from_str(text).map_err(|error| {
        // The place within one line; its number is told once.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let what = error.to_string();
        let what = what.strip_suffix(&place).unwrap_or(&what);
        let message = format!("not JSON at column {}: {what}", error.column());
        ReadError::new(line, message).with_help(HELP)
    })
}

/// The text of a value; of a list those of its elements.
fn plain(line: u64, name: &str, value: &Value) -> Result<String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Number(_) | Value::Bool(_) => Ok(value.to_string()),
        Value::Array(values) => {
            let mut texts = Vec::new();
            for value in values {
                texts.push(plain(line, name, value)?);
            }
            Ok(texts.join(" "))
        }
        Value::Object(_) => {
            let value = quoted(&value.to_string());
            let message = format!("`{name}` is {value}: expected a string or a number");
            Err(ReadError::new(line, message))
        }
    }
}
