//! AS506: a metric that stands where a number is needed.

use autoscale_base::{Applicability, Diagnostic, Fix, rule};
use autoscale_check::ExprKind;

use crate::context::Context;

rule! {
    /// ## What it does
    /// Finds sampled metrics that are used as plain numbers. Facts of the pool
    /// (`$CurrentDedicatedNodes`, `$CurrentLowPriorityNodes`,
    /// `$TaskSlotsPerNode`) and targets are numbers in the documentation's own
    /// examples and are left alone.
    ///
    /// ## Why it matters
    /// The documentation calls metrics objects and tells no value for them.
    /// What has been seen is the newest sample, which is up to a minute old,
    /// may be missing, and jumps with every task: the pool follows the noise.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min(10, ceil($PendingTasks / 4));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = min(10, ceil(max(0, $PendingTasks.GetSample(1)) / 4));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    /// or the mean of a window whose `GetSamplePercent` has been looked at.
    ///
    /// ## Evidence
    /// Profile setting `bare-metric`. In Azure/Batch#151 `$PendingTasks` divided
    /// by `$TaskSlotsPerNode` worked, and the pool was not the size that its
    /// owner expected. A warning although undocumented, because such formulas
    /// do run.
    pub(super) static BARE_METRIC = ("AS506", "bare-metric", Warning, label "a metric as a number", since "0.1.0", unverified);
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for expr in cx.hir.exprs() {
        let ExprKind::Newest(metric) = expr.kind else {
            continue;
        };
        if metric.is_scalar() {
            continue;
        }
        let name = cx.at(expr.span);
        let instead = format!("max(0, {name}.GetSample(1))");
        let message = format!("`{name}` is used as a number, which is not documented");
        report.push(
            Diagnostic::new(&BARE_METRIC, expr.span, message)
                .with_help(format!("write `{instead}`, or take the mean of a window"))
                .with_fix(Fix::one(Applicability::Unsafe, expr.span, instead))
                .with_setting("bare-metric"),
        );
    }
}
