//! The process from start to end, `autoscale check FILE` beside
//! `ruff check FILE.py`, taken in turn: what an editor or a pre-commit hook
//! waits for. Both files are clean and hold the same computation. Without ruff
//! on the path there is nothing to compare.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and may panic"
)]

#[path = "support/versus.rs"]
mod versus;

use std::path::Path;
use std::process::Command;

use versus::{Medians, versus};

const FORMULA: &str = "\
$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
$tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
    max(0, $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
$targetVMs = $tasks > 0 ? ceil($tasks) : floor($TargetDedicatedNodes / 2);
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

/// Rounds that count.
const RUNS: usize = 200;

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
        command.current_dir(&folder);
    }
    if let Some(it) = versus(RUNS, &mut autoscale, &mut ruff) {
        let Medians {
            ours,
            theirs,
            ratio,
        } = it;
        println!(
            "autoscale check / ruff check: {ours:.2} ms, {theirs:.2} ms, ratio {ratio:.2} (at most 0.50)"
        );
    }
}
