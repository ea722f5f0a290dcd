//! The JSON Schema of `autoscale.toml`, for editors.

use autoscale_catalog::profile::Setting;
use autoscale_catalog::{assumption, policy, profile};
use serde_json::{Map, Value, json};

use super::keys::{Key, LEVELS, ROOT, Takes};

/// The JSON Schema (draft 2020-12) of `autoscale.toml`.
#[must_use]
pub fn config_schema() -> Value {
    let mut schema = table(ROOT);
    if let Some(members) = schema.as_object_mut() {
        let dialect = json!("https://json-schema.org/draft/2020-12/schema");
        members.insert("$schema".to_owned(), dialect);
        members.insert("title".to_owned(), json!("autoscale.toml"));
        let about = "Configuration of `autoscale`.";
        members.insert("description".to_owned(), json!(about));
        members.insert("$defs".to_owned(), json!({ "rules": rules() }));
    }
    schema
}

fn table(keys: &[Key]) -> Value {
    let properties = keys.iter().map(|key| {
        let mut schema = value(&key.takes);
        if let Some(members) = schema.as_object_mut() {
            members.insert("description".to_owned(), json!(key.about));
        }
        (key.name.to_owned(), schema)
    });
    json!({
        "type": "object",
        "properties": Map::from_iter(properties),
        "additionalProperties": false,
    })
}

fn value(takes: &Takes) -> Value {
    match takes {
        Takes::Count(_) => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Takes::Flag(_) => json!({ "type": "boolean" }),
        Takes::Word(_) => json!({ "type": "string" }),
        Takes::Globs(_) | Takes::KeyPatterns => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        Takes::Levels => json!({
            "type": "object",
            "propertyNames": { "$ref": "#/$defs/rules" },
            "additionalProperties": { "enum": LEVELS },
        }),
        Takes::Ignores => json!({
            "type": "object",
            "additionalProperties": {
                "type": "array",
                "items": { "$ref": "#/$defs/rules" },
            },
        }),
        Takes::Profile => settings(profile::SETTINGS),
        Takes::Policy => settings(policy::SETTINGS),
        Takes::Simulation => settings(assumption::SETTINGS),
        Takes::Table(keys) => table(keys),
    }
}

fn settings(rows: &[Setting]) -> Value {
    let settings = rows.iter().map(|row| (row.key.to_owned(), setting(row)));
    json!({
        "type": "object",
        "properties": Map::from_iter(settings),
        "additionalProperties": false,
    })
}

/// A setting. A value that reads as a number may be written as one.
fn setting(row: &Setting) -> Value {
    if row.values.is_empty() {
        return json!({
            "description": format!("{} Takes {}.", row.question, row.takes),
            "type": ["number", "string"],
            "default": row.default,
        });
    }
    let texts = row.values.iter().map(|choice| json!(choice.value));
    let numbers = row.values.iter().filter_map(|choice| {
        let number: serde_json::Number = serde_json::from_str(choice.value).ok()?;
        // TOML has no `-0` that is told from `0`.
        (number.to_string() == choice.value).then_some(Value::Number(number))
    });
    json!({
        "description": row.question,
        "enum": texts.chain(numbers).collect::<Vec<_>>(),
        "default": row.default,
    })
}

/// Codes, the beginnings of codes, and names.
fn rules() -> Value {
    let mut words = vec!["ALL".to_owned(), "AS".to_owned()];
    for rule in autoscale_lint::rules() {
        for length in 3..=rule.code.len() {
            let beginning = rule.code.get(..length).unwrap_or(rule.code);
            if !words.iter().any(|word| word == beginning) {
                words.push(beginning.to_owned());
            }
        }
        words.push(rule.name.to_owned());
    }
    json!({ "enum": words })
}
