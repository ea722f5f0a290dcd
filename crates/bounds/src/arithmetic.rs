//! What operators make of sets of doubles.
//!
//! IEEE 754 operations are monotone and rounded to nearest, so that the
//! results at the ends, computed in the same arithmetic, are the ends of the
//! results: no further rounding is needed.

use autoscale_syntax::BinaryOp;

use crate::double::{Double, lower, upper};

/// `-x`.
pub(crate) const fn negate(x: Double) -> Double {
    Double {
        min: -x.max,
        max: -x.min,
        ..x
    }
}

/// `a + b`.
pub(crate) fn add(a: Double, b: Double) -> Double {
    let nan = a.nan
        || b.nan
        || (a.has_infinity() && b.has_negative_infinity())
        || (a.has_negative_infinity() && b.has_infinity());
    if a.no_number() || b.no_number() {
        return Double::NONE.or_nan(nan);
    }
    let (min, max) = (a.min + b.min, a.max + b.max);
    if min.is_nan() || max.is_nan() {
        return Double::ANY;
    }
    Double {
        min,
        max,
        magnitude: a.magnitude + b.magnitude,
        nan,
        whole: a.whole && b.whole,
    }
    .tidy()
}

/// `a - b`.
pub(crate) fn subtract(a: Double, b: Double) -> Double {
    add(a, negate(b))
}

/// `a * b`.
pub(crate) fn multiply(a: Double, b: Double) -> Double {
    let nan =
        a.nan || b.nan || (a.has_zero() && b.has_infinite()) || (b.has_zero() && a.has_infinite());
    if a.no_number() || b.no_number() {
        return Double::NONE.or_nan(nan);
    }
    let magnitude = a.magnitude * b.magnitude;
    let ends = [
        (a.min, b.min),
        (a.min, b.max),
        (a.max, b.min),
        (a.max, b.max),
    ];
    // 0 times what has no end is 0.
    let product = |(a, b): (f64, f64)| if_nan(a * b, signed(0.0, a, b));
    let (min, max) = ends_of(ends.map(product));
    Double {
        min,
        max,
        magnitude: if_nan(magnitude, f64::INFINITY),
        nan,
        whole: a.whole && b.whole,
    }
    .tidy()
}

/// `x * x`.
pub(crate) fn square(x: Double) -> Double {
    let product = multiply(x, x);
    Double {
        min: upper(product.min, 0.0),
        ..product
    }
    .tidy()
    .or_nan(x.nan)
}

/// `a / b`; without the zeros of `b` when dividing by them is an error.
pub(crate) fn divide(a: Double, b: Double, by_zero_fails: bool) -> Double {
    let mut nan = a.nan || b.nan || (a.has_infinite() && b.has_infinite());
    if a.no_number() || b.no_number() {
        return Double::NONE.or_nan(nan);
    }
    let mut quotient = Double::NONE;
    for part in [
        Double {
            max: lower(b.max, 0.0_f64.next_down()),
            ..b
        },
        Double {
            min: upper(b.min, 0.0_f64.next_up()),
            ..b
        },
    ] {
        let part = part.numbers().tidy();
        if !part.no_number() {
            quotient = quotient.hull(divide_by_nonzero(a, part));
        }
    }
    if b.has_zero() && !by_zero_fails {
        nan |= a.has_zero();
        for zero in [-0.0, 0.0] {
            if lower(b.min, zero).to_bits() == b.min.to_bits()
                && upper(b.max, zero).to_bits() == b.max.to_bits()
            {
                quotient = quotient.hull(divide_by_zero(a, zero));
            }
        }
    }
    Double {
        whole: false,
        ..quotient
    }
    .or_nan(nan)
}

/// `b` has one sign and no zero.
fn divide_by_nonzero(a: Double, b: Double) -> Double {
    let nearest = b.min.abs().min(b.max.abs());
    let mut min = f64::INFINITY;
    let mut max = f64::NEG_INFINITY;
    for x in [a.min, a.max] {
        for y in [b.min, b.max] {
            let quotient = x / y;
            let both = if quotient.is_nan() {
                // Both have no end there: anything of that sign.
                [signed(0.0, x, y), signed(f64::INFINITY, x, y)]
            } else {
                [quotient; 2]
            };
            for end in both {
                (min, max) = (lower(min, end), upper(max, end));
            }
        }
    }
    Double {
        min,
        max,
        magnitude: if_nan(a.magnitude / nearest, f64::INFINITY),
        nan: false,
        whole: false,
    }
    .tidy()
}

