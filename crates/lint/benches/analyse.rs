//! What the whole analysis of a formula takes, and what its passes take alone:
//! for one of usual length, and for the longest allowed with and without
//! findings.

use std::fmt::Write as _;
use std::hint::black_box;

use autoscale_bounds::bounds;
use autoscale_check::check;
use autoscale_lint::{Config, analyse};
use autoscale_syntax::parse;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// 400 bytes; nothing is to be found in it.
const USUAL: &str = "\
// Half of the pool stays while samples are missing.
$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
$tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
    max(0, avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
$targetVMs = $tasks > 0 ? ceil($tasks) : floor($TargetDedicatedNodes / 2);
$TargetDedicatedNodes = max(0, min($targetVMs, 20));
$NodeDeallocationOption = taskcompletion;
";

/// As long as a formula may be.
const LONGEST: usize = 8_192;

/// A queue after the other, and at the end the sum of what they ask for.
fn queues() -> String {
    let mut text = String::new();
    let mut sum = "0".to_owned();
    for number in 0.. {
        let queue = format!(
            "w{number} = TimeInterval_Minute * {};\n\
             n{number} = $PendingTasks.GetSamplePercent(w{number}) < 70 ? \
             max(0, $PendingTasks.GetSample(1)) : \
             ceil(avg($PendingTasks.GetSample(w{number})) / {});\n",
            number % 20 + 5,
            number % 4 + 1,
        );
        let end = "$TargetDedicatedNodes = min(25, );\n$NodeDeallocationOption = taskcompletion;\n";
        if text.len() + queue.len() + sum.len() + end.len() + 16 > LONGEST {
            break;
        }
        text.push_str(&queue);
        // Writing to a string cannot fail, here and below.
        let _ = write!(sum, " + n{number}");
    }
    let _ = write!(
        text,
        "$TargetDedicatedNodes = min(25, {sum});\n$NodeDeallocationOption = taskcompletion;\n"
    );
    text
}

/// One unguarded sample after the other.
fn mistakes() -> String {
    let mut text = String::new();
    for number in 0..98 {
        let line =
            format!("n{number} = max($PendingTasks.GetSample(TimeInterval_Second * 20)) / 4;\n");
        text.push_str(&line);
    }
    text.push_str("$TargetDedicatedNodes = n97;\n");
    text
}

fn analysis(criterion: &mut Criterion) {
    let (queues, mistakes) = (queues(), mistakes());
    let config = Config::default();
    for (name, text) in [
        ("400 bytes", USUAL),
        ("8 KB", queues.as_str()),
        ("8 KB of mistakes", mistakes.as_str()),
    ] {
        assert!(text.len() <= LONGEST);
        let tree = parse(text).tree;
        let hir = check(text, &tree, &config.profile).hir;
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("parse", |b| b.iter(|| parse(black_box(text))));
        group.bench_function("check", |b| {
            b.iter(|| check(black_box(text), &tree, &config.profile));
        });
        group.bench_function("bounds", |b| {
            b.iter(|| bounds(black_box(text), &hir, &config.profile));
        });
        group.bench_function("analyse", |b| b.iter(|| analyse(black_box(text), &config)));
        group.finish();
    }
}

criterion_group!(benches, analysis);
criterion_main!(benches);
