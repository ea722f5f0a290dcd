//! `timestamp` values: 100 ns ticks since 1970, and the two text forms that
//! `time("…")` reads.

use std::fmt;

use jiff::civil;

use crate::{Interval, TICKS_PER_SECOND};

const TICKS_PER_DAY: i64 = 864_000_000_000;
const TICKS_PER_HOUR: i64 = 36_000_000_000;
const TICKS_PER_MINUTE: i64 = 600_000_000;
const EPOCH_DATE: civil::Date = civil::date(1970, 1, 1);

/// An instant in UTC, in ticks of 100 ns since 1970-01-01T00:00:00Z. The years
/// 1 to 9999 can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-621_355_968_000_000_000);
    /// 9999-12-31T23:59:59.9999999Z.
    pub const MAX: Self = Self(2_534_023_007_999_999_999);
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The instant that many ticks after 1970, when its year can be told.
    #[must_use]
    pub fn from_ticks(ticks: i64) -> Option<Self> {
        let instant = Self(ticks);
        (Self::MIN..=Self::MAX)
            .contains(&instant)
            .then_some(instant)
    }

    /// Ticks since 1970.
    #[must_use]
    pub const fn ticks(self) -> i64 {
        self.0
    }

    /// The instant `interval` later; `None` when it leaves the years 1 to 9999.
    #[must_use]
    pub fn checked_add(self, interval: Interval) -> Option<Self> {
        Self::from_ticks(self.0.checked_add(interval.0)?)
    }

    /// The instant `interval` earlier; `None` when it leaves the years 1 to
    /// 9999.
    #[must_use]
    pub fn checked_sub(self, interval: Interval) -> Option<Self> {
        Self::from_ticks(self.0.checked_sub(interval.0)?)
    }

    /// The time from `earlier` to `self`; negative when `earlier` is later.
    /// Two instants of the years 1 to 9999 are never too far apart.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Interval {
        Interval(self.0 - earlier.0)
    }

    /// Day of the week, Sunday being 0.
    #[inline]
    #[must_use]
    pub const fn weekday(self) -> i64 {
        // The first day of year 1 was a Monday.
        (self.since_year_one() / TICKS_PER_DAY.cast_unsigned() + 1).cast_signed() % 7
    }

    /// Hour of the day, 0 to 23.
    #[inline]
    #[must_use]
    pub const fn hour(self) -> i64 {
        (self.since_year_one() / TICKS_PER_HOUR.cast_unsigned() % 24).cast_signed()
    }

    /// Minute of the hour, 0 to 59.
    #[inline]
    #[must_use]
    pub const fn minute(self) -> i64 {
        (self.since_year_one() / TICKS_PER_MINUTE.cast_unsigned() % 60).cast_signed()
    }

    /// Second of the minute, 0 to 59.
    #[inline]
    #[must_use]
    pub const fn second(self) -> i64 {
        (self.since_year_one() / TICKS_PER_SECOND.cast_unsigned() % 60).cast_signed()
    }

    /// Ticks since the start of year 1, which is never negative.
    const fn since_year_one(self) -> u64 {
        self.0.wrapping_sub(Self::MIN.0).cast_unsigned()
    }

    /// Year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i64 {
        self.date().year().into()
    }

    /// Month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i64 {
        self.date().month().into()
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i64 {
        self.date().day().into()
    }

    fn date(self) -> civil::Date {
        let days = self.0.div_euclid(TICKS_PER_DAY);
        let days = jiff::Span::new().try_days(days);
        days.and_then(|days| EPOCH_DATE.checked_add(days))
            .unwrap_or(EPOCH_DATE)
    }

    /// Date and time with exactly `digits` fraction digits (0 to 7), cut off.
    #[must_use]
    pub fn to_text(self, digits: usize) -> String {
        let date = self.date();
        let (year, month, day) = (date.year(), date.month(), date.day());
        let (hour, minute, second) = (self.hour(), self.minute(), self.second());
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if digits > 0 {
            let fraction = format!("{:07}", self.0.rem_euclid(TICKS_PER_SECOND));
            text.push('.');
            text.push_str(fraction.get(..digits.min(7)).unwrap_or(&fraction));
        }
        text.push('Z');
        text
    }

    /// Reads W3C-DTF (`2014-10-06T10:20:00Z`, down to a year alone) or
    /// RFC 1123 (`Mon, 06 Oct 2014 10:20:00 GMT`), the two forms that the
    /// service's documentation names for `time("…")`.
    ///
    /// # Errors
    /// When the text is in neither form, or breaks one of `rules`.
    pub fn parse(text: &str, rules: DateTextRules) -> Result<Self, DateTextError> {
        let text = text.trim();
        if text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.contains(", ") {
            Reader::new(text, rules).rfc1123()
        } else {
            Reader::new(text, rules).w3c_dtf()
        }
    }
}

