//! AS402: office hours that are compared with hours in UTC.

use autoscale_base::{Diagnostic, quoted, rule};
use autoscale_catalog::{Function, Member, Ty};
use autoscale_check::{Expr, ExprId, ExprKind, Type};
use autoscale_syntax::{BinaryOp, Comment};

use crate::context::Context;
use crate::rules::comparison::Comparison;

rule! {
    /// ## What it does
    /// Finds office hours, such as `hour >= 8 && hour < 18`, that are compared
    /// with `time().hour` in a formula that adds no offset to a time anywhere.
    /// A comment that says `UTC`, `GMT` or `zone` shows that the author knows,
    /// and so does such a name.
    ///
    /// ## Why it matters
    /// `time()` is UTC. In New York the nodes would come at 3 or 4 at night and
    /// leave before noon. The service knows no zones and no summer time.
    ///
    /// ## Example
    /// ```autoscale
    /// $hour = time().hour;
    /// $TargetDedicatedNodes = $hour >= 8 && $hour < 18 ? 20 : 2;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $local = time() + (-5 * TimeInterval_Hour);
    /// $TargetDedicatedNodes = $local.hour >= 8 && $local.hour < 18 ? 20 : 2;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The service's documentation: times are UTC; another zone's are found by
    /// adding a multiple of `TimeInterval_Hour`.
    pub(super) static LOCAL_HOURS = ("AS402", "local-hours", Info, label "in UTC", since "0.1.0");
}

/// Hours at which people come to the office, and leave it.
const OPENING: std::ops::RangeInclusive<f64> = 5.0..=11.0;
const CLOSING: std::ops::RangeInclusive<f64> = 12.0..=22.0;

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let mut exprs = cx.hir.exprs().iter();
    let Some(hours) = exprs.find(|expr| is_office_hours(cx, expr.kind)) else {
        return;
    };
    if has_offset(cx) || says_zone(cx, hours) {
        return;
    }
    let message = format!(
        "{} looks like office hours, but `time()` is UTC",
        quoted(cx.at(hours.span))
    );
    report.push(Diagnostic::new(&LOCAL_HOURS, hours.span, message).with_help(
        "add your zone's offset, as in `time() + 2 * TimeInterval_Hour`, or say `UTC` in a comment",
    ));
}

fn is_office_hours(cx: &Context<'_>, kind: ExprKind) -> bool {
    let ExprKind::Binary { op, left, right } = kind else {
        return false;
    };
    let after = [BinaryOp::Gt, BinaryOp::Ge];
    let before = [BinaryOp::Lt, BinaryOp::Le];
    // The office is open, or it is closed; from 22 to 6 is a night.
    let (from, to, evening) = match op {
        BinaryOp::And => (after, before, CLOSING),
        BinaryOp::Or => (before, after, 12.0..=20.0),
        _ => return false,
    };
    let opens = |side| hour_bound(cx, side, from, &OPENING);
    let closes = |side| hour_bound(cx, side, to, &evening);
    opens(left) && closes(right) || closes(left) && opens(right)
}

fn hour_bound(
    cx: &Context<'_>,
    side: ExprId,
    ops: [BinaryOp; 2],
    usual: &std::ops::RangeInclusive<f64>,
) -> bool {
    let side = cx.hir.expr(cx.facts.constants.resolve(side));
    Comparison::of(cx, side.kind).is_some_and(|it| {
        ops.contains(&it.op) && usual.contains(&it.number) && is_hour(cx, it.side)
    })
}

/// The hour of the evaluation itself.
fn is_hour(cx: &Context<'_>, id: ExprId) -> bool {
    let resolved = |id| cx.hir.expr(cx.facts.constants.resolve(id)).kind;
    let ExprKind::Member {
        member: Member::Hour,
        of,
    } = resolved(id)
    else {
        return false;
    };
    matches!(
        resolved(of),
        ExprKind::Call { function: Function::Time, arguments } if cx.hir.list(arguments).is_empty()
    )
}

/// A time is shifted: nobody does that but for a zone, or to look back.
fn has_offset(cx: &Context<'_>) -> bool {
    let shifts = |expr: &Expr| {
        expr.ty == Type::Known(Ty::Timestamp) && matches!(expr.kind, ExprKind::Binary { .. })
    };
    cx.hir.exprs().iter().any(shifts)
}

fn says_zone(cx: &Context<'_>, hours: &Expr) -> bool {
    let says = |text: &str| {
        let text = text.to_ascii_lowercase();
        ["utc", "gmt", "zone"]
            .iter()
            .any(|word| text.contains(word))
    };
    let comment = |comment: &Comment| says(cx.at(comment.span));
    says(cx.at(hours.span)) || cx.tree.comments().iter().any(comment)
}
