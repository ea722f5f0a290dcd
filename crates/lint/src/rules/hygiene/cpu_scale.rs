//! AS508: a processor load that is compared as if it ran from 0 to 1.

use autoscale_base::{Applicability, Diagnostic, Fix, quoted, rule};
use autoscale_catalog::{Function, Method, Metric};
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::context::Context;
use crate::facts::{children, definition};
use crate::rules::comparison::Comparison;

rule! {
    /// ## What it does
    /// Finds values of `$CPUPercent` that are compared with a number between 0
    /// and 1.
    ///
    /// ## Why it matters
    /// By its name and description `$CPUPercent` is a percentage, from 0 to 100.
    /// Then `> 0.7` is true for any pool that is not quite idle, and the pool
    /// grows until something stops it; `< 0.2` is never true, and it never
    /// shrinks.
    ///
    /// ## Example
    /// ```autoscale
    /// $window = TimeInterval_Minute * 10;
    /// $load = $CPUPercent.GetSamplePercent($window) < 70 ? 0 : avg($CPUPercent.GetSample($window));
    /// $TargetDedicatedNodes = $load > 0.7 ? 10 : 5;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $window = TimeInterval_Minute * 10;
    /// $load = $CPUPercent.GetSamplePercent($window) < 70 ? 0 : avg($CPUPercent.GetSample($window));
    /// $TargetDedicatedNodes = $load > 70 ? 10 : 5;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    /// Look at real samples before you choose a threshold.
    ///
    /// ## Evidence
    /// The documentation contradicts itself: it describes "the average
    /// percentage of CPU usage", and an example of its own compares it with 0.7
    /// and 0.2.
    pub(super) static CPU_SCALE = ("AS508", "cpu-scale", Warning, label "a fraction", since "0.1.0", unverified);
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    if !cx.hir.exprs().iter().any(|expr| is_load(expr.kind)) {
        return;
    }
    let mut loads: Vec<bool> = Vec::with_capacity(cx.hir.exprs().len());
    for expr in cx.hir.exprs() {
        let get = |id: ExprId| loads.get(id.index()).copied().unwrap_or(false);
        if let Some(comparison) = Comparison::of(cx, expr.kind)
            && get(comparison.side)
            && comparison.number > 0.0
            && comparison.number < 1.0
        {
            report.push(finding(cx, comparison));
        }
        let load = is_scaled_alike(cx, get, expr.kind);
        loads.push(load);
    }
}

const fn is_load(kind: ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Newest(Metric::CPUPercent)
            | ExprKind::Method {
                metric: Metric::CPUPercent,
                method: Method::GetSample,
                ..
            }
    )
}

/// True for loads, and for what is on the same scale because it was chosen
/// among them.
fn is_scaled_alike(cx: &Context<'_>, get: impl Fn(ExprId) -> bool, kind: ExprKind) -> bool {
    match kind {
        _ if is_load(kind) => true,
        ExprKind::Read(var) => definition(cx.hir, var).is_some_and(get),
        ExprKind::Ternary {
            then, otherwise, ..
        } => get(then) || get(otherwise),
        ExprKind::Call {
            function:
                Function::Avg
                | Function::Max
                | Function::Min
                | Function::Percentile
                | Function::Val
                | Function::Vec,
            ..
        }
        | ExprKind::Vector(_)
        | ExprKind::OnlyElement(_) => children(cx.hir, kind).any(get),
        // A mean by hand.
        ExprKind::Binary {
            op: BinaryOp::Div,
            left,
            right,
        } => {
            let sum = aggregated(cx, left, Function::Sum);
            sum.iter().any(|id| get(*id)) && !aggregated(cx, right, Function::Len).is_empty()
        }
        _ => false,
    }
}

/// The arguments of a call of `function`.
fn aggregated<'a>(cx: &Context<'a>, id: ExprId, function: Function) -> &'a [ExprId] {
    match cx.hir.expr(cx.facts.constants.resolve(id)).kind {
        ExprKind::Call {
            function: of,
            arguments,
        } if of == function => cx.hir.list(arguments),
        _ => &[],
    }
}

fn finding(cx: &Context<'_>, comparison: Comparison) -> Diagnostic {
    let place = cx.hir.expr(comparison.place);
    let percent = percent(comparison.number);
    let message = format!(
        "`$CPUPercent` runs from 0 to 100, {} is a fraction",
        quoted(cx.at(place.span))
    );
    let finding = Diagnostic::new(&CPU_SCALE, place.span, message)
        .with_related(cx.hir.expr(comparison.side).span, "a percentage")
        .with_help(format!("write `{percent}`"));
    if matches!(place.kind, ExprKind::Number(_)) {
        finding.with_fix(Fix::one(
            Applicability::Unsafe,
            place.span,
            percent.to_string(),
        ))
    } else {
        finding
    }
}

/// As a percentage, without what binary fractions leave behind.
fn percent(fraction: f64) -> f64 {
    const DIGITS: f64 = 1e9;
    (fraction * 100.0 * DIGITS).round() / DIGITS
}
