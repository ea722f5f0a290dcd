//! A folder of 1,000 small host files, `autoscale check` beside
//! `ruff check --no-cache` over 1,000 small Python files, taken in turn; and
//! the most memory that ours takes, beside that for a tenth of the files.
//! Without ruff on the path there is nothing to compare.
//!
//! Run it with `pip install ruff` and `cargo bench -p autoscale --bench folder`
//! on a machine that does nothing else.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark prints, and may panic"
)]

#[path = "support/versus.rs"]
mod versus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use versus::{Medians, versus};

const FORMULA: &[&str] = &[
    "w = TimeInterval_Minute * 5;",
    "n = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));",
    "$TargetDedicatedNodes = min(10, n);",
    "$NodeDeallocationOption = taskcompletion;",
];

/// Files around a formula: extension, text before and behind, and what ends a
/// line.
const HOSTS: &[(&str, &str, &str, &str)] = &[
    (
        "tf",
        "resource \"azurerm_batch_pool\" \"sims\" {\n  name    = \"sims\"\n  vm_size = \"Standard_D2s_v3\"\n  inter_node_communication = \"Disabled\"\n  auto_scale {\n    evaluation_interval = \"PT15M\"\n    formula             = <<EOF\n",
        "EOF\n  }\n}\n",
        "\n",
    ),
    (
        "json",
        "{\n  \"id\": \"sims\",\n  \"vmSize\": \"standard_d2s_v3\",\n  \"enableAutoScale\": true,\n  \"autoScaleFormula\": \"",
        "\",\n  \"autoScaleEvaluationInterval\": \"PT15M\"\n}\n",
        "\\n",
    ),
    (
        "yaml",
        "pool_specification:\n  id: sims\n  autoscale:\n    formula: |\n      ",
        "\n",
        "\n      ",
    ),
    (
        "py",
        "from azure.batch import models\n\npool = models.PoolAddParameter(\n    id=\"sims\",\n    enable_auto_scale=True,\n    auto_scale_formula=\"\"\"\n",
        "\"\"\",\n)\n",
        "\n",
    ),
    (
        "sh",
        "#!/bin/sh\nset -eu\naz batch pool autoscale enable --pool-id sims --auto-scale-formula '",
        "'\n",
        "\n",
    ),
    (
        "bicep",
        "resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {\n  name: 'sims'\n  properties: {\n    scaleSettings: {\n      autoScale: {\n        formula: '''\n",
        "'''\n      }\n    }\n  }\n}\n",
        "\n",
    ),
];

const PYTHON: &str = "\
from statistics import mean


def target(samples: list[float], newest: float, wanted: int, present: int) -> int:
    percent = len(samples) / wanted * 100
    tasks = max(0, newest) if percent < 70 else max(newest, mean(samples))
    target_vms = tasks if tasks > 0 else max(0, present / 2)
    return int(max(0, min(target_vms, 20)))
";

const FILES: usize = 1_000;

/// Rounds that count.
const RUNS: usize = 50;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder");
    let host = |number: usize| {
        let host = HOSTS.get(number % HOSTS.len());
        let (extension, before, behind, end) = host.copied().unwrap_or_default();
        let lines: String = FORMULA.iter().map(|line| format!("{line}{end}")).collect();
        (extension, format!("{before}{lines}{behind}"))
    };
    let hosts = files(&folder, "hosts", FILES, host);
    let few = files(&folder, "few", FILES / 10, host);
    let python = files(&folder, "python", FILES, |_| ("py", PYTHON.to_owned()));

    let mut ruff = Command::new("ruff");
    ruff.args(["check", "--no-cache"]).current_dir(python);
    if let Some(it) = versus(RUNS, &mut autoscale(&hosts), &mut ruff) {
        let Medians {
            ours,
            theirs,
            ratio,
        } = it;
        println!(
            "{FILES} files, autoscale check / ruff check --no-cache: \
             {ours:.1} ms, {theirs:.1} ms, ratio {ratio:.2} (at most 1.00)"
        );
    }
    let (all, tenth) = (peak(&mut autoscale(&hosts)), peak(&mut autoscale(&few)));
    if let (Some(all), Some(tenth)) = (all, tenth) {
        println!("peak memory: {all} KiB for {FILES} files, {tenth} KiB for a tenth of them");
    }
}

fn autoscale(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_autoscale"));
    command.arg("check").current_dir(folder);
    command
}

/// A folder with so many files, twenty to a folder of its own.
fn files(
    root: &Path,
    name: &str,
    count: usize,
    content: impl Fn(usize) -> (&'static str, String),
) -> PathBuf {
    let root = root.join(name);
    for number in 0..count {
        let (extension, text) = content(number);
        let folder = root.join(format!("part{}", number / 20));
        fs::create_dir_all(&folder).expect("the folder can be made");
        let path = folder.join(format!("pool{number}.{extension}"));
        fs::write(path, text).expect("a file can be written");
    }
    root
}

/// The most memory that the command has at any time, in KiB; only Linux tells.
fn peak(command: &mut Command) -> Option<u64> {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut most = None;
    while child.try_wait().expect("the command runs").is_none() {
        most = high_water(&child).max(most);
    }
    most
}

fn high_water(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
