//! AS303: no end to the number of nodes.

use autoscale_base::{Diagnostic, rule};
use autoscale_bounds::{Claim, Range};
use autoscale_catalog::{Metric, Target};
use autoscale_check::{ExprId, ExprKind, Place, VarId};
use autoscale_syntax::BinaryOp;

use super::proof::{every_source, proved, sources, tell};
use crate::context::{Context, Lint};
use crate::facts::definition;

rule! {
    /// ## What it does
    /// Finds targets that no number caps, and shows how the value gets there.
    ///
    /// ## Why it matters
    /// The number of tasks has no end. A script that submits ten thousand by
    /// mistake makes the formula ask for ten thousand nodes, and only the quota
    /// of the account keeps them from being started and paid for. `min` with a
    /// number proves a cap, and so does a ternary such as `n > 25 ? 25 : n`. What
    /// only keeps the nodes that are there, or takes some away, needs none.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// $TargetDedicatedNodes = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max(0, $PendingTasks.GetSample(window));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max(0, $PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, tasks);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Every example of the service's documentation caps its target. Proved by
    /// `autoscale bounds`, which prints the range of every target.
    pub(super) static UNBOUNDED_TARGET = ("AS303", "unbounded-target", Warning, label "no upper limit", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &UNBOUNDED_TARGET,
    check,
};

/// True when all that is without a limit is a number of nodes that the pool has
/// already, or less than that.
fn shrinks(cx: &Context<'_>, target: Target) -> bool {
    every_source(cx, target, |id| {
        if is_limited(cx, id) || is_size(cx, id) {
            return Some(Vec::new());
        }
        match cx.hir.expr(id).kind {
            ExprKind::Binary { op, left, right } if takes_away(cx, op, right) => Some(vec![left]),
            ExprKind::Binary {
                op: BinaryOp::Mul,
                left,
                right,
            } if is_share(cx, left) => Some(vec![right]),
            _ => sources(cx, id),
        }
    })
}

fn is_limited(cx: &Context<'_>, id: ExprId) -> bool {
    matches!(cx.bounds.expr(id), Range::Double(num) if num.max < f64::INFINITY)
}

/// The number of nodes that the pool has or wants at present.
fn is_size(cx: &Context<'_>, id: ExprId) -> bool {
    use Metric::{CurrentDedicatedNodes, CurrentLowPriorityNodes, UsableNodeCount};

    let entry = |var: VarId| {
        let place = cx.hir.vars().get(var.index()).map(|var| var.place);
        matches!(place, Some(Place::Target(_))) && definition(cx.hir, var).is_none()
    };
    match cx.hir.expr(id).kind {
        ExprKind::Newest(metric) | ExprKind::Method { metric, .. } => matches!(
            metric,
            CurrentDedicatedNodes | CurrentLowPriorityNodes | UsableNodeCount
        ),
        ExprKind::Read(var) => entry(var),
        _ => false,
    }
}

/// True for `- x`, `/ x` and `* x` that leave no more than there was.
fn takes_away(cx: &Context<'_>, op: BinaryOp, right: ExprId) -> bool {
    let Range::Double(num) = cx.bounds.expr(right) else {
        return false;
    };
    match op {
        BinaryOp::Sub => num.min >= 0.0,
        BinaryOp::Div => num.min >= 1.0,
        BinaryOp::Mul => is_share(cx, right),
        _ => false,
    }
}

fn is_share(cx: &Context<'_>, id: ExprId) -> bool {
    let number = cx.facts.constants.number(id);
    number.is_some_and(|number| (0.0..=1.0).contains(&number))
}

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for proved in proved(cx) {
        if let Some(path) = proved.path(cx, Claim::Unbounded)
            && !shrinks(cx, proved.target)
        {
            let name = proved.target.name();
            let message = format!("`{name}` has no upper limit");
            let finding = Diagnostic::new(&UNBOUNDED_TARGET, proved.name, message)
                .with_help(format!("cap it: `{name} = min(25, …)`"));
            report.push(tell(finding, path));
        }
    }
}
