//! Expressions that are a number.

use autoscale_catalog::profile::{DivisionByZero, EmptyAggregate, NanMinmax};
use autoscale_catalog::{Function, Method, Metric, Ty};
use autoscale_check::{ExprId, ExprKind, Type};
use autoscale_syntax::{BinaryOp, UnaryOp};

use super::{Compiler, Label};
use crate::arithmetic::{
    Arithmetic, Comparison, ListFunction, Operator, from_truth, list_function,
};
use crate::fold::Constant;
use crate::op::{Num, NumOut, Op};
use crate::program::Slot;

impl Compiler<'_> {
    /// Compiles an expression of type double. The value is in the register
    /// that is returned: a register that holds it already, else `want`, else a
    /// temporary.
    pub(super) fn number(&mut self, id: ExprId, want: Option<NumOut>) -> Num {
        if let Some(Constant::Number(number)) = self.folded.of(id) {
            return self.constant_number(number, want, id);
        }
        let expr = self.hir.expr(id);
        match expr.kind {
            _ if expr.ty == Type::Never => {
                self.never(id);
                Num(0)
            }
            ExprKind::Read(var) => match self.slot(var) {
                Some(Slot::Number(slot)) => slot,
                _ => Num(0),
            },
            ExprKind::Newest(metric) => self.simple(id, want, |to| Op::Newest(to, metric)),
            ExprKind::Unary { op, operand } => self.unary_number(id, op, operand, want),
            ExprKind::Binary { .. } => self.binary_number(id, want),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.ternary_number(id, [condition, then, otherwise], want),
            ExprKind::OnlyElement(of) => {
                let vector = self.scoped(|it| it.vector(of, None));
                self.simple(id, want, |to| Op::OnlyElement(to, vector))
            }
            ExprKind::Member { member, of } => {
                let time = self.scoped(|it| it.ticks(of, None));
                self.member(id, member, time, want)
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                let arguments = self.hir.list(arguments);
                self.call_number(id, function, arguments, want)
            }
            ExprKind::Method {
                metric,
                method,
                arguments,
            } => {
                let arguments = self.hir.list(arguments);
                self.method_number(id, metric, method, arguments, want)
            }
            _ => Num(0),
        }
    }

    fn simple(&mut self, id: ExprId, want: Option<NumOut>, op: impl FnOnce(NumOut) -> Op) -> Num {
        let to = self.number_home(want);
        self.emit(op(to), id);
        to.read()
    }

    fn unary_number(
        &mut self,
        id: ExprId,
        op: UnaryOp,
        operand: ExprId,
        want: Option<NumOut>,
    ) -> Num {
        let number = self.scoped(|it| it.number(operand, None));
        self.simple(id, want, |to| match op {
            UnaryOp::Neg => Op::Neg(to, number),
            UnaryOp::Not => Op::Not(to, number),
        })
    }

    /// Walks down the left operands in a loop and comes back up, since a chain
    /// such as `1 + x + 1 + …` may be thousands of operators deep on its left.
    fn binary_number(&mut self, id: ExprId, want: Option<NumOut>) -> Num {
        let mut chain = Vec::new();
        let mut first = id;
        while let ExprKind::Binary { op, left, .. } = self.hir.expr(first).kind
            && self.continues(first, op, left)
        {
            chain.push(first);
            first = left;
        }
        if chain.is_empty() {
            return self.other_binary(id, want);
        }
        let to = self.number_home(want);
        self.scoped(|it| {
            let first = it.number(first, Some(to));
            let links = chain.iter().rev();
            links.fold(first, |left, &link| it.link(link, left, to))
        })
    }

    /// True for an operator whose left operand is a number that is needed
    /// first.
    fn continues(&self, id: ExprId, op: BinaryOp, left: ExprId) -> bool {
        let lazy = matches!(op, BinaryOp::And | BinaryOp::Or) && self.lazy();
        self.folded.of(id).is_none()
            && self.hir.expr(left).ty == Type::Known(Ty::Double)
            && self.hir.expr(id).ty == Type::Known(Ty::Double)
            && !lazy
    }

    /// One operator of a chain whose left operand is in `left`.
    fn link(&mut self, id: ExprId, left: Num, to: NumOut) -> Num {
        let ExprKind::Binary { op, right, .. } = self.hir.expr(id).kind else {
            return left;
        };
        self.scoped(|it| {
            let right = it.number(right, None);
            match Operator::from(op) {
                Operator::Arithmetic(operation) => {
                    let op = it.arithmetic(operation, to, left, right);
                    it.emit(op, id);
                }
                Operator::Comparison(comparison) => {
                    it.emit(compare(comparison, to, left, right), id);
                }
                Operator::And | Operator::Or => it.eager(id, op, to, left, right),
            }
        });
        to.read()
    }

    fn arithmetic(&self, operation: Arithmetic, to: NumOut, left: Num, right: Num) -> Op {
        match operation {
            Arithmetic::Add => Op::Add(to, left, right),
            Arithmetic::Subtract => Op::Sub(to, left, right),
            Arithmetic::Multiply => Op::Mul(to, left, right),
            Arithmetic::Divide if self.profile.division_by_zero == DivisionByZero::Error => {
                Op::DivChecked(to, left, right)
            }
            Arithmetic::Divide => Op::Div(to, left, right),
        }
    }

    /// `&&` and `||` of two numbers that are both evaluated: the smaller, or
    /// the larger, of their truths.
    fn eager(&mut self, id: ExprId, op: BinaryOp, to: NumOut, left: Num, right: Num) {
        let (a, b) = (self.number_home(None), self.number_home(None));
        self.emit(Op::Truth(a, left), id);
        self.emit(Op::Truth(b, right), id);
        self.emit(
            match op {
                BinaryOp::And => Op::Min(to, a.read(), b.read()),
                _ => Op::Max(to, a.read(), b.read()),
            },
            id,
        );
    }

    /// A lazy `&&` or `||`, or a comparison of something other than numbers.
    fn other_binary(&mut self, id: ExprId, want: Option<NumOut>) -> Num {
        let ExprKind::Binary { op, left, right } = self.hir.expr(id).kind else {
            return Num(0);
        };
        let Operator::Comparison(comparison) = Operator::from(op) else {
            return self.lazy_logical(id, want);
        };
        self.compare_others(id, comparison, left, right, want)
    }

    fn compare_others(
        &mut self,
        id: ExprId,
        comparison: Comparison,
        left: ExprId,
        right: ExprId,
        want: Option<NumOut>,
    ) -> Num {
        let strings = self.hir.expr(left).ty == Type::Known(Ty::String);
        let op = self.scoped(|it| -> Box<dyn FnOnce(NumOut) -> Op> {
            if strings {
                let (a, b) = (it.word(left, None), it.word(right, None));
                Box::new(move |to| Op::CompareStrings(comparison, to, a, b))
            } else {
                let (a, b) = (it.ticks(left, None), it.ticks(right, None));
                Box::new(move |to| Op::CompareTicks(comparison, to, a, b))
            }
        });
        self.simple(id, want, op)
    }

    /// `&&` or `||` as a number: the one that decides, unless every operand
    /// but the last leaves it open.
    fn lazy_logical(&mut self, id: ExprId, want: Option<NumOut>) -> Num {
        let to = self.number_home(want);
        let ExprKind::Binary { op, .. } = self.hir.expr(id).kind else {
            return to.read();
        };
        let mut operands = self.chain(id, op);
        if operands
            .iter()
            .all(|&it| self.is_truth(it) && self.is_at_hand(it))
        {
            return self.truths(id, op, &operands, to);
        }
        let decisive = op == BinaryOp::Or;
        self.load(to, from_truth(decisive), id);
        let last = operands.pop();
        let mut decided = Label::default();
        let mut operands = operands.into_iter();
        if let Some(first) = operands.next() {
            self.condition(first, decisive, &mut decided);
        }
        self.conditional(|it| {
            operands.for_each(|operand| it.condition(operand, decisive, &mut decided));
            if let Some(last) = last {
                it.truth(to, last);
            }
        });
        self.bind(decided);
        to.read()
    }

    /// The truth of an expression as 1 or 0.
    fn truth(&mut self, to: NumOut, id: ExprId) {
        if self.hir.expr(id).ty == Type::Never {
            return self.never(id);
        }
        let number = self.scoped(|it| it.number(id, Some(to)));
        if self.is_truth(id) {
            self.copy(to, number, id);
        } else {
            self.emit(Op::Truth(to, number), id);
        }
    }

    /// `&&` or `||` of operands that are 1 or 0 and need no computing: the
    /// smallest, or the largest.
    fn truths(&mut self, id: ExprId, op: BinaryOp, operands: &[ExprId], to: NumOut) -> Num {
        let slots: Vec<Num> = operands.iter().map(|&it| self.number(it, None)).collect();
        let mut slots = slots.into_iter();
        let first = slots.next().unwrap_or(Num(0));
        slots.fold(first, |truth, next| {
            let op = match op {
                BinaryOp::And => Op::Min(to, truth, next),
                _ => Op::Max(to, truth, next),
            };
            self.emit(op, id);
            to.read()
        })
    }

    /// Does the value live in a register already?
    fn is_at_hand(&self, id: ExprId) -> bool {
        self.folded.of(id).is_some() || matches!(self.hir.expr(id).kind, ExprKind::Read(_))
    }

    /// Is the expression 1 or 0 already?
    fn is_truth(&self, mut id: ExprId) -> bool {
        while let ExprKind::Read(var) = self.hir.expr(id).kind {
            match self.assigned(var) {
                Some(value) => id = value,
                None => return false,
            }
        }
        match self.hir.expr(id).kind {
            ExprKind::Unary { op, .. } => op == UnaryOp::Not,
            ExprKind::Binary { op, .. } => !matches!(Operator::from(op), Operator::Arithmetic(_)),
            _ => false,
        }
    }

    fn load(&mut self, to: NumOut, number: f64, id: ExprId) {
        let slot = self.constant_number(number, Some(to), id);
        self.copy(to, slot, id);
    }

    fn copy(&mut self, to: NumOut, from: Num, id: ExprId) {
        if to.read() != from {
            self.emit(Op::Move(to, from), id);
        }
    }

    fn ternary_number(
        &mut self,
        id: ExprId,
        [condition, then, otherwise]: [ExprId; 3],
        want: Option<NumOut>,
    ) -> Num {
        if let Some(arm) = self.decided(condition, then, otherwise) {
            return self.number(arm, want);
        }
        let to = self.number_home(want);
        if self.is_at_hand(then) && self.is_at_hand(otherwise) && self.is_truth(condition) {
            self.scoped(|it| {
                let test = it.number(condition, None);
                let (a, b) = (it.number(then, None), it.number(otherwise, None));
                it.emit(Op::Select(to, test, a, b), id);
            });
            return to.read();
        }
        let (mut to_otherwise, mut end) = (Label::default(), Label::default());
        self.condition(condition, false, &mut to_otherwise);
        self.conditional(|it| it.arm(to, then, id));
        self.jump(&mut end, id, Op::Jump);
        self.bind(to_otherwise);
        self.conditional(|it| it.arm(to, otherwise, id));
        self.bind(end);
        to.read()
    }

    fn arm(&mut self, to: NumOut, arm: ExprId, id: ExprId) {
        if self.hir.expr(arm).ty == Type::Never {
            return self.never(arm);
        }
        let slot = self.scoped(|it| it.number(arm, Some(to)));
        self.copy(to, slot, id);
    }

    /// The arm of a ternary whose condition is constant.
    pub(super) fn decided(
        &self,
        condition: ExprId,
        then: ExprId,
        otherwise: ExprId,
    ) -> Option<ExprId> {
        match self.folded.of(condition)? {
            Constant::Number(number) => {
                let holds = crate::arithmetic::truth(number, self.profile);
                Some(if holds { then } else { otherwise })
            }
            _ => None,
        }
    }

    fn call_number(
        &mut self,
        id: ExprId,
        function: Function,
        arguments: &[ExprId],
        want: Option<NumOut>,
    ) -> Num {
        match (function, arguments) {
            (Function::Rand, _) => self.simple(id, want, Op::Random),
            (Function::Val, &[vector, index]) => {
                let (vector, index) =
                    self.scoped(|it| (it.vector(vector, None), it.number(index, None)));
                self.simple(id, want, |to| Op::Element(to, vector, index))
            }
            (Function::Percentile, &[vector, percent]) => {
                let (vector, percent) =
                    self.scoped(|it| (it.vector(vector, None), it.number(percent, None)));
                self.simple(id, want, |to| Op::Percentile(to, vector, percent))
            }
            _ => match (list_function(function), arguments) {
                (Some(ListFunction::Each(_)), &[number]) => {
                    let number = self.scoped(|it| it.number(number, None));
                    self.simple(id, want, |to| Op::Math(function, to, number))
                }
                (_, &[vector]) if self.hir.expr(vector).ty == Type::DOUBLE_VEC => {
                    let vector = self.scoped(|it| it.vector(vector, None));
                    self.simple(id, want, |to| Op::Aggregate(function, to, vector))
                }
                _ if self.pairwise(function, arguments) => {
                    self.extreme(id, function, arguments, want)
                }
                _ => {
                    let list = self.scoped(|it| it.list(id, arguments));
                    self.simple(id, want, |to| Op::Aggregate(function, to, list))
                }
            },
        }
    }

    /// Can `min` or `max` be computed argument by argument? With the defaults,
    /// where a NaN and an empty vector are both as if they were not there.
    fn pairwise(&self, function: Function, arguments: &[ExprId]) -> bool {
        matches!(function, Function::Min | Function::Max)
            && !arguments.is_empty()
            && self.profile.nan_minmax == NanMinmax::Ignore
            && self.profile.empty_aggregate == EmptyAggregate::Nan
    }

    fn extreme(
        &mut self,
        id: ExprId,
        function: Function,
        arguments: &[ExprId],
        want: Option<NumOut>,
    ) -> Num {
        let to = self.number_home(want);
        let mut best = None;
        for &argument in arguments {
            best = Some(self.scoped(|it| {
                let next = it.one_extreme(id, function, argument, best.map_or(Some(to), |_| None));
                let Some(best) = best else { return next };
                it.emit(
                    match function {
                        Function::Min => Op::Min(to, best, next),
                        _ => Op::Max(to, best, next),
                    },
                    id,
                );
                to.read()
            }));
        }
        best.unwrap_or(Num(0))
    }

    /// `min` or `max` of one argument.
    fn one_extreme(
        &mut self,
        id: ExprId,
        function: Function,
        argument: ExprId,
        want: Option<NumOut>,
    ) -> Num {
        if self.hir.expr(argument).ty == Type::DOUBLE {
            return self.number(argument, want);
        }
        let vector = self.scoped(|it| it.vector(argument, None));
        self.simple(id, want, |to| Op::Aggregate(function, to, vector))
    }

    fn method_number(
        &mut self,
        id: ExprId,
        metric: Metric,
        method: Method,
        arguments: &[ExprId],
        want: Option<NumOut>,
    ) -> Num {
        match (method, arguments) {
            (Method::Count, _) => self.simple(id, want, |to| Op::HistoryCount(to, metric)),
            (_, &[start, ref end @ ..]) => {
                let window = self.scoped(|it| {
                    let start = it.window_end(start);
                    let end = end.first().map(|&end| it.window_end(end));
                    it.window(id, metric, start, end)
                });
                self.simple(id, want, |to| Op::WindowPercent(to, window))
            }
            _ => Num(0),
        }
    }
}

fn compare(comparison: Comparison, to: NumOut, a: Num, b: Num) -> Op {
    match comparison {
        Comparison::Less => Op::Less(to, a, b),
        Comparison::LessOrEqual => Op::LessOrEqual(to, a, b),
        Comparison::Greater => Op::Less(to, b, a),
        Comparison::GreaterOrEqual => Op::LessOrEqual(to, b, a),
        Comparison::Equal => Op::Equal(to, a, b),
        Comparison::NotEqual => Op::NotEqual(to, a, b),
    }
}
