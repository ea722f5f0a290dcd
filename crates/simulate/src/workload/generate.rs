//! Workloads that are drawn.

use autoscale_base::{Interval, Timestamp};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, Exp1, StandardUniform};

use super::{Task, Workload};
use crate::Distribution;
use crate::distribution::Draw as _;
use crate::random::{Concern, stream};

const DAY: i64 = 24 * 3600;

/// A stream of tasks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Generator {
    /// Tasks come at random at a constant rate.
    Poisson {
        /// The mean time from one to the next.
        every: Interval,
        /// How long they run.
        runtime: Distribution,
    },
    /// Many tasks come at once, again and again.
    Burst {
        /// How many.
        size: u32,
        /// The time from one burst to the next.
        every: Interval,
        /// How long they run.
        runtime: Distribution,
    },
    /// Tasks come at random at a rate that follows the day: a cosine between
    /// two rates.
    Diurnal {
        /// Tasks a second when most come.
        peak: f64,
        /// Tasks a second half a day later.
        trough: f64,
        /// The time of day, UTC, when most come.
        peak_at: Interval,
        /// How long they run.
        runtime: Distribution,
    },
}

impl Generator {
    /// The tasks from `from` on, until `until` is reached or there are `most`.
    #[must_use]
    pub fn generate(&self, seed: u64, from: Timestamp, until: Timestamp, most: usize) -> Workload {
        let mut arrivals = stream(seed, Concern::Arrivals);
        let mut runtimes = stream(seed, Concern::Runtimes);
        let mut tasks = Vec::new();
        let mut submit = from;
        while tasks.len() < most {
            let (next, count, runtime) = match *self {
                Self::Poisson { every, runtime } => {
                    let next =
                        submit.checked_add(Distribution::Exp { mean: every }.draw(&mut arrivals));
                    (next, 1, runtime)
                }
                Self::Burst {
                    size,
                    every,
                    runtime,
                } => {
                    let first = tasks.is_empty();
                    let next = if first {
                        Some(from)
                    } else {
                        submit.checked_add(every)
                    };
                    (next, size as usize, runtime)
                }
                Self::Diurnal {
                    peak,
                    trough,
                    peak_at,
                    runtime,
                } => {
                    let next = thinned(submit, until, peak, trough, peak_at, &mut arrivals);
                    (next, 1, runtime)
                }
            };
            match next {
                Some(next) if next < until => submit = next,
                _ => break,
            }
            let count = count.min(most - tasks.len());
            tasks.extend((0..count).map(|_| Task::new(submit, runtime.draw(&mut runtimes))));
        }
        // In order of time, without dependencies.
        Workload::new(tasks, &[]).unwrap_or_default()
    }
}

/// The next arrival by thinning: candidates come at the peak's rate, and each
/// is taken with the probability that the rate of its hour has to that.
fn thinned(
    after: Timestamp,
    until: Timestamp,
    peak: f64,
    trough: f64,
    peak_at: Interval,
    random: &mut ChaCha8Rng,
) -> Option<Timestamp> {
    let mut time = after;
    while time < until {
        let gap: f64 = Exp1.sample(random);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cast of a double saturates"
        )]
        let gap = Interval((gap / peak * 1e7).round() as i64);
        time = time.checked_add(gap)?;
        let since = time.since(Timestamp::EPOCH).seconds() - peak_at.seconds();
        #[expect(clippy::cast_precision_loss, reason = "a day is exact")]
        let angle = since / DAY as f64 * std::f64::consts::TAU;
        let rate = trough + (peak - trough) * f64::midpoint(1.0, angle.cos());
        let draw: f64 = StandardUniform.sample(random);
        if draw * peak <= rate {
            return Some(time);
        }
    }
    None
}
