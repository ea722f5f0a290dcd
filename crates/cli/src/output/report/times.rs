//! Instants and spans of time as people read them, in UTC.

use autoscale_base::{Interval, Timestamp};
use autoscale_simulate::Repeated;

use crate::output::human;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/// Instants in the shortest form that is clear within a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// The day that all of it is within, so that no dates are needed.
    day: Option<[i64; 3]>,
}

impl Times {
    /// Of a run from one instant to the other.
    pub(super) fn of(from: Timestamp, until: Timestamp) -> Self {
        let last = until.checked_sub(Interval(1)).unwrap_or(until);
        Self {
            day: Some(date(from)).filter(|day| *day == date(last.max(from))),
        }
    }

    /// `09:35`, or `Mon 5 Jan 09:35`.
    pub(super) fn instant(self, time: Timestamp) -> String {
        match self.day {
            Some(day) if day == date(time) => clock(time),
            Some(_) => "24:00".to_owned(),
            None => format!("{} {}", day(time), clock(time)),
        }
    }

    /// `09:00–11:35`; the date of the end is left out when it is that of the
    /// beginning.
    pub(super) fn span(self, first: Timestamp, last: Timestamp) -> String {
        let from = self.instant(first);
        if first == last {
            from
        } else if self.day.is_some() {
            format!("{from}–{}", self.instant(last))
        } else if date(first) == date(last) {
            format!("{from}–{}", clock(last))
        } else {
            format!("{from} – {}", self.instant(last))
        }
    }

    /// When something happened, and how often.
    pub(super) fn repeated<T>(self, entry: &Repeated<T>) -> String {
        let span = self.span(entry.first, entry.last);
        match entry.count {
            1 => span,
            count => format!("{span}, {} times", human::count(count)),
        }
    }
}

/// `Mon 5 Jan 2026, 09:00`.
pub(super) fn full(time: Timestamp) -> String {
    format!("{} {}, {}", day(time), time.year(), clock(time))
}

fn date(time: Timestamp) -> [i64; 3] {
    [time.year(), time.month(), time.day()]
}

fn day(time: Timestamp) -> String {
    let place = |number: i64| usize::try_from(number).unwrap_or(0);
    let weekday = DAYS.get(place(time.weekday())).unwrap_or(&"");
    let month = MONTHS.get(place(time.month() - 1)).unwrap_or(&"");
    format!("{weekday} {} {month}", time.day())
}

/// `09:35`, with seconds when there are any.
fn clock(time: Timestamp) -> String {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    }
}

/// Seconds since 1970.
#[expect(clippy::cast_precision_loss, reason = "a script has doubles only")]
pub(super) fn epoch_seconds(time: Timestamp) -> f64 {
    time.since(Timestamp::EPOCH).ticks() as f64 / 1e7
}

/// A length of time of `autoScaleEvaluationInterval` and the like, which are
/// mostly whole minutes.
pub(super) fn length(interval: Interval) -> String {
    human::duration(interval.seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECONDS_PER_DAY: i64 = 86_400;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::EPOCH
            .checked_add(Interval::from_seconds(seconds))
            .unwrap()
    }

    #[test]
    fn a_day_needs_no_dates() {
        let times = Times::of(at(0), at(SECONDS_PER_DAY));
        assert_eq!(times.instant(at(34_500)), "09:35");
        assert_eq!(times.span(at(0), at(61)), "00:00–00:01:01");
        assert_eq!(times.span(at(0), at(SECONDS_PER_DAY)), "00:00–24:00");
        assert_eq!(full(at(34_500)), "Thu 1 Jan 1970, 09:35");
    }

    #[test]
    fn several_days_need_them() {
        let times = Times::of(at(0), at(SECONDS_PER_DAY + 1));
        assert_eq!(times.span(at(60), at(120)), "Thu 1 Jan 00:01–00:02");
        assert_eq!(
            times.span(at(60), at(SECONDS_PER_DAY)),
            "Thu 1 Jan 00:01 – Fri 2 Jan 00:00"
        );
        let entry = Repeated {
            first: at(60),
            last: at(60),
            count: 1200,
            what: (),
        };
        assert_eq!(times.repeated(&entry), "Thu 1 Jan 00:01, 1,200 times");
    }
}
