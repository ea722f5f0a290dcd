//! The words of findings about values of the wrong type: what is wrong, and
//! what to write instead.

use autoscale_base::{Applicability, Diagnostic, Fix, Severity, Span, excerpt, quoted};
use autoscale_catalog::Ty;
use autoscale_syntax::{self as ast, BinaryOp, UnaryOp};

use crate::hir::ExprId;
use crate::infer::{Checker, Operand};
use crate::operations::Operation;
use crate::rules::{MIXED_ARMS, OBJECT_AS_NUMBER, UNSUPPORTED_OPERATION};

/// What deallocation options are good for.
pub(crate) const USE_OF_OPTIONS: &str =
    "a deallocation option can only be assigned to `$NodeDeallocationOption`";

/// What strings are good for.
pub(crate) const USE_OF_STRINGS: &str = "the only use of a string is the argument of `time(\"…\")`";

/// `text` as a part of an example, where a cut one would mislead.
pub(crate) fn part(text: &str) -> String {
    let text = excerpt(text);
    if text.ends_with('…') {
        "…".to_owned()
    } else {
        text
    }
}

/// `a double`, `an option`.
pub(crate) fn with_article(ty: Ty) -> String {
    let article = if ty == Ty::Option { "an" } else { "a" };
    format!("{article} {ty}")
}

/// `` `a`, `b` ``
pub(crate) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `Did you mean` as help and, where the two differ, as a fix. A name that
/// differs by case or `$` only is surely the one that is meant.
pub(crate) fn did_you_mean(finding: Diagnostic, name: &str, meant: &str) -> Diagnostic {
    let bare = |name: &str| name.trim_start_matches('$').to_ascii_lowercase();
    let applicability = if bare(name) == bare(meant) {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let span = finding.span;
    finding
        .with_help(format!("did you mean {}?", quoted(meant)))
        .with_fix(Fix::one(applicability, span, meant))
}

fn mixed(span: Span, text: &str) -> Diagnostic {
    let message = format!(
        "{} is a double at times and a doubleVec at others",
        quoted(text)
    );
    Diagnostic::new(&MIXED_ARMS, span, message)
}

/// An operation that the language does not have between values of these types.
pub(crate) fn unsupported_binary(
    span: Span,
    op: BinaryOp,
    (left, right): (Ty, Ty),
    verdict: Operation,
) -> Diagnostic {
    let message = format!("there is no operation `{left} {} {right}`", op.as_str());
    let mut finding = Diagnostic::new(&UNSUPPORTED_OPERATION, span, message);
    if let Operation::Refused(setting) = verdict {
        finding = finding.with_setting(setting);
    }
    finding.with_help(instead(left, op, right))
}

/// Tells the type of each place.
pub(crate) fn label_types(finding: Diagnostic, places: &[Span], types: &[Ty]) -> Diagnostic {
    let places = places.iter().zip(types);
    places.fold(finding, |finding, (&place, &ty)| {
        finding.with_related(place, with_article(ty))
    })
}

impl Checker<'_> {
    pub(crate) fn unsupported_unary(&mut self, span: Span, op: UnaryOp, operand: ExprId) {
        let Some(ty) = self.ty(operand).known() else {
            return;
        };
        let text = part(self.text_of(self.hir.expr(operand).span));
        let message = format!("there is no operation `{}{ty}`", op.as_str());
        let finding = Diagnostic::new(&UNSUPPORTED_OPERATION, span, message);
        self.report(match (op, ty) {
            (UnaryOp::Neg, Ty::DoubleVec) => finding.with_help(format!("multiply: `{text} * -1`")),
            (UnaryOp::Neg, _) => finding.with_help("only doubles and timeintervals have a sign"),
            (UnaryOp::Not, _) => finding.with_help("compare it: a comparison gives 1 or 0"),
        });
    }

    pub(crate) fn condition_not_number(&mut self, condition: ast::ExprId) {
        let span = self.tree.expr(condition).span;
        let ty = match self.operand(condition) {
            Operand::Value(value) => self.ty(value).known().map(with_article),
            Operand::Metric(_) | Operand::Undefined => None,
        };
        let message = format!(
            "the condition {} is {}, not a number",
            quoted(self.text_of(span)),
            ty.as_deref().unwrap_or("a value of another type")
        );
        self.report(
            Diagnostic::new(&UNSUPPORTED_OPERATION, span, message)
                .with_help("compare it: a comparison gives 1 or 0"),
        );
    }

    pub(crate) fn arms_differ(&mut self, span: Span, then: ast::ExprId, otherwise: ast::ExprId) {
        let mut finding = Diagnostic::new(
            &MIXED_ARMS,
            span,
            "the arms of this ternary have different types",
        )
        .with_help("make both arms values of one type");
        for arm in [then, otherwise] {
            let ty = match self.operand(arm) {
                Operand::Value(value) => self.ty(value).known(),
                Operand::Metric(_) => Some(Ty::Double),
                Operand::Undefined => None,
            };
            if let Some(ty) = ty {
                finding = finding.with_related(self.tree.expr(arm).span, with_article(ty));
            }
        }
        self.report(finding);
    }

    pub(crate) fn object_as_number(&mut self, span: Span) {
        let text = self.text_of(span);
        let instead = |text: &str| format!("max(0, {text}.GetSample(1))");
        self.report(
            Diagnostic::new(
                &OBJECT_AS_NUMBER,
                span,
                format!("{} is a metric, not a number", quoted(text)),
            )
            .with_help(format!("read its samples: `{}`", instead(&part(text))))
            .with_fix(Fix::one(Applicability::Unsafe, span, instead(text)))
            .with_setting("bare-metric"),
        );
    }

    /// A ternary of a double and a doubleVec where only one type will do.
    pub(crate) fn mixed_arms(&mut self, span: Span) {
        let finding = mixed(span, self.text_of(span))
            .with_help("make both arms doubles, for example with `max(0, …)` around the vector");
        self.report(finding);
        self.hir.runnable = false;
    }

    /// A ternary of a double and a doubleVec in a list of both.
    pub(crate) fn mixed_list(&mut self, span: Span) {
        let mut finding = mixed(span, self.text_of(span))
            .with_help("a list takes both, but elsewhere the two are not interchangeable");
        finding.severity = Severity::Warning;
        self.report(finding);
    }
}

