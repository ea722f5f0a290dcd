//! AS503: a condition that is always true or always false.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted, rule};
use autoscale_bounds::{Num, Range};
use autoscale_catalog::{Function, Member, Method};
use autoscale_check::{ExprId, ExprKind, StatementKind};
use autoscale_syntax::BinaryOp;

use crate::context::Context;
use crate::facts::{children, definition};
use crate::rules::comparison::Comparison;

use super::contradiction::{Contradiction, contradictions};

rule! {
    /// ## What it does
    /// Finds conditions whose outcome is the same at every evaluation: numbers
    /// compared with numbers, comparisons that the range of a value decides,
    /// such as `hour > 24` or `max(0, $n) < 0`, and those that rule each other
    /// out, such as `hour >= 22 && hour < 6`.
    ///
    /// Left alone are conditions that read a variable with a fixed value, which
    /// is how formulas have switches and limits (`$debug = 0;`), and the end of
    /// a range that does no harm, as in `hour >= 0 && hour < 6`.
    ///
    /// ## Why it matters
    /// One of the arms is never evaluated. In the best case it is left over, in
    /// the worst it was to shrink the pool at night.
    ///
    /// ## Example
    /// ```autoscale
    /// $night = time().hour > 24;
    /// $TargetDedicatedNodes = $night ? 0 : 10;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $night = time().hour >= 22;
    /// $TargetDedicatedNodes = $night ? 0 : 10;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The ranges that the service documents: hours are 0 to 23, counts of tasks
    /// and nodes are not negative.
    pub(super) static CONSTANT_CONDITION = ("AS503", "constant-condition", Warning, label "never changes", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let made = made(cx);
    let harmless = harmless(cx);
    for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
        match expr.kind {
            ExprKind::Ternary { condition, .. } => {
                let kind = cx.hir.expr(condition).kind;
                if let ExprKind::Number(number) = kind {
                    report.push(finding(cx, condition, number != 0.0));
                }
            }
            ExprKind::Binary { op, left, right } if op.is_comparison() => {
                let get = |id: ExprId| made.get(id.index()).copied().unwrap_or_default();
                let (l, r) = (get(left), get(right));
                let harmless = harmless.get(id.index()).copied().unwrap_or_default();
                if l.quiet || r.quiet || harmless.clamps {
                    continue;
                }
                let Some(outcome) = outcome(op, range(cx, left), range(cx, right)) else {
                    continue;
                };
                let switch = harmless.is_value && !l.varies && !r.varies;
                if harmless.when != Some(outcome) && !switch {
                    let finding = finding(cx, id, outcome);
                    report.push(match reason(cx, [left, right]) {
                        Some(reason) => finding.with_note(reason),
                        None => finding,
                    });
                }
            }
            _ => {}
        }
    }
    report.extend(contradictions(cx).into_iter().map(|it| together(cx, &it)));
}

/// What a value is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Made {
    /// Nothing is to be said of it: it depends on a variable that somebody
    /// fixed, on the number of Sunday, or on something unknown.
    quiet: bool,
    /// It may differ from evaluation to evaluation.
    varies: bool,
}

/// By expression.
fn made(cx: &Context<'_>) -> Vec<Made> {
    let mut made: Vec<Made> = Vec::with_capacity(cx.hir.exprs().len());
    for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
        let get = |id: ExprId| made.get(id.index()).copied().unwrap_or_default();
        let varies = cx.facts.flow.varies(id);
        let quiet = match expr.kind {
            ExprKind::Error
            | ExprKind::Member {
                member: Member::Weekday,
                ..
            } => true,
            ExprKind::Read(var) => {
                !varies || definition(cx.hir, var).is_some_and(|value| get(value).quiet)
            }
            // A window that somebody fixed does not fix its samples.
            ExprKind::Method { .. } => false,
            kind => children(cx.hir, kind).any(|child| get(child).quiet),
        };
        made.push(Made { quiet, varies });
    }
    made
}

/// What keeps a constant comparison from being a mistake.
#[derive(Clone, Copy, Debug, Default)]
struct Harmless {
    /// It is one end of a range, and this outcome leaves the other to decide.
    when: Option<bool>,
    /// It is all that a variable is assigned: a switch.
    is_value: bool,
    /// It decides between a value and its limit, as `max` and `min` do: whoever
    /// writes that wants to be sure.
    clamps: bool,
}

/// By expression.
fn harmless(cx: &Context<'_>) -> Vec<Harmless> {
    let mut harmless = vec![Harmless::default(); cx.hir.exprs().len()];
    for expr in cx.hir.exprs() {
        if let ExprKind::Binary {
            op: BinaryOp::And,
            left,
            right,
        } = expr.kind
        {
            for side in [left, right] {
                if let Some(harmless) = harmless.get_mut(side.index()) {
                    harmless.when = Some(true);
                }
            }
        }
    }
    for expr in cx.hir.exprs() {
        if let ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } = expr.kind
            && is_clamp(cx, condition, [then, otherwise])
            && let Some(harmless) = harmless.get_mut(condition.index())
        {
            harmless.clamps = true;
        }
    }
    for statement in cx.hir.statements() {
        if let StatementKind::Assign { value, .. } = statement.kind
            && let Some(harmless) = harmless.get_mut(value.index())
        {
            harmless.is_value = true;
        }
    }
    harmless
}

