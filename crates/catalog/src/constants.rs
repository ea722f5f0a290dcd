//! The constants: lengths of time.

use autoscale_base::Interval;

use crate::profile::{Profile, Year};
use crate::sources;
use crate::table::builtins;

builtins! {
    /// A constant: a timeinterval.
    pub enum Constant in CONSTANTS;

    Zero = "TimeInterval_Zero" {
        summary: "No time at all.",
        details: "How results print it is the setting `zero-interval`.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Zero" => "i=0s"],
    }
    Tick = "TimeInterval_100ns" {
        summary: "100 nanoseconds, the shortest length of time.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_100ns" => "i=0.0000001s"],
    }
    Microsecond = "TimeInterval_Microsecond" {
        summary: "1 microsecond.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Microsecond" => "i=0.000001s"],
    }
    Millisecond = "TimeInterval_Millisecond" {
        summary: "1 millisecond.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Millisecond" => "i=0.001s"],
    }
    Second = "TimeInterval_Second" {
        summary: "1 second.",
        source: sources::DOCS,
        examples: ["i = 90 * TimeInterval_Second" => "i=1m30s"],
    }
    Minute = "TimeInterval_Minute" {
        summary: "1 minute.",
        source: sources::DOCS,
        examples: [
            "i = TimeInterval_Minute" => "i=1m",
            "n = len($PendingTasks.GetSample(TimeInterval_Minute * 5))" => "n=10",
        ],
    }
    Hour = "TimeInterval_Hour" {
        summary: "1 hour.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Hour" => "i=1h"],
    }
    Day = "TimeInterval_Day" {
        summary: "1 day.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Day" => "i=1d"],
    }
    Week = "TimeInterval_Week" {
        summary: "1 week, which is 7 days.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Week" => "i=7d"],
    }
    Year = "TimeInterval_Year" {
        summary: "1 year.",
        details: "Its length is not documented; it is the setting `year`.",
        source: sources::DOCS,
        examples: ["i = TimeInterval_Year" => "i=365d"],
    }
}

impl Constant {
    /// The length of time; that of a year is the setting `year`.
    #[must_use]
    pub const fn interval(self, profile: &Profile) -> Interval {
        match self {
            Self::Zero => Interval::ZERO,
            Self::Tick => Interval(1),
            Self::Microsecond => Interval(10),
            Self::Millisecond => Interval(10_000),
            Self::Second => Interval::from_seconds(1),
            Self::Minute => Interval::from_seconds(60),
            Self::Hour => Interval::from_seconds(3_600),
            Self::Day => Interval::from_seconds(86_400),
            Self::Week => Interval::from_seconds(7 * 86_400),
            Self::Year => Interval::from_seconds(match profile.year {
                Year::Days365 => 365 * 86_400,
                Year::Days365_25 => 31_557_600,
                Year::Days365_2425 => 31_556_952,
                Year::Days366 => 366 * 86_400,
            }),
        }
    }
}
