//! AS513: ways of writing that no document and no real formula shows.

use autoscale_base::Applicability;
use autoscale_base::{Diagnostic, Edit, Fix, Severity, Span, quoted, rule};
use autoscale_catalog::profile::{EmptyStatement, EmptyVector, NumberForms, Profile};
use autoscale_catalog::{Function, Status};
use autoscale_check::operations::{Operation, binary};
use autoscale_check::{Expr, ExprId, ExprKind, refused_forms};
use autoscale_syntax as ast;
use autoscale_syntax::BinaryOp;

use crate::context::Context;

rule! {
    /// ## What it does
    /// Finds what this tool takes because it is likely, but what nothing public
    /// shows the service to take: the numbers `.5`, `5.` and `1e3`; `;;`; `[]`;
    /// a timestamp less a timeinterval; a number to the left of a doubleVec;
    /// the function `vec`; and `a == b < c`, whose grouping is a guess.
    ///
    /// ## Why it matters
    /// The service may refuse the formula, or group it in another way. Each has
    /// a documented form that means the same. Where a profile setting says that
    /// the service refuses it, it is an error of its own instead.
    ///
    /// ## Example
    /// ```autoscale
    /// $since = time() - 15 * TimeInterval_Minute;
    /// $TargetDedicatedNodes = $PendingTasks.GetSamplePercent($since) < 70 ? 1 : 2;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $since = time() + (-15 * TimeInterval_Minute);
    /// $TargetDedicatedNodes = $PendingTasks.GetSamplePercent($since) < 70 ? 1 : 2;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Profile settings `number-forms`, `empty-statement`, `empty-vector`,
    /// `timestamp-minus-interval`, `scalar-op-vector` and `equality-precedence`.
    /// `vec` is only in the article of 2015-07-21.
    pub(super) static UNDOCUMENTED_SYNTAX = ("AS513", "undocumented-syntax", Info, label "not documented", since "0.1.0", unverified);
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let forms = refused_forms(cx.text, cx.tree, &strict(cx.profile()));
    report.extend(forms.into_iter().map(|form| Diagnostic {
        rule: &UNDOCUMENTED_SYNTAX,
        severity: Severity::Info,
        ..form
    }));
    for expr in cx.hir.exprs() {
        match expr.kind {
            ExprKind::Binary { op, left, right } => {
                report.extend(operation(cx, expr, op, [left, right]));
            }
            ExprKind::Call { function, .. } => report.extend(deprecated(cx, expr, function)),
            _ => {}
        }
    }
    grouping(cx, report);
}

/// A profile that refuses the forms that `profile` takes, and takes those that
/// it refuses: these have been reported.
fn strict(profile: &Profile) -> Profile {
    let mut strict = *profile;
    strict.number_forms = match profile.number_forms {
        NumberForms::Accept => NumberForms::Reject,
        NumberForms::Reject => NumberForms::Accept,
    };
    strict.empty_statement = match profile.empty_statement {
        EmptyStatement::Accept => EmptyStatement::Reject,
        EmptyStatement::Reject => EmptyStatement::Accept,
    };
    strict.empty_vector = match profile.empty_vector {
        EmptyVector::Accept => EmptyVector::Reject,
        EmptyVector::Reject => EmptyVector::Accept,
    };
    strict
}

fn operation(
    cx: &Context<'_>,
    expr: &Expr,
    op: BinaryOp,
    sides: [ExprId; 2],
) -> Option<Diagnostic> {
    let [left, right] = sides.map(|side| cx.hir.expr(side));
    let types = (left.ty.known()?, right.ty.known()?);
    let Operation::Accepted(_, setting) = binary(op, types.0, types.1, cx.profile()) else {
        return None;
    };
    let sign = op.as_str();
    let length = u32::try_from(sign.len()).unwrap_or_default();
    let place = Span::new(expr.place, expr.place + length);
    let message = format!(
        "`{sign}` between {} and {} is not documented",
        types.0, types.1
    );
    let finding = Diagnostic::new(&UNDOCUMENTED_SYNTAX, place, message)
        .with_related(left.span, types.0.to_string())
        .with_related(right.span, types.1.to_string())
        .with_setting(setting);
    Some(match op {
        BinaryOp::Sub if setting == "timestamp-minus-interval" => {
            let finding = finding.with_help("add the negated timeinterval: `t + (-i)`");
            match added(cx, place, expr.span) {
                Some(fix) => finding.with_fix(fix),
                None => finding,
            }
        }
        BinaryOp::Add | BinaryOp::Mul => {
            let (vector, number) = (quoted(cx.at(right.span)), quoted(cx.at(left.span)));
            finding.with_help(format!("write {vector} first, then `{sign}` and {number}"))
        }
        _ => finding.with_help("write an operation with the doubleVec on its left side"),
    })
}

