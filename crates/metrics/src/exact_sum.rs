//! Sums without any rounding until the end, so that no order of adding and no
//! grouping can change a result: a window of prefix sums, a loop over its
//! samples and the reference evaluator all agree to the last bit.

use std::iter;

use crate::DoubleDouble;
use crate::double_double::{two_product, two_sum};
use crate::fixed_point::FixedPoint;

/// Values of at least this magnitude go straight to the exact store: below it
/// no partial sum can overflow.
const LARGE: f64 = 1e280;

/// A running sum of doubles that is exact whatever is added.
///
/// It is kept in three doubles, of which whole numbers need one and other
/// values of like magnitude two. The rare value that does not fit there (when
/// the magnitudes span more than 159 bits) goes to a fixed-point number as wide
/// as the range of a double.
///
/// ```
/// use autoscale_metrics::ExactSum;
/// let mut sum = ExactSum::default();
/// sum.extend(&[1e300, 1e-300, -1e300]);
/// assert_eq!(sum.total().to_f64(), 1e-300);
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExactSum {
    parts: [f64; 3],
    rest: Option<Box<Rest>>,
}

/// Four sums of two doubles each. The additions of one lane do not wait for
/// those of another, and a processor makes several of them at once.
struct Lanes {
    high: [f64; 4],
    low: [f64; 4],
}

impl Lanes {
    /// The exact sums of every fourth value, and the values at the end that
    /// make no four; `None` when two doubles a lane do not hold them.
    #[inline]
    fn of(values: &[f64]) -> Option<(Self, &[f64])> {
        let (chunks, rest) = values.as_chunks::<4>();
        let [mut high, mut low] = [[0.0; 4]; 2];
        let mut lost = [0; 4];
        for chunk in chunks {
            for ((high, low), (lost, &value)) in high
                .iter_mut()
                .zip(&mut low)
                .zip(lost.iter_mut().zip(chunk))
            {
                let (sum, error) = two_sum(*high, value);
                let (sum_of_errors, rest) = two_sum(*low, error);
                (*high, *low) = (sum, sum_of_errors);
                // Not 0 and not -0; a sum that is not finite leaves a NaN here.
                *lost |= rest.to_bits() << 1;
            }
        }
        (lost == [0; 4]).then_some((Self { high, low }, rest))
    }
}

/// Adds `value` to a sum held in `parts` and returns what does not fit there.
#[inline]
pub(crate) fn deposit<const PARTS: usize>(parts: &mut [f64; PARTS], value: f64) -> f64 {
    let mut rest = value;
    for (place, part) in parts.iter_mut().enumerate() {
        (*part, rest) = two_sum(*part, rest);
        // True for whole numbers always, for others hardly ever, which makes
        // the branch cheap. Behind the second part it would be a toss-up.
        if place == 0 && rest == 0.0 {
            break;
        }
    }
    rest
}

/// The terms whose sum is the exact square of `value`.
#[inline]
pub(crate) fn square(value: f64) -> impl Iterator<Item = f64> {
    // The square of 24 bits, such as a count has, fits into a double.
    let (square, error) = if f64::from(value as f32) == value {
        (value * value, 0.0)
    } else {
        two_product(value, value)
    };
    iter::once(square).chain((error != 0.0).then_some(error))
}

/// What the doubles cannot hold.
#[derive(Clone, Debug, Default)]
struct Rest {
    finite: FixedPoint,
    /// The sum of the values that are not finite.
    special: Option<f64>,
}

