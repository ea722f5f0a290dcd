//! The forms of values. Null is as good as a field that is not there.

use serde_json::{Map, Value, json};

/// Fields with their schemas.
pub(super) type Fields = Vec<(&'static str, Value)>;

/// An object with some fields, and perhaps others.
pub(super) fn object(groups: impl IntoIterator<Item = Fields>) -> Value {
    let fields = groups.into_iter().flatten();
    let fields = fields.map(|(name, schema)| (name.to_owned(), schema));
    json!({ "type": ["object", "null"], "properties": Map::from_iter(fields) })
}

/// A list of objects with some fields.
pub(super) fn objects(fields: Fields) -> Value {
    let mut item = object([fields]);
    if let Some(kind) = item.get_mut("type") {
        *kind = json!("object");
    }
    json!({ "type": ["array", "null"], "items": item })
}

pub(super) fn text() -> Value {
    json!({ "type": ["string", "null"] })
}

pub(super) fn texts() -> Value {
    json!({ "type": ["array", "null"], "items": text() })
}

pub(super) fn flag() -> Value {
    json!({ "type": ["boolean", "null"] })
}

/// A whole number, also as a decimal string, as the Azure CLI sends it.
pub(super) fn count(least: i32) -> Value {
    let digits = if least > 0 { "0*[1-9][0-9]*" } else { "[0-9]+" };
    let sign = if least < 0 { "(-1|" } else { "(" };
    json!({
        "type": ["integer", "string", "null"],
        "minimum": least,
        "maximum": u32::MAX,
        "pattern": format!("^{sign}{digits})$"),
    })
}

/// One of some words, in whatever case.
pub(super) fn choice(words: &[&str]) -> Value {
    let letter = |c: char| match c {
        _ if c.is_ascii_alphabetic() => {
            format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase())
        }
        c => c.to_string(),
    };
    let words = words.iter().map(|word| word.chars().map(letter).collect());
    let words: Vec<String> = words.collect();
    json!({ "type": ["string", "null"], "pattern": format!("^({})$", words.join("|")) })
}

/// A duration, in ISO 8601 or as the Azure CLI prints it.
pub(super) fn duration() -> Value {
    const ISO_8601: &str = r"P(?=.)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d{1,7})?S)?)?";
    const CLOCK: &str = r"(\d+ days?, )?\d+:\d+:\d+";
    json!({ "type": ["string", "null"], "pattern": format!("^({ISO_8601}|{CLOCK})$") })
}

/// What is carried along as it is.
pub(super) fn anything() -> Value {
    json!(true)
}

/// The same with a word on what it is.
pub(super) fn about(description: &str, mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.insert("description".to_owned(), json!(description));
    }
    schema
}
