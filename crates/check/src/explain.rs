//! The words of findings about values of the wrong type: what is wrong, and
//! what to write instead.

use autoscale_base::{Applicability, Diagnostic, Fix, Severity, Span};
use autoscale_catalog::Ty;
use autoscale_syntax::{self as ast, BinaryOp, UnaryOp};

use crate::hir::ExprId;
use crate::infer::{Checker, Operand};
use crate::operations::Operation;
use crate::rules::{MIXED_ARMS, OBJECT_AS_NUMBER, UNSUPPORTED_OPERATION};

/// Text for a message: one line, not too long.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(MOST) {
        line.truncate(cut);
        line.push('…');
    }
    line
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
        .with_help(format!("did you mean `{meant}`?"))
        .with_fix(Fix::one(applicability, span, meant))
}

fn mixed(span: Span, text: &str) -> Diagnostic {
    let text = shorten(text);
    Diagnostic::new(
        &MIXED_ARMS,
        span,
        format!("`{text}` is a double on one arm and a doubleVec on the other"),
    )
}

impl Checker<'_> {
    pub(crate) fn unsupported_unary(&mut self, span: Span, op: UnaryOp, operand: ExprId) {
        let Some(ty) = self.ty(operand).known() else {
            return;
        };
        let text = shorten(self.text_of(self.hir.expr(operand).span));
        let finding = Diagnostic::new(
            &UNSUPPORTED_OPERATION,
            span,
            format!("there is no `{} {ty}`", op.as_str()),
        );
        let finding = match (op, ty) {
            (UnaryOp::Neg, Ty::DoubleVec) => finding.with_help(format!("multiply: `{text} * -1`")),
            _ => finding.with_note(
                "the service documents `-` for doubles and timeintervals, `!` for doubles",
            ),
        };
        self.report(finding);
    }

    pub(crate) fn unsupported_binary(
        &mut self,
        span: Span,
        op: BinaryOp,
        op_span: Span,
        (left, right): (Ty, Ty),
        verdict: Operation,
    ) {
        let mut finding = Diagnostic::new(
            &UNSUPPORTED_OPERATION,
            span,
            format!("there is no `{left} {} {right}`", op.as_str()),
        );
        if let Operation::Refused(setting) = verdict {
            finding = finding.with_setting(setting);
        }
        if let Some(help) = instead(left, op, right) {
            finding = finding.with_help(help);
        }
        self.report(
            finding.with_related(op_span, format!("{left} on the left, {right} on the right")),
        );
    }

    pub(crate) fn condition_not_number(&mut self, condition: ast::ExprId) {
        let span = self.tree.expr(condition).span;
        let text = shorten(self.text_of(span));
        self.report(
            Diagnostic::new(
                &UNSUPPORTED_OPERATION,
                span,
                format!("`{text}` decides between two arms, but it is not a number"),
            )
            .with_help("compare it, so that the condition is 1 or 0"),
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
        self.report(
            Diagnostic::new(
                &OBJECT_AS_NUMBER,
                span,
                format!("`{text}` is an object, not a number"),
            )
            .with_help(format!("read its samples: `max(0, {text}.GetSample(1))`"))
            .with_fix(Fix::one(
                Applicability::Unsafe,
                span,
                format!("max(0, {text}.GetSample(1))"),
            ))
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
fn instead(left: Ty, op: BinaryOp, right: Ty) -> Option<&'static str> {
    use BinaryOp::{Add, Div, Mul, Sub};
    use Ty::{Double, DoubleVec, Interval, Option, String, Timestamp};

    let arithmetic = matches!(op, Add | Sub | Mul | Div);
    Some(match (left, op, right) {
        (Timestamp, Sub, Interval) => "add the negated interval: `t + (-i)`",
        (Timestamp, Add, Timestamp) => {
            "add an interval such as `TimeInterval_Hour`, or subtract to get one"
        }
        (Double, Add | Mul, DoubleVec) => "write the doubleVec on the left",
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
        (Option, _, _) | (_, _, Option) => {
            "a deallocation option can only be assigned to `$NodeDeallocationOption`"
        }
        (String, _, _) | (_, _, String) => {
            "the only use of a string is the argument of `time(\"…\")`"
        }
        _ => return None,
    })
}
