//! Small worlds whose course can be worked out by hand. Evaluations are every
//! 300 seconds from the beginning on; samples come at once.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::collections::BTreeMap;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Profile;
use autoscale_machine::AutoScaleRun;
use autoscale_pool::{NodeKind, Sizes};
use autoscale_simulate::{
    Distribution, Formula, Observer, Outcome, PoolEvent, Preemption, Row, Settings, Simulation,
    Task, Workload,
};
use common::{after, settings};

fn seconds(count: i64) -> Interval {
    Interval::from_seconds(count)
}

/// That many tasks at the beginning.
fn tasks(count: usize, runtime: i64) -> Workload {
    Workload::new(vec![Task::new(after(0), seconds(runtime)); count], &[]).unwrap()
}

fn run(settings: &Settings, workload: &Workload, formula: &str) -> Outcome {
    let formula = Formula::new(formula, &Profile::default());
    Simulation::new(settings, workload, Some(&formula)).run()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} is not {b}");
}

/// The samples before the second evaluation show four tasks. The nodes join
/// 300 seconds later, at 600, and the tasks end at 1200.
#[test]
fn a_pool_grows_for_its_tasks() {
    let mut settings = settings(0);
    settings.boot.allocation = Distribution::Const(seconds(300));
    let formula = "$TargetDedicatedNodes = min(4, max(0, $PendingTasks.GetSample(1)));";
    let outcome = run(&settings, &tasks(4, 600), formula);
    assert_eq!((outcome.tasks.completed, outcome.resizes), (4, 1));
    assert_eq!(outcome.evaluations, [4, 0]);
    assert_eq!(outcome.until, after(1200));
    near(outcome.waits.mean, 600.0);
    near(outcome.waits.max, 600.0);
    near(outcome.node_hours[0], 4.0 * 600.0 / 3600.0);
    near(outcome.utilisation.unwrap(), 1.0);
    near(outcome.cost.unwrap(), 0.12 * 4.0 * 600.0 / 3600.0);
}

/// Writes down what it hears, times in seconds.
#[derive(Default)]
struct Minutes(Vec<String>);

impl Observer for Minutes {
    fn row(&mut self, row: &Row) {
        let seconds = row.time.since(after(0)).seconds();
        let (current, target) = (row.current.dedicated, row.target.dedicated);
        let (running, waiting) = (row.running_tasks, row.waiting_tasks);
        let line = format!("{seconds}: {current} of {target} nodes, {running} run, {waiting} wait");
        self.0.push(line);
    }

    fn evaluation(&mut self, run: &AutoScaleRun) {
        self.0
            .push(format!("evaluated to {}", run.targets.dedicated_nodes));
    }

    fn pool_event(&mut self, time: Timestamp, event: &PoolEvent) {
        let what = match event {
            PoolEvent::ResizeStart(_) => "starts",
            PoolEvent::ResizeComplete { .. } => "is complete",
        };
        self.0
            .push(format!("{}: resize {what}", time.since(after(0)).seconds()));
    }
}

#[test]
fn an_observer_hears_everything_in_order() {
    let mut settings = settings(0);
    settings.boot.allocation = Distribution::Const(seconds(100));
    let formula = Formula::new("$TargetDedicatedNodes = 1;", &Profile::default());
    let workload = tasks(1, 50);
    let mut minutes = Minutes::default();
    let simulation = Simulation::new(&settings, &workload, Some(&formula));
    let outcome = simulation.watched_by(&mut minutes).run();
    assert_eq!(outcome.until, after(150));
    let expected = [
        "evaluated to 1",
        "0: resize starts",
        "0: 0 of 1 nodes, 0 run, 1 wait",
        "100: resize is complete",
        "100: 1 of 1 nodes, 1 run, 0 wait",
        "150: 1 of 1 nodes, 0 run, 0 wait",
    ];
    assert_eq!(minutes.0, expected);
}

/// Two nodes with a task of 1000 seconds each; at 600 one node has to leave.
fn shrinking(option: &str) -> Outcome {
    let formula = format!(
        "$TargetDedicatedNodes = time() < time(\"1970-01-01T00:10:00Z\") ? 2 : 1;
         $NodeDeallocationOption = {option};"
    );
    run(&settings(2), &tasks(2, 1000), &formula)
}

/// The task starts again when the other node is free, at 1000.
#[test]
fn requeue_loses_work() {
    let outcome = shrinking("requeue");
    assert_eq!((outcome.tasks.completed, outcome.tasks.requeued), (2, 1));
    assert_eq!(outcome.until, after(2000));
    near(outcome.lost_hours, 600.0 / 3600.0);
    near(outcome.waits.mean, 400.0 / 3.0);
    near(outcome.node_hours[0], (2.0 * 600.0 + 1400.0) / 3600.0);
}

#[test]
fn terminate_loses_tasks() {
    let outcome = shrinking("terminate");
    assert_eq!((outcome.tasks.completed, outcome.tasks.terminated), (1, 1));
    assert_eq!(outcome.until, after(1000));
}

#[test]
fn taskcompletion_waits() {
    let outcome = shrinking("taskcompletion");
    assert_eq!((outcome.tasks.completed, outcome.tasks.requeued), (2, 0));
    assert_eq!(outcome.until, after(1000));
    near(outcome.node_hours[0], 2.0 * 1000.0 / 3600.0);
}