impl ExactSum {
    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        self.add_each([value]);
    }

    /// Adds the exact square of a value.
    #[inline]
    pub fn add_square(&mut self, value: f64) {
        self.add_each(square(value));
    }

    /// Adds every value.
    pub fn extend(&mut self, values: &[f64]) {
        match Lanes::of(values) {
            Some((lanes, rest)) => {
                self.add_each(lanes.high.into_iter().chain(lanes.low));
                self.add_each(rest.iter().copied());
            }
            None => self.add_each(values.iter().copied()),
        }
    }

    /// Adds the exact square of every value.
    pub fn extend_squares(&mut self, values: &[f64]) {
        self.add_each(values.iter().flat_map(|&value| square(value)));
    }

    #[inline]
    fn add_each(&mut self, values: impl IntoIterator<Item = f64>) {
        // A local copy stays in registers.
        let mut parts = self.parts;
        for value in values {
            // False for NaN as well.
            if value.abs() < LARGE {
                let rest = deposit(&mut parts, value);
                if rest != 0.0 {
                    self.keep(rest);
                }
            } else {
                self.keep(value);
            }
        }
        self.parts = parts;
    }

    /// The sum: in its high part rounded once, in its low part once more. A
    /// sum with NaN, or with both infinities, is NaN; one with an infinity is
    /// that infinity. Nothing summed up is 0, never -0.
    #[must_use]
    pub fn total(&self) -> DoubleDouble {
        let Some(rest) = &self.rest else {
            return self
                .rounded()
                .unwrap_or_else(|| self.total_with(FixedPoint::default()));
        };
        match rest.special {
            Some(special) => DoubleDouble::from(special),
            None => self.total_with(rest.finite.clone()),
        }
    }

    /// The sum of the parts, unless it lies so close to the middle between two
    /// doubles that a double-double cannot tell which is nearest.
    #[inline]
    fn rounded(&self) -> Option<DoubleDouble> {
        const A_LITTLE_MORE: f64 = 1.000_001;
        let [high, middle, low] = self.parts;
        let (middle, low) = two_sum(middle, low);
        let (high, middle) = two_sum(high, middle);
        let (low, rest) = two_sum(middle, low);
        let (high, low) = two_sum(high, low);
        let (low, _) = two_sum(low, rest);
        (high + low * A_LITTLE_MORE == high).then(|| DoubleDouble::new(high, low))
    }

    /// The sum of the parts and of `exact`.
    #[cold]
    fn total_with(&self, mut exact: FixedPoint) -> DoubleDouble {
        self.parts.iter().for_each(|&part| exact.add(part));
        let hi = exact.round();
        if hi.is_infinite() {
            return DoubleDouble::from(hi);
        }
        exact.add(-hi);
        DoubleDouble::new(hi, exact.round())
    }

    #[cold]
    fn keep(&mut self, value: f64) {
        let rest = self.rest.get_or_insert_default();
        if value.is_finite() {
            rest.finite.add(value);
        } else {
            rest.special = Some(rest.special.unwrap_or(0.0) + value);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(values: &[f64]) -> DoubleDouble {
        let mut sum = ExactSum::default();
        sum.extend(values);
        sum.total()
    }

    #[test]
    fn special_values_behave_as_in_f64() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        assert_eq!(sum(&[1.0, inf, 2.0]).parts(), (inf, 0.0));
        assert_eq!(sum(&[1.0, -inf, -inf]).to_f64(), -inf);
        assert!(sum(&[inf, 1.0, -inf]).to_f64().is_nan());
        assert!(sum(&[1.0, nan]).to_f64().is_nan());
        assert_eq!(sum(&[f64::MAX, f64::MAX]).to_f64(), inf);
        assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX]).to_f64(), f64::MAX);
        assert!(sum(&[]).to_f64().is_sign_positive());
        assert!(sum(&[-0.0, -0.0]).to_f64().is_sign_positive());
    }

    #[test]
    fn squares_overflow_to_infinity() {
        let mut sum = ExactSum::default();
        sum.add_square(3.0);
        assert_eq!(sum.total().to_f64(), 9.0);
        sum.add_square(1e200);
        assert_eq!(sum.total().to_f64(), f64::INFINITY);
    }

    proptest! {
        #[test]
        fn no_order_changes_the_sum(mut values: Vec<f64>, seed: u64) {
            let first = sum(&values);
            values.sort_by_key(|value| value.to_bits().wrapping_mul(seed | 1));
            let second = sum(&values);
            let bits = |sum: DoubleDouble| (sum.to_f64().to_bits(), sum.parts().1.to_bits());
            prop_assert_eq!(bits(first), bits(second));
        }

        #[test]
        fn whole_numbers_are_exact(values: Vec<i64>) {
            let doubles: Vec<f64> = values.iter().map(|&value| value as f64).collect();
            let exact: i128 = doubles.iter().map(|&value| value as i128).sum();
            let (hi, lo) = sum(&doubles).parts();
            let ours = hi as i128 + lo as i128;
            prop_assert_eq!(ours, exact);
            let rounded = exact as f64;
            prop_assert_eq!(hi, rounded);
        }
    }
}
