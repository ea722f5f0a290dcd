//! Operations on timestamps and intervals.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Member;
use autoscale_catalog::profile::{DivisionByZero, IntervalRounding, Profile};

use crate::Fault;

/// `interval * factor`, rounded to whole ticks.
///
/// # Errors
/// A result out of range, or not a number.
pub fn scale_interval(
    interval: Interval,
    factor: f64,
    profile: &Profile,
) -> Result<Interval, Fault> {
    whole_ticks(ticks(interval) * factor, profile)
}

/// `interval / divisor`, rounded to whole ticks.
///
/// # Errors
/// A result out of range, or not a number; a divisor of 0 under
/// `division-by-zero = error`.
pub fn divide_interval(
    interval: Interval,
    divisor: f64,
    profile: &Profile,
) -> Result<Interval, Fault> {
    if divisor == 0.0 && profile.division_by_zero == DivisionByZero::Error {
        return Err(Fault::DivisionByZero);
    }
    whole_ticks(ticks(interval) / divisor, profile)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact up to 28 years; the service's own type of numbers is double"
)]
const fn ticks(interval: Interval) -> f64 {
    interval.ticks() as f64
}

fn whole_ticks(ticks: f64, profile: &Profile) -> Result<Interval, Fault> {
    /// 2^63, the first double above the ticks of an interval.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let whole = match profile.interval_rounding {
        IntervalRounding::Nearest => ticks.round(),
        IntervalRounding::Truncate => ticks.trunc(),
        IntervalRounding::Floor => ticks.floor(),
        IntervalRounding::Even => ticks.round_ties_even(),
    };
    if !(-LIMIT..LIMIT).contains(&whole) {
        return Err(Fault::IntervalRange);
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
    let whole = whole as i64;
    Ok(Interval(whole))
}

/// `left + right`.
///
/// # Errors
/// A result out of range.
pub fn add_intervals(left: Interval, right: Interval) -> Result<Interval, Fault> {
    let ticks = left.ticks().checked_add(right.ticks());
    ticks.map(Interval).ok_or(Fault::IntervalRange)
}

/// `left - right`.
///
/// # Errors
/// A result out of range.
pub fn subtract_intervals(left: Interval, right: Interval) -> Result<Interval, Fault> {
    let ticks = left.ticks().checked_sub(right.ticks());
    ticks.map(Interval).ok_or(Fault::IntervalRange)
}

/// `-interval`.
///
/// # Errors
/// The one interval without a counterpart.
pub fn negate_interval(interval: Interval) -> Result<Interval, Fault> {
    let ticks = interval.ticks().checked_neg();
    ticks.map(Interval).ok_or(Fault::IntervalRange)
}

/// `instant + interval`.
///
/// # Errors
/// A result outside the years 1 to 9999.
pub fn later(instant: Timestamp, interval: Interval) -> Result<Timestamp, Fault> {
    instant.checked_add(interval).ok_or(Fault::TimestampRange)
}

/// `instant - interval`.
///
/// # Errors
/// A result outside the years 1 to 9999.
pub fn earlier(instant: Timestamp, interval: Interval) -> Result<Timestamp, Fault> {
    instant.checked_sub(interval).ok_or(Fault::TimestampRange)
}

/// `instant.member`.
#[inline]
#[must_use]
pub fn member(member: Member, instant: Timestamp, profile: &Profile) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most 9999")]
    let number = member.of(instant, profile) as f64;
    number
}

