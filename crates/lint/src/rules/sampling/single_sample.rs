//! AS204: the size of the pool hangs on one sample.

use autoscale_base::{Diagnostic, quoted, rule};
use autoscale_catalog::Metric;

use crate::context::{Context, Lint};
use crate::facts::SampleCall;
use crate::rules::hidden::hides_targets;

rule! {
    /// ## What it does
    /// Finds metrics of which `GetSample(1)` is all that a target ever sees.
    ///
    /// ## Why it matters
    /// One sample is half a minute of a pool's life. It may be old when newer
    /// ones are late, and it may fall into a gap between two tasks: the pool
    /// shrinks, and has to grow again at the next evaluation. A window evens
    /// that out. As a fallback for the time without a window, one sample is
    /// fine.
    ///
    /// Numbers of nodes and of finished tasks are exempt: the newest is the one
    /// to use.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, max(0, $PendingTasks.GetSample(1)));
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
    /// The service's documentation: "we strongly recommend that you avoid
    /// relying only on `GetSample(1)`".
    pub(super) static SINGLE_SAMPLE = ("AS204", "single-sample", Warning, label "one sample, however old", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &SINGLE_SAMPLE,
    check,
};

/// What a formula reads of a metric.
#[derive(Clone, Copy, Default)]
enum Reads<'a> {
    #[default]
    Nothing,
    /// Single samples only; the first that has a say in a target.
    Single(Option<&'a SampleCall>),
    More,
}

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    // A window may be hidden from us.
    if hides_targets(cx) {
        return;
    }
    let mut reads = [Reads::Nothing; Metric::COUNT];
    for call in cx.facts.get_sample() {
        let Some(reads) = reads.get_mut(call.metric.index()) else {
            continue;
        };
        let feeds = cx.facts.flow.reaches_target(call.expr).then_some(call);
        *reads = match *reads {
            _ if !call.is_single() => Reads::More,
            Reads::Nothing => Reads::Single(feeds),
            Reads::Single(first) => Reads::Single(first.or(feeds)),
            Reads::More => Reads::More,
        };
    }
    for reads in reads {
        if let Reads::Single(Some(call)) = reads
            && !is_count(call.metric)
        {
            report.push(finding(cx, call));
        }
    }
}

fn finding(cx: &Context<'_>, call: &SampleCall) -> Diagnostic {
    let metric = call.metric.name();
    let message = format!(
        "{} is all that the target sees of `{metric}`",
        quoted(cx.at(call.span))
    );
    Diagnostic::new(&SINGLE_SAMPLE, cx.callee(&cx.hir.expr(call.expr)), message).with_help(format!(
        "read a window where there is one: `{metric}.GetSamplePercent(TimeInterval_Minute * 5) \
         < 70 ? max(0, {metric}.GetSample(1)) : avg({metric}.GetSample(TimeInterval_Minute * 5))`"
    ))
}

/// True for a count that stands for itself, not for a load that goes up and
/// down.
const fn is_count(metric: Metric) -> bool {
    matches!(
        metric,
        Metric::CurrentDedicatedNodes
            | Metric::CurrentLowPriorityNodes
            | Metric::PreemptedNodeCount
            | Metric::UsableNodeCount
            | Metric::SampleNodeCount
            | Metric::TaskSlotsPerNode
            | Metric::SucceededTasks
            | Metric::FailedTasks
    )
}
