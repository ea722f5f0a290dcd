//! AS306: a pool that never comes to rest.

use autoscale_base::{Diagnostic, Severity, rule};
use autoscale_bounds::Claim;
use autoscale_catalog::{Function, Target};
use autoscale_check::ExprKind;

use super::proof::{Proved, every_source, proved, sources, tell};
use crate::context::{Context, Lint};

rule! {
    /// ## What it does
    /// Finds targets that follow the load but never come down to 0, and shows
    /// why.
    ///
    /// ## Why it matters
    /// The last node of an idle pool costs as much as a busy one, all night and
    /// all weekend. Mostly it stays by accident: `… + 0.5`, put there to round
    /// up, also rounds up nothing, and `+ 1` is meant for a pool at work.
    ///
    /// A floor that the formula states, such as `max(1, …)`, is reported as
    /// information only: somebody has decided for a node that is always ready.
    /// Constant targets are not reported.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max(0, $PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(24, tasks) + 1;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max(0, $PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = tasks > 0 ? min(24, tasks) + 1 : 0;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The documentation's second example reaches 0 only because `1 / 2` is cut
    /// down to 0; Azure/doAzureParallel adds 0.5 to the same expression and keeps
    /// a node for ever. Proved by `autoscale bounds`.
    pub(super) static NEVER_ZERO = ("AS306", "never-zero", Warning, label "never 0", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &NEVER_ZERO,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for proved in proved(cx) {
        let varies = proved.range.min < proved.range.max;
        if varies && let Some(path) = proved.path(cx, Claim::NeverZero) {
            let stated = is_stated(cx, proved.target);
            report.push(tell(finding(&proved, stated), path));
        }
    }
}

fn finding(proved: &Proved, stated: bool) -> Diagnostic {
    let name = proved.target.name();
    let least = proved.range.min.floor();
    let message = format!("`{name}` never falls below {least}, so the pool is never empty");
    let mut finding = Diagnostic::new(&NEVER_ZERO, proved.name, message)
        .with_label(format!("always at least {least}"))
        .with_help(format!(
            "let it be 0 while nothing waits: `{name} = tasks > 0 ? … : 0`"
        ));
    if stated {
        finding.severity = Severity::Info;
    }
    finding
}

/// True when the formula itself states the floor: with a constant or with
/// `max(1, …)` on every way.
fn is_stated(cx: &Context<'_>, target: Target) -> bool {
    let number = |id| cx.facts.constants.number(id);
    every_source(cx, target, |id| {
        if number(id).is_some() {
            return Some(Vec::new());
        }
        let ExprKind::Call {
            function: Function::Max,
            arguments,
        } = cx.hir.expr(id).kind
        else {
            return sources(cx, id);
        };
        let mut floors = cx.hir.list(arguments).iter().filter_map(|id| number(*id));
        floors.any(|floor| floor >= 1.0).then(Vec::new)
    })
}
