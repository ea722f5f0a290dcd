//! Pools of a fixed size against queueing theory.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use autoscale_base::Interval;
use autoscale_simulate::{Distribution, Generator, Outcome, Simulation};
use common::settings;

/// Tasks a run.
const TASKS: usize = 200_000;

/// Runs, each with a seed of its own.
const RUNS: u64 = 10;

/// The mean runtime in seconds.
const MEAN: f64 = 60.0;

fn run(nodes: u32, load: f64, seed: u64) -> Outcome {
    let mut settings = settings(nodes);
    settings.seed = seed;
    let every = MEAN / (f64::from(nodes) * load);
    let generator = Generator::Poisson {
        every: Interval((every * 1e7) as i64),
        runtime: Distribution::Exp {
            mean: Interval((MEAN * 1e7) as i64),
        },
    };
    let workload = generator.generate(seed, settings.from, settings.until, TASKS);
    Simulation::new(&settings, &workload, None).run()
}

/// The mean wait in M/M/c, in seconds (Erlang's C formula).
fn erlang_c(nodes: u32, load: f64) -> f64 {
    let offered = f64::from(nodes) * load;
    // Erlang's B by its recurrence, which does not overflow.
    let blocked = (1..=nodes).fold(1.0, |blocked, n| {
        offered * blocked / (f64::from(n) + offered * blocked)
    });
    let waiting = blocked / (1.0 - load * (1.0 - blocked));
    waiting * MEAN / (f64::from(nodes) * (1.0 - load))
}

/// The mean of the runs and half the width of its 99.9 % confidence interval
/// (Student's t with 9 degrees of freedom).
fn confidence(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, 4.781 * (variance / count).sqrt())
}

#[test]
fn waits_and_utilisation_are_those_of_erlang_c() {
    for (nodes, load) in [(4, 0.7), (10, 0.8), (50, 0.9)] {
        let outcomes: Vec<Outcome> = (0..RUNS).map(|seed| run(nodes, load, seed)).collect();
        let waits: Vec<f64> = outcomes.iter().map(|it| it.waits.mean).collect();
        let (mean, margin) = confidence(&waits);
        let expected = erlang_c(nodes, load);
        assert!(
            (mean - expected).abs() <= margin && margin < 0.15 * expected,
            "M/M/{nodes} at {load}: waited {mean} ± {margin} s, theory {expected} s"
        );
        let used: Vec<f64> = outcomes.iter().filter_map(|it| it.utilisation).collect();
        let (mean, margin) = confidence(&used);
        assert!(
            (mean - load).abs() <= margin && margin < 0.02 * load,
            "M/M/{nodes}: used {mean} ± {margin}, theory {load}"
        );
    }
}

/// The mean number in the queue is the rate of arrivals times the mean wait.
#[test]
fn littles_law_holds() {
    for (nodes, load) in [(4, 0.7), (10, 0.8), (50, 0.9)] {
        let outcome = run(nodes, load, 1);
        let seconds = outcome.until.since(outcome.from).seconds();
        let rate = outcome.tasks.submitted as f64 / seconds;
        let expected = rate * outcome.waits.mean;
        let off = (outcome.mean_queue - expected).abs() / expected;
        assert!(off < 0.01, "M/M/{nodes}: off by {off}");
    }
}
