//! An evaluation with a reused runner beside the same computation written by
//! hand in Rust, on the same data in the same run. Every call moves `now` by 30
//! seconds and appends a sample to every metric, and that upkeep is timed.

#![expect(clippy::indexing_slicing, reason = "a benchmark may panic")]

mod support;

use std::hint::black_box;
use std::time::Duration;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Metric;
use autoscale_machine::{Program, Targets};
use autoscale_metrics::{History, PoolFacts};
use criterion::{Criterion, criterion_group, criterion_main};

use support::{ROUND, compare, compile, env, history, sample, time, timed};

/// Steps before the first evaluation: a day.
const PAST: usize = 2_880;

/// A formula, the metrics it reads, and the same by hand.
struct Case {
    name: &'static str,
    aim: &'static str,
    formula: &'static str,
    metrics: &'static [Metric],
    native: fn(&Native, Timestamp, f64) -> f64,
}

/// What a programmer would keep: times and values of each metric.
struct Native {
    times: Vec<i64>,
    values: Vec<Vec<f64>>,
}

impl Native {
    fn new(metrics: usize, steps: usize) -> Self {
        let mut native = Self {
            times: Vec::with_capacity(steps + ROUND),
            values: vec![Vec::with_capacity(steps + ROUND); metrics],
        };
        for step in 0..steps {
            native.append(step);
        }
        native
    }

    fn append(&mut self, step: usize) {
        self.times.push(time(step).ticks());
        for (metric, values) in self.values.iter_mut().enumerate() {
            values.push(sample(metric, step));
        }
    }

    /// The samples of the last minutes, searched from the newest backwards.
    fn window(&self, metric: usize, now: Timestamp, minutes: i64) -> &[f64] {
        let after = now.ticks() - Interval::from_seconds(60 * minutes).ticks();
        let older = self
            .times
            .iter()
            .rev()
            .take_while(|&&it| it > after)
            .count();
        &self.values[metric][self.times.len() - older..]
    }
}

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

fn average(values: &[f64]) -> f64 {
    sum(values) / values.len() as f64
}

const CASES: &[Case] = &[
    Case {
        name: "pending tasks, 15 minutes",
        aim: "at most 2, aim 1.5",
        formula: "\
            startingNumberOfVMs = 1;
            maxNumberofVMs = 25;
            pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
            pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNumberOfVMs :
                avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
            $TargetDedicatedNodes = min(maxNumberofVMs, pendingTaskSamples);
            $NodeDeallocationOption = taskcompletion;",
        metrics: &[Metric::PendingTasks],
        native: |native, now, _| {
            let window = native.window(0, now, 15);
            let enough = window.len() as f64 * 100.0 / 30.0 >= 70.0;
            let tasks = if enough { average(window) } else { 1.0 };
            tasks.min(25.0)
        },
    },
    Case {
        name: "pending tasks and the newest, 15 minutes",
        aim: "at most 2, aim 1.5",
        formula: "\
            $samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
            $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
                max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
            $targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes / 2);
            cappedPoolSize = 20;
            $TargetDedicatedNodes = max(0, min($targetVMs, cappedPoolSize));
            $NodeDeallocationOption = taskcompletion;",
        metrics: &[Metric::PendingTasks],
        native: |native, now, target| {
            let window = native.window(0, now, 15);
            let newest = window.last().copied().unwrap_or(0.0);
            let tasks = if window.len() as f64 * 100.0 / 30.0 < 70.0 {
                newest.max(0.0)
            } else {
                newest.max(average(window))
            };
            let wanted = if tasks > 0.0 { tasks } else { (target / 2.0).max(0.0) };
            wanted.clamp(0.0, 20.0)
        },
    },
    Case {
        name: "vectors, 5 metrics of 120 samples",
        aim: "at most 1.2, aim 0.8",
        formula: "\
            $hour = TimeInterval_Hour;
            $busy = avg($RunningTasks.GetSample($hour)) + max($ActiveTasks.GetSample($hour));
            $done = sum($SucceededTasks.GetSample($hour)) + sum($FailedTasks.GetSample($hour));
            $load = avg($CPUPercent.GetSample($hour)) + std($CPUPercent.GetSample($hour));
            $TargetDedicatedNodes = min(50, $busy + $done / 1000 + $load / 100);",
        metrics: &[
            Metric::RunningTasks,
            Metric::ActiveTasks,
            Metric::SucceededTasks,
            Metric::FailedTasks,
            Metric::CPUPercent,
        ],
        native: |native, now, _| {
            let window = |metric| native.window(metric, now, 60);
            let max = window(1).iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let busy = average(window(0)) + max;
            let done = sum(window(2)) + sum(window(3));
            let cpu = window(4);
            let mean = average(cpu);
            let squares: f64 = cpu.iter().map(|it| (it - mean) * (it - mean)).sum();
            let load = mean + (squares / (cpu.len() as f64 - 1.0)).sqrt();
            (busy + done / 1000.0 + load / 100.0).min(50.0)
        },
    },
    Case {
        name: "vector arithmetic, 5 metrics of 120 samples",
        aim: "at most 1.2, aim 0.8",
        formula: "\
            $hour = TimeInterval_Hour;
            $v = $RunningTasks.GetSample($hour) + $ActiveTasks.GetSample($hour) * 2;
            $w = $SucceededTasks.GetSample($hour) - $FailedTasks.GetSample($hour) + $CPUPercent.GetSample($hour) / 100;
            $TargetDedicatedNodes = min(50, avg($v) + max($w));",
        metrics: &[
            Metric::RunningTasks,
            Metric::ActiveTasks,
            Metric::SucceededTasks,
            Metric::FailedTasks,
            Metric::CPUPercent,
        ],
        native: |native, now, _| {
            let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|metric| native.window(metric, now, 60));
            let v: Vec<f64> = a.iter().zip(b).map(|(a, b)| a + b * 2.0).collect();
            let w = c.iter().zip(d).zip(e).map(|((c, d), e)| c - d + e / 100.0);
            let max = w.fold(f64::NEG_INFINITY, f64::max);
            (average(&v) + max).min(50.0)
        },
    },
    Case {
        name: "weekday and hour",
        aim: "at most 5, aim 3",
        formula: "\
            $curTime = time();
            $workHours = $curTime.hour >= 8 && $curTime.hour < 18;
            $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5;
            $isWorkingWeekdayHour = $workHours && $isWeekday;
            $TargetDedicatedNodes = $isWorkingWeekdayHour ? 20 : 10;",
        metrics: &[],
        native: |_, now, _| {
            let seconds = now.ticks() / 10_000_000;
            let hour = seconds / 3600 % 24;
            let weekday = (seconds / 86_400 + 4) % 7;
            let work = (8..18).contains(&hour) && (1..=5).contains(&weekday);
            if work { 20.0 } else { 10.0 }
        },
    },
    Case {
        name: "scalars",
        aim: "at most 15 ns",
        formula: "\
            $wanted = $TargetDedicatedNodes + 2;
            $TargetDedicatedNodes = $wanted > 20 ? 20 : max(1, $wanted);",
        metrics: &[],
        native: |_, _, target| {
            let wanted = target + 2.0;
            if wanted > 20.0 { 20.0 } else { wanted.max(1.0) }
        },
    },
];

