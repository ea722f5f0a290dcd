//! Worlds with chance in them, of which no course can be worked out by hand:
//! what must hold all the same. The courses without are in `tests/courses` at the top.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use autoscale_base::Interval;
use autoscale_catalog::Profile;
use autoscale_pool::configuration::StartTask;
use autoscale_simulate::{
    Formula, Operation, Outcome, Request, Settings, Simulation, Task, Workload,
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

fn assume(settings: &mut Settings, assumptions: &[(&str, &str)]) {
    for (key, value) in assumptions {
        settings.assume(key, value).unwrap();
    }
}

/// Whatever is taken away comes back, and every task is done in the end; the
/// same seed gives the same course.
#[test]
fn preempted_nodes_come_back() {
    let mut settings = settings(0);
    assume(
        &mut settings,
        &[
            ("preemption-mean-time", "2000"),
            ("preemption-recovery-time", "exp:300"),
            ("allocation-time", "exp:100"),
            ("boot-time", "60"),
        ],
    );
    let formula = "$TargetLowPriorityNodes = 10;";
    let outcome = run(&settings, &tasks(400, 300), formula);
    assert_eq!(outcome.tasks.completed, 400);
    assert!(
        outcome.preemptions > 10 && outcome.tasks.requeued > 10,
        "{outcome:?}"
    );
    assert!(outcome.lost_hours > 0.0 && outcome.hours.preempted > 0.0);
    assert_eq!(outcome, run(&settings, &tasks(400, 300), formula));
    settings.seed = 1;
    assert_ne!(outcome, run(&settings, &tasks(400, 300), formula));
}

/// A node that was preempted gives its share of the quota away, and gets it
/// back only when there is room: the invariants see to the quota.
#[test]
fn preempted_nodes_without_quota_wait() {
    let mut settings = settings(0);
    settings.account.low_priority_core_quota = Some(8);
    settings.policy.set("preempted-quota", "free").unwrap();
    assume(
        &mut settings,
        &[
            ("preemption-mean-time", "500"),
            ("preemption-recovery-time", "exp:300"),
            // So that the formula asks for more than there is.
            ("sample-delay", "60"),
        ],
    );
    let formula = "$TargetLowPriorityNodes = 4 + avg($PreemptedNodeCount.GetSample(1));";
    let outcome = run(&settings, &tasks(200, 100), formula);
    assert_eq!(outcome.tasks.completed, 200);
    assert!(outcome.quota_hits() > 0 && outcome.preemptions > 5);
}

/// The share of nodes whose start task fails is the one that is assumed, and
/// an assumption about one thing does not shift the chances of another.
#[test]
fn chances_are_as_assumed_and_apart() {
    let mut settings = settings(0);
    settings.until_done = false;
    settings.until = after(10_000);
    settings.pool.configuration.start_task = Some(StartTask {
        command_line: None,
        wait_for_success: true,
        retries: Some(0),
    });
    assume(&mut settings, &[("start-task-failure", "0.2")]);
    let formula = "$TargetDedicatedNodes = 2000;";
    let outcome = run(&settings, &tasks(1, 1), formula);
    let failed = outcome.failed_nodes.start_task;
    // Three standard deviations of a binomial distribution: 3 x 17.9.
    assert!((346..=454).contains(&failed), "{failed}");
    assume(
        &mut settings,
        &[("start-task-time", "exp:1m"), ("boot-time", "exp:1m")],
    );
    let later = run(&settings, &tasks(1, 1), formula);
    assert_eq!(later.failed_nodes, outcome.failed_nodes);
}

/// Everything at once, for the invariants: preemption, multi-instance tasks,
/// drains, operations of all sorts, losses.
#[test]
fn nothing_is_lost_when_everything_happens() {
    let mut settings = settings(0);
    settings.pool.inter_node = true;
    settings.until_done = false;
    settings.until = after(40_000);
    settings.account.dedicated_core_quota = Some(20);
    assume(
        &mut settings,
        &[
            ("allocation-time", "exp:3m"),
            ("boot-time", "exp:1m"),
            ("preemption-mean-time", "1h"),
            ("sample-loss", "0.2"),
            ("sample-delay", "1m"),
            ("reboot-time", "exp:2m"),
        ],
    );
    let nodes = autoscale_pool::Sizes {
        dedicated: 2,
        low_priority: 2,
    };
    let requests = [
        Request::Reboot(nodes),
        Request::StopResize,
        Request::Reimage(nodes),
        Request::RemoveNodes {
            nodes,
            option: autoscale_catalog::DeallocationOption::TaskCompletion,
        },
        Request::DisableAutoscale,
        Request::EnableAutoscale,
    ];
    settings.operations = (0..60)
        .zip(requests.iter().cycle())
        .map(|(at, &request)| Operation {
            at: after(at * 500),
            request,
        })
        .collect();
    let tasks: Vec<Task> = (0..1500)
        .map(|at| Task {
            instances: if at % 7 == 0 { 3 } else { 1 },
            job_manager: at % 100 == 0,
            exit_code: i32::from(at % 11 == 0),
            max_retries: 1,
            ..Task::new(after(i64::from(at) * 20), seconds(i64::from(at * 37 % 500)))
        })
        .collect();
    let workload = Workload::new(tasks, &[]).unwrap();
    for option in ["requeue", "terminate", "taskcompletion", "retaineddata"] {
        let formula = format!(
            "p = $PendingTasks.GetSamplePercent(5 * TimeInterval_Minute) < 50 ? 5
                 : avg($PendingTasks.GetSample(5 * TimeInterval_Minute));
             $TargetDedicatedNodes = min(15, p);
             $TargetLowPriorityNodes = min(10, p / 2);
             $NodeDeallocationOption = {option};"
        );
        let outcome = run(&settings, &workload, &formula);
        let tasks = outcome.tasks;
        assert_eq!(tasks.submitted, 1500);
        let ends = tasks.completed + tasks.running + tasks.waiting + tasks.terminated;
        assert_eq!(ends, 1500, "{outcome:?}");
        assert!(
            tasks.completed > 500 && outcome.preemptions > 0,
            "{outcome:?}"
        );
        assert_eq!(outcome.operations.len(), 60);
    }
}
