//! A proved range in words.

use autoscale_base::{Interval, Timestamp};
use autoscale_bounds::{Elements, Num, Range, Ticks};
use autoscale_catalog::Profile;
use autoscale_machine::{Value, print};

/// A range of values.
#[must_use]
pub fn range(range: Range, profile: &Profile) -> String {
    match range {
        Range::Never => "never reached".to_owned(),
        Range::Double(num) => numbers(num),
        Range::DoubleVec(elements) => list(elements),
        Range::Timestamp(ticks) => instants(ticks),
        Range::Interval(ticks) => lengths(ticks, profile),
        Range::Any => "anything".to_owned(),
    }
}

/// True when the range has no end on either side, which nobody needs to read.
#[must_use]
pub fn is_open(range: Range) -> bool {
    match range {
        Range::Never | Range::DoubleVec(_) => false,
        Range::Double(num) => num.min.is_infinite() && num.max.is_infinite() && num.min < num.max,
        Range::Timestamp(ticks) => {
            ticks.min <= Timestamp::MIN.ticks() && ticks.max >= Timestamp::MAX.ticks()
        }
        Range::Interval(ticks) => (ticks.min, ticks.max) == (i64::MIN, i64::MAX),
        Range::Any => true,
    }
}

/// A range of numbers: `0 to 25`, `at least 0, without an upper end`.
#[must_use]
pub fn numbers(range: Num) -> String {
    let nan = if range.nan { ", or NaN" } else { "" };
    let Num { min, max, .. } = range;
    if min > max {
        return if range.nan { "NaN" } else { "never reached" }.to_owned();
    }
    let text = match (min.is_infinite(), max.is_infinite()) {
        _ if min.to_bits() == max.to_bits() => number(min),
        (false, false) if is_least(min) => format!("above 0, at most {}", number(max)),
        (false, false) => format!("{} to {}", number(min), number(max)),
        (false, true) if is_least(min) => "above 0, without an upper end".to_owned(),
        (false, true) => format!("at least {}, without an upper end", number(min)),
        (true, false) => format!("at most {}, without a lower end", number(max)),
        (true, true) => "any number".to_owned(),
    };
    format!("{text}{nan}")
}

/// The least double above 0, which nobody wants to read.
fn is_least(min: f64) -> bool {
    min == 0.0_f64.next_up()
}

/// A number in as few digits as tell it.
#[must_use]
pub fn number(number: f64) -> String {
    // Without the sign of a zero.
    let number = number + 0.0;
    if number != 0.0 && !(1e-5..1e16).contains(&number.abs()) {
        return format!("{number:e}");
    }
    number.to_string()
}

fn list(elements: Elements) -> String {
    let each = numbers(elements.element);
    match (elements.min_len, elements.max_len) {
        (_, Some(0)) => "no values".to_owned(),
        (1, Some(1)) => format!("1 value: {each}"),
        (min, Some(max)) if min == max => format!("{min} values, each {each}"),
        (min, Some(max)) => format!("{min} to {max} values, each {each}"),
        (0, None) => format!("any number of values, each {each}"),
        (min, None) => format!("{min} or more values, each {each}"),
    }
}

fn instants(ticks: Ticks) -> String {
    let instant = |ticks| Timestamp::from_ticks(ticks).unwrap_or_default();
    let (min, max) = (instant(ticks.min), instant(ticks.max));
    match (min == Timestamp::MIN, max == Timestamp::MAX) {
        (true, true) => "any instant".to_owned(),
        (true, false) => format!("{max} or before"),
        (false, true) => format!("{min} or later"),
        (false, false) if min == max => min.to_string(),
        (false, false) => format!("{min} to {max}"),
    }
}

fn lengths(ticks: Ticks, profile: &Profile) -> String {
    let length = |ticks| print::text(&Value::Interval(Interval(ticks)), profile);
    match (ticks.min == i64::MIN, ticks.max == i64::MAX) {
        (true, true) => "any length of time".to_owned(),
        (true, false) => format!("at most {}", length(ticks.max)),
        (false, true) if ticks.min == 1 => "longer than nothing".to_owned(),
        (false, true) => format!("at least {}", length(ticks.min)),
        (false, false) if ticks.min == ticks.max => length(ticks.min),
        (false, false) => format!("{} to {}", length(ticks.min), length(ticks.max)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_words() {
        let of = |min, max, nan| numbers(Num { min, max, nan });
        let (least, inf) = (0.0_f64.next_up(), f64::INFINITY);
        assert_eq!(of(-0.0, 25.0, false), "0 to 25");
        assert_eq!(of(7.0, 7.0, true), "7, or NaN");
        assert_eq!(
            of(0.0, inf, true),
            "at least 0, without an upper end, or NaN"
        );
        assert_eq!(of(least, 2.5, false), "above 0, at most 2.5");
        assert_eq!(of(-inf, 10.0, false), "at most 10, without a lower end");
        assert_eq!(of(-inf, inf, false), "any number");
        assert_eq!(of(inf, -inf, true), "NaN");
        assert_eq!(of(1e300, 1e300, false), "1e300");
    }
}
