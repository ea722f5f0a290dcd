//! Operators.

use autoscale_catalog::profile::NanTruth;
use autoscale_syntax::BinaryOp;

use super::{assert_has, has, sets};
use crate::arithmetic::{add, compare, divide, multiply, negate, square, subtract, those_that};
use crate::double::Double;
use crate::truths;

type Sets = fn(Double, Double) -> Double;
type Numbers = fn(f64, f64) -> f64;

#[test]
fn arithmetic_leaves_no_result_out() {
    let operators: [(&str, Sets, Numbers); 4] = [
        ("+", add, |a, b| a + b),
        ("-", subtract, |a, b| a - b),
        ("*", multiply, |a, b| a * b),
        ("/", |a, b| divide(a, b, false), |a, b| a / b),
    ];
    let sets = sets();
    for (name, of_sets, of_numbers) in operators {
        for (a, left) in &sets {
            for (b, right) in &sets {
                let result = of_sets(*a, *b);
                for x in left {
                    for y in right {
                        let number = of_numbers(*x, *y);
                        assert_has(result, number, format_args!("{x} {name} {y}"));
                    }
                }
            }
        }
    }
}

#[test]
fn one_operand_leaves_no_result_out() {
    for (set, members) in sets() {
        for x in members {
            assert_has(negate(set), -x, format_args!("-{x}"));
            assert_has(square(set), x * x, format_args!("{x} * {x}"));
        }
    }
}

#[test]
fn a_refused_division_by_zero_is_left_out() {
    let ten = Double::exactly(10.0);
    let hours = Double::between(0.0, 23.0).whole();
    let quotient = divide(ten, hours, true);
    assert_eq!((quotient.min, quotient.max), (10.0 / 23.0, 10.0));
    assert!(divide(ten, Double::exactly(0.0), true).is_empty());
    assert!(divide(ten, hours, false).has_infinity());
}

#[test]
fn comparisons_leave_no_outcome_out() {
    let sets = sets();
    for op in BinaryOp::COMPARISONS {
        for (a, left) in &sets {
            for (b, right) in &sets {
                let (can, cannot) = compare(op, *a, *b);
                let those = those_that(op, *a, *b);
                for x in left {
                    for y in right {
                        let holds = holds(op, *x, *y);
                        assert!(if holds { can } else { cannot }, "{x} {op:?} {y}");
                        if holds && !x.is_nan() {
                            assert_has(those, *x, format_args!("{x} {op:?} {y}"));
                        }
                    }
                }
            }
        }
    }
}

fn holds(op: BinaryOp, a: f64, b: f64) -> bool {
    match op {
        BinaryOp::Lt => a < b,
        BinaryOp::Le => a <= b,
        BinaryOp::Gt => a > b,
        BinaryOp::Ge => a >= b,
        BinaryOp::Eq => a == b,
        _ => a != b,
    }
}

#[test]
fn truths_leave_no_value_out() {
    for setting in [NanTruth::True, NanTruth::False] {
        for (set, members) in sets() {
            let (can, cannot) = truths::holds(set, setting);
            for x in members {
                let holds = if x.is_nan() {
                    setting == NanTruth::True
                } else {
                    x != 0.0
                };
                assert!(if holds { can } else { cannot }, "{x} of {set:?}");
                assert!(has(truths::those(set, holds, setting), x), "{x} of {set:?}");
            }
        }
    }
}

#[test]
fn a_comparison_cuts_to_the_last_bit() {
    let tasks = Double::between(0.0, f64::INFINITY);
    let above = those_that(BinaryOp::Gt, tasks, Double::exactly(25.0));
    assert_eq!(above.min, 25.0_f64.next_up());
    let hours = Double::between(0.0, 23.0).whole();
    let late = those_that(BinaryOp::Gt, hours, Double::exactly(8.0));
    assert_eq!((late.min, late.max), (9.0, 23.0));
    let not_first = those_that(BinaryOp::Ne, hours, Double::exactly(0.0));
    assert_eq!(not_first.min, 1.0);
}
