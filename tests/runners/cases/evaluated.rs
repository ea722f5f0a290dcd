//! Runs `.case` files: both engines must give what the case says.

use std::{env, fs};

use autoscale_machine::Env;
use autoscale_tests::case::Case;
use autoscale_tests::cases::{CaseFile, Kind};
use autoscale_tests::engines::Runs;
use autoscale_tests::worlds::default_now;

pub(crate) fn run(file: &CaseFile) -> Result<(), String> {
    let text = file.read()?;
    let case = Case::parse(&text)?;
    if file.kind == Kind::Recorded && (case.source.is_empty() || case.grade.is_none()) {
        return Err("a recorded case tells its `source:` and its `grade:`".to_owned());
    }
    let env = Env {
        now: case.at.or(case.snapshot.time).unwrap_or_else(default_now),
        seed: case.seed,
        history: &case.snapshot.history,
        pool: case.snapshot.pool,
    };
    let runs = Runs::of(&case.formula, &case.profile, &env);
    // What the service answered is evidence: it is not ours to change.
    if env::var_os("UPDATE_CASES").is_some() && file.kind != Kind::Recorded {
        let actual = case.expected.of_run(&runs.clone().agreed()?);
        if actual != case.expected {
            let updated = Case::rewrite(&text, &actual)?;
            fs::write(&file.path, updated).map_err(|error| error.to_string())?;
        }
        return Ok(());
    }
    let mut failures = String::new();
    for (engine, run) in [("bytecode", &runs.bytecode), ("reference", &runs.reference)] {
        let difference = case.expected.difference(&case.expected.of_run(run));
        if !difference.is_empty() {
            failures.push_str(&format!("{engine} evaluator:\n{difference}"));
        }
    }
    if failures.is_empty() {
        runs.agreed().map(drop)
    } else {
        Err(failures)
    }
}
