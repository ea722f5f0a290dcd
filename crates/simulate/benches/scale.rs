//! Large pools over long times, with a formula that resizes the pool at almost
//! every evaluation: what a month of 10,000 nodes costs, and that twice the
//! nodes or twice the days do not cost more than what happens in them.
//!
//! `cargo bench -p autoscale-simulate --bench scale -- --test` runs each once.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{Assumptions, Profile, vm_size};
use autoscale_pool::{Pool, Vm};
use autoscale_simulate::{Formula, Outcome, Settings, Simulation, Workload, read_generator};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

/// As many nodes as tasks wait and run, up to a limit; nodes that leave finish
/// their tasks.
fn formula(nodes: u32) -> Formula {
    let text = format!(
        "$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
         $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
             max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
         $TargetDedicatedNodes = min({nodes}, $tasks);
         $NodeDeallocationOption = taskcompletion;"
    );
    Formula::new(&text, &Profile::default())
}

struct World {
    settings: Settings,
    workload: Workload,
    formula: Formula,
}

impl World {
    /// So many tasks, spread over the days, that keep at most so many nodes
    /// busy, and at noon more than there may be.
    fn new(nodes: u32, days: i64, tasks: u32) -> Self {
        let pool = Pool {
            vm: vm_size("Standard_D2_v3").map(Vm::from),
            task_slots_per_node: 1,
            ..Pool::default()
        };
        let from = Timestamp::EPOCH;
        let until = from.checked_add(Interval::from_seconds(days * 86_400));
        let settings = Settings {
            assumptions: Assumptions::default(),
            ..Settings::new(pool, from, until.unwrap_or(from))
        };
        let a_day = f64::from(tasks) / days as f64;
        let (peak, trough) = (1.7 * a_day, 0.3 * a_day);
        let minutes = f64::from(nodes) / (1.5 * a_day) * 1440.0;
        let words = format!("diurnal:peak={peak}/d,trough={trough}/d,runtime=exp:{minutes}m");
        let generator = read_generator(&words).and_then(Result::ok);
        let workload = generator.and_then(|it| it.workload(0, from, settings.until).ok());
        assert!(workload.is_some(), "{words}");
        Self {
            settings,
            workload: workload.unwrap_or_default(),
            formula: formula(nodes),
        }
    }

    fn run(&self) -> Outcome {
        let outcome = Simulation::new(&self.settings, &self.workload, Some(&self.formula)).run();
        assert!(outcome.tasks.completed > 0 && outcome.evaluations[1] == 0);
        outcome
    }
}

fn a_month(criterion: &mut Criterion) {
    let world = World::new(10_000, 30, 1_000_000);
    let mut group = criterion.benchmark_group("a million tasks in 30 days");
    group.sample_size(10);
    group.bench_function("10000 nodes", |bencher| bencher.iter(|| world.run()));
    group.finish();
}

fn twice_as_much(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("200000 tasks");
    group.sample_size(10);
    for (nodes, days) in [
        (2_500, 30),
        (5_000, 30),
        (10_000, 30),
        (10_000, 15),
        (10_000, 60),
    ] {
        let world = World::new(nodes, days, 200_000);
        let id = BenchmarkId::new(format!("{nodes} nodes"), format!("{days} days"));
        group.bench_with_input(id, &world, |bencher, world| bencher.iter(|| world.run()));
    }
    group.finish();
}

criterion_group!(benches, a_month, twice_as_much);
criterion_main!(benches);
