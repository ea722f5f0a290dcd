//! The sets themselves.

use super::{ODD, has, sets};
use crate::Ticks;
use crate::double::Double;

#[test]
fn hull_and_meet_are_those_of_sets() {
    let sets = sets();
    for (a, _) in &sets {
        for (b, _) in &sets {
            for number in ODD.into_iter().chain([f64::NAN]) {
                let (in_a, in_b) = (has(*a, number), has(*b, number));
                assert!(has(a.hull(*b), number) || !(in_a || in_b), "{number}");
                assert_eq!(has(a.meet(*b), number), in_a && in_b, "{number}");
            }
        }
    }
}

#[test]
fn a_sample_has_no_end_and_is_finite() {
    let sample = Double::between(0.0, f64::INFINITY).within(1e15);
    assert!(!sample.has_infinity());
    assert_eq!(sample.max, f64::INFINITY);
    assert!(Double::between(0.0, f64::INFINITY).has_infinity());
}

#[test]
fn whole_numbers_have_whole_ends() {
    let whole = Double::between(-0.5, 2.5).whole();
    assert_eq!((whole.min, whole.max), (0.0, 2.0));
    assert!(Double::between(0.1, 0.9).whole().is_empty());
}

#[test]
fn ticks_out_of_range_are_errors() {
    let most = Ticks::exactly(i64::MAX);
    let one = Ticks::exactly(1);
    assert_eq!(most.add(one, Ticks::LENGTHS), None);
    assert_eq!(Ticks::exactly(i64::MIN).negate(), None);
    let (min, max) = (Ticks::INSTANTS.min, Ticks::INSTANTS.max);
    let later = Ticks::INSTANTS.add(one, Ticks::INSTANTS);
    assert_eq!(later, Some(Ticks { min: min + 1, max }));
    assert_eq!(
        Ticks::exactly(max).subtract(Ticks::exactly(-1), Ticks::INSTANTS),
        None
    );
}
