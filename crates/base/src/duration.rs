//! Lengths of time as files write them.

use jiff::fmt::temporal::SpanParser;

use crate::Interval;

const NANOSECONDS_PER_TICK: i128 = 100;

/// Reads an ISO 8601 duration such as `PT30S`. It must be positive, without
/// years and months, which have no length of their own, and of whole ticks of
/// 100 ns.
///
/// # Errors
/// What is wrong, in words.
pub fn iso8601(text: &str) -> Result<Interval, &'static str> {
    let span = SpanParser::new()
        .parse_span(text)
        .map_err(|_| "expected an ISO 8601 duration such as `PT30S`")?;
    if span.get_years() != 0 || span.get_months() != 0 {
        return Err("years and months have no fixed length");
    }
    let hours = (i128::from(span.get_weeks()) * 7 + i128::from(span.get_days())) * 24
        + i128::from(span.get_hours());
    let seconds =
        (hours * 60 + i128::from(span.get_minutes())) * 60 + i128::from(span.get_seconds());
    let milliseconds = seconds * 1000 + i128::from(span.get_milliseconds());
    let microseconds = milliseconds * 1000 + i128::from(span.get_microseconds());
    let nanoseconds = microseconds * 1000 + i128::from(span.get_nanoseconds());
    if nanoseconds % NANOSECONDS_PER_TICK != 0 {
        return Err("the resolution of a duration is 100 ns");
    }
    positive(nanoseconds / NANOSECONDS_PER_TICK)
}

/// Reads `0:05:00` or `1 day, 0:00:00`, as an Azure CLI written in Python prints
/// a duration that has a type of its own there.
///
/// # Errors
/// What is wrong, in words.
pub fn clock(text: &str) -> Result<Interval, &'static str> {
    const WRONG: &str = "expected a duration such as `PT1M` or `0:01:00`";
    let (days, time) = match text.split_once(", ") {
        Some((days, time)) => (days.split(' ').next().unwrap_or_default(), time),
        None => ("0", text),
    };
    let days: i128 = days.parse().map_err(|_| WRONG)?;
    let mut seconds = 0;
    let mut parts = 0;
    for part in time.split(':') {
        let part: u32 = part.parse().map_err(|_| WRONG)?;
        seconds = seconds * 60 + i128::from(part);
        parts += 1;
    }
    if parts != 3 {
        return Err(WRONG);
    }
    positive((days * 86_400 + seconds) * 10_000_000)
}

/// Reads what people write: `90s`, `5m`, `1.5h`, `2d`, `250ms`, or an ISO 8601
/// duration. Nothing at all, `0s`, is a length as well.
///
/// # Errors
/// What is wrong, in words.
pub fn words(text: &str) -> Result<Interval, &'static str> {
    const WRONG: &str = "expected a duration such as `90s`, `5m` or `PT5M`";
    if text.starts_with('P') {
        return iso8601(text);
    }
    let units = [
        ("ms", 1e4),
        ("s", 1e7),
        ("m", 6e8),
        ("h", 3.6e10),
        ("d", 8.64e11),
    ];
    let split = units
        .into_iter()
        .find_map(|(unit, ticks)| Some((text.strip_suffix(unit)?, ticks)));
    let (number, ticks) = split.ok_or(WRONG)?;
    let plain = number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number: f64 = number.parse().ok().filter(|_| plain).ok_or(WRONG)?;
    seconds(number * ticks / 1e7)
}

/// A number of seconds, to the nearest tick.
///
/// # Errors
/// When it is negative, or too long.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "compared with the longest before the cast, to the nearest tick after it"
)]
pub fn seconds(seconds: f64) -> Result<Interval, &'static str> {
    let ticks = (seconds * 1e7).round();
    match ticks {
        _ if ticks.is_nan() || ticks < 0.0 => Err("a duration cannot be negative"),
        _ if ticks >= i64::MAX as f64 => Err("the duration is too long"),
        _ => Ok(Interval(ticks as i64)),
    }
}

fn positive(ticks: i128) -> Result<Interval, &'static str> {
    match i64::try_from(ticks) {
        Ok(ticks) if ticks > 0 => Ok(Interval(ticks)),
        Ok(_) => Err("the duration must be longer than nothing"),
        Err(_) => Err("the duration is too long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_iso_8601() {
        assert_eq!(iso8601("PT30S"), Ok(Interval::from_seconds(30)));
        assert_eq!(iso8601("PT1H1M0.5S"), Ok(Interval(36_605_000_000)));
        assert_eq!(iso8601("P1W1DT1M"), Ok(Interval::from_seconds(691_260)));
        for wrong in [
            "",
            "30s",
            "PT",
            "P1M",
            "P1Y",
            "PT0S",
            "-PT30S",
            "PT0.00000001S",
            "PT9e9S",
        ] {
            assert!(iso8601(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn reads_words() {
        assert_eq!(words("90s"), Ok(Interval::from_seconds(90)));
        assert_eq!(words("1.5h"), Ok(Interval::from_seconds(5400)));
        assert_eq!(words("5m"), Ok(Interval::from_seconds(300)));
        assert_eq!(words("250ms"), Ok(Interval(2_500_000)));
        assert_eq!(words("2d"), Ok(Interval::from_seconds(172_800)));
        assert_eq!(words("PT5M"), Ok(Interval::from_seconds(300)));
        assert_eq!(words("0s"), Ok(Interval::ZERO));
        for wrong in [
            "",
            "5",
            "m",
            "-5m",
            "1e3s",
            "5 m",
            "5y",
            "1.2.3s",
            "99999999999999d",
        ] {
            assert!(words(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn reads_a_clock() {
        assert_eq!(clock("0:01:00"), Ok(Interval::from_seconds(60)));
        assert_eq!(clock("1 day, 0:00:00"), Ok(Interval::from_seconds(86_400)));
        assert_eq!(
            clock("7 days, 12:00:30"),
            Ok(Interval::from_seconds(648_030))
        );
        for wrong in [
            "",
            "1:00",
            "0:00:00",
            "a day, 0:01:00",
            "0:0:0:1",
            "-1 day, 23:00:00",
        ] {
            assert!(clock(wrong).is_err(), "{wrong}");
        }
    }
}
