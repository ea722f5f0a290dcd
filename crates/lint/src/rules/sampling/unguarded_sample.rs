//! AS201: a window of samples that nobody checked for.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, excerpt, quoted, rule};
use autoscale_check::{Expr, ExprId};

use super::unguarded::{Unguarded, is_aggregate, unguarded, window_text};
use crate::context::{Context, Lint};
use crate::facts::{SampleCall, arguments, root};

rule! {
    /// ## What it does
    /// Finds calls of `GetSample` with a window of time that are evaluated
    /// whether or not the samples of that window are there.
    ///
    /// ## Why it matters
    /// A call without a percentage wants 70 % of the window's samples. When
    /// fewer are there, the whole evaluation fails with
    /// `InsufficientSampleData` and the pool keeps its size. That is so on every
    /// new pool until the window has filled, and again after each gap in the
    /// samples. Leaving the percentage out is therefore no way to say "whatever
    /// there is"; writing 0 is. A percentage above 0 fails in the same way.
    ///
    /// A condition on `GetSamplePercent`, on `Count()` or on the age of the pool
    /// guards a call.
    ///
    /// ## Example
    /// ```autoscale
    /// tasks = avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// percent = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
    /// tasks = percent < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// `Line 9, Col 43: Insufficient data from data set: $PendingTasks wanted
    /// 70%, received 0%`, of a call without a percentage
    /// (Azure/batch-shipyard#138); microsoft/ga4gh-tes#482. The implicit 70 is
    /// the setting `default-percent`.
    pub(super) static UNGUARDED_SAMPLE = ("AS201", "unguarded-sample", Warning, label "fails without enough samples", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &UNGUARDED_SAMPLE,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let unguarded = unguarded(cx).filter(|found| found.late_test.is_none());
    report.extend(unguarded.map(|found| finding(cx, &found)));
}

fn finding(cx: &Context<'_>, found: &Unguarded<'_>) -> Diagnostic {
    let Unguarded { call, needs, .. } = *found;
    let metric = call.metric.name();
    let message = format!(
        "{} fails unless {needs} % of its samples are there",
        quoted(cx.at(call.span))
    );
    let window = excerpt(window_text(cx, call));
    let finding = Diagnostic::new(
        &UNGUARDED_SAMPLE,
        cx.callee(&cx.hir.expr(call.expr)),
        message,
    )
    .with_help(format!(
        "look first: `{metric}.GetSamplePercent({window}) < {needs} ? max(0, \
         {metric}.GetSample(1)) : …`"
    ));
    let finding = if call.explicit().is_none() {
        finding.with_note(format!(
            "a window without a percentage wants {needs} %; on a new pool there is none"
        ))
    } else {
        finding
    };
    match fix(cx, found) {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    }
}

/// Puts the aggregate around the call into the arm of a ternary.
fn fix(cx: &Context<'_>, found: &Unguarded<'_>) -> Option<Fix> {
    let call = found.call;
    let aggregate = aggregate_around(cx, call)?;
    let (metric, window) = (call.metric.name(), window_text(cx, call));
    let text = format!(
        "{metric}.GetSamplePercent({window}) < {} ? max(0, {metric}.GetSample(1)) : {}",
        found.needs,
        cx.at(aggregate.span)
    );
    let text = if stands_alone(cx, call.statement, aggregate) {
        text
    } else {
        format!("({text})")
    };
    Some(Fix::one(Applicability::Unsafe, aggregate.span, text))
}

/// True where a ternary needs no brackets: as the whole value of a statement,
/// or as a whole argument.
fn stands_alone(cx: &Context<'_>, statement: usize, expr: Expr) -> bool {
    let statement = cx.hir.statements().get(statement);
    let value = statement.and_then(|statement| root(statement.kind));
    let before = cx.at(Span::new(0, expr.span.start)).trim_end();
    let behind = cx.text.get(expr.span.end as usize..).unwrap_or_default();
    let argument = before.ends_with(['(', ',']) && behind.trim_start().starts_with([')', ',']);
    argument || value.map(|id| cx.hir.expr(id)) == Some(expr)
}

/// The aggregate that has `call` as its argument and nothing else that may
/// fail. In post-order the parent is the first one behind that covers it.
fn aggregate_around(cx: &Context<'_>, call: &SampleCall) -> Option<Expr> {
    let behind = cx.hir.expr_ids().skip(call.expr.index() + 1);
    let here = |id: &ExprId| {
        let position = cx.facts.guards.position(*id);
        position.is_some_and(|position| position.statement == call.statement)
    };
    let mut behind = behind.take_while(here);
    let parent = behind.find(|id| cx.hir.expr(*id).span.contains(call.span))?;
    let parent = cx.hir.expr(parent);
    let simple = |id: &ExprId| *id == call.expr || cx.facts.constants.number(*id).is_some();
    let alone = arguments(cx.hir, parent.kind).iter().all(simple);
    (is_aggregate(parent.kind) && alone).then_some(parent)
}
