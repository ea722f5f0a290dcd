//! AS203: the condition looks at other samples than those that are read.

use std::collections::BTreeSet;

use autoscale_base::{Applicability, Diagnostic, Fix, Interval, Span, excerpt, quoted, rule};
use autoscale_catalog::Metric;

use super::unguarded::{window_span, window_text};
use crate::context::{Context, Lint};
use crate::facts::{Ends, PERIOD, SampleCall, Test, TestKind};

rule! {
    /// ## What it does
    /// Finds windows of samples under a condition on `GetSamplePercent` that
    /// looks at another window, at another metric, or is content with fewer
    /// samples than the call wants.
    ///
    /// ## Why it matters
    /// `GetSample` without a percentage wants 70 % of the samples of its own
    /// window. A guard of 30 % lets it fail whenever 30 to 70 % are there. A
    /// guard over 5 minutes says nothing about the 25 minutes before, which a
    /// new pool does not have; a guard over 30 minutes at 70 % may miss just the
    /// newest 5. The evaluation then ends with `InsufficientSampleData`, the
    /// very thing that the guard is there to prevent.
    ///
    /// Guard and call agree when they have the same window and the same
    /// percentage. A longer window is accepted where the numbers prove that
    /// enough samples of the shorter one are there.
    ///
    /// ## Example
    /// ```autoscale
    /// percent = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
    /// tasks = percent < 30
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// percent = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
    /// tasks = percent < 30
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(TimeInterval_Minute * 15, 30));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The formula of Azure/Batch#120 guards with 30; `wanted 70%` of a call
    /// without a percentage: Azure/batch-shipyard#138.
    pub(super) static MISMATCHED_GUARD = ("AS203", "mismatched-guard", Warning, label "not what the condition looks at", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &MISMATCHED_GUARD,
    check,
};

/// Where a guard and the call under it differ, from the slightest on.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Mismatch {
    /// So many percent are enough for the guard.
    Threshold(f64),
    /// The guard looks at another window of the same metric than is read.
    Window {
        looks: (i64, i64),
        reads: (i64, i64),
    },
    /// The guard looks at this other metric.
    Metric(Metric),
}

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let sampled = cx.facts.get_sample().map(|call| (call.guard, call.metric));
    let sampled: BTreeSet<_> = sampled.collect();
    for call in cx.facts.get_sample() {
        if let Some((ends, needs)) = call.may_fail() {
            let compare = |test: &Test| compare(call.metric, test, ends, needs);
            let Some((test, mismatch)) = nearest(cx.facts.tests_above(call), compare) else {
                continue;
            };
            // Who reads both metrics under the condition takes the one as a
            // sign for the other.
            let deliberate = matches!(mismatch, Mismatch::Metric(other)
                if sampled.contains(&(call.guard, other)));
            if !deliberate {
                report.push(finding(cx, call, needs, test, mismatch));
            }
        }
    }
}

/// The test that differs least; `None` when there is none or one of them will
/// do.
fn nearest<'t>(
    tests: impl Iterator<Item = &'t Test>,
    compare: impl Fn(&Test) -> Option<Mismatch>,
) -> Option<(&'t Test, Mismatch)> {
    let mut nearest: Option<(&Test, Mismatch)> = None;
    for test in tests {
        let found = compare(test)?;
        if nearest.is_none_or(|(_, best)| found < best) {
            nearest = Some((test, found));
        }
    }
    nearest
}

/// Where `test` differs from what a call of `metric` wants; `None` when it will
/// do or nobody can tell.
fn compare(metric: Metric, test: &Test, wanted: Ends, needs: f64) -> Option<Mismatch> {
    let TestKind::Percent {
        metric: of,
        ends,
        at_least: Some(at_least),
    } = test.kind
    else {
        return None;
    };
    if of != metric {
        return Some(Mismatch::Metric(of));
    }
    if ends.same(&wanted)? {
        // Of a percentage written as a fraction AS207 tells.
        let fraction = needs < 1.0 || (f64::EPSILON..=1.0).contains(&at_least);
        return (at_least < needs && !fraction).then_some(Mismatch::Threshold(at_least));
    }
    let (looks, reads) = ends.ticks.zip(wanted.ticks)?;
    (!covers(looks, at_least, reads, needs)).then_some(Mismatch::Window { looks, reads })
}

