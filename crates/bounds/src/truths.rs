//! Which truth the values of a condition can have.

use autoscale_catalog::profile::{NanTruth, Profile};

use crate::basis::{Basis, Setting};
use crate::double::Double;
use crate::value::Value;

/// Can the condition hold, and can it fail to? Zero is false and any other
/// number true; NaN is the setting `nan-truth`.
pub(crate) fn of(condition: Value, profile: &Profile, basis: &mut Basis) -> (bool, bool) {
    let value = condition.as_double();
    if value.nan {
        basis.setting(Setting::NanTruth);
    }
    holds(value, profile.nan_truth)
}

/// As [`of`].
pub(crate) fn holds(value: Double, nan_truth: NanTruth) -> (bool, bool) {
    let nan_holds = value.nan && nan_truth == NanTruth::True;
    let nan_fails = value.nan && nan_truth == NanTruth::False;
    let only_zero = value.min == 0.0 && value.max == 0.0;
    let number_holds = !value.no_number() && !only_zero;
    (number_holds || nan_holds, value.has_zero() || nan_fails)
}

/// The values of those that have this truth.
pub(crate) fn those(value: Double, truth: bool, nan_truth: NanTruth) -> Double {
    let nan = value.nan && (nan_truth == NanTruth::True) == truth;
    let numbers = if truth {
        let min = if value.min == 0.0 {
            0.0_f64.next_up()
        } else {
            value.min
        };
        let max = if value.max == 0.0 {
            0.0_f64.next_down()
        } else {
            value.max
        };
        Double { min, max, ..value }
    } else {
        value.meet(Double::between(-0.0, 0.0))
    };
    Double {
        nan,
        ..numbers.numbers().tidy()
    }
}
