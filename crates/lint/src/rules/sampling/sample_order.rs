//! AS208: which sample is number 0?

use autoscale_base::{Diagnostic, quoted, rule};
use autoscale_catalog::{Function, Method};
use autoscale_check::{ExprId, ExprKind};

use crate::context::{Context, Lint};
use crate::facts::{PERIOD, SampleCall, Wanted};

rule! {
    /// ## What it does
    /// Finds `val(v, i)` where `v` are several samples.
    ///
    /// ## Why it matters
    /// No public document says whether the samples of a vector run from the
    /// oldest to the newest or the other way. A formula that takes the one at
    /// the end may read the oldest and follow the load with a delay as long as
    /// its window. `GetSample(1)` is the newest sample whatever the order.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// enough = $PendingTasks.GetSamplePercent(window) >= 70;
    /// newest = enough ? val($PendingTasks.GetSample(window), 0) : 0;
    /// $TargetDedicatedNodes = max(0, min(25, newest));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// enough = $PendingTasks.GetSamplePercent(window) >= 70;
    /// largest = enough ? max($PendingTasks.GetSample(window)) : 0;
    /// $TargetDedicatedNodes = max(0, min(25, largest));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The documentation's own output shows samples that are all equal. Here the
    /// order is the setting `order`.
    pub(super) static SAMPLE_ORDER = ("AS208", "sample-order", Info, label "depends on the order of samples", since "0.1.0", unverified);
}

pub(super) const LINT: Lint = Lint {
    rule: &SAMPLE_ORDER,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for expr in cx.hir.exprs() {
        if let ExprKind::Call {
            function: Function::Val,
            arguments,
        } = expr.kind
            && let Some(&vector) = cx.hir.list(arguments).first()
            && has_several(cx, cx.facts.constants.resolve(vector))
        {
            let message = format!(
                "which sample {} is depends on their order, which is not documented",
                quoted(cx.at(expr.span))
            );
            report.push(
                Diagnostic::new(&SAMPLE_ORDER, cx.callee(expr), message)
                    .with_help("for the newest sample write `val(….GetSample(1), 0)`")
                    .with_setting("order"),
            );
        }
    }
}

/// True for samples that may be more than one.
fn has_several(cx: &Context<'_>, vector: ExprId) -> bool {
    let calls = &cx.facts.samples;
    let found = calls.binary_search_by_key(&vector, |call| call.expr);
    let call = found.ok().and_then(|at| calls.get(at));
    call.is_some_and(|call| call.method == Method::GetSample && is_more_than_one(call))
}

fn is_more_than_one(call: &SampleCall) -> bool {
    match call.wanted {
        Wanted::Newest(count) => count != Some(1.0),
        Wanted::Window { ends, .. } => ends
            .ticks
            .is_none_or(|(near, far)| far.saturating_sub(near) > PERIOD.ticks()),
    }
}
