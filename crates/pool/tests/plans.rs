//! Runs the cases in `plans/`: a pool, an account and what is asked for, with
//! the plan that somebody worked out by hand. `plans/README.md` tells how to
//! write one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use autoscale_catalog::{DeallocationOption, OPTIONS, Policy, vm_size};
use autoscale_pool::{Account, Sizes, Targets, Vm, plan, read_account, read_pool};
use serde_json::Value;

#[test]
fn plans_are_as_worked_out() {
    let mut faults = Vec::new();
    for path in cases() {
        let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = name(&path);
        let actual = actual(&case).unwrap_or_else(|error| panic!("{name}: {error}"));
        differences(&case["plan"], &actual, &name, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_case_has_its_rule() {
    let text = fs::read_to_string(folder().join("README.md")).unwrap();
    let (_, rules) = text.split_once("## Which case shows which rule").unwrap();
    let rows = rules.lines().filter(|line| line.starts_with('|'));
    let named: BTreeSet<_> = rows
        .filter_map(|row| row.trim_end_matches('|').rsplit('|').next())
        .flat_map(|cases| cases.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect();
    let cases: BTreeSet<_> = cases().iter().map(|path| name(path)).collect();
    let missing: Vec<_> = cases.difference(&named).collect();
    assert!(missing.is_empty(), "README.md has no rule for {missing:?}");
    let lost: Vec<_> = named.difference(&cases).collect();
    assert!(
        lost.is_empty(),
        "README.md names {lost:?}, which are no cases"
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .collect()
}

fn name(case: &Path) -> String {
    let stem = case.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn actual(case: &Value) -> Result<Value, String> {
    let members = case.as_object().ok_or("a case is an object")?;
    let known = ["because", "pool", "account", "policy", "targets", "plan"];
    if let Some(other) = members.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("a case has no `{other}`"));
    }
    let vm = |name: &str| vm_size(name).map(Vm::from);
    let pool = read_pool(&case["pool"].to_string(), vm).map_err(|error| error.to_string())?;
    let mut account = match &case["account"] {
        Value::Null => Account::default(),
        account => read_account(&account.to_string(), vm).map_err(|error| error.to_string())?,
    };
    if let Some(id) = &pool.configuration.id {
        account.set_apart(id);
    }
    let mut policy = Policy::default();
    for (key, value) in case["policy"].as_object().into_iter().flatten() {
        let value = value.as_str().ok_or("a policy is a string")?;
        policy.set(key, value).map_err(|error| error.to_string())?;
    }
    Ok(plan(&pool, &account, targets(&case["targets"])?, &policy).to_json())
}

fn targets(targets: &Value) -> Result<Targets, String> {
    let count = |name: &str| match &targets[name] {
        Value::Null => Ok(0),
        number => number
            .to_string()
            .parse()
            .map_err(|_| format!("`{name}` is no count")),
    };
    let option = targets["nodeDeallocationOption"]
        .as_str()
        .unwrap_or("requeue");
    let named = |known: &&DeallocationOption| known.name() == option;
    Ok(Targets {
        sizes: Sizes {
            dedicated: count("dedicatedNodes")?,
            low_priority: count("lowPriorityNodes")?,
        },
        option: *OPTIONS
            .iter()
            .find(named)
            .ok_or_else(|| format!("no option `{option}`"))?,
    })
}

/// Every member that the case gives must be so; what it leaves out is free.
fn differences(expected: &Value, actual: &Value, place: &str, faults: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, expected) in expected {
                let place = format!("{place}/{key}");
                match actual.get(key) {
                    Some(actual) => differences(expected, actual, &place, faults),
                    None => faults.push(format!("{place}: a plan has no such member")),
                }
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                differences(expected, actual, &format!("{place}/{index}"), faults);
            }
        }
        (Value::Number(_), Value::Number(_)) if same_money(expected, actual) => {}
        (a, b) if a == b => {}
        (a, b) => faults.push(format!("{place}: worked out {a}, got {b}")),
    }
}

/// To a hundredth of a cent.
fn same_money(a: &Value, b: &Value) -> bool {
    let difference = a.as_f64().zip(b.as_f64()).map(|(a, b)| (a - b).abs());
    difference.is_some_and(|it| it < 1e-4)
}
