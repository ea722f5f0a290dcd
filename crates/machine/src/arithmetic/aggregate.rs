//! Functions that make one number of many.
//!
//! Everything that adds is a function of the number of values, their exact sum
//! and the exact sum of their squares. A window that knows only its prefix sums
//! and a slice that is added up value by value therefore agree to the last bit.

use autoscale_catalog::Function;
use autoscale_catalog::profile::{EmptyAggregate, NanMinmax, Profile, StdOfOne};
use autoscale_metrics::{DoubleDouble, ExactSum};

use super::number::{larger, smaller};
use crate::Fault;

/// What a function gives when it is called with no value at all.
///
/// # Errors
/// Always, under `empty-aggregate = error`.
pub fn of_nothing(function: Function, profile: &Profile) -> Result<f64, Fault> {
    match profile.empty_aggregate {
        EmptyAggregate::Nan => Ok(f64::NAN),
        EmptyAggregate::Zero => Ok(0.0),
        EmptyAggregate::Error => Err(Fault::NoValues(function.name())),
    }
}

/// `sum(values)`: the exact sum, rounded once. Of nothing it is 0.
#[must_use]
pub fn sum(values: &[f64]) -> f64 {
    total(values).to_f64()
}

/// `avg(values)`.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn avg(values: &[f64], profile: &Profile) -> Result<f64, Fault> {
    avg_of_sums(values.len(), total(values), profile)
}

/// The average of `count` values of that sum: the sum rounded once, divided by
/// the count, so that `avg(v) == sum(v) / len(v)`.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn avg_of_sums(count: usize, sum: DoubleDouble, profile: &Profile) -> Result<f64, Fault> {
    match count {
        0 => of_nothing(Function::Avg, profile),
        _ => Ok(sum.to_f64() / double(count)),
    }
}

/// `norm(values)`, the two-norm.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn norm(values: &[f64], profile: &Profile) -> Result<f64, Fault> {
    norm_of_sums(values.len(), total_of_squares(values), profile)
}

/// The two-norm of `count` values of that sum of squares.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn norm_of_sums(
    count: usize,
    sum_of_squares: DoubleDouble,
    profile: &Profile,
) -> Result<f64, Fault> {
    match count {
        0 => of_nothing(Function::Norm, profile),
        _ => Ok(sum_of_squares.to_f64().sqrt()),
    }
}

/// `std(values)`, the sample standard deviation (over n - 1).
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn std(values: &[f64], profile: &Profile) -> Result<f64, Fault> {
    let (sum, squares) = (total(values), total_of_squares(values));
    std_of_sums(values.len(), sum, squares, profile)
}

/// The sample standard deviation of `count` values of that sum and that sum of
/// squares.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn std_of_sums(
    count: usize,
    sum: DoubleDouble,
    sum_of_squares: DoubleDouble,
    profile: &Profile,
) -> Result<f64, Fault> {
    /// Bound of the rounding error of `spread` below, as a part of `squares`:
    /// two products, each right to 2⁻¹⁰¹. A spread below it is noise, such as
    /// that of equal values.
    const NOISE: f64 = 1.0 / (1_u128 << 100) as f64;
    match (count, profile.std_of_one) {
        (0, _) => return of_nothing(Function::Std, profile),
        (1, StdOfOne::Nan) => return Ok(f64::NAN),
        (1, StdOfOne::Zero) => return Ok(0.0),
        _ => {}
    }
    let n = double(count);
    let squares = sum_of_squares * n;
    let spread = squares - sum * sum;
    if spread.to_f64() <= squares.to_f64() * NOISE {
        return Ok(0.0);
    }
    Ok((spread / (DoubleDouble::from(n) * (n - 1.0)))
        .to_f64()
        .sqrt())
}

/// The exact sum.
#[must_use]
pub fn total(values: &[f64]) -> DoubleDouble {
    let mut sum = ExactSum::default();
    sum.extend(values);
    sum.total()
}

/// The exact sum of the squares.
#[must_use]
pub fn total_of_squares(values: &[f64]) -> DoubleDouble {
    let mut sum = ExactSum::default();
    values.iter().for_each(|&value| sum.add_square(value));
    sum.total()
}

/// `min(values)`.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn min(values: &[f64], profile: &Profile) -> Result<f64, Fault> {
    if values.is_empty() {
        return of_nothing(Function::Min, profile);
    }
    let least = |values: &[f64]| best(values, f64::INFINITY, |new, old| new < old, smaller);
    Ok(extreme(values, profile, least))
}

/// `max(values)`.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn max(values: &[f64], profile: &Profile) -> Result<f64, Fault> {
    if values.is_empty() {
        return of_nothing(Function::Max, profile);
    }
    let greatest = |values: &[f64]| best(values, f64::NEG_INFINITY, |new, old| new > old, larger);
    Ok(extreme(values, profile, greatest))
}

/// `range(values)`: the greatest less the least.
///
/// # Errors
/// No values under `empty-aggregate = error`.
pub fn range(values: &[f64], profile: &Profile) -> Result<f64, Fault> {
    if values.is_empty() {
        return of_nothing(Function::Range, profile);
    }
    Ok(max(values, profile)? - min(values, profile)?)
}

