//! Timestamps and intervals.

use std::fmt::Write as _;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::profile::{MsRounding, NegativeInterval, Profile, ZeroInterval, ZeroMs};

const TICKS_PER_MILLISECOND: i64 = 10_000;

/// Appends a timestamp: UTC with three fraction digits, as in the service's
/// recorded `2016-10-13T19:18:47.805Z`. Profile: `ms-rounding`, `zero-ms`.
pub fn timestamp(out: &mut String, instant: Timestamp, profile: &Profile) {
    let shown = match profile.ms_rounding {
        MsRounding::Truncate => instant,
        MsRounding::Round => instant
            .checked_add(Interval(TICKS_PER_MILLISECOND / 2))
            .unwrap_or(instant),
    };
    let milliseconds = shown
        .ticks()
        .div_euclid(TICKS_PER_MILLISECOND)
        .rem_euclid(1000);
    let digits = match (milliseconds, profile.zero_ms) {
        (0, ZeroMs::Drop) => 0,
        _ => 3,
    };
    out.push_str(&shown.to_text(digits));
}

/// Appends an interval: `4d22h14m53.7821283s`, parts of zero left out. Source:
/// an `autoScaleRun` of 2024-03-27 recorded in microsoft/ga4gh-tes
/// `src/tes_pool_config.json`. Profile: `zero-interval`, `negative-interval`.
pub fn interval(out: &mut String, length: Interval, profile: &Profile) {
    if length == Interval::ZERO {
        out.push_str(match profile.zero_interval {
            ZeroInterval::ZeroSeconds => "0s",
            ZeroInterval::Nothing => "",
            ZeroInterval::Zero => "0",
        });
        return;
    }
    let negative = length < Interval::ZERO;
    let (lead, each) = match profile.negative_interval {
        NegativeInterval::Lead if negative => ("-", ""),
        NegativeInterval::Parts if negative => ("", "-"),
        NegativeInterval::Lead | NegativeInterval::Parts => ("", ""),
    };
    out.push_str(lead);
    let [days, hours, minutes, seconds, ticks] = length.parts();
    for (part, unit) in [(days, "d"), (hours, "h"), (minutes, "m")] {
        if part != 0 {
            let _ = write!(out, "{each}{part}{unit}");
        }
    }
    if ticks != 0 {
        let fraction = format!("{ticks:07}");
        let fraction = fraction.trim_end_matches('0');
        let _ = write!(out, "{each}{seconds}.{fraction}s");
    } else if seconds != 0 {
        let _ = write!(out, "{each}{seconds}s");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use autoscale_base::DateTextRules;

    fn print_interval(ticks: i64, profile: &Profile) -> String {
        let mut out = String::new();
        interval(&mut out, Interval(ticks), profile);
        out
    }

    fn print_timestamp(text: &str, profile: &Profile) -> String {
        let mut out = String::new();
        let instant = Timestamp::parse(text, DateTextRules::OURS).unwrap();
        timestamp(&mut out, instant, profile);
        out
    }

    #[test]
    fn intervals_print_as_recorded() {
        let profile = Profile::default();
        for (ticks, text) in [
            (4_256_937_821_283, "4d22h14m53.7821283s"),
            (900_000_000, "1m30s"),
            (1_200_000_000, "2m"),
            (1, "0.0000001s"),
            (36_610_000_000, "1h1m1s"),
            (864_000_000_000, "1d"),
            (600_500_000, "1m0.05s"),
        ] {
            assert_eq!(print_interval(ticks, &profile), text);
        }
    }

    #[test]
    fn zero_and_negative_intervals_are_settings() {
        let mut profile = Profile::default();
        let text = "-10675199d2h48m5.4775808s";
        assert_eq!(print_interval(i64::MIN, &profile), text);
        assert_eq!(print_interval(-36_610_000_000, &profile), "-1h1m1s");
        profile.negative_interval = NegativeInterval::Parts;
        assert_eq!(print_interval(-36_610_500_000, &profile), "-1h-1m-1.05s");
        for (setting, text) in [
            (ZeroInterval::ZeroSeconds, "0s"),
            (ZeroInterval::Nothing, ""),
            (ZeroInterval::Zero, "0"),
        ] {
            profile.zero_interval = setting;
            assert_eq!(print_interval(0, &profile), text);
        }
    }

    #[test]
    fn timestamps_have_milliseconds() {
        let mut profile = Profile::default();
        let text = "2016-10-13T19:18:47.8059Z";
        assert_eq!(print_timestamp(text, &profile), "2016-10-13T19:18:47.805Z");
        profile.ms_rounding = MsRounding::Round;
        assert_eq!(print_timestamp(text, &profile), "2016-10-13T19:18:47.806Z");
        let end = "9999-12-31T23:59:59.9999999Z";
        assert_eq!(print_timestamp(end, &profile), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn whole_seconds_are_a_setting() {
        let mut profile = Profile::default();
        let text = "2026-03-02T09:15:00Z";
        assert_eq!(print_timestamp(text, &profile), "2026-03-02T09:15:00.000Z");
        profile.zero_ms = ZeroMs::Drop;
        assert_eq!(print_timestamp(text, &profile), text);
        let before = print_timestamp("1969-12-31T23:59:59.0009Z", &profile);
        assert_eq!(before, "1969-12-31T23:59:59Z");
    }
}
