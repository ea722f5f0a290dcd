//! The process from start to end, `autoscale check FILE` beside
//! `ruff check FILE.py`, taken in turn: what an editor or a pre-commit hook
//! waits for. Both files are clean and hold the same computation. Without ruff
//! on the path there is nothing to compare.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and may panic"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

const FORMULA: &str = "\
$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
$tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
    max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
$targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes / 2);
cappedPoolSize = 20;
$TargetDedicatedNodes = max(0, min($targetVMs, cappedPoolSize));
$NodeDeallocationOption = taskcompletion;
";

const PYTHON: &str = "\
from statistics import mean


def target(samples: list[float], newest: float, wanted: int, present: int) -> int:
    percent = len(samples) / wanted * 100
    tasks = max(0, newest) if percent < 70 else max(newest, mean(samples))
    target_vms = tasks if tasks > 0 else max(0, present / 2)
    capped_pool_size = 20
    return int(max(0, min(target_vms, capped_pool_size)))
";

/// Runs of each, after some that only warm the caches.
const RUNS: usize = 200;
const WARM_UP: usize = 10;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("process");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join("pool.autoscale"), FORMULA).expect("a file can be written");
    std::fs::write(folder.join("pool.py"), PYTHON).expect("a file can be written");
    let mut autoscale = Command::new(env!("CARGO_BIN_EXE_autoscale"));
    autoscale.args(["check", "pool.autoscale"]);
    let mut ruff = Command::new("ruff");
    ruff.args(["check", "pool.py"]);
    for command in [&mut autoscale, &mut ruff] {
        command
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
    }
    if ruff.status().is_err() {
        println!("SKIPPED: there is no ruff on the path; `pip install ruff` brings it");
        return;
    }
    let mut rounds: Vec<(f64, f64)> = (0..RUNS + WARM_UP)
        .map(|_| (milliseconds(&mut autoscale), milliseconds(&mut ruff)))
        .skip(WARM_UP)
        .collect();
    let mut median = |key: fn(&(f64, f64)) -> f64| {
        rounds.sort_by(|a, b| key(a).total_cmp(&key(b)));
        rounds.get(RUNS / 2).map_or(f64::NAN, key)
    };
    let (ours, theirs) = (median(|it| it.0), median(|it| it.1));
    let ratio = median(|it| it.0 / it.1);
    println!(
        "autoscale check / ruff check: {ours:.2} ms, {theirs:.2} ms, ratio {ratio:.2} (at most 0.50)"
    );
}

/// How long the command takes. It must find nothing.
fn milliseconds(command: &mut Command) -> f64 {
    let start = Instant::now();
    let status = command.status().expect("the command starts");
    let elapsed = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    elapsed.as_secs_f64() * 1_000.0
}
