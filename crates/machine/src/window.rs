//! What `GetSample` and `GetSamplePercent` mean: from their arguments to the
//! stretch of time, the wanted number of samples and the percentage received.
//!
//! Both engines share these definitions. They differ in how they gather the
//! samples: the reference by looking at every sample, the bytecode through the
//! indices of the series.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Metric;
use autoscale_catalog::profile::{
    FractionalCount, FutureSamples, PercentCap, PercentText, Profile, ShortWindow,
};

use crate::Fault;

/// One end of a window: both forms are documented for every end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// An instant.
    At(Timestamp),
    /// A length of time before now.
    Ago(Interval),
}

impl End {
    /// The instant; one outside the years 1 to 9999 counts as the nearer end of
    /// them, where no sample is.
    fn instant(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(instant) => instant,
            Self::Ago(interval) => now.checked_sub(interval).unwrap_or({
                if interval > Interval::ZERO {
                    Timestamp::MIN
                } else {
                    Timestamp::MAX
                }
            }),
        }
    }
}

/// A stretch of time with the number of samples that it should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Samples are later than this.
    pub after: Timestamp,
    /// Samples are at or before this.
    pub until: Timestamp,
    /// How many samples it would hold if none were missing.
    pub wanted: i64,
}

impl Window {
    /// The window from `start` to `end`, now unless given. The documented
    /// examples give the ends in either order (`GetSample(1 * TimeInterval_Minute,
    /// 6 * TimeInterval_Minute)` in DOC19 and the reverse in azure-sdk-for-net),
    /// so that the older one is the start.
    ///
    /// A sample at time t lies in the window when after < t <= until; one that
    /// is later than now is hidden (profile: `future-samples`), but the time
    /// behind now counts for the wanted number. That number is the whole
    /// periods in the window: 15 minutes want 30 samples of 30 seconds (29 of
    /// them were recorded as `96.6667`). Profile: `short-window`.
    #[must_use]
    pub fn new(
        start: End,
        end: Option<End>,
        now: Timestamp,
        period: Interval,
        profile: &Profile,
    ) -> Self {
        let start = start.instant(now);
        let end = end.map_or(now, |end| end.instant(now));
        let (after, until) = (start.min(end), start.max(end));
        let periods = until.since(after).ticks() / period.ticks().max(1);
        let least = match profile.short_window {
            ShortWindow::AtLeastOne => 1,
            ShortWindow::Zero => 0,
        };
        let last = horizon(now, profile);
        Self {
            after,
            until: until.min(last.max(after)),
            wanted: periods.max(least),
        }
    }

    /// `GetSamplePercent`: how many percent of the wanted samples were
    /// received. Of a window that wants none (`short-window = 0`) it is 0.
    #[must_use]
    pub fn percent(&self, received: usize, profile: &Profile) -> f64 {
        if self.wanted <= 0 {
            return 0.0;
        }
        // The usual case needs no division.
        let received = i64::try_from(received).unwrap_or(i64::MAX);
        if received == self.wanted {
            return 100.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53 samples")]
        let percent = received as f64 * 100.0 / self.wanted as f64;
        match profile.percent_cap {
            PercentCap::Raw => percent,
            PercentCap::Cap => percent.min(100.0),
        }
    }
}

/// The newest time that a sample may have to be seen.
#[must_use]
pub fn horizon(now: Timestamp, profile: &Profile) -> Timestamp {
    match profile.future_samples {
        FutureSamples::Hidden => now,
        FutureSamples::Seen => Timestamp::MAX,
    }
}

/// The check of `GetSample` over a window: it fails "if the samplePercent is
/// less than" the wanted percentage; an equal one passes.
///
/// # Errors
/// Too few samples.
pub fn require(metric: Metric, wanted: f64, received: f64, profile: &Profile) -> Result<(), Fault> {
    if received < wanted {
        return Err(Fault::InsufficientData {
            metric,
            wanted: whole_percent(wanted, profile),
            received: whole_percent(received, profile),
        });
    }
    Ok(())
}

/// The error text shows whole numbers (`received 50%`); how they come about is
/// the setting `percent-text`. No zero has a sign.
fn whole_percent(percent: f64, profile: &Profile) -> f64 {
    let whole = match profile.percent_text {
        PercentText::Truncate => percent.trunc(),
        PercentText::Round => percent.round(),
        PercentText::Ceil => percent.ceil(),
    };
    whole + 0.0
}

/// The number of samples that `GetSample(count)` asks for: none when it is
/// negative or not a number.
#[must_use]
pub fn sample_count(count: f64, profile: &Profile) -> usize {
    let whole = match profile.fractional_count {
        FractionalCount::Truncate => count.trunc(),
        FractionalCount::Round => count.round(),
        FractionalCount::Ceil => count.ceil(),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, which is what is meant"
    )]
    let whole = whole as usize;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Interval = Interval::from_seconds(30);

