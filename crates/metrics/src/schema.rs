//! The JSON Schema of our snapshot file, for editors and generators.

use autoscale_catalog::Metric;
use serde_json::{Map, Value, json};

use crate::names::{metric_named, metric_names};
use crate::pool_facts::{FIELDS, field_of};

/// W3C-DTF, down to a year alone.
const W3C_DTF: &str =
    r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2}))?)?)?$";
const RFC_1123: &str = "^((Sun|Mon|Tue|Wed|Thu|Fri|Sat), *)?\\d{1,2} \
    (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} \\d{2}:\\d{2}(:\\d{2})? \
    (GMT|UTC|UT|Z|[+-]\\d{4})$";
/// A duration with something in it that is not 0.
const ISO_8601: &str = r"^P(?=.*[1-9])(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d{1,7})?S)?)?$";

/// The JSON Schema (draft 2020-12) of the snapshot file. It takes no file that
/// [`read_snapshot`](crate::read_snapshot) refuses, but for what a schema
/// cannot say: the order of samples, days that do not exist, numbers beyond the
/// range of a double and members given twice.
#[must_use]
pub fn snapshot_schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Snapshot",
        "description": "Samples and the state of a pool, for `autoscale eval`.",
        "type": "object",
        "properties": {
            "$schema": { "type": "string" },
            "time": {
                "description": "When the snapshot was taken: the value of `time()`.",
                "$ref": "#/$defs/time",
            },
            "pool": pool(),
            "metrics": metrics(),
        },
        "additionalProperties": false,
        "allOf": Metric::ALL.into_iter().filter_map(one_scalar).collect::<Vec<_>>(),
        "$defs": definitions(),
    })
}

fn pool() -> Value {
    let fields = FIELDS.map(|(name, least)| (name.to_owned(), whole_number(least)));
    json!({
        "description": "The state of the pool; what is left out is 0, or 1 task slot.",
        "type": "object",
        "properties": Map::from_iter(fields),
        "additionalProperties": false,
    })
}

fn metrics() -> Value {
    let names: Vec<_> = Metric::ALL.into_iter().map(names).collect();
    let properties = Metric::ALL.iter().zip(&names).flat_map(|(&metric, names)| {
        names
            .iter()
            .map(move |name| (name.clone(), series_of(metric)))
    });
    let two_names = names.iter().flat_map(|names| {
        let pairs = names.iter().enumerate();
        pairs.flat_map(|(at, one)| {
            let others = names.iter().skip(at + 1);
            others.map(move |other| json!({ "not": { "required": [one, other] } }))
        })
    });
    json!({
        "description": "Samples by metric. A metric that is not here has none.",
        "type": "object",
        "properties": Map::from_iter(properties),
        "additionalProperties": false,
        "allOf": two_names.collect::<Vec<_>>(),
    })
}

/// What may stand under the names of a metric.
fn series_of(metric: Metric) -> Value {
    let series = json!({ "$ref": "#/$defs/series" });
    match field_of(metric) {
        Some((_, least)) => json!({ "anyOf": [series, whole_number(least)] }),
        None => series,
    }
}

/// No plain number for a metric whose field of `pool` is given.
fn one_scalar(metric: Metric) -> Option<Value> {
    let (field, _) = field_of(metric)?;
    let numbers = names(metric)
        .into_iter()
        .map(|name| (name, json!({ "not": { "type": "number" } })));
    Some(json!({
        "if": {
            "required": ["pool"],
            "properties": { "pool": { "required": [field] } },
        },
        "then": { "properties": { "metrics": { "properties": Map::from_iter(numbers) } } },
    }))
}

/// Every name of a metric, with its `$` and without.
fn names(metric: Metric) -> Vec<String> {
    let names = metric_names().filter(|name| metric_named(name) == Ok(metric));
    let both = names.flat_map(|name| [name, name.trim_start_matches('$')]);
    both.map(str::to_owned).collect()
}

fn whole_number(least: f64) -> Value {
    json!({ "type": "integer", "minimum": least as u64 })
}

fn definitions() -> Value {
    json!({
        "time": {
            "type": "string",
            "anyOf": [{ "pattern": W3C_DTF }, { "pattern": RFC_1123 }],
            "examples": ["2026-03-02T09:15:00Z", "Mon, 02 Mar 2026 09:15:00 GMT"],
        },
        "value": {
            "description": "A sample; `null` is one that never arrived.",
            "type": ["number", "null"],
        },
        "series": {
            "type": "object",
            "properties": {
                "start": {
                    "description": "The time of the first of `values`.",
                    "$ref": "#/$defs/time",
                },
                "interval": {
                    "description": "The time from one sample to the next.",
                    "type": "string",
                    "pattern": ISO_8601,
                    "default": "PT30S",
                },
                "values": { "type": "array", "items": { "$ref": "#/$defs/value" } },
                "samples": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "time": { "$ref": "#/$defs/time" },
                            "value": { "$ref": "#/$defs/value" },
                        },
                        "required": ["time", "value"],
                        "additionalProperties": false,
                    },
                },
            },
            "oneOf": [
                { "required": ["start", "values"], "properties": { "samples": false } },
                {
                    "required": ["samples"],
                    "properties": { "start": false, "values": false },
                },
            ],
            "additionalProperties": false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_is_read_is_in_the_schema() {
        let schema = snapshot_schema();
        let properties = schema["properties"]["metrics"]["properties"]
            .as_object()
            .unwrap();
        for name in metric_names() {
            assert!(properties.contains_key(name), "{name}");
            assert!(
                properties.contains_key(name.trim_start_matches('$')),
                "{name}"
            );
        }
        for name in properties.keys() {
            assert!(metric_named(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn references_lead_somewhere() {
        let schema = snapshot_schema();
        let text = schema.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let pointer = reference.split('"').next().unwrap();
            assert!(schema.pointer(pointer).is_some(), "{pointer}");
        }
    }
}
