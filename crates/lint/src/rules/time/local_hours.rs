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

/// What is closed from later on is open at night.
const LATEST: f64 = 20.0;

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

/// The office is open, or it is closed.
fn is_office_hours(cx: &Context<'_>, kind: ExprKind) -> bool {
    match kind {
        ExprKind::Binary {
            op: op @ (BinaryOp::And | BinaryOp::Or),
            left,
            right,
        } => match (Limit::of(cx, left), Limit::of(cx, right)) {
            (Some(left), Some(right)) => {
                left.opens_before(right, op) || right.opens_before(left, op)
            }
            _ => false,
        },
        ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } => is_chosen_twice(cx, condition, [then, otherwise]),
        _ => false,
    }
}

/// `hour < 8 ? 2 : hour < 18 ? 20 : 2`, either way around: one number outside of
/// the hours.
fn is_chosen_twice(cx: &Context<'_>, condition: ExprId, arms: [ExprId; 2]) -> bool {
    let Some((limit, [inside, outside])) = chosen(cx, condition, arms) else {
        return false;
    };
    let ExprKind::Ternary {
        condition,
        then,
        otherwise,
    } = cx.hir.expr(cx.facts.constants.resolve(inside)).kind
    else {
        return false;
    };
    let number = |id| cx.facts.constants.number(id);
    chosen(cx, condition, [then, otherwise]).is_some_and(|(other, [_, also_outside])| {
        limit.is_opening != other.is_opening
            && number(outside).is_some()
            && number(outside) == number(also_outside)
    })
}

/// The limit that a condition is, and the arms on the side of the office hours
/// and on the other one.
fn chosen(cx: &Context<'_>, condition: ExprId, arms: [ExprId; 2]) -> Option<(Limit, [ExprId; 2])> {
    let limit = Limit::of(cx, condition)?;
    let [then, otherwise] = arms;
    Some(if limit.is_opening == limit.is_after {
        (limit, [then, otherwise])
    } else {
        (limit, [otherwise, then])
    })
}

/// A comparison of the hour with one at which people come or leave.
#[derive(Clone, Copy)]
struct Limit {
    hour: f64,
    /// `>` or `>=`, not `<` or `<=`.
    is_after: bool,
    is_opening: bool,
}

impl Limit {
    fn of(cx: &Context<'_>, condition: ExprId) -> Option<Self> {
        let condition = cx.hir.expr(cx.facts.constants.resolve(condition));
        let it = Comparison::of(cx, condition.kind)?;
        let is_after = match it.op {
            BinaryOp::Gt | BinaryOp::Ge => true,
            BinaryOp::Lt | BinaryOp::Le => false,
            _ => return None,
        };
        let hour = it.number;
        let is_opening = OPENING.contains(&hour);
        let usual = is_opening || CLOSING.contains(&hour);
        (usual && is_hour(cx, it.side)).then_some(Self {
            hour,
            is_after,
            is_opening,
        })
    }

    /// Is it open, for `&&`, or closed, for `||`, from `self` to `other`? From
    /// 22 to 6 is a night.
    fn opens_before(self, other: Self, op: BinaryOp) -> bool {
        let is_open = op == BinaryOp::And;
        let ends = self.is_opening && !other.is_opening;
        let open = self.is_after == is_open && other.is_after != is_open;
        ends && open && (is_open || other.hour <= LATEST)
    }
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
