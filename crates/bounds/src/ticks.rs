//! Sets of timestamps and of lengths of time, in ticks. What leaves the range
//! of either is an evaluation error, and so leaves no value.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Member;
use autoscale_catalog::profile::{IntervalRounding, Profile, Sunday};
use autoscale_syntax::BinaryOp;

use crate::Ticks;
use crate::basis::{Basis, Setting};
use crate::double::Double;

impl Ticks {
    /// Any instant.
    pub(crate) const INSTANTS: Self = Self {
        min: Timestamp::MIN.ticks(),
        max: Timestamp::MAX.ticks(),
    };

    /// Any length of time.
    pub(crate) const LENGTHS: Self = Self {
        min: i64::MIN,
        max: i64::MAX,
    };

    /// One.
    pub(crate) const fn exactly(ticks: i64) -> Self {
        Self {
            min: ticks,
            max: ticks,
        }
    }

    /// What is in either set.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }

    /// What is in both sets; `None` when nothing is.
    pub(crate) fn meet(self, other: Self) -> Option<Self> {
        let both = Self {
            min: self.min.max(other.min),
            max: self.max.min(other.max),
        };
        (both.min <= both.max).then_some(both)
    }

    fn single(self) -> Option<i64> {
        (self.min == self.max).then_some(self.min)
    }

    /// `a + b` among `all`; `None` when it always fails.
    pub(crate) fn add(self, other: Self, all: Self) -> Option<Self> {
        let wide = |a: i64, b: i64| i128::from(a) + i128::from(b);
        among(wide(self.min, other.min), wide(self.max, other.max), all)
    }

    /// `a - b` among `all`; `None` when it always fails.
    pub(crate) fn subtract(self, other: Self, all: Self) -> Option<Self> {
        let wide = |a: i64, b: i64| i128::from(a) - i128::from(b);
        among(wide(self.min, other.max), wide(self.max, other.min), all)
    }

    /// `-x`; `None` when it always fails.
    pub(crate) fn negate(self) -> Option<Self> {
        Self::exactly(0).subtract(self, Self::LENGTHS)
    }
}

fn among(min: i128, max: i128, all: Ticks) -> Option<Ticks> {
    let min = i64::try_from(min.max(all.min.into())).ok()?;
    let max = i64::try_from(max.min(all.max.into())).ok()?;
    (min <= max).then_some(Ticks { min, max })
}

/// A set of lengths of time as doubles, for a product or a quotient.
#[expect(
    clippy::cast_precision_loss,
    reason = "rounded as the evaluation itself does"
)]
pub(crate) fn as_double(ticks: Ticks) -> Double {
    Double::between(ticks.min as f64, ticks.max as f64)
}

/// The whole ticks of a product or a quotient; `None` when it always fails.
pub(crate) fn whole(ticks: Double, profile: &Profile, basis: &mut Basis) -> Option<Ticks> {
    /// 2^63, the first double above the ticks of an interval.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if ticks.no_number() {
        return None;
    }
    let whole = |end: f64| {
        let whole = match profile.interval_rounding {
            IntervalRounding::Nearest => end.round(),
            IntervalRounding::Truncate => end.trunc(),
            IntervalRounding::Floor => end.floor(),
            IntervalRounding::Even => end.round_ties_even(),
        };
        (whole != end, whole)
    };
    let ((inexact_min, min), (inexact_max, max)) = (whole(ticks.min), whole(ticks.max));
    if inexact_min || inexact_max {
        basis.setting(Setting::IntervalRounding);
    }
    if min >= LIMIT || max < -LIMIT {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "saturates, which is what is meant"
    )]
    let (min, max) = (min as i64, max as i64);
    Some(Ticks { min, max })
}

/// Can `a op b` hold, and can it fail to hold?
pub(crate) const fn compare(op: BinaryOp, a: Ticks, b: Ticks) -> (bool, bool) {
    let equal = a.min == a.max && b.min == b.max && a.min == b.min;
    let meet = a.min <= b.max && b.min <= a.max;
    match op {
        BinaryOp::Lt => (a.min < b.max, a.max >= b.min),
        BinaryOp::Le => (a.min <= b.max, a.max > b.min),
        BinaryOp::Gt => (a.max > b.min, a.min <= b.max),
        BinaryOp::Ge => (a.max >= b.min, a.min < b.max),
        BinaryOp::Eq => (meet, !equal),
        BinaryOp::Ne => (!equal, meet),
        _ => (true, true),
    }
}

/// Those of `a` for which `a op b` holds for some of `b`; `None` for none.
pub(crate) fn those_that(op: BinaryOp, a: Ticks, b: Ticks) -> Option<Ticks> {
    let Ticks { min, max } = Ticks::LENGTHS;
    let (min, max) = match op {
        BinaryOp::Lt => (min, b.max.saturating_sub(1)),
        BinaryOp::Le => (min, b.max),
        BinaryOp::Gt => (b.min.saturating_add(1), max),
        BinaryOp::Ge => (b.min, max),
        BinaryOp::Eq => (b.min, b.max),
        _ => (min, max),
    };
    a.meet(Ticks { min, max })
}

/// `instant.member`.
pub(crate) fn member(
    member: Member,
    instants: Ticks,
    profile: &Profile,
    basis: &mut Basis,
) -> Double {
    if member == Member::Weekday {
        basis.setting(Setting::Sunday);
    }
    let at = |ticks: i64| Timestamp::from_ticks(ticks).unwrap_or_default();
    if let Some(only) = instants.single() {
        return Double::exactly(double(member.of(at(only), profile)));
    }
    let (min, max) = match (member, profile.sunday) {
        (Member::Year, _) => (at(instants.min).year(), at(instants.max).year()),
        (Member::Month, _) => (1, 12),
        (Member::Day, _) => (1, 31),
        (Member::Weekday, Sunday::Zero) => (0, 6),
        (Member::Weekday, Sunday::Seven) => (1, 7),
        (Member::Hour, _) => (0, 23),
        (Member::Minute | Member::Second, _) => (0, 59),
    };
    Double::between(double(min), double(max)).whole()
}

#[expect(clippy::cast_precision_loss, reason = "at most 9999")]
const fn double(number: i64) -> f64 {
    number as f64
}

/// A constant length of time.
pub(crate) const fn constant(interval: Interval) -> Ticks {
    Ticks::exactly(interval.ticks())
}
