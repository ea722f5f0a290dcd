//! Values that are the same at every evaluation, as far as rules ask for them:
//! thresholds, percentages and the ends of windows.

use autoscale_base::Interval;
use autoscale_catalog::{Function, Method};
use autoscale_check::{ExprId, ExprKind, Hir, Type};
use autoscale_syntax::{BinaryOp, UnaryOp};

use super::definition;

/// The time from one sample to the next: "A sample is 30 seconds worth" of
/// metrics, says the service's documentation since 2016.
pub(crate) const PERIOD: Interval = Interval::from_seconds(30);

/// A value that is known without running the formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Known {
    /// A number.
    Number(f64),
    /// A length of time in ticks.
    Length(i64),
    /// An instant, so many ticks before the evaluation.
    Ago(i64),
}

/// By expression: what it stands for, and its value where that is known.
#[derive(Debug)]
pub(crate) struct Constants {
    resolved: Vec<ExprId>,
    known: Vec<Option<Known>>,
}

impl Constants {
    pub(super) fn of(hir: &Hir) -> Self {
        let mut constants = Self {
            resolved: Vec::with_capacity(hir.exprs().len()),
            known: Vec::with_capacity(hir.exprs().len()),
        };
        for (id, expr) in hir.expr_ids().zip(hir.exprs()) {
            let origin = match expr.kind {
                ExprKind::Read(var) => definition(hir, var),
                kind => same_value(hir, kind),
            };
            let resolved = origin.map_or(id, |value| constants.resolve(value));
            let known = constants.fold(hir, expr.kind, resolved);
            constants.resolved.push(resolved);
            constants.known.push(known);
        }
        constants
    }

    /// The expression that gives `id` its value: what a variable was assigned,
    /// however often it was copied since, or what an aggregate has as its only
    /// number.
    pub(crate) fn resolve(&self, id: ExprId) -> ExprId {
        self.resolved.get(id.index()).copied().unwrap_or(id)
    }

    /// The value of `id`.
    pub(crate) fn known(&self, id: ExprId) -> Option<Known> {
        self.known.get(id.index()).copied().flatten()
    }

    /// The value of `id` when that is a known number.
    pub(crate) fn number(&self, id: ExprId) -> Option<f64> {
        match self.known(id)? {
            Known::Number(number) => Some(number),
            Known::Length(_) | Known::Ago(_) => None,
        }
    }

    fn fold(&self, hir: &Hir, kind: ExprKind, resolved: ExprId) -> Option<Known> {
        match kind {
            ExprKind::Number(number) => Some(Known::Number(number)),
            ExprKind::Interval(interval) => Some(Known::Length(interval.ticks())),
            ExprKind::Read(_) | ExprKind::Call { .. } if resolved.index() < self.known.len() => {
                self.known(resolved)
            }
            ExprKind::Unary {
                op: UnaryOp::Neg,
                operand,
            } => match self.known(operand)? {
                Known::Number(number) => Some(Known::Number(-number)),
                Known::Length(ticks) => ticks.checked_neg().map(Known::Length),
                Known::Ago(_) => None,
            },
            ExprKind::Binary { op, left, right } => {
                binary(op, self.known(left)?, self.known(right)?)
            }
            ExprKind::Call {
                function: Function::Time,
                arguments,
            } => hir.list(arguments).is_empty().then_some(Known::Ago(0)),
            ExprKind::Method {
                method: Method::GetSamplePeriod,
                ..
            } => Some(Known::Length(PERIOD.ticks())),
            _ => None,
        }
    }
}

/// The only argument of a call that gives it back unchanged: the mean of one
/// number, or the vector that is made of one vector. `GetSamplePercent` is
/// documented as a vector, and so people write `avg` around it.
fn same_value(hir: &Hir, kind: ExprKind) -> Option<ExprId> {
    use Function::{Avg, Max, Min, Sum, Vec};

    let (list, ty) = match kind {
        ExprKind::Call {
            function: Avg | Max | Min | Sum,
            arguments,
        } => (arguments, Type::DOUBLE),
        ExprKind::Call {
            function: Vec,
            arguments,
        } => (arguments, Type::DOUBLE_VEC),
        ExprKind::Vector(list) => (list, Type::DOUBLE_VEC),
        _ => return None,
    };
    match hir.list(list) {
        [only] if hir.expr(*only).ty == ty => Some(*only),
        _ => None,
    }
}

fn binary(op: BinaryOp, left: Known, right: Known) -> Option<Known> {
    use BinaryOp::{Add, Div, Mul, Sub};
    use Known::{Ago, Length, Number};

    match (op, left, right) {
        (_, Number(a), Number(b)) => {
            let value = match op {
                Add => a + b,
                Sub => a - b,
                Mul => a * b,
                Div => a / b,
                _ => return None,
            };
            value.is_finite().then_some(Number(value))
        }
        (Mul, Number(factor), Length(ticks)) | (Mul, Length(ticks), Number(factor)) => {
            scaled(ticks, factor)
        }
        (Div, Length(ticks), Number(by)) => scaled(ticks, 1.0 / by),
        (Add, Length(a), Length(b)) => a.checked_add(b).map(Length),
        (Sub, Length(a), Length(b)) => a.checked_sub(b).map(Length),
        (Add, Ago(a), Length(b)) | (Add, Length(b), Ago(a)) => a.checked_sub(b).map(Ago),
        (Sub, Ago(a), Length(b)) => a.checked_add(b).map(Ago),
        (Sub, Ago(a), Ago(b)) => b.checked_sub(a).map(Length),
        _ => None,
    }
}

fn scaled(ticks: i64, factor: f64) -> Option<Known> {
    /// Thirty years of ticks: beyond, no window makes sense.
    const MOST: f64 = 1e16;
    #[expect(clippy::cast_precision_loss, reason = "windows are short")]
    let ticks = (ticks as f64 * factor).round();
    #[expect(clippy::cast_possible_truncation, reason = "checked to be in range")]
    (ticks.abs() <= MOST).then_some(Known::Length(ticks as i64))
}
