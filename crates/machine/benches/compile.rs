//! From text to a program that is ready to run, types checked, beside what the
//! script engine rhai takes to compile the same computation; and a check of
//! the longest formula that the service takes.

#[path = "support/measure.rs"]
mod measure;

use std::hint::black_box;

use autoscale_catalog::Profile;
use autoscale_machine::{CompileError, Program};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use measure::{compare, timed};

/// The example of the service's documentation that grows with the pending
/// tasks, without its comments.
const FORMULA: &str = "\
$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
$tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) : \
max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
$targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes / 2);
cappedPoolSize = 20;
$TargetDedicatedNodes = max(0, min($targetVMs, cappedPoolSize));
$NodeDeallocationOption = taskcompletion;
";

/// The same in rhai, which has no `$` in names and no ternary.
const RHAI: &str = "\
let samples = PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
let tasks = if samples < 70 { max(0, PendingTasks.GetSample(1)) } else { \
max(PendingTasks.GetSample(1), avg(PendingTasks.GetSample(TimeInterval_Minute * 15))) };
let targetVMs = if tasks > 0 { tasks } else { max(0, TargetDedicatedNodes / 2) };
let cappedPoolSize = 20;
TargetDedicatedNodes = max(0, min(targetVMs, cappedPoolSize));
NodeDeallocationOption = taskcompletion;
";

/// Compilations between two looks at the clock.
const CALLS: usize = 100;

/// As long as a formula may be: the example repeated, and a sum to fill up.
fn longest() -> String {
    let mut text = FORMULA.repeat(16);
    text.push_str("total = $tasks");
    while text.len() + " + $tasks;".len() <= 8_192 {
        text.push_str(" + $tasks");
    }
    text.push(';');
    text
}

/// From text to program. Nothing is kept from one call to the next.
fn program(text: &str, profile: &Profile) -> Result<Program, CompileError> {
    let parsed = autoscale_syntax::parse(text);
    let checked = autoscale_check::check(text, &parsed.tree, profile);
    Program::compile(text, &checked.hir, profile)
}

fn beside_rhai(criterion: &mut Criterion) {
    let profile = Profile::default();
    let ours = || program(black_box(FORMULA), &profile);
    // As it comes: optimisation level `Simple`, the standard packages.
    let engine = rhai::Engine::new();
    let theirs = || engine.compile(black_box(RHAI));
    assert!(ours().is_ok() && theirs().is_ok());
    compare(
        "text to program / rhai",
        "at most 1.0",
        || timed(|| (0..CALLS).for_each(|_| drop(black_box(ours())))),
        || timed(|| (0..CALLS).for_each(|_| drop(black_box(theirs())))),
        CALLS,
    );
    let mut group = criterion.benchmark_group("text to program");
    group.bench_function("autoscale", |b| b.iter(ours));
    group.bench_function("rhai", |b| b.iter(theirs));
    group.finish();
}

/// Every stage of the road on its own, for the example and for the longest
/// formula. Parse and check of the longest shall take less than a millisecond.
fn stages(criterion: &mut Criterion) {
    let profile = Profile::default();
    let longest = longest();
    for (name, text) in [("usual", FORMULA), ("longest", longest.as_str())] {
        let parsed = autoscale_syntax::parse(text);
        assert!(parsed.diagnostics.is_empty());
        let checked = autoscale_check::check(text, &parsed.tree, &profile);
        assert!(checked.diagnostics.is_empty());
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("parse and check", |b| {
            b.iter(|| {
                let parsed = autoscale_syntax::parse(black_box(text));
                autoscale_check::check(text, &parsed.tree, &profile)
            });
        });
        group.bench_function("check", |b| {
            b.iter(|| autoscale_check::check(black_box(text), &parsed.tree, &profile));
        });
        group.bench_function("compile", |b| {
            b.iter(|| Program::compile(black_box(text), &checked.hir, &profile));
        });
        group.finish();
    }
}

criterion_group!(benches, beside_rhai, stages);
criterion_main!(benches);
