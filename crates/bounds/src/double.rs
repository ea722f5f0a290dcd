//! Sets of doubles as the interpreter keeps them: [`Num`] with what it takes
//! to stay exact and sound.
//!
//! An end of ±∞ says that nothing limits the set, not that ∞ is in it: the
//! number of pending tasks has no upper end, and is finite all the same. How
//! large a number can get under the assumption that samples are at most 1e15
//! is kept beside the ends, so that `$PendingTasks - $RunningTasks` is known
//! not to be ∞ - ∞.
//!
//! Ends are in the total order in which -0 is below 0, since the two differ as
//! divisors.

use crate::Num;

/// A set of doubles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Double {
    /// The least number; above `max` when there is none but NaN.
    pub(crate) min: f64,
    /// The greatest number.
    pub(crate) max: f64,
    /// No number is further from 0; infinite when an infinity is in the set.
    pub(crate) magnitude: f64,
    /// NaN is in the set.
    pub(crate) nan: bool,
    /// No finite number has a fraction.
    pub(crate) whole: bool,
}

impl Double {
    /// Any double.
    pub(crate) const ANY: Self = Self {
        min: f64::NEG_INFINITY,
        max: f64::INFINITY,
        magnitude: f64::INFINITY,
        nan: true,
        whole: false,
    };

    /// No double at all.
    pub(crate) const NONE: Self = Self {
        min: f64::INFINITY,
        max: f64::NEG_INFINITY,
        magnitude: 0.0,
        nan: false,
        whole: true,
    };

    /// NaN alone.
    pub(crate) const NAN: Self = Self {
        nan: true,
        ..Self::NONE
    };

    /// 0 and 1.
    pub(crate) const TRUTH: Self = Self {
        min: 0.0,
        max: 1.0,
        magnitude: 1.0,
        nan: false,
        whole: true,
    };

    /// One double.
    pub(crate) fn exactly(value: f64) -> Self {
        if value.is_nan() {
            return Self::NAN;
        }
        Self {
            whole: value.trunc() == value,
            ..Self::between(value, value)
        }
    }

    /// The numbers from `min` to `max`, of any magnitude.
    pub(crate) fn between(min: f64, max: f64) -> Self {
        Self {
            min,
            max,
            magnitude: f64::INFINITY,
            nan: false,
            whole: false,
        }
        .tidy()
    }

    /// The whole numbers of them.
    pub(crate) fn whole(self) -> Self {
        Self {
            whole: true,
            ..self
        }
        .tidy()
    }

    /// Those that are at most so far from 0.
    pub(crate) fn within(self, magnitude: f64) -> Self {
        Self {
            magnitude: self.magnitude.min(magnitude),
            ..self
        }
        .tidy()
    }

    /// These and NaN, when `nan` holds.
    pub(crate) const fn or_nan(self, nan: bool) -> Self {
        Self {
            nan: self.nan || nan,
            ..self
        }
    }

    /// Those that are numbers.
    pub(crate) const fn numbers(self) -> Self {
        Self { nan: false, ..self }
    }

    /// Brings the parts in line with each other.
    pub(crate) fn tidy(self) -> Self {
        let (mut min, mut max) = (self.min, self.max);
        if self.whole {
            (min, max) = (min.ceil(), max.floor());
        }
        if min.total_cmp(&max).is_gt() {
            return Self::NONE.or_nan(self.nan);
        }
        Self {
            min,
            max,
            magnitude: self.magnitude.min(min.abs().max(max.abs())),
            ..self
        }
    }

    /// True when no number is in the set.
    pub(crate) const fn no_number(self) -> bool {
        self.min > self.max
    }

    /// True when nothing is in the set.
    pub(crate) const fn is_empty(self) -> bool {
        self.no_number() && !self.nan
    }

    /// The only number, when there is one and no NaN.
    pub(crate) fn single(self) -> Option<f64> {
        (self.min == self.max && !self.nan).then_some(self.min)
    }

    /// True when 0 or -0 is in the set.
    pub(crate) fn has_zero(self) -> bool {
        self.min <= 0.0 && 0.0 <= self.max
    }

    /// True when +∞ is in the set.
    pub(crate) const fn has_infinity(self) -> bool {
        self.max == f64::INFINITY && self.magnitude == f64::INFINITY
    }

    /// True when -∞ is in the set.
    pub(crate) const fn has_negative_infinity(self) -> bool {
        self.min == f64::NEG_INFINITY && self.magnitude == f64::INFINITY
    }

    /// True when ∞ or -∞ is in the set.
    pub(crate) const fn has_infinite(self) -> bool {
        self.has_infinity() || self.has_negative_infinity()
    }

    /// What is in either set.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            min: lower(self.min, other.min),
            max: upper(self.max, other.max),
            magnitude: self.magnitude.max(other.magnitude),
            nan: self.nan || other.nan,
            whole: self.whole && other.whole,
        }
    }

    /// What is in both sets.
    pub(crate) fn meet(self, other: Self) -> Self {
        Self {
            min: upper(self.min, other.min),
            max: lower(self.max, other.max),
            magnitude: self.magnitude.min(other.magnitude),
            nan: self.nan && other.nan,
            whole: self.whole || other.whole,
        }
        .tidy()
    }

    /// A monotone function of the numbers, which keeps NaN. `of_magnitude`
    /// is not below any result's distance from 0.
    pub(crate) fn monotone(self, of: impl Fn(f64) -> f64, magnitude: f64) -> Self {
        if self.no_number() {
            return self;
        }
        Self {
            min: of(self.min),
            max: of(self.max),
            magnitude,
            nan: self.nan,
            whole: false,
        }
        .tidy()
    }

    /// As it is published: what may be infinite has no end.
    pub(crate) const fn to_num(self) -> Num {
        Num {
            min: self.min,
            max: self.max,
            nan: self.nan,
        }
    }
}

/// The lower of two ends, -0 being below 0.
pub(crate) fn lower(a: f64, b: f64) -> f64 {
    if a.total_cmp(&b).is_lt() { a } else { b }
}

/// The upper of two ends, 0 being above -0.
pub(crate) fn upper(a: f64, b: f64) -> f64 {
    if a.total_cmp(&b).is_gt() { a } else { b }
}
