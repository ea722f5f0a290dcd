//! Functions of many numbers, over vectors of one to three odd numbers.

use autoscale_catalog::Profile;
use autoscale_catalog::profile::{EmptyAggregate, NanMinmax, StdOfOne, ValRange};

use super::{assert_has, sets, vector};
use crate::basis::Basis;
use crate::double::Double;
use crate::vector::Vector;
use crate::{aggregate, elementwise, extremes};

/// Vectors of the members of a set, with a set of vectors that holds them.
fn each_vector(mut of: impl FnMut(Vector, &[f64])) {
    for (set, members) in sets() {
        let tame = |number: &&f64| number.is_nan() || number.abs() < 1e3;
        let members: Vec<f64> = members.iter().filter(tame).copied().collect();
        for &a in &members {
            of(vector(set, 1, Some(1)), &[a]);
            for &b in &members {
                of(vector(set, 2, Some(2)), &[a, b]);
                of(vector(set, 0, None), &[a, b]);
                of(vector(set, 1, Some(4)), &[a, b, a]);
            }
        }
    }
}

#[test]
fn sums_and_means_leave_no_result_out() {
    let profile = Profile::default();
    each_vector(|set, numbers| {
        let sum: f64 = numbers.iter().sum();
        #[expect(clippy::cast_precision_loss, reason = "three at most")]
        let mean = sum / numbers.len() as f64;
        assert_has(aggregate::sum(&[set]), sum, format_args!("sum {numbers:?}"));
        let means = aggregate::avg(&[set], &profile, &mut Basis::default());
        assert_has(means, mean, format_args!("avg {numbers:?}"));
    });
}

#[test]
fn spreads_leave_no_result_out() {
    let profile = Profile::default();
    each_vector(|set, numbers| {
        let norm = numbers.iter().map(|x| x * x).sum::<f64>().sqrt();
        let norms = aggregate::norm(&[set], &profile, &mut Basis::default());
        assert_has(norms, norm, format_args!("norm {numbers:?}"));
        if let [a, b] = numbers {
            let deviation = (a - b).abs() / 2.0_f64.sqrt();
            let deviations = aggregate::std(&[set], &profile, &mut Basis::default());
            assert_has(deviations, deviation, format_args!("std {numbers:?}"));
        }
    });
}

#[test]
fn extremes_leave_no_result_out() {
    let settings = [
        NanMinmax::Ignore,
        NanMinmax::Propagate,
        NanMinmax::First,
        NanMinmax::Last,
    ];
    for nan_minmax in settings {
        let profile = Profile {
            nan_minmax,
            ..Profile::default()
        };
        each_vector(|set, numbers| {
            let pieces = [set, Vector::one(Double::exactly(0.25))];
            let mut numbers = numbers.to_vec();
            numbers.push(0.25);
            let greatest = extremes::max(&pieces, &profile, &mut Basis::default());
            let expected = max(&numbers, nan_minmax);
            assert_has(greatest, expected, format_args!("max {numbers:?}"));
            let negated: Vec<f64> = numbers.iter().map(|x| -x).collect();
            let least = extremes::min(&pieces, &profile, &mut Basis::default());
            let expected = -max(&negated, nan_minmax);
            assert_has(least, expected, format_args!("min {numbers:?}"));
        });
    }
}

/// The greatest, as the setting says.
fn max(numbers: &[f64], setting: NanMinmax) -> f64 {
    let nan = numbers.iter().rposition(|x| x.is_nan());
    let of = |numbers: &[f64]| {
        let numbers = numbers.iter().copied().filter(|x| !x.is_nan());
        numbers.max_by(f64::total_cmp).unwrap_or(f64::NAN)
    };
    match (setting, nan) {
        (NanMinmax::Propagate, Some(_)) => f64::NAN,
        (NanMinmax::First, _) if numbers[0].is_nan() => f64::NAN,
        (NanMinmax::Last, Some(nan)) => of(&numbers[nan + 1..]),
        _ => of(numbers),
    }
}

#[test]
fn functions_of_one_number_leave_no_result_out() {
    use autoscale_catalog::Function::{Ceil, Floor, Lg, Ln, Log, Round};
    type Of = fn(f64) -> f64;
    let functions: [(_, Of); 6] = [
        (Ceil, f64::ceil),
        (Floor, f64::floor),
        (Round, f64::round),
        (Lg, f64::log2),
        (Ln, f64::ln),
        (Log, f64::log10),
    ];
    for (function, of) in functions {
        let of_set = elementwise::function(function).unwrap();
        for (set, members) in sets() {
            for x in members {
                assert_has(of_set(set), of(x), format_args!("{function:?} {x}"));
            }
        }
    }
}

#[test]
fn whole_ends_stay_whole() {
    let mut basis = Basis::default();
    let profile = Profile::default();
    let percent = vector(Double::between(0.0, 100.0), 1, None);
    let mean = aggregate::avg(&[percent], &profile, &mut basis);
    assert_eq!((mean.min, mean.max), (0.0, 100.0));
    let tenth = vector(Double::between(0.1, 0.1), 1, None);
    let mean = aggregate::avg(&[tenth], &profile, &mut basis);
    assert!(mean.min < 0.1 && 0.1 < mean.max, "{mean:?}");
}

#[test]
fn nothing_is_a_setting() {
    let of = |empty_aggregate| {
        let profile = Profile {
            empty_aggregate,
            ..Profile::default()
        };
        let three = Double::exactly(3.0);
        let some = vector(three, 0, Some(2));
        extremes::max(&[some], &profile, &mut Basis::default())
    };
    let three = Double::exactly(3.0);
    assert_eq!(of(EmptyAggregate::Nan), three.or_nan(true));
    assert_eq!(of(EmptyAggregate::Error), three);
    let with_zero = of(EmptyAggregate::Zero);
    assert_eq!((with_zero.min, with_zero.max), (0.0, 3.0));
}

#[test]
fn std_of_one_is_a_setting() {
    let of = |std_of_one| {
        let profile = Profile {
            std_of_one,
            ..Profile::default()
        };
        let one = Vector::one(Double::exactly(3.0));
        aggregate::std(&[one], &profile, &mut Basis::default())
    };
    assert_eq!(of(StdOfOne::Nan), Double::NAN);
    assert_eq!(of(StdOfOne::Zero), Double::exactly(0.0));
}

#[test]
fn an_element_is_there_or_not() {
    let of = |index: Double, val_range| {
        let profile = Profile {
            val_range,
            ..Profile::default()
        };
        let values = vector(Double::between(1.0, 2.0), 2, Some(3));
        aggregate::val(values, index, &profile, &mut Basis::default())
    };
    let element = Double::between(1.0, 2.0);
    let at = Double::exactly;
    assert_eq!(of(at(1.9), ValRange::Nan), element);
    assert_eq!(of(at(-0.5), ValRange::Nan), element);
    assert_eq!(of(at(2.0), ValRange::Nan), element.or_nan(true));
    assert_eq!(of(at(3.0), ValRange::Nan), Double::NAN);
    assert_eq!(of(at(-1.0), ValRange::Zero), at(0.0));
    assert!(of(at(f64::NAN), ValRange::Error).is_empty());
}
