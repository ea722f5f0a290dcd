//! Conditions as jumps: comparisons, `!`, and lazy `&&` and `||` need no
//! number of their own.

use autoscale_catalog::Ty;
use autoscale_catalog::profile::{NanTruth, ShortCircuit};
use autoscale_check::{ExprId, ExprKind, Type};
use autoscale_syntax::{BinaryOp, UnaryOp};

use super::{Compiler, Label};
use crate::arithmetic::{self, Comparison, Operator};
use crate::fold::Constant;
use crate::op::{Addr, Num, Op};

impl Compiler<'_> {
    /// Jumps to `label` when the truth of `id` is `when`, else falls through.
    pub(super) fn condition(&mut self, id: ExprId, when: bool, label: &mut Label) {
        if let Some(Constant::Number(number)) = self.folded.of(id) {
            if arithmetic::truth(number, self.profile) == when {
                self.jump(label, id, Op::Jump);
            }
            return;
        }
        let expr = self.hir.expr(id);
        if expr.ty == Type::Never {
            return self.never(id);
        }
        match expr.kind {
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.condition(operand, !when, label),
            ExprKind::Binary { op, left, right } => match Operator::from(op) {
                Operator::And | Operator::Or if self.lazy() => {
                    self.logical(id, op, when, label);
                }
                Operator::Comparison(comparison) if self.compares_numbers(left) => {
                    self.scoped(|it| {
                        let a = it.number(left, None);
                        let b = it.number(right, None);
                        it.jump(label, id, |to| compare_and_jump(comparison, when, a, b, to));
                    });
                }
                _ => self.truth_jump(id, when, label),
            },
            _ => self.truth_jump(id, when, label),
        }
    }

    pub(super) fn lazy(&self) -> bool {
        self.profile.short_circuit == ShortCircuit::Lazy
    }

    fn compares_numbers(&self, left: ExprId) -> bool {
        self.hir.expr(left).ty == Type::Known(Ty::Double)
    }

    fn truth_jump(&mut self, id: ExprId, when: bool, label: &mut Label) {
        self.scoped(|it| {
            let mut number = it.number(id, None);
            if it.profile.nan_truth == NanTruth::False {
                let truth = it.number_home(None);
                it.emit(Op::Truth(truth, number), id);
                number = truth.read();
            }
            it.jump(label, id, |to| match when {
                true => Op::JumpIfTrue(number, to),
                false => Op::JumpIfFalse(number, to),
            });
        });
    }

    /// `a && b && …` or `a || b || …`.
    fn logical(&mut self, id: ExprId, op: BinaryOp, when: bool, label: &mut Label) {
        let operands = self.chain(id, op);
        // The truth of one operand that decides the whole.
        let decisive = op == BinaryOp::Or;
        let mut decided = Label::default();
        let last = operands.len().saturating_sub(1);
        let mut operand = |it: &mut Self, at: usize, operand: ExprId| {
            if decisive == when || at == last {
                it.condition(operand, when, label);
            } else {
                it.condition(operand, decisive, &mut decided);
            }
        };
        let mut operands = operands.into_iter().enumerate();
        if let Some((at, first)) = operands.next() {
            operand(self, at, first);
        }
        self.conditional(|it| operands.for_each(|(at, next)| operand(it, at, next)));
        self.bind(decided);
    }

    /// The operands of a left-associative chain of one operator; a loop, for a
    /// formula may hold thousands.
    pub(super) fn chain(&self, id: ExprId, chained: BinaryOp) -> Vec<ExprId> {
        let mut operands = Vec::new();
        let mut rest = id;
        while let ExprKind::Binary { op, left, right } = self.hir.expr(rest).kind
            && op == chained
            && self.folded.of(rest).is_none()
        {
            operands.push(right);
            rest = left;
        }
        operands.push(rest);
        operands.reverse();
        operands
    }
}

fn compare_and_jump(comparison: Comparison, when: bool, a: Num, b: Num, to: Addr) -> Op {
    match (comparison, when) {
        (Comparison::Less, true) => Op::JumpIfLess(a, b, to),
        (Comparison::Less, false) => Op::JumpUnlessLess(a, b, to),
        (Comparison::LessOrEqual, true) => Op::JumpIfLessOrEqual(a, b, to),
        (Comparison::LessOrEqual, false) => Op::JumpUnlessLessOrEqual(a, b, to),
        (Comparison::Greater, when) => compare_and_jump(Comparison::Less, when, b, a, to),
        (Comparison::GreaterOrEqual, when) => {
            compare_and_jump(Comparison::LessOrEqual, when, b, a, to)
        }
        (Comparison::Equal, true) | (Comparison::NotEqual, false) => Op::JumpIfEqual(a, b, to),
        (Comparison::Equal, false) | (Comparison::NotEqual, true) => Op::JumpUnlessEqual(a, b, to),
    }
}