/// RFC 3339 with as many fraction digits as needed, at most seven.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fraction = self.0.rem_euclid(TICKS_PER_SECOND);
        let mut digits = 7;
        while digits > 0 && fraction % 10 == 0 {
            fraction /= 10;
            digits -= 1;
        }
        f.write_str(&self.to_text(digits))
    }
}

/// Which date texts are taken, where the documentation leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTextRules {
    /// Most fraction digits of a second.
    pub fraction_digits: usize,
    /// Take zones other than `Z` and `GMT`.
    pub offsets: bool,
    /// Take a day name that does not fit the date.
    pub any_day_name: bool,
}

impl DateTextRules {
    /// What our own files and options take: seven digits, any offset, and only
    /// the right day name.
    pub const OURS: Self = Self {
        fraction_digits: 7,
        offsets: true,
        any_day_name: false,
    };
}

/// Why a date text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTextError {
    /// Neither W3C-DTF nor RFC 1123.
    Form,
    /// The form is right but there is no such day or time.
    NoSuchTime,
    /// No zone behind the time.
    NoZone,
    /// More fraction digits than are taken.
    TooPrecise {
        /// The most that are taken.
        most: usize,
    },
    /// A zone other than UTC.
    Offset,
    /// The day name belongs to another date.
    DayName {
        /// The name that fits the date.
        right: &'static str,
    },
}

impl fmt::Display for DateTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("neither a W3C-DTF nor an RFC 1123 date"),
            Self::NoSuchTime => f.write_str("there is no such date or time"),
            Self::NoZone => f.write_str("the time has no zone"),
            Self::TooPrecise { most } => write!(f, "more than {most} fraction digits"),
            Self::Offset => f.write_str("a zone other than UTC"),
            Self::DayName { right } => write!(f, "that day is a {right}"),
        }
    }
}

impl std::error::Error for DateTextError {}

const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A cursor over a date text.
struct Reader<'a> {
    rest: &'a str,
    rules: DateTextRules,
}

impl<'a> Reader<'a> {
    const fn new(rest: &'a str, rules: DateTextRules) -> Self {
        Self { rest, rules }
    }

    fn w3c_dtf(mut self) -> Result<Timestamp, DateTextError> {
        let year = self.number(4, 4)?;
        let month = if self.eat("-") { self.number(2, 2)? } else { 1 };
        let day = if self.eat("-") { self.number(2, 2)? } else { 1 };
        if self.rest.is_empty() {
            return instant(year, month, day, 0);
        }
        self.expect("T")?;
        let time = self.time_of_day(false)?;
        let offset = self.w3c_zone()?;
        self.end()?;
        instant(year, month, day, time - offset)
    }

