//! The schema of pools and the reader of pools agree: `pools/README.md` tells
//! what the files are.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};

use autoscale_embed::pool_object;
use autoscale_pool::{VmTable, pool_schema};
use autoscale_workspace::read_pool;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/pools").join(folder);
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn json_of(path: &Path) -> Value {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

fn is_read(path: &Path) -> Result<(), String> {
    let read = read_pool(path, None, &VmTable::default());
    read.map(drop).map_err(|error| error.to_string())
}

#[test]
fn good_files_are_taken() {
    let schema = jsonschema::validator_for(&pool_schema()).unwrap();
    for path in files("good") {
        assert_eq!(is_read(&path), Ok(()), "{path:?}");
        let errors: Vec<String> = schema
            .iter_errors(&json_of(&path))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{path:?}");
    }
}

#[test]
fn bad_files_are_refused() {
    let schema = jsonschema::validator_for(&pool_schema()).unwrap();
    for path in files("bad") {
        assert!(is_read(&path).is_err(), "{path:?}");
        assert!(!schema.is_valid(&json_of(&path)), "{path:?}");
    }
}

/// A field, and a value of another form than it takes.
struct Field {
    path: Vec<&'static str>,
    wrong: Value,
}

/// An item of a list, in a path.
const ITEM: &str = "[]";

/// The fields of a schema that take only some forms.
fn fields(schema: &'static Value, path: &[&'static str], found: &mut Vec<Field>) {
    let inside = |name| [path, &[name]].concat();
    let takes = |form: &str| {
        let forms = schema["type"].as_array();
        forms.is_some_and(|forms| forms.iter().any(|it| it == form))
    };
    if let Some(properties) = schema["properties"].as_object() {
        for (name, inner) in properties {
            fields(inner, &inside(name.as_str()), found);
        }
    } else if schema["items"].is_object() {
        fields(&schema["items"], &inside(ITEM), found);
    }
    if schema["type"].is_array() {
        let path = path.to_vec();
        let wrong = match () {
            () if takes("integer") => json!(true),
            () if takes("string") => json!(7),
            () => json!("wrong"),
        };
        found.push(Field { path, wrong });
    }
}

/// The file in which one field has that value.
fn with(path: &[&str], value: &Value) -> Value {
    match path.split_first() {
        None => value.clone(),
        Some((&ITEM, rest)) => json!([with(rest, value)]),
        Some((name, rest)) => {
            Value::Object(Map::from_iter([((*name).to_owned(), with(rest, value))]))
        }
    }
}

#[test]
fn every_field_of_the_schema_is_read() {
    let schema: &'static Value = Box::leak(Box::new(pool_schema()));
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("pool.json");
    let mut count = 0;
    for form in ["pool", "resource"] {
        let mut found = Vec::new();
        let definition = schema["$defs"][form]["properties"].as_object().unwrap();
        for (name, inner) in definition {
            fields(inner, &[name.as_str()], &mut found);
        }
        // What is of another type is no resource of ours.
        found.retain(|field| field.path != ["type"]);
        for field in &found {
            let mut pool = with(&field.path, &field.wrong);
            if form == "resource" {
                pool["type"] = json!("Microsoft.Batch/batchAccounts/pools");
                if pool["properties"].is_null() {
                    pool["properties"] = json!({});
                }
            }
            fs::write(&path, pool.to_string()).unwrap();
            assert!(is_read(&path).is_err(), "{form}: {pool}");
        }
        count += found.len();
    }
    assert!(count > 200, "{count}");
}

#[test]
fn every_field_that_is_read_is_in_the_schema() {
    let schema = pool_schema();
    for (file, form, absent) in [
        (
            "rest",
            "pool",
            ["api_version", "deallocation_option", "auto_pool"],
        ),
        (
            "arm",
            "resource",
            ["enable_auto_scale", "auto_pool", "auto_pool"],
        ),
    ] {
        let path = Path::new("tests/pools/every-field").join(format!("{file}.json"));
        let text = fs::read_to_string(&path).unwrap();
        let mut read = format!("{:?}", pool_object(&text).unwrap());
        for field in absent {
            read = read.replace(&format!("{field}: None"), "");
        }
        assert_eq!(read.find("None"), None, "{read}");
        assert_declared(&json_of(&path), &schema["$defs"][form], file);
    }
}

fn assert_declared(value: &Value, schema: &Value, path: &str) {
    if schema == &json!(true) {
        return;
    }
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                let path = format!("{path}/{name}");
                assert!(!schema["properties"][name].is_null(), "{path}");
                assert_declared(inner, &schema["properties"][name], &path);
            }
        }
        Value::Array(items) => {
            for item in items {
                assert_declared(item, &schema["items"], path);
            }
        }
        _ => {}
    }
}
