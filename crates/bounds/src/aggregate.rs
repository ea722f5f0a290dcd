//! Functions that make one number of many.

use std::f64::consts::FRAC_1_SQRT_2;

use autoscale_catalog::profile::{EmptyAggregate, Percentile, Profile, StdOfOne, ValRange};

use crate::arithmetic::divide;
use crate::basis::{Basis, Setting};
use crate::double::{Double, upper};
use crate::vector::Vector;

/// More samples than any history holds.
const MOST_SAMPLES: f64 = 4_294_967_296.0;

/// Beyond this, sums of squares come near the end of doubles.
const LARGEST: f64 = 1e140;

/// Makes up for a few roundings.
const OUTWARD: f64 = 1.0 + 4.0 * f64::EPSILON;

/// What a function gives when it is called with no value at all.
pub(crate) fn of_nothing(profile: &Profile, basis: &mut Basis) -> Double {
    basis.setting(Setting::EmptyAggregate);
    match profile.empty_aggregate {
        EmptyAggregate::Nan => Double::NAN,
        EmptyAggregate::Zero => Double::exactly(0.0),
        EmptyAggregate::Error => Double::NONE,
    }
}

/// `len`.
pub(crate) fn len(all: Vector) -> Double {
    let max = all.max_len.map_or(f64::INFINITY, f64::from);
    Double::between(f64::from(all.min_len), max)
        .whole()
        .within(MOST_SAMPLES)
}

/// `sum`: of nothing it is 0.
pub(crate) fn sum(pieces: &[Vector]) -> Double {
    let all = Vector::concat_all(pieces);
    if all.element.has_infinite() || all.element.magnitude > LARGEST {
        return Double::ANY;
    }
    let (mut min, mut max) = (0.0, 0.0);
    for piece in pieces {
        if piece.can_have_numbers() {
            min = add_down(min, at_least(*piece));
            max = -add_down(-max, -at_most(*piece));
        }
    }
    if !all.can_have_numbers() && !all.can_be_empty() {
        return Double::NAN;
    }
    // A zero may have lost its sign.
    max += 0.0;
    if min == 0.0 && all.element.min.is_sign_negative() {
        min = -0.0;
    }
    Double {
        min,
        max,
        magnitude: all.element.magnitude * all.max_len.map_or(MOST_SAMPLES, f64::from),
        nan: all.element.nan,
        whole: all.element.whole,
    }
    .tidy()
}

/// The least sum of the elements of `piece`.
fn at_least(piece: Vector) -> f64 {
    let min = piece.element.min;
    let len = if min < 0.0 {
        piece.max_len
    } else {
        Some(piece.min_len)
    };
    times(len, min)
}

/// The greatest sum of the elements of `piece`.
fn at_most(piece: Vector) -> f64 {
    let max = piece.element.max;
    let len = if max > 0.0 {
        piece.max_len
    } else {
        Some(piece.min_len)
    };
    times(len, max)
}

/// `len` times an end, the length having no end when it is `None`.
fn times(len: Option<u32>, end: f64) -> f64 {
    match len {
        Some(0) => 0.0,
        Some(len) => f64::from(len) * end,
        None if end == 0.0 => end,
        None => f64::INFINITY.copysign(end),
    }
}

/// A lower end of `a + b`, which the service rounds only with all the rest.
fn add_down(a: f64, b: f64) -> f64 {
    let sum = a + b;
    if sum.is_infinite() || sum - a == b && sum - b == a {
        return sum;
    }
    sum.next_down()
}

/// `avg`.
pub(crate) fn avg(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let all = Vector::concat_all(pieces);
    let element = all.element;
    let sum = sum(pieces);
    let mean = if element.no_number() {
        Double::NONE.or_nan(element.nan)
    } else if sum.has_infinite() {
        Double::ANY
    } else {
        let mean = mean_of_many(element);
        match all.len() {
            Some(len) => divide(sum, Double::exactly(f64::from(len)), true).meet(mean),
            None => mean,
        }
    };
    if all.can_be_empty() {
        return mean.hull(of_nothing(profile, basis));
    }
    mean
}

/// The mean of any number of elements: between the ends, but for the rounding
/// of the sum. A zero may lose its sign.
fn mean_of_many(element: Double) -> Double {
    Double {
        min: exact_mean(element.min).unwrap_or_else(|| element.min.next_down()),
        max: exact_mean(element.max).unwrap_or_else(|| element.max.next_up()) + 0.0,
        magnitude: element.magnitude.next_up(),
        nan: element.nan,
        whole: false,
    }
    .tidy()
}

/// An end that the mean of any number of elements keeps to the bit: its
/// multiples by any count below 2^32 are exact.
const fn exact_mean(end: f64) -> Option<f64> {
    let short = end.to_bits() & 0xffff_ffff == 0;
    if short { Some(end) } else { None }
}

