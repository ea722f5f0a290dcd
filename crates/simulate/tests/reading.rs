//! Reads the workloads in `workloads/`, good and bad ones;
//! `workloads/README.md` tells how to add one.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use autoscale_base::{Interval, Timestamp};
use autoscale_simulate::{
    ParallelJobs, ReadError, Submissions, Task, Workload, read_generator, read_workload,
};
use flate2::Compression;
use flate2::write::GzEncoder;

fn at(seconds: i64) -> Timestamp {
    let after = Interval::from_seconds(seconds);
    Timestamp::EPOCH.checked_add(after).unwrap()
}

fn from() -> Timestamp {
    at(1000)
}

fn read(name: &str, bytes: &[u8]) -> Result<(Submissions, Workload), ReadError> {
    let read = read_workload(name, bytes, ParallelJobs::Tasks)?;
    let workload = read.workload(from())?;
    Ok((read, workload))
}

/// The files of a folder with their names, in order.
fn files(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/workloads")
        .join(folder);
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, PathBuf)> = entries
        .filter(|path| !path.to_string_lossy().contains(".snap"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    files.sort();
    files
}

/// Compares what came of a file with the snapshot beside it.
fn matches(folder: &str, name: &str, bytes: &[u8], outcome: &str) {
    let mut input = String::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\n");
        let shown = text.unwrap_or(line).escape_ascii().to_string();
        let end = if text.is_some() { "" } else { "\\" };
        writeln!(input, "{}{end}", shown.replace("\\\"", "\"")).unwrap();
    }
    insta::with_settings!({
        snapshot_path => format!("workloads/{folder}"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, format!("{input}\n=>\n{outcome}"));
    });
}

fn seconds(interval: Interval) -> i64 {
    interval.ticks() / 10_000_000
}

/// A task in words; what is not as it is without being said.
fn task(task: &Task) -> String {
    let mut words = format!("{}, runs {:?} s", task.submit, task.runtime.seconds());
    let plain = Task::new(task.submit, task.runtime);
    for (name, value, otherwise) in [
        ("slots", i64::from(task.slots), i64::from(plain.slots)),
        ("priority", task.priority.into(), plain.priority.into()),
        (
            "max_retries",
            task.max_retries.into(),
            plain.max_retries.into(),
        ),
        ("exit_code", task.exit_code.into(), plain.exit_code.into()),
        (
            "retention",
            seconds(task.retention),
            seconds(plain.retention),
        ),
        ("max_wall_clock", task.max_wall_clock.map_or(0, seconds), 0),
        ("instances", task.instances.into(), plain.instances.into()),
        ("job_manager", task.job_manager.into(), 0),
    ] {
        if value != otherwise {
            write!(words, ", {name} {value}").unwrap();
        }
    }
    words
}

fn error(error: &ReadError) -> String {
    match &error.help {
        Some(help) => format!("{error}\nhelp: {help}"),
        None => error.to_string(),
    }
}

/// What a generator makes in a day.
fn generated(words: &str) -> String {
    match read_generator(words) {
        None => "a file".to_owned(),
        Some(Err(wrong)) => error(&wrong),
        Some(Ok(read)) => match read.workload(0, from(), at(1000 + 86_400)) {
            Ok(workload) => {
                let tasks = workload.tasks();
                let runtime: f64 = tasks.iter().map(|it| it.runtime.seconds()).sum();
                let mean = runtime / tasks.len() as f64;
                format!("{} tasks a day, {mean:.1} s each", tasks.len())
            }
            Err(wrong) => error(&wrong),
        },
    }
}

#[test]
fn good_workloads() {
    for (name, path) in files("good") {
        let bytes = fs::read(path).unwrap();
        let mut outcome = String::new();
        if name.ends_with(".generators") {
            for words in str::from_utf8(&bytes).unwrap().lines() {
                writeln!(outcome, "{words}: {}", generated(words)).unwrap();
            }
        } else {
            let (read, workload) =
                read(&name, &bytes).unwrap_or_else(|wrong| panic!("{name}: {}", error(&wrong)));
            for warning in &read.warnings {
                writeln!(outcome, "warning: {warning}").unwrap();
            }
            if let Some(first) = read.first() {
                writeln!(outcome, "first: {first}").unwrap();
            }
            for it in workload.tasks() {
                writeln!(outcome, "{}", task(it)).unwrap();
            }
        }
        matches("good", &name, &bytes, &outcome);
    }
}

