//! What a condition says about samples: which percentage is there at least,
//! or just that somebody looked.

use autoscale_base::Span;
use autoscale_catalog::{Function, Method, Metric, Ty};
use autoscale_check::{ExprId, ExprKind, Hir, Type};
use autoscale_syntax::{BinaryOp, UnaryOp};

use super::{Constants, Ends, arguments, children};

/// A part of a condition that bears on whether samples are there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Test {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it looks at.
    pub(crate) kind: TestKind,
}

/// What a test looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TestKind {
    /// `GetSamplePercent`.
    Percent {
        /// Of which metric.
        metric: Metric,
        /// Of which window.
        ends: Ends,
        /// The percentage that is there at least, where the guarded
        /// expression is evaluated; `None` when that cannot be told.
        at_least: Option<f64>,
    },
    /// Whether there are samples at all: `Count()`, `HistoryBeginTime()`,
    /// `len(…)`.
    Samples,
    /// Instants or lengths of time, such as the age of the pool.
    Age,
    /// Something that nobody knows: a placeholder, or a mistake that has been
    /// reported.
    Opaque,
}

/// Parts of a condition beyond so many are not looked at: a variable may be
/// read often, so that a short formula can stand for a very long condition.
const MOST_PARTS: usize = 64;

/// Appends the tests in `condition`, which is true if `holds`.
pub(super) fn tests_of(
    hir: &Hir,
    constants: &Constants,
    condition: ExprId,
    holds: bool,
    tests: &mut Vec<Test>,
) {
    let mut reader = Reader {
        hir,
        constants,
        open: vec![(condition, Some(holds))],
        tests,
    };
    for _ in 0..MOST_PARTS {
        let Some((part, holds)) = reader.open.pop() else {
            return;
        };
        reader.part(part, holds);
    }
}

struct Reader<'a> {
    hir: &'a Hir,
    constants: &'a Constants,
    /// Parts of the condition and whether they are true, where that is known.
    open: Vec<(ExprId, Option<bool>)>,
    tests: &'a mut Vec<Test>,
}

impl Reader<'_> {
    fn part(&mut self, part: ExprId, holds: Option<bool>) {
        let expr = self.hir.expr(self.constants.resolve(part));
        let span = self.hir.expr(part).span;
        match expr.kind {
            ExprKind::Error => self.found(span, TestKind::Opaque),
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.open.push((operand, holds.map(|holds| !holds))),
            ExprKind::Binary { op, left, right } => self.binary(span, op, [left, right], holds),
            ExprKind::Method {
                method: Method::Count | Method::HistoryBeginTime,
                ..
            }
            | ExprKind::Call {
                function: Function::Len,
                ..
            } => self.found(span, TestKind::Samples),
            ExprKind::Method {
                method: Method::GetSamplePercent,
                ..
            } => {
                let zero = (BinaryOp::Ne, 0.0);
                self.percent(span, part, holds.map(|holds| ensured(zero, holds)));
            }
            kind => {
                let parts = children(self.hir, kind).map(|child| (child, None));
                self.open.extend(parts);
            }
        }
    }

    fn binary(&mut self, span: Span, op: BinaryOp, sides: [ExprId; 2], holds: Option<bool>) {
        match (op, holds) {
            (BinaryOp::And, Some(true)) | (BinaryOp::Or, Some(false)) => {
                self.open.extend(sides.map(|side| (side, holds)));
            }
            (BinaryOp::And | BinaryOp::Or, _) => self.either(sides),
            _ => self.comparison(span, op, sides, holds),
        }
    }

    fn comparison(&mut self, span: Span, op: BinaryOp, sides: [ExprId; 2], holds: Option<bool>) {
        let [left, right] = sides;
        let of_time = |side: ExprId| {
            let ty = self.hir.expr(side).ty;
            matches!(ty, Type::Known(Ty::Interval | Ty::Timestamp))
        };
        if of_time(left) || of_time(right) {
            return self.found(span, TestKind::Age);
        }
        let (side, op, other) = match (self.constants.number(left), self.constants.number(right)) {
            (_, Some(number)) => (left, op, number),
            (Some(number), None) => (right, op.mirrored(), number),
            (None, None) => return self.either(sides),
        };
        match self.hir.expr(self.constants.resolve(side)).kind {
            ExprKind::Method {
                method: Method::GetSamplePercent,
                ..
            } => self.percent(span, side, holds.map(|holds| ensured((op, other), holds))),
            kind if is_condition(kind) => {
                let same = truth(op, other);
                let holds = same.zip(holds).map(|(same, holds)| same == holds);
                self.open.push((side, holds));
            }
            _ => self.open.push((side, None)),
        }
    }

    fn either(&mut self, sides: [ExprId; 2]) {
        self.open.extend(sides.map(|side| (side, None)));
    }

    fn percent(&mut self, span: Span, call: ExprId, at_least: Option<f64>) {
        let kind = self.hir.expr(self.constants.resolve(call)).kind;
        let ends = Ends::of(self.hir, self.constants, arguments(self.hir, kind));
        if let (ExprKind::Method { metric, .. }, Some(ends)) = (kind, ends) {
            let kind = TestKind::Percent {
                metric,
                ends,
                at_least,
            };
            self.found(span, kind);
        }
    }

    fn found(&mut self, span: Span, kind: TestKind) {
        self.tests.push(Test { span, kind });
    }
}

/// The least percentage for which `percent op number` is `holds`.
fn ensured((op, number): (BinaryOp, f64), holds: bool) -> f64 {
    let op = if holds { op } else { op.negated() };
    match op {
        BinaryOp::Ge | BinaryOp::Eq => number,
        BinaryOp::Gt => number.max(f64::MIN_POSITIVE),
        BinaryOp::Ne if number == 0.0 => f64::MIN_POSITIVE,
        _ => 0.0,
    }
}

const fn is_condition(kind: ExprKind) -> bool {
    use BinaryOp::{Add, Div, Mul, Sub};
    match kind {
        ExprKind::Unary { op, .. } => matches!(op, UnaryOp::Not),
        ExprKind::Binary { op, .. } => !matches!(op, Add | Sub | Mul | Div),
        _ => false,
    }
}

/// Is a condition, which is 1 or 0, true or false where `condition op number`
/// is true?
fn truth(op: BinaryOp, number: f64) -> Option<bool> {
    let of = |condition: f64| match op {
        BinaryOp::Eq => condition == number,
        BinaryOp::Ne => condition != number,
        BinaryOp::Lt => condition < number,
        BinaryOp::Le => condition <= number,
        BinaryOp::Gt => condition > number,
        BinaryOp::Ge => condition >= number,
        _ => false,
    };
    match (of(0.0), of(1.0)) {
        (false, true) => Some(true),
        (true, false) => Some(false),
        _ => None,
    }
}
