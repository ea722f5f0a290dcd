//! What is out of all bounds is simulated all the same, and does not hang.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use autoscale_base::Interval;
use autoscale_catalog::Profile;
use autoscale_simulate::{Formula, Outcome, Settings, Simulation, Task, Workload};
use common::{after, settings};

/// Half an hour without tasks.
fn run(formula: &str) -> Outcome {
    let mut settings = settings(0);
    settings.until_done = false;
    settings.until = after(1800);
    let formula = Formula::new(formula, &Profile::default());
    Simulation::new(&settings, &Workload::default(), Some(&formula)).run()
}

/// No quota limits it; the nodes that no region has never come.
#[test]
fn a_target_beyond_all_bounds_runs_out_of_time() {
    let outcome = run("$TargetDedicatedNodes = 2000000000;");
    assert!(outcome.node_hours[0] <= 100_000.0 * 0.5);
    assert!(outcome.resize_errors["AllocationTimedout"] > 0);
}

#[test]
fn a_formula_that_always_fails_leaves_the_pool_as_it_is() {
    let outcome = run("$TargetDedicatedNodes = 1 / 0;");
    assert_eq!(outcome.evaluations, [7, 7]);
    assert_eq!((outcome.resizes, outcome.tasks.submitted), (0, 0));
}

/// A second passes with every attempt.
#[test]
fn what_fails_at_once_and_is_retried_for_ever_does_not_stop_the_clock() {
    let settings = Settings {
        until: after(100),
        ..settings(1)
    };
    let task = Task {
        exit_code: 1,
        max_retries: -1,
        ..Task::new(after(0), Interval::ZERO)
    };
    let workload = Workload::new(vec![task], &[]).unwrap();
    let outcome = Simulation::new(&settings, &workload, None).run();
    assert_eq!((outcome.until, outcome.tasks.running), (after(100), 1));
}
