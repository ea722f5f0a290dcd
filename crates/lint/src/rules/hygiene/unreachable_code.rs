//! AS504: statements behind one that always stops.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, rule};
use autoscale_check::{StatementKind, Type};

use crate::context::Context;

use super::statements::removal;

rule! {
    /// ## What it does
    /// Finds statements behind an unconditional `stop()`.
    ///
    /// ## Why it matters
    /// They never run. A `stop()` that was put in to try something out leaves
    /// the pool with what was assigned above it.
    ///
    /// ## Example
    /// ```autoscale
    /// $NodeDeallocationOption = taskcompletion;
    /// $TargetDedicatedNodes = 2;
    /// stop();
    /// $TargetDedicatedNodes = min(10, max(0, $PendingTasks.GetSample(1)));
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $NodeDeallocationOption = taskcompletion;
    /// $TargetDedicatedNodes = min(10, max(0, $PendingTasks.GetSample(1)));
    /// ```
    ///
    /// ## Evidence
    /// The service's documentation: `stop()` "stops evaluation of the
    /// autoscaling expression".
    pub(super) static UNREACHABLE_CODE = ("AS504", "unreachable-code", Warning, label "never runs", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let statements = cx.hir.statements();
    let stops = |kind| match kind {
        StatementKind::Expr(value) => cx.hir.expr(value).ty == Type::Never,
        StatementKind::Assign { .. } | StatementKind::Error => false,
    };
    let Some(stop) = statements.iter().position(|it| stops(it.kind)) else {
        return;
    };
    if let (Some(first), Some(last)) = (statements.get(stop + 1), statements.last()) {
        report.push(finding(cx, stop, first.span.to(last.span)));
    }
}

fn finding(cx: &Context<'_>, stop: usize, unreachable: Span) -> Diagnostic {
    let finding = Diagnostic::new(
        &UNREACHABLE_CODE,
        unreachable,
        "nothing behind this `stop()` is evaluated",
    )
    .with_help("remove the `stop()`, or what stands behind it");
    let statements = cx.hir.statements();
    let finding = match statements.get(stop) {
        Some(stop) => finding.with_related(stop.span, "the formula always ends here"),
        None => finding,
    };
    // Without its target a formula does nothing: rather the `stop()` goes.
    let targets = &cx.facts.flow.targets;
    let sizes = targets.first().is_some_and(|it| it.statement > stop);
    match removal(cx, stop + 1..=statements.len() - 1) {
        Some(span) if !sizes => finding.with_fix(Fix::one(Applicability::Unsafe, span, "")),
        _ => finding,
    }
}