/// True for `x < 0 ? 0 : x` and the like.
fn is_clamp(cx: &Context<'_>, condition: ExprId, arms: [ExprId; 2]) -> bool {
    let Some(limit) = Comparison::of(cx, cx.hir.expr(condition).kind) else {
        return false;
    };
    let resolve = |id| cx.facts.constants.resolve(id);
    let is_limit = |arm| cx.facts.constants.number(arm) == Some(limit.number);
    let is_value = |arm| resolve(arm) == resolve(limit.side);
    let [then, otherwise] = arms;
    is_limit(then) && is_value(otherwise) || is_limit(otherwise) && is_value(then)
}

/// The values that `id` can have. A condition above it narrows them down
/// further, but to test again what is known is no mistake: ladders do it.
fn range(cx: &Context<'_>, id: ExprId) -> Num {
    let number = |range| match range {
        Range::Double(num) => num,
        _ => Num::ANY,
    };
    let from = |min| Num {
        min,
        max: f64::INFINITY,
        nan: false,
    };
    let between = |min, max| Num {
        min,
        max,
        nan: false,
    };
    match cx.hir.expr(id).kind {
        ExprKind::Number(number) => between(number, number),
        ExprKind::Member { member, .. } => match member {
            Member::Hour => between(0.0, 23.0),
            Member::Minute | Member::Second => between(0.0, 59.0),
            Member::Day => between(1.0, 31.0),
            Member::Month => between(1.0, 12.0),
            Member::Year => between(1.0, 9999.0),
            Member::Weekday => Num::ANY,
        },
        ExprKind::Method {
            method: Method::Count | Method::GetSamplePercent,
            ..
        }
        | ExprKind::Call {
            function: Function::Len,
            ..
        } => from(0.0),
        ExprKind::Newest(metric) => between(metric.least(), metric.greatest()),
        ExprKind::Read(var) => number(cx.bounds.var(var)),
        _ if is_unconditional(cx, id) => number(cx.bounds.expr(id)),
        _ => Num::ANY,
    }
}

fn is_unconditional(cx: &Context<'_>, id: ExprId) -> bool {
    let position = cx.facts.guards.position(id);
    position.is_some_and(|position| position.guard.is_none())
}

/// What `left op right` always is; `None` when it can be either.
fn outcome(op: BinaryOp, left: Num, right: Num) -> Option<bool> {
    if left.nan || right.nan || left.min > left.max || right.min > right.max {
        return None;
    }
    let below = left.max < right.min;
    let above = left.min > right.max;
    let not_above = left.max <= right.min;
    let not_below = left.min >= right.max;
    let same = not_above && not_below;
    let (yes, no) = match op {
        BinaryOp::Lt => (below, not_below),
        BinaryOp::Le => (not_above, above),
        BinaryOp::Gt => (above, not_above),
        BinaryOp::Ge => (not_below, below),
        BinaryOp::Eq => (same, below || above),
        BinaryOp::Ne => (below || above, same),
        _ => (false, false),
    };
    (yes != no).then_some(yes)
}

fn finding(cx: &Context<'_>, condition: ExprId, outcome: bool) -> Diagnostic {
    constant(cx, cx.hir.expr(condition).span, outcome)
        .with_help("compare with a value that can occur, or keep only the arm that is taken")
}

fn together(cx: &Context<'_>, found: &Contradiction) -> Diagnostic {
    let finding = constant(cx, found.span, found.outcome);
    let (instead, finding) = if found.outcome {
        ("&&", finding.with_help("write `&&` where both must hold"))
    } else {
        (
            "||",
            finding.with_help("write `||` where one of them is enough"),
        )
    };
    match found.operator {
        Some(place) => finding.with_fix(Fix::one(Applicability::Unsafe, place, instead)),
        None => finding,
    }
}

fn constant(cx: &Context<'_>, span: Span, outcome: bool) -> Diagnostic {
    let (always, label) = if outcome {
        ("is always true", "always true")
    } else {
        ("is never true", "never true")
    };
    let message = format!("{} {always}", quoted(cx.at(span)));
    Diagnostic::new(&CONSTANT_CONDITION, span, message).with_label(label)
}

/// The range that decides, where a number does not tell it by itself.
fn reason(cx: &Context<'_>, sides: [ExprId; 2]) -> Option<String> {
    let written = |side: &ExprId| !matches!(cx.hir.expr(*side).kind, ExprKind::Number(_));
    let side = sides.into_iter().find(written)?;
    let name = quoted(cx.at(cx.hir.expr(side).span));
    let Num { min, max, .. } = range(cx, side);
    let shown = |end: f64| {
        // A long row of digits tells nobody anything.
        if end.abs() < 1e15 {
            end.to_string()
        } else {
            format!("{end:e}")
        }
    };
    Some(match (min.is_finite(), max.is_finite()) {
        (true, true) => format!("{name} is from {} to {}", shown(min), shown(max)),
        (true, false) => format!("{name} is at least {}", shown(min)),
        (false, true) => format!("{name} is at most {}", shown(max)),
        (false, false) => return None,
    })
}
