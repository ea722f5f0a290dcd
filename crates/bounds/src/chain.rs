//! Binary operators, along chains that lean to the left.

use autoscale_catalog::profile::{DivisionByZero, ShortCircuit};
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::arithmetic::{add, compare, divide, multiply, square, subtract, truth};
use crate::basis::{Basis, Setting};
use crate::double::{Double, lower, upper};
use crate::facts::Mark;
use crate::value::Value;
use crate::walk::Walk;
use crate::{Ticks, ticks, truths};

/// What the left sides of a chain of `&&`, or of `||`, have decided so far.
struct Held {
    op: BinaryOp,
    before: Mark,
    /// The last of them.
    last: ExprId,
}

impl Walk<'_> {
    /// Evaluates a chain of binary operators.
    pub(crate) fn chain(&mut self, root: ExprId) -> Value {
        let (mut first, mut links) = (root, Vec::new());
        while let ExprKind::Binary { op, left, right } = self.hir.expr(first).kind {
            links.push((first, op, left, right));
            first = left;
        }
        let mut value = self.eval(first);
        let mut held: Option<Held> = None;
        for (id, op, left, right) in links.into_iter().rev() {
            if value.is_never() {
                break;
            }
            if let Some(done) = held.take_if(|held| held.op != op) {
                self.facts.back_to(done.before);
            }
            let mut basis = self.basis(left);
            value = if matches!(op, BinaryOp::And | BinaryOp::Or) {
                let last = held.as_ref().map_or(left, |held| held.last);
                let before = held.map_or_else(|| self.facts.mark(), |held| held.before);
                held = Some(Held {
                    op,
                    before,
                    last: right,
                });
                self.logical(op, value, last, right, &mut basis)
            } else {
                let other = self.part(right, &mut basis);
                self.operation(op, (left, value), (right, other), &mut basis)
            };
            value = self.set(id, value, basis);
        }
        if let Some(done) = held {
            self.facts.back_to(done.before);
        }
        value
    }

    /// `left && right` or `left || right`. The right side is evaluated where
    /// the left does not decide, and `last`, the nearest part of the left side,
    /// has the other truth there.
    fn logical(
        &mut self,
        op: BinaryOp,
        left: Value,
        last: ExprId,
        right: ExprId,
        basis: &mut Basis,
    ) -> Value {
        let and = op == BinaryOp::And;
        let (can, cannot) = truths::of(left, self.profile, basis);
        let (goes_on, decides) = if and { (can, cannot) } else { (cannot, can) };
        let eager = self.profile.short_circuit == ShortCircuit::Eager;
        if !goes_on && !eager {
            return Value::double(Double::exactly(if and { 0.0 } else { 1.0 }));
        }
        if !eager {
            self.assume(last, and);
        }
        let ends = self.ends.count;
        let value = self.part(right, basis);
        if value.is_never() || self.ends.count != ends {
            basis.setting(Setting::ShortCircuit);
        }
        if value.is_never() && eager {
            return Value::Never;
        }
        let (mut can, mut cannot) = truths::of(value, self.profile, basis);
        if value.is_never() || !goes_on {
            (can, cannot) = (false, false);
        }
        if decides {
            *(if and { &mut cannot } else { &mut can }) = true;
        }
        Value::double(truth((can, cannot)))
    }

    /// An operator that evaluates both sides.
    fn operation(
        &self,
        op: BinaryOp,
        (left, a): (ExprId, Value),
        (right, b): (ExprId, Value),
        basis: &mut Basis,
    ) -> Value {
        use Value::{Double as D, Interval as I, Never, Timestamp as T, Vector as V};
        if op.is_comparison() {
            return self.comparison(op, (left, a), (right, b));
        }
        match (a, op, b) {
            (Never, ..) | (.., Never) => Never,
            (D(x), op, D(y)) => Value::double(self.arithmetic(op, (left, x), (right, y), basis)),
            (V(v), op, V(w)) => {
                let of = |x, y| self.apply(op, x, y, &mut Basis::default());
                if op == BinaryOp::Div && w.element.has_zero() {
                    basis.setting(Setting::DivisionByZero);
                }
                Value::vector(v.zip(w, of, self.profile, basis))
            }
            (V(v), op, D(y)) => Value::vector(v.map(|x| self.apply(op, x, y, basis))),
            (D(x), op, V(w)) => Value::vector(w.map(|y| self.apply(op, x, y, basis))),
            (D(x), BinaryOp::Mul, I(i)) | (I(i), BinaryOp::Mul, D(x)) => {
                let product = multiply(ticks::as_double(i), x);
                Value::interval(ticks::whole(product, self.profile, basis))
            }
            (I(i), BinaryOp::Div, D(x)) => {
                let quotient = self.apply(BinaryOp::Div, ticks::as_double(i), x, basis);
                Value::interval(ticks::whole(quotient, self.profile, basis))
            }
            (I(i), BinaryOp::Add, I(j)) => Value::interval(i.add(j, Ticks::LENGTHS)),
            (I(i), BinaryOp::Sub, I(j)) => Value::interval(i.subtract(j, Ticks::LENGTHS)),
            (I(i), BinaryOp::Add, T(t)) | (T(t), BinaryOp::Add, I(i)) => {
                Value::timestamp(t.add(i, Ticks::INSTANTS))
            }
            (T(t), BinaryOp::Sub, T(u)) => Value::interval(t.subtract(u, Ticks::LENGTHS)),
            (T(t), BinaryOp::Sub, I(i)) => Value::timestamp(t.subtract(i, Ticks::INSTANTS)),
            _ => {
                basis.unknown();
                Value::Unknown
            }
        }
    }

    fn apply(&self, op: BinaryOp, a: Double, b: Double, basis: &mut Basis) -> Double {
        match op {
            BinaryOp::Add => add(a, b),
            BinaryOp::Sub => subtract(a, b),
            BinaryOp::Mul => multiply(a, b),
            BinaryOp::Div => {
                if b.has_zero() {
                    basis.setting(Setting::DivisionByZero);
                }
                divide(a, b, self.profile.division_by_zero == DivisionByZero::Error)
            }
            _ => Double::ANY,
        }
    }

    /// A result of two numbers, of which more may be known than their ranges.
    fn arithmetic(
        &self,
        op: BinaryOp,
        (left, a): (ExprId, Double),
        (right, b): (ExprId, Double),
        basis: &mut Basis,
    ) -> Double {
        let found = self.apply(op, a, b, basis);
        let (left, right) = (self.values.of(left), self.values.of(right));
        match op {
            BinaryOp::Mul if left == right => square(a),
            BinaryOp::Div if left == right && !a.no_number() => {
                found.meet(Double::exactly(1.0).or_nan(true))
            }
            BinaryOp::Sub => {
                let mut difference = found;
                if self.at_least(left, right) {
                    difference.min = upper(difference.min, 0.0);
                }
                if self.at_least(right, left) {
                    difference.max = lower(difference.max, 0.0);
                }
                difference.tidy()
            }
            _ => found,
        }
    }

    fn comparison(
        &self,
        op: BinaryOp,
        (left, a): (ExprId, Value),
        (right, b): (ExprId, Value),
    ) -> Value {
        let outcome = match (a, b) {
            (Value::Never, _) | (_, Value::Never) => return Value::Never,
            (Value::Double(a), Value::Double(b)) => {
                if self.values.of(left) == self.values.of(right) {
                    compare_with_itself(op, a)
                } else {
                    compare(op, a, b)
                }
            }
            (Value::Timestamp(a), Value::Timestamp(b))
            | (Value::Interval(a), Value::Interval(b)) => ticks::compare(op, a, b),
            _ => (true, true),
        };
        Value::double(truth(outcome))
    }
}

/// Can `x op x` hold, and can it fail to?
fn compare_with_itself(op: BinaryOp, x: Double) -> (bool, bool) {
    let number = !x.no_number();
    match op {
        BinaryOp::Eq | BinaryOp::Le | BinaryOp::Ge => (number, x.nan),
        BinaryOp::Ne => (x.nan, number),
        _ => (false, true),
    }
}