    fn rfc1123(mut self) -> Result<Timestamp, DateTextError> {
        let day_name = self.name(&DAYS);
        if day_name.is_some() {
            self.expect(",")?;
            self.rest = self.rest.trim_start();
        }
        let day = self.number(1, 2)?;
        self.expect(" ")?;
        let month = self.name(&MONTHS).ok_or(DateTextError::Form)? + 1;
        self.expect(" ")?;
        let year = self.number(4, 4)?;
        self.expect(" ")?;
        let time = self.time_of_day(true)?;
        if self.rest.is_empty() {
            return Err(DateTextError::NoZone);
        }
        self.expect(" ")?;
        let offset = if self.eat("GMT") || self.eat("UTC") || self.eat("UT") || self.eat("Z") {
            0
        } else {
            self.numeric_zone(false)?
        };
        self.end()?;
        self.check_day_name(day_name, instant(year, month, day, 0)?)?;
        instant(year, month, day, time - offset)
    }

    fn check_day_name(&self, found: Option<i64>, date: Timestamp) -> Result<(), DateTextError> {
        let right = date.weekday();
        if self.rules.any_day_name || found.is_none_or(|found| found == right) {
            return Ok(());
        }
        let right = usize::try_from(right).ok().and_then(|day| DAYS.get(day));
        Err(DateTextError::DayName {
            right: right.copied().unwrap_or_default(),
        })
    }

    /// `hh:mm`, `hh:mm:ss` or, in W3C-DTF, `hh:mm:ss.f`, in ticks.
    fn time_of_day(&mut self, whole_seconds: bool) -> Result<i64, DateTextError> {
        let hour = self.number(2, 2)?;
        self.expect(":")?;
        let minute = self.number(2, 2)?;
        let mut ticks = hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE;
        let mut second = 0;
        if self.eat(":") {
            second = self.number(2, 2)?;
            ticks += second * TICKS_PER_SECOND;
            if !whole_seconds && self.eat(".") {
                ticks += self.fraction()?;
            }
        }
        if hour > 23 || minute > 59 || second > 59 {
            return Err(DateTextError::NoSuchTime);
        }
        Ok(ticks)
    }

    fn fraction(&mut self) -> Result<i64, DateTextError> {
        let digits = self.digits(usize::MAX);
        let most = self.rules.fraction_digits.min(7);
        match digits.len() {
            0 => Err(DateTextError::Form),
            n if n > most => Err(DateTextError::TooPrecise { most }),
            n => {
                let value: i64 = digits.parse().map_err(|_| DateTextError::Form)?;
                Ok((n..7).fold(value, |ticks, _| ticks * 10))
            }
        }
    }

    fn w3c_zone(&mut self) -> Result<i64, DateTextError> {
        if self.eat("Z") {
            Ok(0)
        } else if self.rest.is_empty() {
            Err(DateTextError::NoZone)
        } else {
            self.numeric_zone(true)
        }
    }

    /// `+hh:mm` or, without the colon, `+hhmm`, in ticks.
    fn numeric_zone(&mut self, colon: bool) -> Result<i64, DateTextError> {
        let sign = match (self.eat("+"), self.rest.starts_with('-')) {
            (true, _) => 1,
            (false, true) if self.eat("-") => -1,
            _ => return Err(DateTextError::Form),
        };
        let hours = self.number(2, 2)?;
        if colon {
            self.expect(":")?;
        }
        let minutes = self.number(2, 2)?;
        if hours > 23 || minutes > 59 {
            return Err(DateTextError::NoSuchTime);
        }
        if !self.rules.offsets && (hours, minutes) != (0, 0) {
            return Err(DateTextError::Offset);
        }
        Ok(sign * (hours * TICKS_PER_HOUR + minutes * TICKS_PER_MINUTE))
    }