/// `norm`, the two-norm.
pub(crate) fn norm(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let all = Vector::concat_all(pieces);
    let element = all.element;
    let norm = if element.magnitude > LARGEST {
        Double::between(0.0, f64::INFINITY).or_nan(true)
    } else if element.no_number() {
        Double::NONE.or_nan(element.nan)
    } else {
        let nearest = if element.has_zero() {
            0.0
        } else {
            element.min.abs().min(element.max.abs())
        };
        let furthest = element.min.abs().max(element.max.abs());
        let root = |len: u32| f64::from(len).sqrt();
        let max = match (all.max_len, furthest) {
            (_, 0.0) => 0.0,
            (Some(1), _) => exact_mean(furthest).unwrap_or(furthest * OUTWARD),
            (Some(len), _) => root(len) * furthest * OUTWARD,
            (None, _) => f64::INFINITY,
        };
        let min = match all.min_len {
            // The squares of the smallest numbers are 0.
            _ if nearest < 1e-150 => 0.0,
            0 | 1 => exact_mean(nearest).unwrap_or(nearest / OUTWARD),
            len => root(len) * nearest / OUTWARD,
        };
        Double::between(upper(min, 0.0), max)
            .within(element.magnitude * MOST_SAMPLES)
            .or_nan(element.nan)
    };
    if all.can_be_empty() {
        return norm.hull(of_nothing(profile, basis));
    }
    norm
}

/// `std`, the sample standard deviation. Of values between two ends it is
/// greatest for one value at each.
pub(crate) fn std(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let all = Vector::concat_all(pieces);
    let element = all.element;
    let mut spread = Double::NONE;
    let can_have =
        |count: u32| all.min_len <= count && all.max_len.is_none_or(|max_len| count <= max_len);
    if all.max_len.is_none_or(|max_len| max_len > 1) {
        spread = if element.magnitude > LARGEST {
            Double::between(0.0, f64::INFINITY).or_nan(true)
        } else if element.no_number() {
            Double::NONE.or_nan(element.nan)
        } else {
            let width = element.max - element.min;
            Double::between(0.0, width * FRAC_1_SQRT_2 * OUTWARD)
                .within(element.magnitude * 2.0)
                .or_nan(element.nan)
        };
    }
    if can_have(1) {
        basis.setting(Setting::StdOfOne);
        spread = spread.hull(match profile.std_of_one {
            StdOfOne::Nan => Double::NAN,
            StdOfOne::Zero => Double::exactly(0.0),
        });
    }
    if all.can_be_empty() {
        return spread.hull(of_nothing(profile, basis));
    }
    spread
}

/// `percentile(values, percent)`.
pub(crate) fn percentile(
    values: Vector,
    percent: Double,
    profile: &Profile,
    basis: &mut Basis,
) -> Double {
    let mut found = values.element;
    if found.nan {
        basis.setting(Setting::NanPercentile);
    }
    if profile.percentile == Percentile::Linear {
        found = between_elements(found);
    }
    let mut found = found.or_nan(percent.nan && values.max_len != Some(0));
    if percent.no_number() {
        found = Double::NONE.or_nan(found.nan);
    }
    if values.can_be_empty() {
        return found.hull(of_nothing(profile, basis));
    }
    found
}

/// What lies between two elements. Only a sum that is rounded up leaves their
/// range, and not where the upper end is even.
fn between_elements(element: Double) -> Double {
    if element.no_number() {
        return element;
    }
    let Double { min, max, .. } = element;
    let keeps = min == max || (min >= 0.0 && exact_mean(max).is_some());
    let slack = if keeps {
        0.0
    } else {
        (max - min) * f64::EPSILON
    };
    Double {
        max: max + slack,
        magnitude: element.magnitude * OUTWARD,
        nan: element.nan || element.magnitude > LARGEST,
        whole: element.whole && min == max,
        ..element
    }
    .tidy()
}

/// `val(values, index)`.
pub(crate) fn val(values: Vector, index: Double, profile: &Profile, basis: &mut Basis) -> Double {
    let inside = !index.no_number()
        && index.max > -1.0
        && values
            .max_len
            .is_none_or(|max_len| index.min < f64::from(max_len));
    let outside = index.nan || index.min <= -1.0 || index.max.trunc() >= f64::from(values.min_len);
    let mut found = if inside { values.element } else { Double::NONE };
    if outside {
        basis.setting(Setting::ValRange);
        found = found.hull(match profile.val_range {
            ValRange::Nan => Double::NAN,
            ValRange::Zero => Double::exactly(0.0),
            ValRange::Error => Double::NONE,
        });
    }
    found
}