#[test]
fn bad_workloads() {
    for (name, path) in files("bad") {
        let bytes = fs::read(path).unwrap();
        let outcome = if name.ends_with(".generators") {
            let lines = str::from_utf8(&bytes).unwrap().lines();
            let outcomes = lines.map(|words| format!("{words}\n{}\n", generated(words)));
            outcomes.collect::<Vec<_>>().join("\n")
        } else {
            match read(&name, &bytes) {
                Ok(_) => panic!("{name} is read"),
                Err(wrong) => error(&wrong),
            }
        };
        matches("bad", &name, &bytes, &outcome);
    }
}

#[test]
fn gzipped_files_say_what_plain_ones_do() {
    for (name, path) in files("good") {
        if name.ends_with(".generators") {
            continue;
        }
        let bytes = fs::read(path).unwrap();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&bytes).unwrap();
        let packed = encoder.finish().unwrap();
        let plain = read(&name, &bytes).unwrap().1;
        for name in [name.clone(), format!("{name}.gz")] {
            assert_eq!(read(&name, &packed).unwrap().1, plain, "{name}");
        }
    }
}

#[test]
fn tasks_wait_for_tasks_by_id() {
    let csv = "id,submit,runtime,depends_on\nc,0,1,a b\na,0,1,\nb,0,1,a;a\n";
    let json = r#"{"id": "c", "submit": 0, "runtime": 1, "depends_on": ["a", "b"]}
{"id": "a", "submit": 0, "runtime": 1}
{"id": "b", "submit": 0, "runtime": 1, "depends_on": "a"}"#;
    let tasks = vec![Task::new(from(), Interval::from_seconds(1)); 3];
    let expected = Workload::new(tasks, &[(0, 1), (0, 2), (2, 1)]).unwrap();
    assert_eq!(read("a.csv", csv.as_bytes()).unwrap().1, expected);
    assert_eq!(read("a.jsonl", json.as_bytes()).unwrap().1, expected);
}

#[test]
fn a_parallel_job_is_many_tasks_or_one() {
    let swf = "1 10 0 60 8 -1 -1 8 90 -1 1 1 1 -1 -1 1 -1 -1\n";
    let read = |jobs| read_workload("a.swf", swf.as_bytes(), jobs).unwrap();
    let tasks = read(ParallelJobs::Tasks);
    assert_eq!((tasks.len(), tasks.most_slots()), (8, 1));
    let task = read(ParallelJobs::Slots);
    assert_eq!((task.len(), task.most_slots()), (1, 8));
    assert_eq!((task.line_above(7), task.line_above(8)), (Some(1), None));
    let task = read(ParallelJobs::MultiInstance);
    assert_eq!((task.len(), task.most_slots()), (1, 1));
    let instances = task.workload(from()).unwrap().tasks()[0].instances;
    assert_eq!(instances, 8);
}

/// Each stream has the rate it is asked for, within five standard deviations.
#[test]
fn generators_keep_their_rates() {
    let days = 100;
    for (words, a_day) in [
        ("poisson:rate=12/h,runtime=exp:5m", 12.0 * 24.0),
        ("diurnal:peak=20/h,trough=4/h,runtime=exp:5m", 12.0 * 24.0),
    ] {
        let generator = read_generator(words).unwrap().unwrap();
        let workload = generator.workload(3, at(0), at(86_400 * days)).unwrap();
        let (count, expected) = (workload.tasks().len() as f64, a_day * days as f64);
        let margin = 5.0 * f64::sqrt(expected);
        assert!((count - expected).abs() < margin, "{words}: {count}");
    }
}
