//! `timeinterval` values: a signed number of 100 ns ticks.

use std::fmt;

/// Ticks of 100 ns in a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;

/// A length of time in ticks of 100 ns, the resolution of the service (its
/// results print seconds with up to seven fraction digits).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval(
    /// The ticks.
    pub i64,
);

impl Interval {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A whole number of seconds.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(TICKS_PER_SECOND))
    }

    /// The ticks.
    #[must_use]
    pub const fn ticks(self) -> i64 {
        self.0
    }

    /// The length in seconds, rounded to the nearest double.
    #[must_use]
    pub fn seconds(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a double is what is asked for")]
        let ticks = self.0 as f64;
        ticks / 1e7
    }

    /// Days, hours, minutes, whole seconds and left-over ticks of the
    /// magnitude.
    #[must_use]
    pub const fn parts(self) -> [u64; 5] {
        let ticks = self.0.unsigned_abs();
        let seconds = ticks / 10_000_000;
        [
            seconds / 86_400,
            seconds / 3_600 % 24,
            seconds / 60 % 60,
            seconds % 60,
            ticks % 10_000_000,
        ]
    }
}

/// Prints as the service does in results: `4d22h14m53.7821283s`, zero parts
/// omitted. Source: an `autoScaleRun` of 2024-03-27 recorded in
/// microsoft/ga4gh-tes `src/tes_pool_config.json`. Nothing public shows a zero
/// or a negative interval; `0s` and a leading `-` are ours.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let [days, hours, minutes, seconds, ticks] = self.parts();
        for (part, unit) in [(days, "d"), (hours, "h"), (minutes, "m")] {
            if part != 0 {
                write!(f, "{part}{unit}")?;
            }
        }
        if ticks != 0 {
            let fraction = format!("{ticks:07}");
            write!(f, "{seconds}.{}s", fraction.trim_end_matches('0'))
        } else if seconds != 0 {
            write!(f, "{seconds}s")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_the_service_recorded() {
        let recorded = Interval(4_252_937_821_283);
        assert_eq!(recorded.to_string(), "4d22h8m13.7821283s");
        assert_eq!(Interval::from_seconds(90).to_string(), "1m30s");
        assert_eq!(Interval::from_seconds(120).to_string(), "2m");
    }

    #[test]
    fn prints_small_zero_and_negative() {
        assert_eq!(Interval(1).to_string(), "0.0000001s");
        assert_eq!(Interval::ZERO.to_string(), "0s");
        assert_eq!(Interval::from_seconds(-3661).to_string(), "-1h1m1s");
        assert_eq!(Interval(i64::MIN).to_string(), "-10675199d2h48m5.4775808s");
    }
}