    fn now() -> Timestamp {
        Timestamp::from_ticks(17_724_429_000_000_000).unwrap()
    }

    fn ago(seconds: i64) -> End {
        End::Ago(Interval::from_seconds(seconds))
    }

    fn window(start: End, end: Option<End>) -> Window {
        Window::new(start, end, now(), PERIOD, &Profile::default())
    }

    #[test]
    fn wanted_samples_are_whole_periods() {
        for (seconds, wanted) in [
            (900, 30),
            (180, 6),
            (600, 20),
            (59, 1),
            (30, 1),
            (1, 1),
            (0, 1),
        ] {
            assert_eq!(window(ago(seconds), None).wanted, wanted, "{seconds} s");
        }
        assert_eq!(window(ago(60), Some(ago(360))).wanted, 10);
    }

    #[test]
    fn a_short_window_is_a_setting() {
        let profile = Profile {
            short_window: ShortWindow::Zero,
            ..Profile::default()
        };
        let window = Window::new(ago(29), None, now(), PERIOD, &profile);
        assert_eq!(window.wanted, 0);
        assert_eq!(window.percent(1, &profile), 0.0);
    }

    #[test]
    fn the_ends_come_in_either_order() {
        let forward = window(ago(60), Some(ago(360)));
        assert_eq!(forward, window(ago(360), Some(ago(60))));
        let instant = now().checked_sub(Interval::from_seconds(360)).unwrap();
        assert_eq!(forward, window(End::At(instant), Some(ago(60))));
        assert_eq!(forward.after, instant);
    }

    #[test]
    fn the_future_is_wanted_but_not_seen() {
        let mut profile = Profile::default();
        let hidden = window(ago(60), Some(ago(-60)));
        assert_eq!((hidden.until, hidden.wanted), (now(), 4));
        let ahead = window(ago(-60), Some(ago(-120)));
        assert_eq!(ahead.until, ahead.after);
        profile.future_samples = FutureSamples::Seen;
        let seen = Window::new(ago(60), Some(ago(-60)), now(), PERIOD, &profile);
        assert_eq!(seen.until.since(now()), Interval::from_seconds(60));
    }

    #[test]
    fn an_end_beyond_the_calendar_is_no_fault() {
        let far = window(End::Ago(Interval(i64::MAX)), None);
        assert_eq!(far.after, Timestamp::MIN);
        let ahead = window(End::Ago(Interval(i64::MIN)), None);
        assert_eq!((ahead.after, ahead.until), (now(), now()));
    }

    #[test]
    fn percent_is_exact_and_may_be_capped() {
        let mut profile = Profile::default();
        let window = window(ago(900), None);
        assert_eq!(window.percent(29, &profile), 2900.0 / 30.0);
        assert_eq!(window.percent(31, &profile), 3100.0 / 30.0);
        profile.percent_cap = PercentCap::Cap;
        assert_eq!(window.percent(31, &profile), 100.0);
    }

    #[test]
    fn too_few_samples_are_told_in_the_services_words() {
        let mut profile = Profile::default();
        let text = |profile: &Profile| {
            let fault = require(Metric::PendingTasks, 70.0, 69.5, profile).unwrap_err();
            fault.to_string()
        };
        let start = "Insufficient data from data set: $PendingTasks wanted 70%, received";
        assert_eq!(text(&profile), format!("{start} 69%"));
        profile.percent_text = PercentText::Ceil;
        assert_eq!(text(&profile), format!("{start} 70%"));
        assert!(require(Metric::PendingTasks, 70.0, 70.0, &profile).is_ok());
    }

    #[test]
    fn a_fractional_count_is_a_setting() {
        let mut profile = Profile::default();
        for (setting, expected) in [
            (FractionalCount::Truncate, [2, 0]),
            (FractionalCount::Round, [3, 1]),
            (FractionalCount::Ceil, [3, 1]),
        ] {
            profile.fractional_count = setting;
            assert_eq!(
                [2.7, 0.5].map(|count| sample_count(count, &profile)),
                expected
            );
        }
        for count in [-1.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(sample_count(count, &profile), 0);
        }
        assert_eq!(sample_count(f64::INFINITY, &profile), usize::MAX);
    }
}
