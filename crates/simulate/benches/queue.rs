//! A fixed pool under a million tasks, beside a loop over a `BinaryHeap`
//! written by hand for just that.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::hint::black_box;

use autoscale_base::{Interval, Timestamp};
use autoscale_pool::{NodeKind, Pool, Sizes};
use autoscale_simulate::{Distribution, Generator, Settings, Simulation, Workload};
use criterion::{Criterion, criterion_group, criterion_main};

const NODES: u32 = 100;
const TASKS: usize = 1_000_000;

fn settings() -> Settings {
    let mut pool = Pool {
        task_slots_per_node: 1,
        target: Sizes {
            dedicated: NODES,
            low_priority: 0,
        },
        ..Pool::default()
    };
    let filled = pool.fill(NodeKind::Dedicated, NODES);
    assert!(filled.is_ok());
    Settings {
        until_done: true,
        ..Settings::new(pool, Timestamp::EPOCH, Timestamp::MAX)
    }
}

fn workload(settings: &Settings) -> Workload {
    let generator = Generator::Poisson {
        every: Interval(6_666_667),
        runtime: Distribution::Exp {
            mean: Interval::from_seconds(60),
        },
    };
    generator.generate(0, settings.from, settings.until, TASKS)
}

/// What the simulation does here, and no more: arrivals, ends, waits.
fn by_hand(workload: &Workload) -> f64 {
    let tasks = workload.tasks();
    let mut ends = BinaryHeap::new();
    let mut queue = VecDeque::new();
    let mut free = NODES;
    let mut waited = 0_i64;
    let mut waits = Vec::new();
    let mut next = 0;
    loop {
        let arrival = tasks.get(next).map(|task| task.submit);
        let end = ends.peek().map(|Reverse((end, _))| *end);
        let now: Timestamp = match (arrival, end) {
            (Some(arrival), Some(end)) if arrival < end => arrival,
            (Some(arrival), None) => arrival,
            (_, Some(end)) => end,
            (None, None) => break,
        };
        if arrival == Some(now) && end != Some(now) {
            queue.push_back(next);
            next += 1;
        } else {
            ends.pop();
            free += 1;
        }
        while free > 0
            && let Some(at) = queue.pop_front()
            && let Some(task) = tasks.get(at)
        {
            free -= 1;
            let wait = now.since(task.submit).ticks();
            waited += wait;
            waits.push(wait);
            ends.push(Reverse((now.checked_add(task.runtime).unwrap_or(now), at)));
        }
    }
    waits.sort_unstable();
    black_box(&waits);
    waited as f64 / tasks.len() as f64
}

fn compare(criterion: &mut Criterion) {
    let settings = settings();
    let workload = workload(&settings);
    let mut group = criterion.benchmark_group("a million tasks on 100 nodes");
    group.sample_size(10);
    group.bench_function("by hand", |bencher| bencher.iter(|| by_hand(&workload)));
    group.bench_function("simulated", |bencher| {
        bencher.iter(|| Simulation::new(&settings, &workload, None).run());
    });
    group.finish();
}

criterion_group!(benches, compare);
criterion_main!(benches);
