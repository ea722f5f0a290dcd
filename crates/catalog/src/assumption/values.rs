//! What assumptions take beside words: times, shares and mean times.

use autoscale_base::{Interval, TICKS_PER_SECOND};

use super::Distribution;
use super::distribution::length;
use crate::profile::Answer;

/// A share from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share(
    /// The share.
    pub f64,
);

/// Shorter ones are slips of the pen, and would keep a simulation busy for ever.
const SHORTEST_MEAN: Interval = Interval::from_seconds(60);

/// The mean of times between things that come at random, or that they never
/// come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeanTime(
    /// `None`: never.
    pub Option<Interval>,
);

impl Answer for Distribution {
    const TAKES: &'static str = "a time such as `2m`, `exp:5m`, `uniform:3m:8m` or \
                                 `lognormal:5m:0.8`";

    fn read(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    fn print(self) -> String {
        self.to_string()
    }
}

impl Answer for Interval {
    const TAKES: &'static str = "a time such as `90s` or `15m`";

    fn read(text: &str) -> Option<Self> {
        length(text).ok()
    }

    fn print(self) -> String {
        written(self)
    }
}

impl Answer for Share {
    const TAKES: &'static str = "a share from 0 to 1 such as `0.05`";

    fn read(text: &str) -> Option<Self> {
        let share = text.parse().ok();
        share.filter(|it| (0.0..=1.0).contains(it)).map(Self)
    }

    fn print(self) -> String {
        self.0.to_string()
    }
}

impl Answer for MeanTime {
    const TAKES: &'static str = "a mean time from `1m` on, or `never`";

    fn read(text: &str) -> Option<Self> {
        match text {
            "never" => Some(Self(None)),
            _ => {
                let mean = length(text).ok().filter(|mean| *mean >= SHORTEST_MEAN)?;
                Some(Self(Some(mean)))
            }
        }
    }

    fn print(self) -> String {
        self.0.map_or_else(|| "never".to_owned(), written)
    }
}

/// A length in the largest unit of which it is a whole number, so that it can
/// be read again.
pub(super) fn written(length: Interval) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];
    let ticks = length.ticks();
    let whole = units
        .into_iter()
        .find(|(seconds, _)| ticks != 0 && ticks % (seconds * TICKS_PER_SECOND) == 0);
    match whole {
        Some((seconds, unit)) => format!("{}{unit}", ticks / (seconds * TICKS_PER_SECOND)),
        None => format!("{}s", length.seconds()),
    }
}
