//! Draws lengths of time.

use autoscale_base::Interval;
use autoscale_catalog::assumption::{Distribution, Share};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, Exp1, StandardNormal, StandardUniform};

/// What lengths are drawn from.
pub(crate) trait Draw {
    /// Draws a length.
    fn draw(&self, random: &mut ChaCha8Rng) -> Interval;
}

impl Draw for Distribution {
    fn draw(&self, random: &mut ChaCha8Rng) -> Interval {
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
}

/// Does what happens to a share of all happen now? Draws nothing when it never
/// does.
pub(crate) fn happens(share: Share, random: &mut ChaCha8Rng) -> bool {
    share.0 > 0.0 && {
        let draw: f64 = StandardUniform.sample(random);
        draw < share.0
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
