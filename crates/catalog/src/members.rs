//! The members of a timestamp.

use autoscale_base::Timestamp;

use crate::Profile;
use crate::profile::Sunday;
use crate::sources;
use crate::table::builtins;

builtins! {
    /// A member of a timestamp: a double, in UTC.
    pub enum Member in MEMBERS;

    Year = "year" {
        summary: "The year.",
        source: sources::DOCS,
        examples: ["x = time().year" => "x=2026"],
    }
    Month = "month" {
        summary: "The month, 1 to 12.",
        source: sources::DOCS,
        examples: ["x = time().month" => "x=3"],
    }
    Day = "day" {
        summary: "The day of the month, 1 to 31.",
        source: sources::DOCS,
        examples: ["x = time().day" => "x=2"],
    }
    Weekday = "weekday" {
        summary: "The day of the week as a number, Monday being 1.",
        details: "Whether Sunday is 0 or 7 is not documented; it is the setting `sunday`. \
            `d >= 1 && d <= 5` is a working day either way, and `!(d >= 1 && d <= 5)` a weekend.",
        source: sources::DOCS,
        examples: [
            "x = time().weekday" => "x=1",
            "d = time().weekday; working = d >= 1 && d <= 5" => "d=1;working=1",
        ],
    }
    Hour = "hour" {
        summary: "The hour of the day, 0 to 23.",
        details: "UTC; add a multiple of `TimeInterval_Hour` to the timestamp for a local hour. \
            Nothing follows summer time.",
        source: sources::DOCS,
        examples: [
            "x = time().hour" => "x=9",
            "t = time() + (-5 * TimeInterval_Hour); x = t.hour"
                => "t=2026-03-02T04:15:00.000Z;x=4",
        ],
    }
    Minute = "minute" {
        summary: "The minute of the hour, 0 to 59.",
        source: sources::DOCS,
        examples: ["x = time().minute" => "x=15"],
    }
    Second = "second" {
        summary: "The second of the minute, 0 to 59.",
        source: sources::DOCS,
        examples: ["x = time(\"2026-03-02T09:14:58Z\").second" => "x=58"],
    }
}

impl Member {
    /// The member of `instant`, in UTC. The documentation gives Monday the
    /// number 1 and leaves Sunday's open; profile: `sunday`.
    #[inline]
    #[must_use]
    pub fn of(self, instant: Timestamp, profile: &Profile) -> i64 {
        match self {
            Self::Year => instant.year(),
            Self::Month => instant.month(),
            Self::Day => instant.day(),
            Self::Weekday => match (instant.weekday(), profile.sunday) {
                (0, Sunday::Seven) => 7,
                (day, _) => day,
            },
            Self::Hour => instant.hour(),
            Self::Minute => instant.minute(),
            Self::Second => instant.second(),
        }
    }
}
