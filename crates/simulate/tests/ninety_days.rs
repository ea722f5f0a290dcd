//! A log of 90 days in the Standard Workload Format, made here and gzipped as
//! those of archives are, runs to its end with every job accounted for.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::fmt::Write as _;
use std::io::Write as _;

use autoscale_base::Interval;
use autoscale_catalog::{Assumptions, Profile};
use autoscale_simulate::{
    Formula, Observer, ParallelJobs, Row, Settings, Simulation, read_generator, read_workload,
};
use common::{after, settings};
use flate2::Compression;
use flate2::write::GzEncoder;

const DAYS: i64 = 90;

/// As articles and forums advise: the tasks of the last quarter of an hour if
/// enough samples have come, otherwise the newest; dedicated nodes for half of
/// them, low-priority ones for the rest.
const FORMULA: &str = "
    $samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
    $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
        max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
    $TargetDedicatedNodes = min(20, $tasks / 2);
    $TargetLowPriorityNodes = min(60, $tasks - $tasks / 2);
    $NodeDeallocationOption = taskcompletion;";

/// Jobs that come by day more than by night, on 1 to 8 processors; every 20th
/// never ran, every 30th failed.
fn log() -> (String, Counts) {
    let words = "diurnal:peak=70/d,trough=20/d,runtime=lognormal:40m:1.3";
    let generator = read_generator(words).unwrap().unwrap();
    let jobs = generator
        .workload(7, after(0), after(DAYS * 86_400))
        .unwrap();
    let mut text = String::from("; Version: 2.2\n; UnixStartTime: 1767225600\n;\n");
    let mut counts = Counts::default();
    for (number, job) in (1..).zip(jobs.tasks()) {
        let submit = job.submit.since(after(0)).seconds() as i64;
        let processors = 1 << (number * 7 % 11 % 4);
        let (runtime, status) = match number {
            _ if number % 20 == 0 => (-1, 5),
            _ if number % 30 == 1 => (job.runtime.seconds() as i64, 0),
            _ => (job.runtime.seconds() as i64, 1),
        };
        writeln!(
            text,
            "{number} {submit} 0 {runtime} {processors} -1 -1 {processors} 86400 -1 \
             {status} 1 1 1 -1 -1 -1 -1"
        )
        .unwrap();
        counts.jobs += 1;
        if runtime >= 0 {
            counts.tasks += processors as usize;
            counts.failed += if status == 0 { processors as u64 } else { 0 };
        } else {
            counts.left_out += 1;
        }
    }
    (text, counts)
}

#[derive(Debug, Default)]
struct Counts {
    jobs: usize,
    left_out: usize,
    tasks: usize,
    failed: u64,
}

/// Adds up what the rows say.
#[derive(Default)]
struct Sum {
    last: Option<Row>,
    node_hours: [f64; 2],
    rows: usize,
}

impl Observer for Sum {
    fn row(&mut self, row: &Row) {
        if let Some(last) = self.last {
            assert!(row.time >= last.time);
            let hours = row.time.since(last.time).seconds() / 3600.0;
            self.node_hours[0] += hours * f64::from(last.current.dedicated);
            self.node_hours[1] += hours * f64::from(last.current.low_priority);
        }
        self.last = Some(*row);
        self.rows += 1;
    }
}

#[test]
fn every_job_of_a_long_log_is_accounted_for() {
    let (text, counts) = log();
    assert!(counts.jobs > 3000, "{counts:?}");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();

    let read = read_workload("log.swf.gz", &packed, ParallelJobs::Tasks).unwrap();
    assert_eq!(read.len(), counts.tasks);
    let left_out = format!(
        "{} jobs without a runtime or processors have been left out",
        counts.left_out
    );
    assert_eq!(read.warnings, [left_out]);

    let from = read.first().unwrap();
    let settings = Settings {
        from,
        until: from
            .checked_add(Interval::from_seconds(2 * DAYS * 86_400))
            .unwrap(),
        evaluation_interval: Interval::from_seconds(900),
        assumptions: Assumptions::default(),
        ..settings(0)
    };
    let mut settings = settings;
    settings.account.dedicated_core_quota = Some(30);
    settings.account.low_priority_core_quota = Some(100);
    settings.assume("preemption-mean-time", "2d").unwrap();
    settings.assume("sample-loss", "0.02").unwrap();
    let workload = read.workload(from).unwrap();
    let formula = Formula::new(FORMULA, &Profile::default());
    let mut sum = Sum::default();
    let simulation = Simulation::new(&settings, &workload, Some(&formula));
    let outcome = simulation.watched_by(&mut sum).run();

    let tasks = outcome.tasks;
    assert_eq!(tasks.submitted as usize, counts.tasks);
    assert_eq!(
        (tasks.completed, tasks.failed),
        (tasks.submitted, counts.failed)
    );
    assert_eq!((tasks.running, tasks.waiting, tasks.terminated), (0, 0, 0));
    assert!(tasks.requeued > 0 && outcome.preemptions > 0);
    assert!(outcome.resize_errors["AccountCoreQuotaReached"] > 0);
    let days = outcome.until.since(from).seconds() / 86_400.0;
    assert!(
        (DAYS as f64 - 1.0..DAYS as f64 + 10.0).contains(&days),
        "{days} days"
    );
    for (summed, told) in sum.node_hours.into_iter().zip(outcome.node_hours) {
        assert!(
            told > 1000.0 && (summed - told).abs() < 1e-6 * told,
            "{summed}, not {told}"
        );
    }
    println!(
        "{} jobs, {tasks:?}, {:?}, {} rows, {:?}",
        counts.jobs, outcome.waits, sum.rows, outcome.resize_errors
    );
}
