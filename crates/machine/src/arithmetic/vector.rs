//! Operators with a vector on at least one side. Results are written into a
//! buffer of the caller, who may keep it from one evaluation to the next.

use autoscale_catalog::profile::{DivisionByZero, Profile, VectorLength};

use super::Arithmetic;
use crate::Fault;

/// `left op right`, element by element, appended to `result`.
///
/// # Errors
/// Vectors of different length, unless `vector-length` says otherwise; a
/// divisor of 0 under `division-by-zero = error`.
pub fn vector_and_vector(
    op: Arithmetic,
    left: &[f64],
    right: &[f64],
    profile: &Profile,
    result: &mut Vec<f64>,
) -> Result<(), Fault> {
    if left.len() != right.len() && profile.vector_length == VectorLength::Error {
        return Err(Fault::VectorLengths {
            left: left.len(),
            right: right.len(),
        });
    }
    let pairs = left.iter().copied().zip(right.iter().copied());
    let (left, right) = (left.len(), right.len());
    each(op, pairs, profile, result)?;
    if profile.vector_length == VectorLength::Nan {
        let alone = left.abs_diff(right);
        result.extend(std::iter::repeat_n(f64::NAN, alone));
    }
    Ok(())
}

/// `left op right` for every element of `left`, appended to `result`.
///
/// # Errors
/// A divisor of 0 under `division-by-zero = error`.
pub fn vector_and_scalar(
    op: Arithmetic,
    left: &[f64],
    right: f64,
    profile: &Profile,
    result: &mut Vec<f64>,
) -> Result<(), Fault> {
    each(op, left.iter().map(|&left| (left, right)), profile, result)
}

/// `left op right` for every element of `right`, appended to `result`.
///
/// # Errors
/// A divisor of 0 under `division-by-zero = error`.
pub fn scalar_and_vector(
    op: Arithmetic,
    left: f64,
    right: &[f64],
    profile: &Profile,
    result: &mut Vec<f64>,
) -> Result<(), Fault> {
    each(
        op,
        right.iter().map(|&right| (left, right)),
        profile,
        result,
    )
}

/// `left op right` for every pair. The operator is chosen outside of the loops,
/// so that each of them works on several pairs at once.
#[inline]
fn each(
    op: Arithmetic,
    pairs: impl Iterator<Item = (f64, f64)> + Clone,
    profile: &Profile,
    result: &mut Vec<f64>,
) -> Result<(), Fault> {
    let by_zero = || pairs.clone().any(|(_, right)| right == 0.0);
    match op {
        Arithmetic::Add => result.extend(pairs.map(|(left, right)| left + right)),
        Arithmetic::Subtract => result.extend(pairs.map(|(left, right)| left - right)),
        Arithmetic::Multiply => result.extend(pairs.map(|(left, right)| left * right)),
        Arithmetic::Divide if profile.division_by_zero == DivisionByZero::Error && by_zero() => {
            return Err(Fault::DivisionByZero);
        }
        Arithmetic::Divide => result.extend(pairs.map(|(left, right)| left / right)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(left: &[f64], right: &[f64], profile: &Profile) -> Result<Vec<f64>, Fault> {
        let mut result = Vec::new();
        vector_and_vector(Arithmetic::Subtract, left, right, profile, &mut result)?;
        Ok(result)
    }

    #[test]
    fn equal_lengths_pair_up() {
        let profile = Profile::default();
        assert_eq!(both(&[5.0, 7.0], &[1.0, 2.0], &profile), Ok(vec![4.0, 5.0]));
        assert_eq!(both(&[], &[], &profile), Ok(vec![]));
    }

    #[test]
    fn different_lengths_are_a_setting() {
        let mut profile = Profile::default();
        let fault = Fault::VectorLengths { left: 2, right: 1 };
        assert_eq!(both(&[5.0, 7.0], &[1.0], &profile), Err(fault));
        profile.vector_length = VectorLength::Shortest;
        assert_eq!(both(&[5.0, 7.0], &[1.0], &profile), Ok(vec![4.0]));
        profile.vector_length = VectorLength::Nan;
        let padded = both(&[5.0, 7.0], &[1.0], &profile).unwrap();
        assert_eq!(padded.len(), 2);
        assert_eq!(padded[0], 4.0);
        assert!(padded[1].is_nan());
    }

    #[test]
    fn a_scalar_may_stand_on_either_side() {
        let profile = Profile::default();
        let (mut right, mut left) = (Vec::new(), Vec::new());
        vector_and_scalar(Arithmetic::Divide, &[2.0, 4.0], 2.0, &profile, &mut right).unwrap();
        scalar_and_vector(Arithmetic::Divide, 8.0, &[2.0, 4.0], &profile, &mut left).unwrap();
        assert_eq!((right, left), (vec![1.0, 2.0], vec![4.0, 2.0]));
    }
}
