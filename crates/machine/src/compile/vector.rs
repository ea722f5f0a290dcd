//! Expressions that are a doubleVec.
//!
//! A window of samples stays where it is: its register holds the range. Every
//! other vector lies on the runner's stack of numbers, in the order in which
//! the vectors of a statement are made, which is why each is used up before an
//! older one.

use autoscale_catalog::{Function, Metric, Ty};
use autoscale_check::{ExprId, ExprKind, Type};

use super::{Compiler, Label};
use crate::arithmetic::Operator;
use crate::op::{End, Num, Op, Ticks, Vector, VectorOut, Window};
use crate::program::Slot;

/// The two kinds of `GetSample`.
enum Form {
    Count(Metric, Num),
    Window(Window, Option<Num>),
}

impl Form {
    fn into_op(self) -> impl FnOnce(VectorOut) -> Op {
        move |to| match self {
            Self::Count(metric, count) => Op::SampleCount(to, metric, count),
            Self::Window(window, percent) => Op::WindowSamples(to, window, percent),
        }
    }
}

impl Compiler<'_> {
    /// Compiles an expression of type doubleVec; registers as in
    /// [`Compiler::number`].
    pub(super) fn vector(&mut self, id: ExprId, want: Option<VectorOut>) -> Vector {
        let expr = self.hir.expr(id);
        match expr.kind {
            _ if expr.ty == Type::Never => {
                self.never(id);
                Vector(0)
            }
            ExprKind::Read(var) => match self.slot(var) {
                Some(Slot::Vector(slot)) => slot,
                _ => Vector(0),
            },
            ExprKind::Binary { .. } => self.binary_vector(id, want),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.ternary_vector(id, [condition, then, otherwise], want),
            ExprKind::Vector(items) => {
                let items = self.hir.list(items);
                self.list_into(id, items, want)
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                let arguments = self.hir.list(arguments);
                self.call_vector(id, function, arguments, want)
            }
            ExprKind::Method {
                metric, arguments, ..
            } => {
                let arguments = self.hir.list(arguments);
                let op = self.scoped(|it| it.get_sample(id, metric, arguments));
                let to = self.vector_home(want);
                self.emit(op(to), id);
                to.read()
            }
            _ => Vector(0),
        }
    }

    fn get_sample(
        &mut self,
        id: ExprId,
        metric: Metric,
        arguments: &[ExprId],
    ) -> impl FnOnce(VectorOut) -> Op + use<> {
        let is_number = |it: &Self, id| it.hir.expr(id).ty == Type::DOUBLE;
        let (ends, percent) = match *arguments {
            [count] if is_number(self, count) => {
                let count = self.number(count, None);
                return Form::Count(metric, count).into_op();
            }
            [ref ends @ .., percent] if is_number(self, percent) => (ends, Some(percent)),
            ref ends => (ends, None),
        };
        let mut ends = ends.iter().map(|&end| self.window_end(end));
        let (start, end) = (ends.next(), ends.next());
        let start = start.unwrap_or(End::Ago(Ticks(0)));
        let percent = percent.map(|percent| self.number(percent, None));
        let window = self.window(id, metric, start, end);
        Form::Window(window, percent).into_op()
    }

    fn call_vector(
        &mut self,
        id: ExprId,
        function: Function,
        arguments: &[ExprId],
        want: Option<VectorOut>,
    ) -> Vector {
        if function == Function::Vec {
            return self.list_into(id, arguments, want);
        }
        let list = self.scoped(|it| it.list(id, arguments));
        let to = self.vector_home(want);
        self.emit(Op::MathVector(function, to, list), id);
        to.read()
    }

    /// The arguments of a list function as one vector.
    pub(super) fn list(&mut self, id: ExprId, items: &[ExprId]) -> Vector {
        match *items {
            [only] if self.is_vector(only) => self.vector(only, None),
            _ => self.list_into(id, items, None),
        }
    }

    fn list_into(&mut self, id: ExprId, items: &[ExprId], want: Option<VectorOut>) -> Vector {
        let to = self.vector_home(want);
        self.emit(Op::ListBegin(to), id);
        for &item in items {
            self.scoped(|it| {
                let op = if it.is_vector(item) {
                    Op::ListVector(to, it.vector(item, None))
                } else {
                    Op::ListNumber(to, it.number(item, None))
                };
                it.emit(op, id);
            });
        }
        to.read()
    }

    fn is_vector(&self, id: ExprId) -> bool {
        matches!(
            self.hir.expr(id).ty,
            Type::Known(Ty::DoubleVec) | Type::Mixed
        )
    }

    /// As [`Compiler::binary_number`], a loop down the left operands.
    fn binary_vector(&mut self, id: ExprId, want: Option<VectorOut>) -> Vector {
        let mut chain = Vec::new();
        let mut first = id;
        while let ExprKind::Binary { left, .. } = self.hir.expr(first).kind
            && self.is_vector(left)
        {
            chain.push(first);
            first = left;
        }
        if chain.is_empty() {
            return self.number_op_vector(id, want);
        }
        let to = self.vector_home(want);
        self.scoped(|it| {
            let first = match it.hir.expr(first).kind {
                ExprKind::Binary { .. } => it.number_op_vector(first, Some(to)),
                _ => it.vector(first, Some(to)),
            };
            let links = chain.iter().rev();
            links.fold(first, |left, &link| it.link_vector(link, left, to))
        })
    }

    fn number_op_vector(&mut self, id: ExprId, want: Option<VectorOut>) -> Vector {
        let ExprKind::Binary { op, left, right } = self.hir.expr(id).kind else {
            return Vector(0);
        };
        let Operator::Arithmetic(operation) = Operator::from(op) else {
            return Vector(0);
        };
        let (number, vector) = self.scoped(|it| (it.number(left, None), it.vector(right, None)));
        let to = self.vector_home(want);
        self.emit(Op::NumberVector(operation, to, number, vector), id);
        to.read()
    }

    /// One operator of a chain whose left operand is in `left`.
    fn link_vector(&mut self, id: ExprId, left: Vector, to: VectorOut) -> Vector {
        let ExprKind::Binary { op, right, .. } = self.hir.expr(id).kind else {
            return left;
        };
        let Operator::Arithmetic(operation) = Operator::from(op) else {
            return left;
        };
        self.scoped(|it| {
            let op = if it.is_vector(right) {
                Op::VectorVector(operation, to, left, it.vector(right, None))
            } else {
                Op::VectorNumber(operation, to, left, it.number(right, None))
            };
            it.emit(op, id);
        });
        to.read()
    }

    fn ternary_vector(
        &mut self,
        id: ExprId,
        [condition, then, otherwise]: [ExprId; 3],
        want: Option<VectorOut>,
    ) -> Vector {
        if let Some(arm) = self.decided(condition, then, otherwise) {
            return self.vector(arm, want);
        }
        let to = self.vector_home(want);
        let (mut to_otherwise, mut end) = (Label::default(), Label::default());
        self.condition(condition, false, &mut to_otherwise);
        self.conditional(|it| it.arm_vector(to, then, id));
        self.jump(&mut end, id, Op::Jump);
        self.bind(to_otherwise);
        self.conditional(|it| it.arm_vector(to, otherwise, id));
        self.bind(end);
        to.read()
    }

    fn arm_vector(&mut self, to: VectorOut, arm: ExprId, id: ExprId) {
        if self.hir.expr(arm).ty == Type::Never {
            return self.never(arm);
        }
        let slot = self.scoped(|it| it.vector(arm, Some(to)));
        if to.read() != slot {
            self.emit(Op::MoveVector(to, slot), id);
        }
    }
}