/// The infinities that `a / zero` can be.
fn divide_by_zero(a: Double, zero: f64) -> Double {
    let mut quotient = Double::NONE;
    if a.max > 0.0 {
        quotient = quotient.hull(Double::exactly(1.0 / zero));
    }
    if a.min < 0.0 {
        quotient = quotient.hull(Double::exactly(-1.0 / zero));
    }
    quotient
}

/// Can `a op b` hold, and can it fail to hold?
pub(crate) fn compare(op: BinaryOp, a: Double, b: Double) -> (bool, bool) {
    let nan = a.nan || b.nan;
    let numbers = !a.no_number() && !b.no_number();
    let (can, cannot) = match op {
        BinaryOp::Lt => (a.min < b.max, a.max >= b.min),
        BinaryOp::Le => (a.min <= b.max, a.max > b.min),
        BinaryOp::Gt => (a.max > b.min, a.min <= b.max),
        BinaryOp::Ge => (a.max >= b.min, a.min < b.max),
        BinaryOp::Eq | BinaryOp::Ne => {
            let meet = a.min <= b.max && b.min <= a.max;
            let equal = a.min == a.max && b.min == b.max && a.min == b.min;
            return if op == BinaryOp::Eq {
                (numbers && meet, nan || (numbers && !equal))
            } else {
                (nan || (numbers && !equal), numbers && meet)
            };
        }
        _ => (true, true),
    };
    (numbers && can, nan || (numbers && cannot))
}

/// Those of `a` for which `a op b` holds for some of `b`.
pub(crate) fn those_that(op: BinaryOp, a: Double, b: Double) -> Double {
    let (mut min, mut max) = (a.min, a.max);
    // 0 and -0 are equal.
    let (low, high) = (b.min + 0.0, b.max + 0.0);
    let low = if low == 0.0 { -0.0 } else { low };
    match op {
        BinaryOp::Lt => max = lower(max, low_of(b.max)),
        BinaryOp::Le => max = lower(max, high),
        BinaryOp::Gt => min = upper(min, high_of(b.min)),
        BinaryOp::Ge => min = upper(min, low),
        BinaryOp::Eq => (min, max) = (upper(min, low), lower(max, high)),
        BinaryOp::Ne => return all_but(a, b),
        _ => return a,
    }
    Double { min, max, ..a }.numbers().tidy()
}

/// The numbers below `end`, where there is one.
const fn low_of(end: f64) -> f64 {
    if end == f64::INFINITY {
        end
    } else {
        end.next_down()
    }
}

/// The numbers above `end`, where there is one.
const fn high_of(end: f64) -> f64 {
    if end == f64::NEG_INFINITY {
        end
    } else {
        end.next_up()
    }
}

/// `a` without the one number that `b` is, where that is an end of `a`.
fn all_but(a: Double, b: Double) -> Double {
    let Some(only) = b.single().filter(|only| only.is_finite()) else {
        return a;
    };
    let min = if a.min == only { high_of(only) } else { a.min };
    let max = if a.max == only { low_of(only) } else { a.max };
    Double { min, max, ..a }.tidy()
}

/// The result of a comparison that can hold, or fail to.
pub(crate) fn truth((can, cannot): (bool, bool)) -> Double {
    match (can, cannot) {
        (true, true) => Double::TRUTH,
        (true, false) => Double::exactly(1.0),
        (false, true) => Double::exactly(0.0),
        (false, false) => Double::NONE,
    }
}

fn ends_of<const N: usize>(candidates: [f64; N]) -> (f64, f64) {
    let min = candidates.into_iter().fold(f64::INFINITY, lower);
    let max = candidates.into_iter().fold(f64::NEG_INFINITY, upper);
    (min, max)
}

const fn if_nan(value: f64, otherwise: f64) -> f64 {
    if value.is_nan() { otherwise } else { value }
}

/// `value` with the sign of `a * b`.
const fn signed(value: f64, a: f64, b: f64) -> f64 {
    value.copysign(if a.is_sign_negative() == b.is_sign_negative() {
        1.0
    } else {
        -1.0
    })
}