/// What to write instead of `left op right`, which there is not.
const fn instead(left: Ty, op: BinaryOp, right: Ty) -> &'static str {
    use BinaryOp::{Add, And, Div, Mul, Or, Sub};
    use Ty::{Double, DoubleVec, Interval, Option, String, Timestamp};

    let arithmetic = matches!(op, Add | Sub | Mul | Div);
    match (left, op, right) {
        (Option, _, _) | (_, _, Option) => USE_OF_OPTIONS,
        (String, _, _) | (_, _, String) => USE_OF_STRINGS,
        (_, And | Or, _) => "compare first: `&&` and `||` are for numbers",
        (Double, Add | Mul, DoubleVec) => "write the doubleVec on the left",
        (DoubleVec, _, _) | (_, _, DoubleVec) => {
            "take one number of the vector, for example with `avg`"
        }
        (Timestamp, Sub, Interval) | (Interval, Sub, Timestamp) => {
            "add the negated interval: `t + (-i)`"
        }
        (Timestamp, Add, Timestamp) => {
            "add an interval such as `TimeInterval_Hour`, or subtract to get one"
        }
        (Interval, Div, Interval) => {
            "compare intervals with `<`, or keep the ratio as a number of your own"
        }
        (Double, Div, Interval) => {
            "keep the length as a number of your own, for example in minutes"
        }
        (Interval, Mul | Div, _) => "an interval is multiplied or divided by a double",
        (Timestamp, _, Double) | (Double, _, Timestamp) if arithmetic => {
            "multiply the number by a unit such as `TimeInterval_Hour`"
        }
        (Timestamp, _, Double) | (Double, _, Timestamp) => {
            "compare a member of it, such as `.hour`, or two timestamps"
        }
        (Interval, _, Double) | (Double, _, Interval) => {
            "multiply the number by a unit such as `TimeInterval_Minute`"
        }
        (Timestamp, _, _) | (_, _, Timestamp) if arithmetic => {
            "subtract timestamps to get an interval, or add an interval to one"
        }
        (Timestamp, _, _) | (_, _, Timestamp) => "compare two timestamps, or two intervals",
        (Double | Interval, _, Double | Interval) => "write values of one type on both sides",
    }
}