    /// The index of the name that comes next, compared exactly.
    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let found = names.iter().position(|name| self.eat(name))?;
        i64::try_from(found).ok()
    }

    fn number(&mut self, least: usize, most: usize) -> Result<i64, DateTextError> {
        let digits = self.digits(most);
        if digits.len() < least {
            return Err(DateTextError::Form);
        }
        digits.parse().map_err(|_| DateTextError::Form)
    }

    fn digits(&mut self, most: usize) -> &'a str {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(digits.min(most));
        self.rest = rest;
        digits
    }

    fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, word: &str) -> Result<(), DateTextError> {
        self.eat(word).then_some(()).ok_or(DateTextError::Form)
    }

    fn end(&self) -> Result<(), DateTextError> {
        self.rest
            .is_empty()
            .then_some(())
            .ok_or(DateTextError::Form)
    }
}

/// The instant `ticks` after the start of a day.
fn instant(year: i64, month: i64, day: i64, ticks: i64) -> Result<Timestamp, DateTextError> {
    let date = || {
        let date = civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        let days = EPOCH_DATE.until(date.ok()?).ok()?.get_days();
        Timestamp::from_ticks(i64::from(days) * TICKS_PER_DAY + ticks)
    };
    date().ok_or(DateTextError::NoSuchTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, String> {
        Timestamp::parse(text, DateTextRules::OURS)
            .map(|time| time.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn limits_are_the_years_1_and_9999() {
        assert_eq!(Timestamp::MIN.to_string(), "0001-01-01T00:00:00Z");
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.9999999Z");
        assert_eq!(Timestamp::MAX.checked_add(Interval(1)), None);
        assert_eq!(Timestamp::MIN.checked_sub(Interval(1)), None);
    }

    #[test]
    fn reads_every_documented_form() {
        for (text, instant) in [
            ("Mon, 06 Oct 2014 10:20:00 GMT", "2014-10-06T10:20:00Z"),
            ("2023-04-14T10:41:13.123456Z", "2023-04-14T10:41:13.123456Z"),
            (
                "2023-04-14T10:41:13.1234567Z",
                "2023-04-14T10:41:13.1234567Z",
            ),
            ("1997-07-16T19:20+01:00", "1997-07-16T18:20:00Z"),
            ("1997-07-16", "1997-07-16T00:00:00Z"),
            ("1997-07", "1997-07-01T00:00:00Z"),
            ("1997", "1997-01-01T00:00:00Z"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(instant), "{text}");
        }
    }

    #[test]
    fn says_why_a_text_is_refused() {
        for (text, why) in [
            (
                "2023-04-14T10:41:13.123456789Z",
                "more than 7 fraction digits",
            ),
            ("Tue, 06 Oct 2014 10:20:00 GMT", "that day is a Mon"),
            ("2023-02-29", "there is no such date or time"),
            ("2023-04-14T24:00Z", "there is no such date or time"),
            ("2023-04-14T10:41:13", "the time has no zone"),
            ("tomorrow", "neither a W3C-DTF nor an RFC 1123 date"),
            ("", "neither a W3C-DTF nor an RFC 1123 date"),
            ("é, 日", "neither a W3C-DTF nor an RFC 1123 date"),
        ] {
            assert_eq!(parse(text), Err(why.to_owned()), "{text}");
        }
    }

    #[test]
    fn calendar_members_agree_with_the_date() {
        let time = Timestamp::parse("Fri, 22 Mar 2024 22:14:45 GMT", DateTextRules::OURS).unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (2024, 3, 22));
        assert_eq!((time.hour(), time.minute(), time.second()), (22, 14, 45));
        assert_eq!(time.weekday(), 5);
        let before_1970 = Timestamp::parse("1969-12-28T23:59:59Z", DateTextRules::OURS).unwrap();
        assert_eq!(before_1970.weekday(), 0);
        assert_eq!(before_1970.hour(), 23);
    }

    #[test]
    fn prints_truncated_milliseconds() {
        let time = Timestamp::parse("2016-10-13T19:18:47.8059Z", DateTextRules::OURS).unwrap();
        assert_eq!(time.to_text(3), "2016-10-13T19:18:47.805Z");
    }
}