fn pool(target: f64) -> PoolFacts {
    PoolFacts {
        target_dedicated_nodes: Some(target),
        ..PoolFacts::default()
    }
}

/// A round of evaluations, each of which follows the one before.
fn ours(program: &Program, metrics: &[Metric], history: &mut History) -> f64 {
    let mut runner = program.runner();
    let mut target = 0.0;
    for step in PAST..PAST + ROUND {
        for (index, &metric) in metrics.iter().enumerate() {
            let pushed = history
                .series_mut(metric)
                .push(time(step), sample(index, step));
            debug_assert!(pushed.is_ok());
        }
        let targets = runner.targets(&env(history, step, pool(target)));
        target = targets.map_or(0.0, |targets: Targets| targets.dedicated_nodes as f64);
    }
    target
}

fn by_hand(case: &Case, native: &mut Native) -> f64 {
    let mut target = 0.0;
    for step in PAST..PAST + ROUND {
        if !case.metrics.is_empty() {
            native.append(step);
        }
        target = (case.native)(native, black_box(time(step)), black_box(target)).trunc();
    }
    target
}

fn evaluation(criterion: &mut Criterion) {
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let wanted = |case: &&Case| {
        wanted
            .as_ref()
            .is_none_or(|wanted| wanted.contains(case.name))
    };
    for case in CASES.iter().filter(wanted) {
        let program = compile(case.formula);
        // What is allocated behind a history keeps its memory with the process
        // when it is dropped: no round waits for the system's fresh pages.
        let (room, native) = (
            history(case.metrics, PAST),
            Native::new(case.metrics.len(), PAST),
        );
        let _behind = black_box(vec![0_u8; 100_000]);
        drop((room, native));
        let mut one = || {
            let mut history = history(case.metrics, PAST);
            timed(|| ours(&program, case.metrics, &mut history))
        };
        let mut other = || {
            let mut native = Native::new(case.metrics.len(), PAST);
            timed(|| by_hand(case, &mut native))
        };
        let (mut history, mut native) = (
            history(case.metrics, PAST),
            Native::new(case.metrics.len(), PAST),
        );
        let results = (
            ours(&program, case.metrics, &mut history),
            by_hand(case, &mut native),
        );
        assert_eq!(results.0, results.1, "{}", case.name);
        compare(case.name, case.aim, &mut one, &mut other, ROUND);
        let mut group = criterion.benchmark_group(case.name);
        let rounds = |timed: &mut dyn FnMut() -> Duration, rounds: u64| {
            (0..rounds).map(|_| timed()).sum::<Duration>() / ROUND as u32
        };
        group.bench_function("autoscale", |b| b.iter_custom(|n| rounds(&mut one, n)));
        group.bench_function("by hand", |b| b.iter_custom(|n| rounds(&mut other, n)));
        group.finish();
    }
}

/// A window aggregate over a week of samples beside one over a minute.
fn windows(_: &mut Criterion) {
    let past = history(&[Metric::PendingTasks], 25_000);
    for function in ["avg", "max", "std"] {
        let aggregate = |window: &str| {
            compile(&format!(
                "$TargetDedicatedNodes = {function}($PendingTasks.GetSample({window}, 0));"
            ))
        };
        let (week, minute) = (
            aggregate("TimeInterval_Week"),
            aggregate("TimeInterval_Minute"),
        );
        let round = |program: &Program| {
            let mut runner = program.runner();
            timed(|| {
                for step in 24_000..24_000 + ROUND {
                    let _ = black_box(runner.targets(&env(&past, step, pool(0.0))));
                }
            })
        };
        let name = format!("{function} over a week / over a minute");
        compare(
            &name,
            "at most 2",
            || round(&week),
            || round(&minute),
            ROUND,
        );
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = evaluation, windows
}
criterion_main!(benches);
