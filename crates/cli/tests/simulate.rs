//! What transcripts cannot show of simulations: that files agree with the
//! numbers, that threads make no difference, and what an interrupt leaves.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const FORMULA: &str = include_str!("cmd/simulate.in/pool.autoscale");
const POOL: &str = include_str!("cmd/simulate.in/pool.json");

fn command(folder: &Path, arguments: &[&str]) -> Command {
    fs::write(folder.join("pool.autoscale"), FORMULA).unwrap();
    fs::write(folder.join("pool.json"), POOL).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_autoscale"));
    command
        .args(["simulate", "pool.autoscale", "--pool", "pool.json"])
        .args(arguments)
        .current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = command(folder, arguments)
        .output()
        .expect("the binary runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    output
}

fn seconds(time: &str) -> f64 {
    let text = time.strip_suffix('Z').unwrap();
    let (date, clock) = text.split_once('T').unwrap();
    let day: f64 = date.rsplit('-').next().unwrap().parse().unwrap();
    let clock: Vec<f64> = clock.split(':').map(|part| part.parse().unwrap()).collect();
    let clock = clock.into_iter().fold(0.0, |sum, part| sum * 60.0 + part);
    day * 86_400.0 + clock
}

#[test]
fn node_hours_are_the_integral_of_the_timeline() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        folder.path(),
        &[
            "--workload",
            "poisson:rate=30/h,runtime=exp:10m",
            "--until",
            "9h",
            "--format",
            "json",
            "--timeline",
            "timeline.csv",
        ],
    );
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let hours = json["runs"][0]["nodeHours"]["dedicated"].as_f64().unwrap();
    let timeline = fs::read_to_string(folder.path().join("timeline.csv")).unwrap();
    let mut rows = timeline.lines();
    let header = "time,currentDedicatedNodes,targetDedicatedNodes,currentLowPriorityNodes,\
                  targetLowPriorityNodes,runningTasks,waitingTasks";
    assert!(rows.next().unwrap().starts_with(header));
    let rows: Vec<(f64, f64)> = rows
        .map(|row| {
            let mut fields = row.split(',');
            let time = seconds(fields.next().unwrap());
            (time, fields.next().unwrap().parse().unwrap())
        })
        .collect();
    let integral: f64 = rows
        .windows(2)
        .map(|pair| (pair[1].0 - pair[0].0) * pair[0].1 / 3600.0)
        .sum();
    assert!(
        hours > 1.0 && (integral - hours).abs() < 1e-6,
        "{hours} {integral}"
    );
    let (first, last) = (rows.first().unwrap().0, rows.last().unwrap().0);
    assert!((last - first - 9.0 * 3600.0).abs() < 1e-6);
}

#[test]
fn threads_make_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "--workload",
        "poisson:rate=30/h,runtime=exp:10m,tasks=200",
        "--sweep",
        "maxNodes=1..12",
        "--seed",
        "7",
        "--format",
        "json",
    ];
    let output = |threads: &str| {
        let mut command = command(folder.path(), &arguments);
        command
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap()
            .stdout
    };
    let one = output("1");
    assert!(one.len() > 1000);
    assert_eq!(one, output("8"));
    assert_eq!(one, output("8"));
}

/// The names of all numbers and texts in a run, with dots between them.
fn fields(value: &Value, path: &str, found: &mut Vec<String>) {
    match value.as_object() {
        // Its members are error codes of the service.
        Some(object) if !path.ends_with("resizeErrors") => {
            for (name, value) in object {
                let dot = if path.is_empty() { "" } else { "." };
                fields(value, &format!("{path}{dot}{name}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn every_field_of_the_json_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let workload = "poisson:rate=30/h,runtime=exp:10m,tasks=5";
    let output = run(folder.path(), &["--workload", workload, "--format", "json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = Vec::new();
    fields(&json["runs"][0], "", &mut found);
    let page = Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .args(["explain", "simulate-json"])
        .output()
        .unwrap();
    let page = String::from_utf8(page.stdout).unwrap();
    let named = page.lines().filter_map(|line| line.strip_prefix("- `"));
    let explained: Vec<&str> = named
        .filter_map(|line| Some(line.split_once('`')?.0))
        .collect();
    assert_eq!(explained, found);
}

#[test]
fn what_is_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let tasks = "submit,runtime\n0,60\n";
    fs::write(folder.path().join("jobs.csv"), tasks).unwrap();
    fs::write(folder.path().join("operations.csv"), "at,operation\n").unwrap();
    let files = [
        "pool.autoscale",
        "./pool.json",
        "jobs.csv",
        "operations.csv",
    ];
    for option in ["--timeline", "--events", "--report"] {
        for file in files {
            let inputs = ["--workload", "jobs.csv", "--operations", "operations.csv"];
            let mut command = command(folder.path(), &inputs);
            let output = command.args([option, file]).output().unwrap();
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{errors}");
            let message = format!("`{option}` would replace `{file}`, which is read");
            assert!(errors.contains(&message), "{errors}");
        }
    }
    let left = fs::read_to_string(folder.path().join("jobs.csv")).unwrap();
    assert_eq!(left, tasks);
}

/// A part of a timeline is never taken for the whole.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_file() {
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    let folder = tempfile::tempdir().unwrap();
    let mut child = command(
        folder.path(),
        &[
            "--workload",
            "poisson:rate=100000/h,runtime=const:1s",
            "--until",
            "90h",
            "--timeline",
            "timeline.csv",
            "--events",
            "events.jsonl",
        ],
    )
    .spawn()
    .unwrap();
    let files = || fs::read_dir(folder.path()).unwrap().count();
    let begun = Instant::now();
    while files() < 4 && begun.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(5));
    }
    assert_eq!(files(), 4, "two files are being written");
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(files(), 2);
}
