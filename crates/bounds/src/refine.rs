//! What the truth of a condition tells of the values in it.

use autoscale_catalog::Function;
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::{BinaryOp, UnaryOp};

use crate::arithmetic;
use crate::double::Double;
use crate::value::Value;
use crate::vector::Vector;
use crate::walk::Walk;
use crate::{ticks, truths};

/// How many parts of a condition are looked at: more than people write, and
/// little enough that variables which name each other cost nothing.
const FUEL: u32 = 64;

impl Walk<'_> {
    /// From here on the condition holds, or does not.
    pub(crate) fn assume(&mut self, condition: ExprId, holds: bool) {
        self.fuel = FUEL;
        self.suppose(condition, holds);
    }

    fn suppose(&mut self, condition: ExprId, holds: bool) {
        let Some(fuel) = self.fuel.checked_sub(1) else {
            return;
        };
        self.fuel = fuel;
        match self.hir.expr(condition).kind {
            ExprKind::Read(var) => {
                if let Some(value) = self.values.assigned(var) {
                    self.suppose(value, holds);
                    return;
                }
            }
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.suppose(operand, !holds),
            ExprKind::Binary { op, left, right } => match op {
                BinaryOp::And | BinaryOp::Or => self.suppose_both(op, [left, right], holds),
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => {}
                comparison => self.suppose_comparison(comparison, [left, right], holds),
            },
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                let then = self.truth_of(then);
                let otherwise = self.truth_of(otherwise);
                if then.is_some() && otherwise == then.map(|then| !then) {
                    self.suppose(condition, then == Some(holds));
                }
            }
            _ => {}
        }
        if let Value::Double(value) = self.current(condition) {
            let range = truths::those(value, holds, self.profile.nan_truth);
            self.learn(condition, Value::double(range));
        }
    }

    /// The truth of a value that can have only one.
    fn truth_of(&self, id: ExprId) -> Option<bool> {
        match self.current(id) {
            Value::Double(value) => match truths::holds(value, self.profile.nan_truth) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// `a && b` holds when both do, `a || b` fails when both do.
    fn suppose_both(&mut self, op: BinaryOp, sides: [ExprId; 2], holds: bool) {
        let neutral = op == BinaryOp::And;
        if holds == neutral {
            for side in sides {
                self.suppose(side, holds);
            }
            return;
        }
        // One side decides; it is the other when this one cannot.
        let [left, right] = sides;
        if self.truth_of(left) == Some(neutral) {
            self.suppose(right, holds);
        } else if self.truth_of(right) == Some(neutral) {
            self.suppose(left, holds);
        }
    }

    fn suppose_comparison(&mut self, op: BinaryOp, [left, right]: [ExprId; 2], holds: bool) {
        // A comparison with NaN fails, and only `!=` holds with one.
        let with_nan = holds == (op == BinaryOp::Ne);
        let op = if holds { op } else { op.negated() };
        match (self.current(left), self.current(right)) {
            (Value::Double(a), Value::Double(b)) => {
                if !with_nan || !b.nan {
                    self.learn(left, narrowed(op, a, b, with_nan));
                }
                if !with_nan || !a.nan {
                    self.learn(right, narrowed(op.mirrored(), b, a, with_nan));
                }
                if !with_nan || !(a.nan || b.nan) {
                    let (left, right) = (self.values.of(left), self.values.of(right));
                    self.facts.relate(op, left, right);
                }
            }
            (Value::Timestamp(a), Value::Timestamp(b)) => {
                self.learn(left, Value::timestamp(ticks::those_that(op, a, b)));
                self.learn(
                    right,
                    Value::timestamp(ticks::those_that(op.mirrored(), b, a)),
                );
            }
            (Value::Interval(a), Value::Interval(b)) => {
                self.learn(left, Value::interval(ticks::those_that(op, a, b)));
                self.learn(
                    right,
                    Value::interval(ticks::those_that(op.mirrored(), b, a)),
                );
            }
            _ => {}
        }
    }

    /// From here on the expression is in `range`, and so are its parts where
    /// that tells of them.
    fn learn(&mut self, id: ExprId, range: Value) {
        self.facts.learn(self.values.of(id), range);
        let Some(fuel) = self.fuel.checked_sub(1) else {
            return;
        };
        self.fuel = fuel;
        let id = match self.hir.expr(id).kind {
            ExprKind::Read(var) => self.values.assigned(var).unwrap_or(id),
            _ => id,
        };
        match (self.hir.expr(id).kind, range) {
            (
                ExprKind::Unary {
                    op: UnaryOp::Neg,
                    operand,
                },
                Value::Double(range),
            ) => {
                self.learn(operand, Value::Double(arithmetic::negate(range)));
            }
            (
                ExprKind::Call {
                    function: Function::Len,
                    arguments,
                },
                Value::Double(len),
            ) => {
                if let &[values] = self.hir.list(arguments)
                    && let Some(range) = of_length(len)
                {
                    self.facts
                        .learn(self.values.of(values), Value::Vector(range));
                }
            }
            _ => {}
        }
    }
}

/// The vectors of these lengths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, which is what is meant"
)]
fn of_length(len: Double) -> Option<Vector> {
    if len.no_number() {
        return None;
    }
    let max_len = len.max.floor() as u32;
    Some(Vector {
        element: Double::ANY,
        min_len: len.min.ceil() as u32,
        max_len: (max_len != u32::MAX).then_some(max_len),
    })
}

fn narrowed(op: BinaryOp, a: Double, b: Double, with_nan: bool) -> Value {
    let numbers = arithmetic::those_that(op, a, b).numbers();
    Value::double(numbers.or_nan(a.nan && with_nan))
}
