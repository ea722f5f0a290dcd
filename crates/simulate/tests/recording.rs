//! A recording beside the outcome of the same run.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use autoscale_base::Interval;
use autoscale_catalog::Profile;
use autoscale_catalog::policy::PreemptedCost;
use autoscale_simulate::{
    Formula, Mark, Measure, Outcome, Recording, Settings, Simulation, Task, Workload,
};
use common::{after, settings};

fn seconds(count: i64) -> Interval {
    Interval::from_seconds(count)
}

/// A task of 10 minutes every 5 minutes, for that many hours.
fn tasks(hours: i64) -> Workload {
    let tasks = (0..12 * hours).map(|number| Task::new(after(number * 300), seconds(600)));
    Workload::new(tasks.collect(), &[]).unwrap()
}

fn record(settings: &Settings, workload: &Workload, formula: &str) -> (Recording, Outcome) {
    let formula = Formula::new(formula, &Profile::default());
    let mut recording = Recording::new(settings.from);
    let outcome = Simulation::new(settings, workload, Some(&formula))
        .watched_by(&mut recording)
        .run();
    (recording, outcome)
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{a} is not {b}");
}

/// Both kinds of nodes, some of which are preempted, over ten days.
#[test]
fn curves_come_to_what_the_outcome_has() {
    for preempted_cost in [PreemptedCost::Free, PreemptedCost::Paid] {
        let mut settings = settings(0);
        settings.policy.preempted_cost = preempted_cost;
        settings.assume("allocation-time", "const:200s").unwrap();
        settings.assume("preemption-mean-time", "2h").unwrap();
        settings
            .assume("preemption-recovery-time", "const:15m")
            .unwrap();
        let workload = tasks(240);
        let formula = "$TargetDedicatedNodes = 1;
            $TargetLowPriorityNodes = min(3, $PendingTasks.GetSample(1));";
        let (recording, outcome) = record(&settings, &workload, formula);
        assert_eq!(recording.until(), outcome.until);
        let width = recording.bucket().seconds();
        let last = outcome.until.since(outcome.from).seconds() % width;
        let hours = |measure| {
            let means = recording.curve(measure).means;
            let (end, whole) = means.split_last().unwrap();
            (whole.iter().sum::<f64>() * width + end * last) / 3600.0
        };
        near(hours(Measure::Dedicated), outcome.node_hours[0]);
        near(hours(Measure::LowPriority), outcome.node_hours[1]);
        assert!(hours(Measure::Preempted) > 1.0);
        let costs = recording.costs(&settings).unwrap();
        assert!(costs.is_sorted());
        near(*costs.last().unwrap(), outcome.cost.unwrap());
        let preemptions: u64 = recording.marks(Mark::Preemption).iter().sum();
        assert_eq!(preemptions, outcome.preemptions);
    }
}

#[test]
fn the_cost_is_unknown_where_a_price_is() {
    let mut settings = settings(1);
    settings.pool.vm = None;
    let (recording, outcome) = record(&settings, &tasks(1), "x = 1;");
    assert_eq!((recording.costs(&settings), outcome.cost), (None, None));
}

#[test]
fn equal_evaluations_in_a_row_are_one() {
    let mut settings = settings(1);
    settings.until_done = false;
    settings.until = after(3600);
    let (recording, _) = record(&settings, &tasks(1), "x = time(\"2020-01-01\").hour;");
    let log = recording.evaluations();
    let [entry] = log.entries() else {
        panic!("{log:?}")
    };
    assert_eq!((entry.first, entry.last), (after(0), after(3600)));
    assert_eq!((entry.count, log.left_out()), (13, 0));
    assert!(
        entry.what.results.ends_with(";x=0"),
        "{}",
        entry.what.results
    );
}

#[test]
fn a_formula_that_always_fails_is_one_entry() {
    let mut settings = settings(2);
    settings.until_done = false;
    settings.until = after(86_400);
    let (recording, outcome) = record(&settings, &tasks(1), "x = $CPUPercent.GetSample(9, 10);");
    assert_eq!(recording.evaluations().entries().len(), 1);
    let errors: Vec<_> = recording.evaluation_errors().values().collect();
    assert_eq!(errors[0].count, outcome.evaluations[1]);
    let marks = recording.marks(Mark::EvaluationError);
    assert_eq!(marks.iter().sum::<u64>(), outcome.evaluations[1]);
    assert!(recording.resizes().entries().is_empty());
}

/// Nodes cost from when they are there until they are gone, whatever counts as
/// one of the pool.
#[test]
fn the_cost_is_that_of_nodes_that_are_there() {
    let mut settings = settings(0);
    settings.assume("allocation-time", "const:200s").unwrap();
    for policy in [
        ("creating-nodes", "when-requested"),
        ("leaving-nodes", "not-counted"),
    ] {
        settings.policy.set(policy.0, policy.1).unwrap();
    }
    let formula = "$TargetDedicatedNodes = time().minute < 30 ? 3 : 0;
        $NodeDeallocationOption = taskcompletion;";
    let (recording, outcome) = record(&settings, &tasks(12), formula);
    let costs = recording.costs(&settings).unwrap();
    near(*costs.last().unwrap(), outcome.cost.unwrap());
    let [told, _] = outcome.node_hours;
    assert!((outcome.cost.unwrap() - told * 0.12).abs() > 0.01);
}

/// The wish is 9 nodes, the quota is enough for 2.
#[test]
fn quota_hits_are_counted_and_told() {
    let mut settings = settings(0);
    settings.account.dedicated_core_quota = Some(4);
    settings.assume("allocation-time", "const:100s").unwrap();
    let (recording, outcome) = record(&settings, &tasks(2), "$TargetDedicatedNodes = 9;");
    let reported: u64 = outcome.resize_errors.values().sum();
    assert!(reported > 0);
    assert_eq!(outcome.quota_hits(), reported);
    let marks: u64 = recording.marks(Mark::QuotaHit).iter().sum();
    assert_eq!(marks, reported);
    let resize = &recording.resizes().entries()[0];
    assert_eq!((resize.first, resize.last), (after(0), after(100)));
    assert_eq!(resize.what.before.dedicated, 0);
    assert_eq!(resize.what.after.unwrap().dedicated, 2);
    assert_eq!(resize.what.errors[0].code, "AccountCoreQuotaReached");
    assert_eq!(recording.curve(Measure::DedicatedTarget).peaks[0], 9);
    assert_eq!(recording.curve(Measure::Dedicated).peaks[0], 0);
}
