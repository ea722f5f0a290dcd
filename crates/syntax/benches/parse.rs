//! What a parse costs beside the lexing alone, for a long formula and one of
//! usual length.

use std::hint::black_box;
use std::time::Instant;

use autoscale_syntax::{lex, parse};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const USUAL: &str = "\
// Half of the pool stays while samples are missing.
$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
$tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
    max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
$targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes / 2);
cappedPoolSize = 20;
$TargetDedicatedNodes = max(0, min($targetVMs, cappedPoolSize));
$NodeDeallocationOption = taskcompletion;
";

/// The longest formula allowed: 98 usual statements, and a sum.
fn longest() -> String {
    let mut text = USUAL.repeat(14);
    text.push_str("total = $tasks");
    while text.len() < 8180 {
        text.push_str(" + $tasks");
    }
    text
}

/// How often longer a parse takes than lexing, over many alternating runs.
fn ratio(text: &str) -> f64 {
    let (mut lexing, mut parsing) = (0, 0);
    for _ in 0..500 {
        let start = Instant::now();
        black_box(lex(black_box(text)));
        let middle = Instant::now();
        black_box(parse(black_box(text)));
        lexing += (middle - start).as_nanos();
        parsing += middle.elapsed().as_nanos();
    }
    parsing as f64 / lexing as f64
}

#[expect(clippy::print_stdout, reason = "a benchmark reports to a terminal")]
fn parsing(criterion: &mut Criterion) {
    let long = longest();
    for (name, text) in [("usual", USUAL), ("longest", long.as_str())] {
        assert!(parse(text).diagnostics.is_empty());
        println!("{name}: parse / lex = {:.1}", ratio(text));
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("lex", |b| b.iter(|| lex(black_box(text))));
        group.bench_function("parse", |b| b.iter(|| parse(black_box(text))));
        group.finish();
    }
}

criterion_group!(benches, parsing);
criterion_main!(benches);
