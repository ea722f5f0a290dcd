//! AS206: a window in which no sample can be yet.

use std::collections::BTreeSet;

use autoscale_base::{Diagnostic, Interval, Span, quoted, rule};

use super::unguarded::window_span;
use crate::context::{Context, Lint};
use crate::facts::{PERIOD, Wanted};

rule! {
    /// ## What it does
    /// Finds windows of samples that lie inside the last minute, or that are
    /// shorter than the 30 seconds from one sample to the next.
    ///
    /// ## Why it matters
    /// A sample takes about a minute to arrive, so the last minute holds one or
    /// two samples, or none. Its percentage jumps between 0, 50 and 100 from one
    /// evaluation to the next: a guarded formula falls back on one old sample
    /// every other time, an unguarded one fails with `InsufficientSampleData`.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 1;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The service's documentation: samples are taken every 30 seconds, there is
    /// a delay of about a minute until they can be read, and formulas are "not
    /// intended to respond to changes in less than a minute".
    pub(super) static WINDOW_TOO_RECENT = ("AS206", "window-too-recent", Warning, label "too short or too recent", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &WINDOW_TOO_RECENT,
    check,
};

/// How long a sample takes to arrive.
const DELAY: Interval = Interval::from_seconds(60);

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    // A window in a variable is one mistake, however often it is read.
    let mut told = BTreeSet::new();
    for call in &cx.facts.samples {
        if let Wanted::Window { ends, .. } = call.wanted
            && let Some((near, far)) = ends.ticks
            && let Some(reason) = reason(near, far)
        {
            let (span, origin) = (window_span(cx, call), cx.hir.expr(ends.start()).span);
            let written = if span.contains(origin) { span } else { origin };
            if told.insert(written) {
                report.push(finding(cx, written, span, reason));
            }
        }
    }
}

fn reason(near: i64, far: i64) -> Option<&'static str> {
    let length = far.saturating_sub(near);
    if length < PERIOD.ticks() {
        Some("is shorter than the 30 seconds from one sample to the next")
    } else if far <= DELAY.ticks() {
        Some("lies inside the last minute, from which hardly any sample has arrived")
    } else {
        None
    }
}

fn finding(cx: &Context<'_>, written: Span, read: Span, reason: &str) -> Diagnostic {
    let message = format!("the window {} {reason}", quoted(cx.at(written)));
    let finding = Diagnostic::new(&WINDOW_TOO_RECENT, written, message)
        .with_help("let it begin at least 5 minutes ago: `TimeInterval_Minute * 5`");
    if read == written {
        finding
    } else {
        finding.with_related(read, "read here")
    }
}