/// The node leaves when its task has ended and the files of it have expired, at
/// 1000 + 500.
#[test]
fn retaineddata_keeps_files() {
    let mut settings = settings(1);
    settings.until_done = false;
    settings.until = after(2000);
    let task = Task {
        retention: seconds(500),
        ..Task::new(after(0), seconds(1000))
    };
    let workload = Workload::new(vec![task], &[]).unwrap();
    let formula = "
        $TargetDedicatedNodes = time() < time(\"1970-01-01T00:05:00Z\") ? 1 : 0;
        $NodeDeallocationOption = retaineddata;";
    let outcome = run(&settings, &workload, formula);
    assert_eq!(outcome.tasks.completed, 1);
    near(outcome.node_hours[0], 1500.0 / 3600.0);
}

/// From 300 on one node is drained until 1000. The wish for three, from 600 on,
/// waits for that.
#[test]
fn a_drain_holds_back_growth() {
    let formula = "
        $TargetDedicatedNodes = time() < time(\"1970-01-01T00:05:00Z\") ? 2
            : time() < time(\"1970-01-01T00:10:00Z\") ? 1 : 3;
        $NodeDeallocationOption = taskcompletion;";
    let mut settings = settings(2);
    settings.until_done = false;
    settings.until = after(1100);
    let outcome = run(&settings, &tasks(2, 1000), formula);
    assert_eq!(outcome.resizes, 2);
    near(outcome.node_hours[0], (2.0 * 1000.0 + 3.0 * 100.0) / 3600.0);
}

/// Four cores are two nodes; the shortfall is asked for again, but there is
/// never room, so that no further resize begins.
#[test]
fn a_quota_caps_the_pool() {
    let mut settings = settings(0);
    settings.account.dedicated_core_quota = Some(4);
    let outcome = run(&settings, &tasks(4, 600), "$TargetDedicatedNodes = 5;");
    assert_eq!((outcome.tasks.completed, outcome.resizes), (4, 1));
    assert_eq!(outcome.until, after(1200));
    let errors = BTreeMap::from([("AccountCoreQuotaReached".to_owned(), 1)]);
    assert_eq!(outcome.resize_errors, errors);
}

/// The nodes would take 2000 seconds, the resize has 900; the evaluation at 900
/// asks again.
#[test]
fn a_resize_times_out() {
    let mut settings = settings(0);
    settings.boot.allocation = Distribution::Const(seconds(2000));
    settings.until_done = false;
    settings.until = after(1000);
    let outcome = run(&settings, &tasks(1, 10), "$TargetDedicatedNodes = 2;");
    assert_eq!((outcome.tasks.waiting, outcome.resizes), (1, 2));
    let errors = BTreeMap::from([("AllocationTimedout".to_owned(), 1)]);
    assert_eq!(outcome.resize_errors, errors);
}

#[test]
fn a_failing_formula_leaves_the_pool_alone() {
    let outcome = run(
        &settings(1),
        &tasks(1, 1000),
        "$TargetDedicatedNodes = $Nodes;",
    );
    assert_eq!((outcome.tasks.completed, outcome.resizes), (1, 0));
    assert_eq!(outcome.evaluations, [4, 4]);
}

/// The first task fails twice more, then its follower never runs; the other
/// waits for a task that succeeds.
#[test]
fn failures_are_retried_and_dependencies_kept() {
    let failing = Task {
        exit_code: 1,
        max_retries: 2,
        ..Task::new(after(0), seconds(100))
    };
    let good = Task::new(after(0), seconds(50));
    let workload = Workload::new(vec![failing, good, good, good], &[(2, 0), (3, 1)]).unwrap();
    let mut settings = settings(4);
    settings.until_done = false;
    settings.until = after(1000);
    let outcome = Simulation::new(&settings, &workload, None).run();
    let tasks = outcome.tasks;
    assert_eq!(
        (
            tasks.submitted,
            tasks.completed,
            tasks.failed,
            tasks.waiting
        ),
        (4, 3, 1, 1)
    );
    // Three starts of the first, one each of two others.
    near(
        outcome.utilisation.unwrap() * 4.0 * 1000.0,
        300.0 + 2.0 * 50.0,
    );
}

/// Whatever is taken away comes back, and every task is done in the end; the
/// same seed gives the same course.
#[test]
fn preempted_nodes_come_back() {
    let mut settings = settings(0);
    settings.pool.target = Sizes::default();
    settings.preemption = Some(Preemption {
        mean_time: seconds(2000),
        recovery: Distribution::Exp { mean: seconds(300) },
    });
    settings.boot.allocation = Distribution::Exp { mean: seconds(100) };
    settings.boot.boot = Distribution::Const(seconds(60));
    let formula = "$TargetLowPriorityNodes = 10;";
    let outcome = run(&settings, &tasks(400, 300), formula);
    assert_eq!(outcome.tasks.completed, 400);
    assert!(
        outcome.preemptions > 10 && outcome.tasks.requeued > 10,
        "{outcome:?}"
    );
    assert!(outcome.lost_hours > 0.0);
    assert_eq!(outcome, run(&settings, &tasks(400, 300), formula));
    settings.seed = 1;
    assert_ne!(outcome, run(&settings, &tasks(400, 300), formula));
    assert_eq!(settings.pool.current().of(NodeKind::LowPriority), 0);
}

/// Nodes of four slots: one after the other, or evenly.
#[test]
fn packing_fills_nodes_one_by_one() {
    for (pack, requeued) in [(true, 0), (false, 3)] {
        let mut settings = settings(4);
        settings.pool.task_slots_per_node = 4;
        settings.pack = pack;
        settings.until_done = false;
        settings.until = after(400);
        // The idle nodes leave at 300; with packing four tasks are on one.
        let formula = "
            $TargetDedicatedNodes = time() < time(\"1970-01-01T00:05:00Z\") ? 4 : 1;
            $NodeDeallocationOption = requeue;";
        let outcome = run(&settings, &tasks(4, 350), formula);
        assert_eq!(outcome.tasks.requeued, requeued, "{pack}");
    }
}