/// True when a window with `at_least` percent of its samples has `needs`
/// percent of those of `wanted`, whichever are missing.
fn covers(window: (i64, i64), at_least: f64, wanted: (i64, i64), needs: f64) -> bool {
    let missing = periods(window) * (1.0 - at_least / 100.0);
    let there = periods(wanted) - missing.max(0.0);
    let inside = window.0 <= wanted.0 && wanted.1 <= window.1;
    inside && there >= periods(wanted) * needs / 100.0
}

/// The number of samples in a window from `near` to `far`.
fn periods((near, far): (i64, i64)) -> f64 {
    let periods = far.saturating_sub(near) / PERIOD.ticks();
    f64::from(i32::try_from(periods).unwrap_or(i32::MAX)).max(1.0)
}

fn finding(
    cx: &Context<'_>,
    call: &SampleCall,
    needs: f64,
    test: &Test,
    mismatch: Mismatch,
) -> Diagnostic {
    let text = quoted(cx.at(call.span));
    let name = cx.callee(&cx.hir.expr(call.expr));
    let new = |message| Diagnostic::new(&MISMATCHED_GUARD, name, message);
    let look_at_the_same = || {
        let (metric, window) = (call.metric.name(), excerpt(window_text(cx, call)));
        format!("look at the samples that are read: `{metric}.GetSamplePercent({window})`")
    };
    match mismatch {
        Mismatch::Threshold(0.0) => new(format!(
            "{text} is read just where its condition finds too few samples"
        ))
        .with_label("read in the wrong arm")
        .with_related(test.span, "in this arm it says that too few are there")
        .with_help("swap the arms of the ternary"),
        Mismatch::Threshold(at_least) => {
            // A condition `> 0` asks for the smallest number there is.
            let at_least = if at_least < 1.0 { 0.0 } else { at_least };
            new(format!(
                "{text} wants {needs} % of its samples, but its condition lets {at_least} % \
                 through"
            ))
            .with_label(format!("fails below {needs} %"))
            .with_related(test.span, format!("true from {at_least} % on"))
            .with_help("give the call the percentage of the condition")
            .with_fix(with_percentage(cx, call, at_least))
        }
        Mismatch::Window { looks, reads } => {
            let (looks, reads) = (window(looks), window(reads));
            new(format!(
                "{text} reads {reads}, its condition looks at {looks}"
            ))
            .with_label(format!("reads {reads}"))
            .with_related(test.span, format!("looks at {looks}"))
            .with_help(look_at_the_same())
        }
        Mismatch::Metric(other) => {
            let other = other.name();
            new(format!("{text} is read on a condition about `{other}`"))
                .with_label("of another metric")
                .with_related(test.span, format!("looks at `{other}`"))
                .with_help(look_at_the_same())
        }
    }
}

/// A window in words.
fn window((near, far): (i64, i64)) -> String {
    let (near, far) = (Interval(near), Interval(far));
    if near == Interval::ZERO {
        format!("the last {far}")
    } else {
        format!("{far} to {near} ago")
    }
}

/// Makes `percent` the percentage of `call`.
fn with_percentage(cx: &Context<'_>, call: &SampleCall, percent: f64) -> Fix {
    match call.explicit() {
        Some(explicit) => {
            let span = cx.hir.expr(explicit).span;
            Fix::one(Applicability::Unsafe, span, percent.to_string())
        }
        None => {
            let behind = Span::empty(window_span(cx, call).end);
            Fix::one(Applicability::Unsafe, behind, format!(", {percent}"))
        }
    }
}
