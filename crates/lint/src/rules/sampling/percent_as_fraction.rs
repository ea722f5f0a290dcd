//! AS207: 0.7 where 70 is meant.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted, rule};
use autoscale_catalog::Method;
use autoscale_check::{ExprId, ExprKind};

use crate::context::{Context, Lint};
use crate::rules::comparison::Comparison;

rule! {
    /// ## What it does
    /// Finds percentages of samples given as a fraction: `GetSamplePercent`
    /// compared with a number above 0 and up to 1, and `GetSample` that wants
    /// less than 1 %.
    ///
    /// ## Why it matters
    /// `GetSamplePercent` runs from 0 to 100. Compared with 0.7 it asks for
    /// 0.7 %, which the first sample that arrives fulfils: the guard is open
    /// nearly always, and `GetSample` behind it fails all the same, for it wants
    /// 70 %.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 15;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 0.7
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 15;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : avg($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, ceil(tasks));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// A pool's recorded results print `$samples=96.6667` for 29 of 30 samples.
    /// A sample formula of the REST and PowerShell references compares with a
    /// fraction, and has been copied since.
    pub(super) static PERCENT_AS_FRACTION = ("AS207", "percent-as-fraction", Warning, label "a fraction of one percent", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &PERCENT_AS_FRACTION,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    if cx.facts.samples.is_empty() {
        return;
    }
    for expr in cx.hir.exprs() {
        if let Some(comparison) = Comparison::of(cx, expr.kind)
            && is_percent(cx, comparison.side)
            && comparison.number > 0.0
            && comparison.number <= 1.0
        {
            report.push(finding(cx, comparison.place, comparison.number));
        }
    }
    for call in cx.facts.get_sample() {
        if let Some((_, fraction)) = call.may_fail()
            && let Some(explicit) = call.explicit()
            && fraction < 1.0
        {
            report.push(finding(cx, explicit, fraction));
        }
    }
}

fn finding(cx: &Context<'_>, number: ExprId, fraction: f64) -> Diagnostic {
    let expr = cx.hir.expr(number);
    // 0.07 * 100 is not quite 7.
    let percent = (fraction * 1e8).round() / 1e6;
    let message = format!(
        "{} is {fraction} % here: percentages of samples run from 0 to 100",
        quoted(cx.at(expr.span))
    );
    let finding = Diagnostic::new(&PERCENT_AS_FRACTION, expr.span, message)
        .with_help(format!("for {percent} %, write `{percent}`"));
    match expr.kind {
        ExprKind::Number(_) => {
            let fix = Fix::one(Applicability::Unsafe, expr.span, percent.to_string());
            finding.with_fix(fix)
        }
        _ => match origin(cx, number) {
            Some(origin) => finding.with_related(origin, "the value comes from here"),
            None => finding,
        },
    }
}

/// Where the value of a variable is written.
fn origin(cx: &Context<'_>, number: ExprId) -> Option<Span> {
    let origin = cx.facts.constants.resolve(number);
    (origin != number).then(|| cx.hir.expr(origin).span)
}

fn is_percent(cx: &Context<'_>, id: ExprId) -> bool {
    let origin = cx.facts.constants.resolve(id);
    matches!(
        cx.hir.expr(origin).kind,
        ExprKind::Method {
            method: Method::GetSamplePercent,
            ..
        }
    )
}