/// `time("text")`; an empty text, the documented default of the argument,
/// means now. What is read beyond doubt, and what only under which setting,
/// tells [`Profile::date_text_rules`].
///
/// # Errors
/// A text that is neither W3C-DTF nor RFC 1123, or that the profile refuses.
pub fn parse_time(text: &str, now: Timestamp, profile: &Profile) -> Result<Timestamp, Fault> {
    if text.is_empty() {
        return Ok(now);
    }
    Timestamp::parse(text, profile.date_text_rules()).map_err(|why| Fault::Date {
        text: text.to_owned(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use autoscale_catalog::profile::{DayName, Fraction7, Offset, Sunday};

    use super::*;

    const NOW: Timestamp = Timestamp::EPOCH;

    #[test]
    fn intervals_scale_to_whole_ticks() {
        let mut profile = Profile::default();
        let half = |ticks, profile: &Profile| scale_interval(Interval(ticks), 0.5, profile);
        for (rounding, expected) in [
            (IntervalRounding::Nearest, [1, 2, -1, -2]),
            (IntervalRounding::Truncate, [0, 1, 0, -1]),
            (IntervalRounding::Floor, [0, 1, -1, -2]),
            (IntervalRounding::Even, [0, 2, 0, -2]),
        ] {
            profile.interval_rounding = rounding;
            for (ticks, expected) in [1, 3, -1, -3].into_iter().zip(expected) {
                assert_eq!(half(ticks, &profile), Ok(Interval(expected)), "{ticks}");
            }
        }
    }

    #[test]
    fn an_interval_out_of_range_is_a_fault() {
        let mut profile = Profile::default();
        let second = Interval::from_seconds(1);
        for factor in [1e13, -1e13, f64::NAN, f64::INFINITY] {
            let fault = Err(Fault::IntervalRange);
            assert_eq!(scale_interval(second, factor, &profile), fault);
        }
        let fault = Err(Fault::IntervalRange);
        assert_eq!(divide_interval(second, 0.0, &profile), fault);
        assert_eq!(add_intervals(Interval(i64::MAX), Interval(1)), fault);
        assert_eq!(subtract_intervals(Interval(i64::MIN), Interval(1)), fault);
        assert_eq!(negate_interval(Interval(i64::MIN)), fault);
        let least = scale_interval(Interval(i64::MIN), 1.0, &profile);
        assert_eq!(least, Ok(Interval(i64::MIN)));
        profile.division_by_zero = DivisionByZero::Error;
        let fault = Err(Fault::DivisionByZero);
        assert_eq!(divide_interval(second, 0.0, &profile), fault);
    }

    #[test]
    fn timestamps_stay_in_their_years() {
        assert_eq!(
            later(Timestamp::MAX, Interval(1)),
            Err(Fault::TimestampRange)
        );
        assert_eq!(
            earlier(Timestamp::MIN, Interval(1)),
            Err(Fault::TimestampRange)
        );
        assert_eq!(later(NOW, Interval(-1)), earlier(NOW, Interval(1)));
    }

    #[test]
    fn sundays_number_is_a_setting() {
        let mut profile = Profile::default();
        let sunday = parse_time("1969-12-28", NOW, &profile).unwrap();
        assert_eq!(member(Member::Weekday, sunday, &profile), 0.0);
        profile.sunday = Sunday::Seven;
        assert_eq!(member(Member::Weekday, sunday, &profile), 7.0);
        assert_eq!(member(Member::Weekday, NOW, &profile), 4.0);
    }

    #[test]
    fn time_reads_what_the_profile_takes() {
        let mut profile = Profile::default();
        assert_eq!(parse_time("", NOW, &profile), Ok(NOW));
        let texts = [
            "2023-04-14T10:41:13.1234567Z",
            "1997-07-16T19:20+01:00",
            "Tue, 06 Oct 2014 10:20:00 GMT",
        ];
        for text in texts {
            assert!(parse_time(text, NOW, &profile).is_ok(), "{text}");
        }
        profile.fraction_7 = Fraction7::Error;
        profile.offset = Offset::Error;
        profile.day_name = DayName::Error;
        for text in texts {
            assert!(parse_time(text, NOW, &profile).is_err(), "{text}");
        }
        let fault = parse_time("tomorrow", NOW, &profile).unwrap_err();
        let text = "Invalid dateTime: tomorrow (neither a W3C-DTF nor an RFC 1123 date)";
        assert_eq!(fault.to_string(), text);
    }
}