/// The least or the greatest of some values; where NaN stands is the setting
/// `nan-minmax`. `numbers` skips NaN.
fn extreme(values: &[f64], profile: &Profile, numbers: impl Fn(&[f64]) -> f64) -> f64 {
    if profile.nan_minmax == NanMinmax::Ignore {
        return numbers(values);
    }
    let Some(last_nan) = values.iter().rposition(|value| value.is_nan()) else {
        return numbers(values);
    };
    match profile.nan_minmax {
        NanMinmax::Propagate => f64::NAN,
        // `new < old ? new : old` keeps a NaN that it starts with.
        NanMinmax::First if values.first().is_some_and(|first| first.is_nan()) => f64::NAN,
        NanMinmax::First | NanMinmax::Ignore => numbers(values),
        // `old < new ? old : new` forgets everything at a NaN.
        NanMinmax::Last => numbers(values.get(last_nan + 1..).unwrap_or_default()),
    }
}

/// The best of some values, skipping NaN, -0 being below 0, so that no order of
/// values changes it. `worst` is worse than any number; of two numbers that are
/// not equal, `better` gives the one that `beats` the other.
#[inline]
fn best(
    values: &[f64],
    worst: f64,
    beats: impl Fn(f64, f64) -> bool,
    better: impl Fn(f64, f64) -> f64,
) -> f64 {
    // Four at a time, which do not wait for each other; false for NaN.
    let (chunks, rest) = values.as_chunks::<4>();
    let mut lanes = [worst; 4];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = if beats(value, *lane) { value } else { *lane };
        }
    }
    let lanes = lanes.iter().chain(rest).copied();
    let best = lanes.fold(worst, |old, new| if beats(new, old) { new } else { old });
    // Nothing but NaN, or a zero of unknown sign.
    if best == worst || best == 0.0 {
        return values.iter().copied().fold(f64::NAN, better);
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "no vector is that long")]
const fn double(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f64 = f64::NAN;

    fn with(change: impl FnOnce(&mut Profile)) -> Profile {
        let mut profile = Profile::default();
        change(&mut profile);
        profile
    }

    #[test]
    fn aggregates_of_plain_numbers() {
        let profile = Profile::default();
        let values = [1.0, 2.0, 3.0, 6.0];
        assert_eq!(sum(&values), 12.0);
        assert_eq!(avg(&values, &profile), Ok(3.0));
        assert_eq!(min(&values, &profile), Ok(1.0));
        assert_eq!(max(&values, &profile), Ok(6.0));
        assert_eq!(range(&values, &profile), Ok(5.0));
        assert_eq!(norm(&[3.0, 4.0], &profile), Ok(5.0));
        assert_eq!(std(&[1.0, 3.0], &profile), Ok(2.0_f64.sqrt()));
    }

    #[test]
    fn nothing_is_a_setting() {
        let functions = [avg, min, max, range, norm, std];
        let zero = with(|profile| profile.empty_aggregate = EmptyAggregate::Zero);
        let error = with(|profile| profile.empty_aggregate = EmptyAggregate::Error);
        for function in functions {
            assert!(function(&[], &Profile::default()).unwrap().is_nan());
            assert_eq!(function(&[], &zero), Ok(0.0));
            assert!(function(&[], &error).is_err());
        }
        assert_eq!(sum(&[]), 0.0);
    }

    #[test]
    fn equal_values_have_no_spread() {
        let profile = Profile::default();
        for value in [0.0, 0.1, 1.0 / 3.0, 1e15, 1e-300, -71.3, 1e140] {
            for count in [2, 3, 7, 30, 1000] {
                assert_eq!(
                    std(&vec![value; count], &profile),
                    Ok(0.0),
                    "{count} of {value}"
                );
            }
        }
    }

    #[test]
    fn a_small_spread_of_large_values_is_not_lost() {
        let profile = Profile::default();
        let values = [1e14, 1e14 + 1.0];
        assert_eq!(std(&values, &profile), Ok(0.5_f64.sqrt()));
    }

    #[test]
    fn std_of_one_value_is_a_setting() {
        assert!(std(&[5.0], &Profile::default()).unwrap().is_nan());
        let zero = with(|profile| profile.std_of_one = StdOfOne::Zero);
        assert_eq!(std(&[5.0], &zero), Ok(0.0));
    }

    #[test]
    fn a_sum_is_rounded_once() {
        assert_eq!(sum(&[1e16, 1.0, 1.0, -1e16]), 2.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
    }

    #[test]
    fn nan_goes_through_what_adds() {
        let profile = Profile::default();
        let values = [1.0, NAN, 2.0];
        assert!(sum(&values).is_nan());
        for function in [avg, norm, std] {
            assert!(function(&values, &profile).unwrap().is_nan());
        }
    }

    #[test]
    fn nan_in_min_and_max_is_a_setting() {
        let cases = [
            (NanMinmax::Ignore, [1.0, 1.0, 1.0]),
            (NanMinmax::Propagate, [NAN, NAN, NAN]),
            (NanMinmax::First, [NAN, 1.0, 1.0]),
            (NanMinmax::Last, [1.0, 2.0, NAN]),
        ];
        let lists = [[NAN, 1.0, 2.0], [1.0, NAN, 2.0], [1.0, 2.0, NAN]];
        for (setting, expected) in cases {
            let profile = with(|profile| profile.nan_minmax = setting);
            for (list, expected) in lists.iter().zip(expected) {
                let least = min(list, &profile).unwrap();
                assert_eq!(
                    least.to_string(),
                    expected.to_string(),
                    "{setting:?} {list:?}"
                );
            }
            assert!(max(&[NAN, NAN], &profile).unwrap().is_nan());
        }
    }

    #[test]
    fn minus_zero_is_below_zero_whatever_the_order() {
        let profile = Profile::default();
        for list in [[0.0, -0.0], [-0.0, 0.0]] {
            assert!(min(&list, &profile).unwrap().is_sign_negative());
            assert!(max(&list, &profile).unwrap().is_sign_positive());
        }
    }
}
