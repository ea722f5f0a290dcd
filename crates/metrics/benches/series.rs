//! Appending a sample, and aggregates over a minute and over a week beside a
//! plain loop over the same samples.

use std::hint::black_box;

use autoscale_base::{Interval, Timestamp};
use autoscale_metrics::Series;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const WEEK: usize = 20_160;

fn time(sample: usize) -> Timestamp {
    let ticks = sample as i64 * Interval::from_seconds(30).ticks();
    Timestamp::from_ticks(ticks).unwrap_or_default()
}

fn count(sample: usize) -> f64 {
    (sample * 7919 % 1000) as f64
}

fn percent(sample: usize) -> f64 {
    count(sample) * 0.1 + 0.037
}

fn series(samples: usize, value: impl Fn(usize) -> f64) -> Series {
    let mut series = Series::default();
    for sample in 0..samples {
        series.push(time(sample), value(sample)).unwrap_or_default();
    }
    series
}

fn append(c: &mut Criterion) {
    let mut group = c.benchmark_group("append");
    group.throughput(Throughput::Elements(1000));
    for (name, value) in [("counts", count as fn(usize) -> f64), ("percents", percent)] {
        group.bench_function(name, |b| b.iter(|| series(1000, value)));
    }
    group.bench_function("plain vectors", |b| {
        b.iter(|| {
            let (mut times, mut values) = (Vec::new(), Vec::new());
            for sample in 0..1000 {
                times.push(time(sample));
                values.push(count(sample));
            }
            (times, values)
        });
    });
    group.finish();
}

fn aggregates(c: &mut Criterion) {
    for (kind, value) in [("counts", count as fn(usize) -> f64), ("percents", percent)] {
        let series = series(50_000, value);
        let mut group = c.benchmark_group(kind);
        for length in [2, 30, WEEK - 3] {
            let range = 50_000 - 5 - length..50_000 - 5;
            let slice = series.values().get(range.clone()).unwrap_or_default();
            let mut bench = |name, aggregate: &dyn Fn() -> f64| {
                group.bench_function(BenchmarkId::new(name, length), |b| b.iter(aggregate));
            };
            let window = || black_box(range.clone());
            bench("sum", &|| series.sum(window()).to_f64());
            bench("sum, plain loop", &|| black_box(slice).iter().sum());
            bench("squares", &|| series.sum_of_squares(window()).to_f64());
            bench("min", &|| series.min(window()));
            bench("min, plain loop", &|| {
                black_box(slice)
                    .iter()
                    .copied()
                    .fold(f64::INFINITY, f64::min)
            });
            let (after, until) = (time(range.start - 1), time(range.end - 1));
            bench("window", &|| {
                series.window(black_box(after), black_box(until)).len() as f64
            });
        }
        group.finish();
    }
}

criterion_group!(benches, append, aggregates);
criterion_main!(benches);
