//! What is said at the place where a path begins.

use autoscale_base::quoted;
use autoscale_catalog::{Function, Method};
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::bounds::Step;
use crate::double::Double;
use crate::paths::set_of;
use crate::value::Value;
use crate::walk::Walk;

/// What is wanted of a set of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    NoUpper,
    NoLower,
    BelowZero,
    AboveZero,
    Nan,
    AtLeastOne,
    AtMostMinusOne,
}

impl Want {
    /// Is it so?
    pub(crate) fn is_true_of(self, numbers: Double) -> bool {
        let some = !numbers.no_number();
        match self {
            Self::NoUpper => some && numbers.max == f64::INFINITY,
            Self::NoLower => some && numbers.min == f64::NEG_INFINITY,
            Self::BelowZero => some && numbers.min < 0.0,
            Self::AboveZero => some && numbers.max > 0.0,
            Self::Nan => numbers.nan,
            Self::AtLeastOne => some && !numbers.nan && numbers.min >= 1.0,
            Self::AtMostMinusOne => some && !numbers.nan && numbers.max <= -1.0,
        }
    }

    /// What then is so of `-x`.
    pub(crate) const fn negated(self) -> Self {
        match self {
            Self::NoUpper => Self::NoLower,
            Self::NoLower => Self::NoUpper,
            Self::BelowZero => Self::AboveZero,
            Self::AboveZero => Self::BelowZero,
            Self::Nan => Self::Nan,
            Self::AtLeastOne => Self::AtMostMinusOne,
            Self::AtMostMinusOne => Self::AtLeastOne,
        }
    }

    /// In words.
    pub(crate) const fn phrase(self) -> &'static str {
        match self {
            Self::NoUpper => "has no upper end",
            Self::NoLower => "has no lower end",
            Self::BelowZero => "can be below 0",
            Self::AboveZero => "can be above 0",
            Self::Nan => "can be NaN",
            Self::AtLeastOne => "is never below 1",
            Self::AtMostMinusOne => "is never above -1",
        }
    }
}

/// The step where it begins; `None` when a mistake or a placeholder hides it.
pub(crate) fn reason(walk: &Walk<'_>, id: ExprId, want: Want) -> Option<Step> {
    let expr = walk.hir.expr(id);
    if !walk.basis(id).is_known() {
        return None;
    }
    let special = match expr.kind {
        ExprKind::Method { metric, method, .. } => Some(of_method(metric.name(), method, want)),
        // The way here narrowed it.
        ExprKind::Read(_) => {
            let name = quoted(expr.span.text(walk.text));
            Some(format!("{name} {} here", want.phrase()))
        }
        ExprKind::Newest(metric) => Some(format!("`{}` {}", metric.name(), want.phrase())),
        ExprKind::Call {
            function,
            arguments,
        } => {
            let arguments = walk.hir.list(arguments);
            of_call(walk, function, arguments, want)
        }
        ExprKind::Binary {
            op: BinaryOp::Div,
            right,
            ..
        } => of_quotient(walk, right, want),
        _ => None,
    };
    let text = special.unwrap_or_else(|| {
        let text = quoted(expr.span.text(walk.text));
        format!("{text} {}", want.phrase())
    });
    Some(Step {
        span: expr.span,
        text,
    })
}

fn of_method(metric: &str, method: Method, want: Want) -> String {
    match (method, want) {
        (Method::GetSample, Want::Nan) => {
            format!("a sample of `{metric}` that never arrived is NaN")
        }
        (Method::GetSample, want) => format!("`{metric}` {}", want.phrase()),
        (method, want) => format!("`{}` {}", method.name(), want.phrase()),
    }
}

fn of_call(walk: &Walk<'_>, function: Function, of: &[ExprId], want: Want) -> Option<String> {
    let name = function.name();
    let some_value = of.iter().any(|&id| match walk.range(id) {
        Value::Vector(vector) => vector.min_len > 0,
        _ => true,
    });
    match (function, want) {
        (Function::Val, Want::Nan) => {
            Some("`val` is NaN where the vector has no such element".to_owned())
        }
        (Function::Sum, Want::NoUpper) => Some("there may be any number of samples".to_owned()),
        (Function::Ln | Function::Lg | Function::Log, Want::Nan) => {
            Some(format!("`{name}` of a number below 0 is NaN"))
        }
        (Function::Ln | Function::Lg | Function::Log, Want::BelowZero) => {
            Some(format!("`{name}` of a number below 1 is below 0"))
        }
        (Function::Std, Want::Nan) if some_value => {
            Some("`std` of a single value is NaN".to_owned())
        }
        (_, Want::Nan) if !some_value => Some(format!("`{name}` of no samples is NaN")),
        _ => None,
    }
}

fn of_quotient(walk: &Walk<'_>, divisor: ExprId, want: Want) -> Option<String> {
    let text = quoted(walk.hir.expr(divisor).span.text(walk.text));
    let by_zero = set_of(walk.range(divisor)).has_zero();
    match want {
        Want::Nan if by_zero => Some(format!("0 divided by {text} is NaN where that is 0")),
        Want::NoUpper | Want::NoLower if by_zero => Some(format!(
            "{text} can be 0, and the quotient is then infinite"
        )),
        _ => None,
    }
}
