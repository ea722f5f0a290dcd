//! AS512: a metric that the service no longer fills.

use autoscale_base::{Diagnostic, rule};
use autoscale_catalog::profile::{LegacyNames, RetiredMetrics};
use autoscale_catalog::{Metric, Status, Variable, VariableKind, variable};
use autoscale_syntax::{StatementKind, Token};

use crate::context::Context;

rule! {
    /// ## What it does
    /// Finds metrics that were retired on 31 March 2024: `$WallClockSeconds`,
    /// `$MemoryBytes`, `$DiskBytes` and the other metrics of disk and network,
    /// and `$SampleNodeCount`.
    ///
    /// ## Why it matters
    /// There are no samples any more. `GetSample` of a window fails, and the
    /// pool keeps its size for ever; behind a guard, the arm for missing data
    /// is the only one that is left.
    ///
    /// ## Example
    /// ```autoscale
    /// $window = TimeInterval_Minute * 10;
    /// $idle = $MemoryBytes.GetSamplePercent($window) < 70 ? 0 : avg($MemoryBytes.GetSample($window)) < 100;
    /// $TargetDedicatedNodes = $idle ? 0 : 10;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $window = TimeInterval_Minute * 10;
    /// $idle = $PendingTasks.GetSamplePercent($window) < 70 ? 0 : avg($PendingTasks.GetSample($window)) < 1;
    /// $TargetDedicatedNodes = $idle ? 0 : 10;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The documentation announced their end for 31 March 2024; the article of
    /// 2025-06-05 no longer lists them. Profile setting `retired-metrics`.
    pub(super) static RETIRED_METRIC = ("AS512", "retired-metric", Warning, label "retired", since "0.1.0", unverified);
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    // Otherwise it is an undefined symbol, which has been reported.
    if cx.profile().retired_metrics != RetiredMetrics::NoData {
        return;
    }
    let mut told = [false; Metric::COUNT];
    for &(token, span) in cx.tree.tokens() {
        if token != Token::Ident {
            continue;
        }
        let written = cx.at(span);
        if !written.starts_with('$') {
            continue;
        }
        let Some((metric, note)) = variable(written).and_then(|it| retired(cx, it)) else {
            continue;
        };
        let told = told.get_mut(metric.index());
        if is_assigned(cx, span.start) || told.is_none_or(|told| std::mem::replace(told, true)) {
            continue;
        }
        let message = format!("`{written}` is retired: {note}");
        report.push(
            Diagnostic::new(&RETIRED_METRIC, span, message)
                .with_help(replacement(metric))
                .with_setting("retired-metrics"),
        );
    }
}

/// The metric behind a name, and since when it has no samples.
fn retired(cx: &Context<'_>, named: &Variable) -> Option<(Metric, &'static str)> {
    let status = match named.status {
        Status::Legacy { name } if cx.profile().legacy_names == LegacyNames::Accept => {
            variable(name)?.status
        }
        status => status,
    };
    match (named.kind, status) {
        (VariableKind::Metric { metric, .. }, Status::Retired { note }) => Some((metric, note)),
        _ => None,
    }
}

/// An assignment to a metric is an error of its own.
fn is_assigned(cx: &Context<'_>, at: u32) -> bool {
    let statements = cx.tree.statements();
    let place = statements.partition_point(|statement| statement.span.start < at);
    let kind = statements.get(place).map(|statement| statement.kind);
    matches!(kind, Some(StatementKind::Assign { target, .. }) if target.start == at)
}

const fn replacement(metric: Metric) -> &'static str {
    match metric {
        Metric::SampleNodeCount => "write `$CurrentDedicatedNodes` or `$CurrentLowPriorityNodes`",
        _ => "go by tasks, such as `$PendingTasks`, or by `$CPUPercent`",
    }
}
