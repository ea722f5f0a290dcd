//! Numbers of about 106 significant bits as an unevaluated sum of two doubles,
//! so that a sum is rounded once, at the end.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number held as `hi + lo`, where `hi` is the double nearest to it.
///
/// Sums and differences are right to 2⁻¹⁰⁴ of the result, products and
/// quotients to 2⁻¹⁰¹; where the exact result fits into two doubles, sums and
/// differences are exact. NaN and infinity behave as in `f64`: whatever the
/// operation on the high parts gives is the result.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DoubleDouble {
    hi: f64,
    lo: f64,
}

/// `a + b` as its rounded value and the exact error of the rounding (Knuth).
/// The error is NaN when the rounded value is not finite.
#[inline]
pub(crate) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    let a_part = sum - b_part;
    (sum, (a - a_part) + (b - b_part))
}

/// As [`two_sum`] for `|a| >= |b|` (Dekker).
#[inline]
fn quick_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// `a` as two numbers of at most 26 bits each (Veltkamp).
#[inline]
fn split(a: f64) -> (f64, f64) {
    const SPLITTER: f64 = 134_217_729.0; // 2^27 + 1
    let scaled = SPLITTER * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// `a * b` as its rounded value and the exact error of the rounding (Dekker);
/// an error of 0 where the product is too small or too large to tell it.
/// `f64::mul_add` would do with two operations, but without the FMA target
/// feature it is a library call that costs far more than this.
#[inline]
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    /// Below it the error may be under the smallest double.
    const LEAST: f64 = 1e-290;
    let product = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    let told = product.abs() > LEAST && error.is_finite();
    (product, if told { error } else { 0.0 })
}

impl DoubleDouble {
    /// Nothing.
    pub const ZERO: Self = Self { hi: 0.0, lo: 0.0 };

    /// The exact square of `x`.
    #[must_use]
    pub fn from_square(x: f64) -> Self {
        let (hi, lo) = two_product(x, x);
        Self::with_error(hi, lo)
    }

    /// The double nearest to the number.
    #[must_use]
    pub const fn to_f64(self) -> f64 {
        self.hi
    }

    /// The double nearest to the number, and what it lacks.
    #[must_use]
    pub const fn parts(self) -> (f64, f64) {
        (self.hi, self.lo)
    }

    /// Of two parts whose sum rounds to `hi`.
    pub(crate) const fn new(hi: f64, lo: f64) -> Self {
        Self { hi, lo }
    }

    /// Of two parts where `|hi| >= |lo|`. Where the value overflowed or is NaN,
    /// and where the error could not be told, the error counts as nothing.
    #[inline]
    fn with_error(hi: f64, lo: f64) -> Self {
        if hi.is_finite() && lo.is_finite() {
            let (hi, lo) = quick_two_sum(hi, lo);
            Self { hi, lo }
        } else {
            Self { hi, lo: 0.0 }
        }
    }
}

impl From<f64> for DoubleDouble {
    fn from(value: f64) -> Self {
        Self { hi: value, lo: 0.0 }
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            hi: -self.hi,
            lo: -self.lo,
        }
    }
}

impl Add<f64> for DoubleDouble {
    type Output = Self;

    fn add(self, other: f64) -> Self {
        let (hi, error) = two_sum(self.hi, other);
        Self::with_error(hi, error + self.lo)
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (hi, hi_error) = two_sum(self.hi, other.hi);
        let (lo, lo_error) = two_sum(self.lo, other.lo);
        let (hi, carried) = quick_two_sum(hi, hi_error + lo);
        if hi.is_finite() {
            Self::with_error(hi, carried + lo_error)
        } else {
            Self::from(self.hi + other.hi)
        }
    }
}

impl Sub<f64> for DoubleDouble {
    type Output = Self;

    fn sub(self, other: f64) -> Self {
        self + -other
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul<f64> for DoubleDouble {
    type Output = Self;

    fn mul(self, other: f64) -> Self {
        let (hi, error) = two_product(self.hi, other);
        Self::with_error(hi, error + self.lo * other)
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (hi, error) = two_product(self.hi, other.hi);
        Self::with_error(hi, error + (self.hi * other.lo + self.lo * other.hi))
    }
}

impl Div<f64> for DoubleDouble {
    type Output = Self;

    fn div(self, other: f64) -> Self {
        self / Self::from(other)
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    /// Long division in base 2⁵³, two digits.
    fn div(self, other: Self) -> Self {
        let first = self.hi / other.hi;
        if !first.is_finite() || other.hi.is_infinite() {
            return Self::from(first);
        }
        let rest = self - other * first;
        Self::with_error(first, rest.hi / other.hi)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_what_a_double_would_lose() {
        let big = DoubleDouble::from(1e16) + 1.0;
        assert_eq!((big - 1e16).to_f64(), 1.0);
        let third = DoubleDouble::from(1.0) / 3.0;
        assert!((third * 3.0 - 1.0).to_f64().abs() < 1e-31);
        assert_eq!(DoubleDouble::from_square(134_217_729.0).parts().1, 1.0);
    }

    #[test]
    fn nan_and_infinity_behave_as_in_f64() {
        let [inf, nan] = [f64::INFINITY, f64::NAN];
        for a in [inf, -inf, nan, 1.0, -1.5, 0.0, f64::MAX, f64::MIN_POSITIVE] {
            for b in [inf, -inf, nan, 2.0, -0.5, 0.0, f64::MAX] {
                let (x, y) = (DoubleDouble::from(a), DoubleDouble::from(b));
                for (ours, native) in [
                    (x + y, a + b),
                    (x + b, a + b),
                    (x - y, a - b),
                    (x - b, a - b),
                    (x * y, a * b),
                    (x * b, a * b),
                    (x / y, a / b),
                    (x / b, a / b),
                ] {
                    let same =
                        ours.to_f64() == native || (ours.to_f64().is_nan() && native.is_nan());
                    assert!(same, "{a} and {b}: {ours:?}, natively {native}");
                }
            }
        }
        assert_eq!(DoubleDouble::from_square(-inf).to_f64(), inf);
        assert_eq!(DoubleDouble::from_square(1e200).to_f64(), inf);
        assert!(DoubleDouble::from_square(nan).to_f64().is_nan());
    }

    proptest! {
        #[test]
        fn one_operation_rounds_as_f64_does(a: f64, b: f64) {
            let (x, y) = (DoubleDouble::from(a), DoubleDouble::from(b));
            prop_assert_eq!((x + y).to_f64(), a + b);
            prop_assert_eq!((x - y).to_f64(), a - b);
            prop_assert_eq!((x * y).to_f64(), a * b);
        }

        #[test]
        fn integers_are_exact(a in -(1_i64 << 53)..1 << 53, b in -(1_i64 << 53)..1 << 53) {
            let (x, y) = (DoubleDouble::from(a as f64), b as f64);
            let product = x * y;
            let (hi, lo) = product.parts();
            let whole = hi as i128 + lo as i128;
            prop_assert_eq!(whole, i128::from(a) * i128::from(b));
        }
    }
}
