//! Every transfer function against the operation that it stands for, over all
//! sets that a few odd numbers span; and what holds of whole formulas.

mod aggregates;
mod domains;
mod formulas;
mod operators;

use crate::double::Double;
use crate::vector::Vector;

/// Numbers at which operations do something odd.
const ODD: [f64; 9] = [
    f64::NEG_INFINITY,
    -3.0,
    -0.5,
    -0.0,
    0.0,
    5e-324,
    1.0,
    2.5,
    f64::INFINITY,
];

/// The sets between any two odd numbers, with those of them that each has.
fn sets() -> Vec<(Double, Vec<f64>)> {
    let mut sets = vec![(Double::NAN, vec![f64::NAN])];
    for (at, &min) in ODD.iter().enumerate() {
        for &max in &ODD[at..] {
            let set = Double::between(min, max);
            let of_set = |number: &f64| has(set, *number);
            let mut members: Vec<f64> = ODD.iter().copied().filter(of_set).collect();
            sets.push((set, members.clone()));
            members.push(f64::NAN);
            sets.push((set.or_nan(true), members));
        }
    }
    sets
}

/// Is the number in the set? -0 is below 0.
fn has(set: Double, number: f64) -> bool {
    if number.is_nan() {
        return set.nan;
    }
    let inside = set.min.total_cmp(&number).is_le() && number.total_cmp(&set.max).is_le();
    let finite = number.is_finite() || set.magnitude == f64::INFINITY;
    inside && finite && number.abs() <= set.magnitude
}

#[track_caller]
fn assert_has(set: Double, number: f64, what: std::fmt::Arguments<'_>) {
    assert!(has(set, number), "{what}: {number} is not in {set:?}");
}

/// A vector of `min_len` to `max_len` elements of a set.
fn vector(element: Double, min_len: u32, max_len: Option<u32>) -> Vector {
    Vector {
        element,
        min_len,
        max_len,
    }
}
