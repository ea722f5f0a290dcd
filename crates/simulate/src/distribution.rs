//! Lengths of time that are drawn.

use autoscale_base::Interval;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, Exp1, StandardNormal, StandardUniform};

/// How a length of time is drawn. Negative lengths do not come up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same.
    Const(Interval),
    /// Exponential, with that mean.
    Exp {
        /// The mean.
        mean: Interval,
    },
    /// Log-normal.
    LogNormal {
        /// Half of all are shorter.
        median: Interval,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Any length between two, equally likely.
    Uniform {
        /// The shortest.
        least: Interval,
        /// The longest.
        most: Interval,
    },
}

impl Distribution {
    /// No time at all.
    pub const ZERO: Self = Self::Const(Interval::ZERO);

    /// Draws a length.
    pub(crate) fn draw(&self, random: &mut ChaCha8Rng) -> Interval {
        match *self {
            Self::Const(length) => length,
            Self::Exp { mean } => {
                let factor: f64 = Exp1.sample(random);
                scaled(mean, factor)
            }
            Self::LogNormal { median, sigma } => {
                let normal: f64 = StandardNormal.sample(random);
                scaled(median, (sigma * normal).exp())
            }
            Self::Uniform { least, most } => {
                let fraction: f64 = StandardUniform.sample(random);
                let range = Interval(most.ticks() - least.ticks());
                Interval(least.ticks() + scaled(range, fraction).ticks())
            }
        }
    }

    /// The mean of what is drawn.
    #[must_use]
    pub fn mean(&self) -> Interval {
        match *self {
            Self::Const(length) => length,
            Self::Exp { mean } => mean,
            Self::LogNormal { median, sigma } => scaled(median, (sigma * sigma / 2.0).exp()),
            Self::Uniform { least, most } => Interval(i64::midpoint(least.ticks(), most.ticks())),
        }
    }
}

/// To the nearest tick; what is too long is the longest that there is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a cast of a double saturates, and ticks need not be exact here"
)]
fn scaled(interval: Interval, factor: f64) -> Interval {
    Interval((interval.ticks() as f64 * factor).round() as i64)
}
