//! Functions of one number, which are mapped over vectors.

use autoscale_catalog::Function;

use crate::double::Double;

/// What the function makes of a set of numbers; `None` when it is not one of
/// one number.
pub(crate) fn function(function: Function) -> Option<fn(Double) -> Double> {
    match function {
        Function::Ceil => Some(|x| to_whole(x, f64::ceil)),
        Function::Floor => Some(|x| to_whole(x, f64::floor)),
        Function::Round => Some(|x| to_whole(x, f64::round)),
        Function::Lg => Some(|x| logarithm(x, f64::log2)),
        Function::Ln => Some(|x| logarithm(x, f64::ln)),
        Function::Log => Some(|x| logarithm(x, f64::log10)),
        _ => None,
    }
}

fn to_whole(x: Double, of: fn(f64) -> f64) -> Double {
    Double {
        whole: true,
        ..x.monotone(of, x.magnitude + 1.0)
    }
}

/// Of a negative number it is NaN, of 0 the negative infinity.
fn logarithm(x: Double, of: fn(f64) -> f64) -> Double {
    let nan = x.nan || x.min < 0.0;
    let x = x.meet(Double::between(-0.0, f64::INFINITY));
    if x.no_number() {
        return Double::NONE.or_nan(nan);
    }
    // Libraries are right to the last bit but one, and where the result is
    // whole.
    let nudged = |end: f64, to: fn(f64) -> f64| {
        let result = of(end);
        if result.trunc() == result {
            result
        } else {
            to(result)
        }
    };
    let (min, max) = (nudged(x.min, f64::next_down), nudged(x.max, f64::next_up));
    Double {
        min,
        max,
        magnitude: min.abs().max(of(x.magnitude).abs() + 1.0),
        nan,
        whole: false,
    }
    .tidy()
}
