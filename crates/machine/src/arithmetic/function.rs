//! The functions that take a list of numbers, by name.

use autoscale_catalog::Function;
use autoscale_catalog::profile::Profile;

use super::aggregate::{avg, max, min, norm, range, std, sum};
use crate::Fault;

/// What a function does with the doubles and doubleVecs it is called with.
#[derive(Clone, Copy, Debug)]
pub enum ListFunction {
    /// One number of each: a double of one double, otherwise a doubleVec.
    Each(fn(f64) -> f64),
    /// One number of all.
    All(fn(&[f64], &Profile) -> Result<f64, Fault>),
}

/// The list function of that name; `None` for a function of other arguments.
///
/// `round` takes halves away from zero, as its documentation says
/// (MicrosoftDocs/azure-docs#102020).
#[must_use]
pub fn list_function(function: Function) -> Option<ListFunction> {
    use ListFunction::{All, Each};
    match function {
        Function::Avg => Some(All(avg)),
        Function::Ceil => Some(Each(f64::ceil)),
        Function::Floor => Some(Each(f64::floor)),
        Function::Len => Some(All(len)),
        Function::Lg => Some(Each(f64::log2)),
        Function::Ln => Some(Each(f64::ln)),
        Function::Log => Some(Each(f64::log10)),
        Function::Max => Some(All(max)),
        Function::Min => Some(All(min)),
        Function::Norm => Some(All(norm)),
        Function::Range => Some(All(range)),
        Function::Round => Some(Each(f64::round)),
        Function::Std => Some(All(std)),
        Function::Sum => Some(All(|values, _| Ok(sum(values)))),
        Function::Percentile
        | Function::Rand
        | Function::Stop
        | Function::Time
        | Function::Val
        | Function::Vec => None,
    }
}

#[expect(
    clippy::unnecessary_wraps,
    clippy::cast_precision_loss,
    reason = "shaped as the others; no vector is that long"
)]
fn len(values: &[f64], _: &Profile) -> Result<f64, Fault> {
    Ok(values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(function: Function, value: f64) -> f64 {
        match list_function(function) {
            Some(ListFunction::Each(each)) => each(value),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn round_takes_halves_away_from_zero() {
        let rounded = [0.5, 1.5, 2.5, -0.5, -2.5].map(|x| each(Function::Round, x));
        assert_eq!(rounded, [1.0, 2.0, 3.0, -1.0, -3.0]);
    }

    #[test]
    fn logarithms_of_powers_are_exact() {
        assert_eq!(each(Function::Log, 1000.0), 3.0);
        assert_eq!(each(Function::Lg, 1024.0), 10.0);
        assert_eq!(each(Function::Ln, 1.0), 0.0);
        assert_eq!(each(Function::Ln, 0.0), f64::NEG_INFINITY);
        assert!(each(Function::Ln, -1.0).is_nan());
    }
}