/// `+ (-i)` for `- i`, where `i` is what stands between the sign and the end
/// of the operation.
fn added(cx: &Context<'_>, sign: Span, operation: Span) -> Option<Fix> {
    let behind = Span::new(sign.end, operation.end);
    let interval = cx.at(behind);
    let space = interval.len() - interval.trim_start().len();
    let start = behind.start + u32::try_from(space).ok()?;
    let edit = |span, text: &str| Edit {
        span,
        text: text.to_owned(),
    };
    // `--` would read as an operator of another language.
    let (open, close) = if interval.trim_start().starts_with('-') {
        ("(-(", "))")
    } else {
        ("(-", ")")
    };
    Some(Fix {
        applicability: Applicability::Safe,
        edits: vec![
            edit(sign, "+"),
            edit(Span::empty(start), open),
            edit(Span::empty(operation.end), close),
        ],
    })
}

fn deprecated(cx: &Context<'_>, call: &Expr, function: Function) -> Option<Diagnostic> {
    let Status::Deprecated { instead } = function.status() else {
        return None;
    };
    let name = function.name();
    let length = u32::try_from(name.len()).ok()?;
    let place = Span::new(call.span.start, call.span.start + length);
    let message = format!("`{name}` is no longer documented");
    let finding =
        Diagnostic::new(&UNDOCUMENTED_SYNTAX, place, message).with_help(format!("write {instead}"));
    let ExprKind::Call { arguments, .. } = call.kind else {
        return None;
    };
    // `[]` is not documented either.
    if function != Function::Vec || cx.hir.list(arguments).is_empty() {
        return Some(finding);
    }
    let edit = |start, end, text: &str| Edit {
        span: Span::new(start, end),
        text: text.to_owned(),
    };
    Some(finding.with_fix(Fix {
        applicability: Applicability::Safe,
        edits: vec![
            edit(call.span.start, call.place + 1, "["),
            edit(call.span.end - 1, call.span.end, "]"),
        ],
    }))
}

/// `a == b < c`: with C's precedences `b < c` is compared, with flat ones
/// `a == b` is. The other way round, `a < b == c`, both agree.
fn grouping(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    // A `=` that was read as `==` has been reported.
    if !cx.tree.statements().iter().all(|it| it.intact) {
        return;
    }
    for expr in cx.tree.exprs() {
        let ast::ExprKind::Binary {
            op: BinaryOp::Eq | BinaryOp::Ne,
            op_span,
            right,
            ..
        } = expr.kind
        else {
            continue;
        };
        let right = cx.tree.expr(right);
        let ast::ExprKind::Binary { op, .. } = right.kind else {
            continue;
        };
        if !op.is_comparison() {
            continue;
        }
        let message = format!(
            "whether {} is compared first is not documented",
            quoted(cx.at(right.span))
        );
        let edit = |at, text: &str| Edit {
            span: Span::empty(at),
            text: text.to_owned(),
        };
        report.push(
            Diagnostic::new(&UNDOCUMENTED_SYNTAX, op_span, message)
                .with_help("put brackets around the comparison that comes first")
                .with_setting("equality-precedence")
                .with_fix(Fix {
                    applicability: Applicability::Unsafe,
                    edits: vec![edit(right.span.start, "("), edit(right.span.end, ")")],
                }),
        );
    }
}
