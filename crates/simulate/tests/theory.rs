//! Pools of a fixed size against queueing theory. `cargo test -p
//! autoscale-simulate --test theory -- --nocapture` prints the figures.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may panic, and this one tells its figures"
)]

mod common;

use autoscale_base::Interval;
use autoscale_simulate::{Distribution, Generator, Outcome, Simulation};
use common::settings;

/// Tasks a run.
const TASKS: usize = 200_000;

/// Runs, each with a seed of its own, so that their means are independent.
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
#[derive(Clone, Copy)]
struct Estimate {
    mean: f64,
    margin: f64,
}

impl Estimate {
    fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let count = values.clone().count() as f64;
        let mean = values.clone().sum::<f64>() / count;
        let variance = values.map(|it| (it - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let margin = 4.781 * (variance / count).sqrt();
        Self { mean, margin }
    }

    /// Is theory within the interval, and that so narrow that it would find a
    /// simulation out?
    fn agrees(self, theory: f64, precision: f64) -> bool {
        (self.mean - theory).abs() <= self.margin && self.margin < precision * theory
    }
}

/// The mean wait and the utilisation are those of theory. In every run the mean
/// number in the queue is the rate of arrivals times the mean wait (Little's
/// law).
fn agrees_with_theory(nodes: u32, load: f64) {
    let outcomes: Vec<Outcome> = (0..RUNS).map(|seed| run(nodes, load, seed)).collect();
    let wait = Estimate::of(outcomes.iter().map(|it| it.waits.mean));
    let used = Estimate::of(outcomes.iter().map(|it| it.utilisation.unwrap()));
    let expected = erlang_c(nodes, load);
    let off = outcomes.iter().map(|outcome| {
        let seconds = outcome.until.since(outcome.from).seconds();
        let expected = outcome.tasks.submitted as f64 / seconds * outcome.waits.mean;
        (outcome.mean_queue / expected - 1.0).abs()
    });
    let off = off.fold(0.0, f64::max);
    println!(
        "M/M/{nodes} at {load}: waits {:.3} ± {:.3} s, by theory {expected:.3} s; \
         utilisation {:.4} ± {:.4}; Little's law off by {:.1e}",
        wait.mean, wait.margin, used.mean, used.margin, off
    );
    assert!(wait.agrees(expected, 0.15), "mean wait");
    assert!(used.agrees(load, 0.02), "utilisation");
    assert!(off < 0.01, "Little's law");
}

#[test]
fn four_nodes() {
    agrees_with_theory(4, 0.7);
}

#[test]
fn ten_nodes() {
    agrees_with_theory(10, 0.8);
}

#[test]
fn fifty_nodes() {
    agrees_with_theory(50, 0.9);
}
