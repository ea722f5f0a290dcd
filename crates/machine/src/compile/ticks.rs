//! Expressions that are a timestamp or an interval.

use autoscale_catalog::{Function, Method, Ty};
use autoscale_check::{ExprId, ExprKind, Type};
use autoscale_syntax::BinaryOp;

use super::{Compiler, Label};
use crate::fold::Constant;
use crate::op::{End, Op, Ticks, TicksOut};
use crate::program::Slot;

impl Compiler<'_> {
    /// Compiles an expression of type timestamp or timeinterval; registers as
    /// in [`Compiler::number`].
    pub(super) fn ticks(&mut self, id: ExprId, want: Option<TicksOut>) -> Ticks {
        match self.folded.of(id) {
            Some(Constant::Interval(interval)) => {
                return self.constant_ticks(interval.ticks(), want, id);
            }
            Some(Constant::Time(time)) => return self.constant_ticks(time.ticks(), want, id),
            _ => {}
        }
        let expr = self.hir.expr(id);
        match expr.kind {
            _ if expr.ty == Type::Never => {
                self.never(id);
                Ticks(0)
            }
            ExprKind::Read(var) => match self.slot(var) {
                Some(Slot::Time(slot) | Slot::Interval(slot)) => slot,
                _ => Ticks(0),
            },
            ExprKind::Unary { operand, .. } => {
                let interval = self.scoped(|it| it.ticks(operand, None));
                self.simple_ticks(id, want, |to| Op::NegTicks(to, interval))
            }
            ExprKind::Binary { .. } => self.binary_ticks(id, want),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.ternary_ticks(id, [condition, then, otherwise], want),
            ExprKind::Call {
                function: Function::Time,
                arguments,
            } => match self.hir.list(arguments) {
                &[text] if self.hir.expr(text).ty == Type::Known(Ty::String) => {
                    let word = self.scoped(|it| it.word(text, None));
                    self.simple_ticks(id, want, |to| Op::ParseTime(to, word))
                }
                _ => self.simple_ticks(id, want, Op::Now),
            },
            ExprKind::Method { metric, method, .. } => {
                self.simple_ticks(id, want, |to| match method {
                    Method::HistoryBeginTime => Op::HistoryBegin(to, metric),
                    _ => Op::SamplePeriod(to, metric),
                })
            }
            _ => Ticks(0),
        }
    }

    fn simple_ticks(
        &mut self,
        id: ExprId,
        want: Option<TicksOut>,
        op: impl FnOnce(TicksOut) -> Op,
    ) -> Ticks {
        let to = self.ticks_home(want);
        self.emit(op(to), id);
        to.read()
    }

    /// As [`Compiler::binary_number`], a loop down the left operands.
    fn binary_ticks(&mut self, id: ExprId, want: Option<TicksOut>) -> Ticks {
        let mut chain = Vec::new();
        let mut first = id;
        while let ExprKind::Binary { left, .. } = self.hir.expr(first).kind
            && self.is_ticks(left)
            && self.folded.of(first).is_none()
        {
            chain.push(first);
            first = left;
        }
        if chain.is_empty() {
            // A number times an interval, the only form with a number first.
            return self.number_times_interval(id, want);
        }
        let to = self.ticks_home(want);
        self.scoped(|it| {
            let first = match it.is_number_first(first) {
                true => it.number_times_interval(first, Some(to)),
                false => it.ticks(first, Some(to)),
            };
            let links = chain.iter().rev();
            links.fold(first, |left, &link| it.link_ticks(link, left, to))
        })
    }

    fn is_ticks(&self, id: ExprId) -> bool {
        let ty = self.hir.expr(id).ty.known();
        matches!(ty, Some(Ty::Timestamp | Ty::Interval))
    }

    fn is_number_first(&self, id: ExprId) -> bool {
        self.folded.of(id).is_none()
            && matches!(self.hir.expr(id).kind, ExprKind::Binary { left, .. } if !self.is_ticks(left))
    }

    fn number_times_interval(&mut self, id: ExprId, want: Option<TicksOut>) -> Ticks {
        let ExprKind::Binary { left, right, .. } = self.hir.expr(id).kind else {
            return Ticks(0);
        };
        let (number, interval) = self.scoped(|it| (it.number(left, None), it.ticks(right, None)));
        self.simple_ticks(id, want, |to| Op::MulInterval(to, interval, number))
    }

    /// One operator of a chain whose left operand is in `a`.
    fn link_ticks(&mut self, id: ExprId, a: Ticks, to: TicksOut) -> Ticks {
        let ExprKind::Binary { op, left, right } = self.hir.expr(id).kind else {
            return a;
        };
        let (left, right_ty) = (
            self.hir.expr(left).ty.known(),
            self.hir.expr(right).ty.known(),
        );
        if right_ty == Some(Ty::Double) {
            let number = self.scoped(|it| it.number(right, None));
            return self.simple_ticks(id, Some(to), |to| match op {
                BinaryOp::Mul => Op::MulInterval(to, a, number),
                _ => Op::DivInterval(to, a, number),
            });
        }
        let b = self.scoped(|it| it.ticks(right, None));
        self.simple_ticks(id, Some(to), |to| match (left, op, right_ty) {
            (Some(Ty::Timestamp), BinaryOp::Add, _) => Op::AddToTime(to, a, b),
            (_, BinaryOp::Add, Some(Ty::Timestamp)) => Op::AddToTime(to, b, a),
            (Some(Ty::Timestamp), _, Some(Ty::Timestamp)) => Op::SubTimes(to, a, b),
            (Some(Ty::Timestamp), _, _) => Op::SubFromTime(to, a, b),
            (_, BinaryOp::Add, _) => Op::AddIntervals(to, a, b),
            _ => Op::SubIntervals(to, a, b),
        })
    }

    fn ternary_ticks(
        &mut self,
        id: ExprId,
        [condition, then, otherwise]: [ExprId; 3],
        want: Option<TicksOut>,
    ) -> Ticks {
        if let Some(arm) = self.decided(condition, then, otherwise) {
            return self.ticks(arm, want);
        }
        let to = self.ticks_home(want);
        let (mut to_otherwise, mut end) = (Label::default(), Label::default());
        self.condition(condition, false, &mut to_otherwise);
        self.conditional(|it| it.arm_ticks(to, then, id));
        self.jump(&mut end, id, Op::Jump);
        self.bind(to_otherwise);
        self.conditional(|it| it.arm_ticks(to, otherwise, id));
        self.bind(end);
        to.read()
    }

    fn arm_ticks(&mut self, to: TicksOut, arm: ExprId, id: ExprId) {
        if self.hir.expr(arm).ty == Type::Never {
            return self.never(arm);
        }
        let slot = self.scoped(|it| it.ticks(arm, Some(to)));
        if to.read() != slot {
            self.emit(Op::MoveTicks(to, slot), id);
        }
    }

    /// An end of a sample window.
    pub(super) fn window_end(&mut self, id: ExprId) -> End {
        let slot = self.ticks(id, None);
        match self.hir.expr(id).ty {
            Type::Known(Ty::Timestamp) => End::At(slot),
            _ => End::Ago(slot),
        }
    }
}
