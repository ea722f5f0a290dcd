//! AS305: a fraction of a node is no node.

use autoscale_base::{Applicability, Diagnostic, Fix, quoted, rule};
use autoscale_bounds::Range;
use autoscale_catalog::{Function, Metric};
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::context::{Context, Lint};

rule! {
    /// ## What it does
    /// Finds tasks that are divided, or multiplied by a fraction, on their way
    /// into a target, with nothing that rounds up; numbers of nodes that grow by
    /// a fraction; and constants with a fraction that a target is assigned.
    ///
    /// ## Why it matters
    /// The service cuts the fraction off a target. With four slots a node, one
    /// to three waiting tasks make a target of 0.25 to 0.75, which is 0: they
    /// wait until a fourth one comes. Growing by a tenth, a pool of one to nine
    /// nodes stays as it is for ever.
    ///
    /// Rounding of any kind, a floor of at least 1 node, and the idioms
    /// `… + 0.5` and `(tasks + slots - 1) / slots` are left alone, and so is a
    /// division that only shrinks a pool, such as `$TargetDedicatedNodes / 2`.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, tasks / $TaskSlotsPerNode);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, ceil(tasks / $TaskSlotsPerNode));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// "will be evaluated to 2.9, truncated to 2" (Azure/Batch#151); 0.5 is
    /// "internally rounded down to 0, and therefore the pool never scales"
    /// (MicrosoftDocs/azure-docs#95350).
    pub(super) static FRACTIONAL_TARGET = ("AS305", "fractional-target", Warning, label "the fraction is cut off", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &FRACTIONAL_TARGET,
    check,
};

/// What truncation does to a value.
enum Hazard {
    /// A few tasks become 0 nodes.
    ToZero,
    /// A few nodes stay as many.
    NeverGrows,
}

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
        let ExprKind::Binary { op, left, right } = expr.kind else {
            continue;
        };
        let hazard = match op {
            _ if !cx.facts.flow.is_truncated(id) => None,
            BinaryOp::Div => quotient(cx, left, right),
            BinaryOp::Mul => product(cx, left, right).or_else(|| product(cx, right, left)),
            _ => None,
        };
        if let Some(hazard) = hazard
            && !is_at_least_one(cx, id)
        {
            report.push(finding(cx, id, &hazard));
        }
    }
    report.extend(constants(cx).into_iter().map(|found| constant(cx, found)));
}

/// Expressions beyond so many are not looked at for fractional constants.
const MOST_STEPS: usize = 256;

/// The numbers with a fraction that a target is assigned as they stand, or that
/// it may be chosen from; a cap that `min` compares with is one of them.
fn constants(cx: &Context<'_>) -> Vec<ExprId> {
    let mut found = Vec::new();
    let targets = cx.facts.flow.targets.iter();
    let mut open: Vec<ExprId> = targets.map(|it| it.value).collect();
    for _ in 0..MOST_STEPS {
        let Some(id) = open.pop() else { break };
        let id = cx.facts.constants.resolve(id);
        let number = cx.facts.constants.number(id);
        match cx.hir.expr(id).kind {
            _ if !cx.facts.flow.is_truncated(id) => {}
            ExprKind::Ternary {
                then, otherwise, ..
            } => open.extend([then, otherwise]),
            ExprKind::Call {
                function: Function::Max | Function::Min,
                arguments,
            } => open.extend_from_slice(cx.hir.list(arguments)),
            _ if number.is_some_and(|number| number.fract() != 0.0) => found.push(id),
            _ => {}
        }
    }
    found.sort_unstable_by_key(|id| id.index());
    found.dedup();
    found
}

fn constant(cx: &Context<'_>, id: ExprId) -> Diagnostic {
    let expr = cx.hir.expr(id);
    let number = cx.facts.constants.number(id).unwrap_or_default();
    let whole = number.ceil().max(0.0);
    let text = quoted(cx.at(expr.span));
    let left = number.max(0.0).trunc();
    let nodes = if left == 1.0 { "node" } else { "nodes" };
    let message = format!("{text} is cut down to {left} {nodes}");
    let finding = Diagnostic::new(&FRACTIONAL_TARGET, expr.span, message)
        .with_help(format!("write a whole number, such as `{whole}`"));
    match expr.kind {
        ExprKind::Number(_) => {
            let fix = Fix::one(Applicability::Unsafe, expr.span, whole.to_string());
            finding.with_fix(fix)
        }
        _ => finding,
    }
}

fn quotient(cx: &Context<'_>, dividend: ExprId, divisor: ExprId) -> Option<Hazard> {
    let flow = &cx.facts.flow;
    let shrinks = match cx.facts.constants.number(divisor) {
        Some(number) => number > 1.0,
        None => !is_one_slot(cx, divisor),
    };
    (shrinks && flow.is_work(dividend) && !rounds_up(cx, dividend)).then_some(Hazard::ToZero)
}

fn product(cx: &Context<'_>, value: ExprId, factor: ExprId) -> Option<Hazard> {
    let flow = &cx.facts.flow;
    let factor = cx.facts.constants.number(factor)?;
    if flow.is_work(value) && factor > 0.0 && factor < 1.0 {
        Some(Hazard::ToZero)
    } else if flow.is_nodes(value) && factor > 1.0 && factor < 2.0 {
        Some(Hazard::NeverGrows)
    } else {
        None
    }
}

/// `tasks + slots - 1`, divided by `slots`, rounds up.
fn rounds_up(cx: &Context<'_>, dividend: ExprId) -> bool {
    let kind = cx.hir.expr(cx.facts.constants.resolve(dividend)).kind;
    let ExprKind::Binary {
        op: BinaryOp::Add | BinaryOp::Sub,
        left,
        right,
    } = kind
    else {
        return false;
    };
    let constants = &cx.facts.constants;
    constants.number(left).is_some() || constants.number(right).is_some()
}

/// True for the slots of a node, where that is known to be 1.
fn is_one_slot(cx: &Context<'_>, divisor: ExprId) -> bool {
    let kind = cx.hir.expr(cx.facts.constants.resolve(divisor)).kind;
    kind == ExprKind::Newest(Metric::TaskSlotsPerNode)
        && cx.config.pool.task_slots_per_node == Some(1)
}

fn is_at_least_one(cx: &Context<'_>, id: ExprId) -> bool {
    matches!(cx.bounds.expr(id), Range::Double(num) if num.min >= 1.0 && !num.nan)
}

fn finding(cx: &Context<'_>, id: ExprId, hazard: &Hazard) -> Diagnostic {
    let span = cx.hir.expr(id).span;
    let text = quoted(cx.at(span));
    let message = match hazard {
        Hazard::ToZero => format!("{text} is cut down to 0 nodes while a few tasks wait"),
        Hazard::NeverGrows => format!("{text} never grows a small pool: the fraction is cut off"),
    };
    let fixed = format!("ceil({})", cx.at(span));
    Diagnostic::new(&FRACTIONAL_TARGET, span, message)
        .with_help(format!("round up: {}", quoted(&fixed)))
        .with_fix(Fix::one(Applicability::Unsafe, span, fixed))
}
