//! AS202: the condition is there, but the samples are read before it.

use autoscale_base::{Diagnostic, quoted, rule};

use super::unguarded::unguarded;
use crate::context::{Context, Lint};

rule! {
    /// ## What it does
    /// Finds windows of samples that are read before, or outside of, the
    /// ternary that looks whether the samples are there.
    ///
    /// ## Why it matters
    /// A ternary leaves out the arm that is not taken, and nothing else. A call
    /// of `GetSample` in a statement above it has failed by the time the
    /// condition is looked at: the evaluation ends with
    /// `InsufficientSampleData` and the pool keeps its size, although the
    /// formula looks guarded.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 15;
    /// percent = $PendingTasks.GetSamplePercent(window);
    /// average = avg($PendingTasks.GetSample(window));
    /// tasks = percent < 70 ? max(0, $PendingTasks.GetSample(1)) : average;
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 15;
    /// percent = $PendingTasks.GetSamplePercent(window);
    /// tasks = percent < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The error of Azure/batch-shipyard#138 names a call in a statement of its
    /// own; its mend moved the call into the arm. `stop()` in an earlier
    /// statement guards as well.
    pub(super) static SAMPLE_BEFORE_GUARD = ("AS202", "sample-before-guard", Warning, label "read before the condition", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &SAMPLE_BEFORE_GUARD,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    report.extend(unguarded(cx).filter_map(|found| {
        let test = found.late_test?;
        let call = found.call;
        let message = format!(
            "{} is read whatever the condition on its samples says",
            quoted(cx.at(call.span))
        );
        let finding = Diagnostic::new(
            &SAMPLE_BEFORE_GUARD,
            cx.callee(&cx.hir.expr(call.expr)),
            message,
        )
        .with_related(test.span, "too late: by now the samples have been read")
        .with_help("move the call into the arm of the ternary that this condition chooses")
        .with_note("only an arm of a ternary is left out when it is not needed");
        Some(finding)
    }));
}
