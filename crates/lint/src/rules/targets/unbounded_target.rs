//! AS303: no end to the number of nodes.

use autoscale_base::{Diagnostic, rule};
use autoscale_bounds::Claim;

use super::proof::{proved, tell};
use crate::context::{Context, Lint};

rule! {
    /// ## What it does
    /// Finds targets that no number caps, and shows how the value gets there.
    ///
    /// ## Why it matters
    /// The number of tasks has no end. A script that submits ten thousand by
    /// mistake makes the formula ask for ten thousand nodes, and only the quota
    /// of the account keeps them from being started and paid for. `min` with a
    /// number proves a cap, and so does a ternary such as `n > 25 ? 25 : n`.
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

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for proved in proved(cx) {
        if let Some(path) = proved.path(cx, Claim::Unbounded) {
            let name = proved.target.name();
            let message = format!("`{name}` has no upper limit");
            let finding = Diagnostic::new(&UNBOUNDED_TARGET, proved.name, message)
                .with_help(format!("cap it: `{name} = min(25, …)`"));
            report.push(tell(finding, path));
        }
    }
}
