//! AS304: a target that is no number of nodes.

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span, rule};
use autoscale_bounds::{Claim, Step};
use autoscale_catalog::Function;
use autoscale_catalog::profile::NanMinmax;
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use super::proof::{Proved, proved, tell};
use crate::context::{Context, Lint};
use crate::facts::{children, definition};
use crate::rules::sampling::UNSEEDED_AGGREGATE;

rule! {
    /// ## What it does
    /// Finds targets that may be below 0, or not a number at all, and shows how.
    ///
    /// ## Why it matters
    /// A difference such as `$CurrentDedicatedNodes - 5` falls below 0 on a
    /// small pool; 0 / 0 and the mean of no samples are NaN. What the service
    /// makes of such a target is not documented: it may take it for 0, or refuse
    /// the evaluation and leave the pool as it is.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, $CurrentDedicatedNodes - 5);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = max(0, min(25, $CurrentDedicatedNodes - 5));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Nearly every formula in the field writes `max(0, …)`; no public source
    /// shows what happens without. Here it is the settings `negative-target` and
    /// `nonfinite-target`.
    pub(super) static NEGATIVE_TARGET = ("AS304", "negative-target", Warning, label "may be no number of nodes", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &NEGATIVE_TARGET,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for proved in proved(cx) {
        if let Some(path) = proved.path(cx, Claim::Negative)
            && !starts_at_a_remainder(cx, &path)
        {
            report.push(negative(cx, &proved, path));
        }
        if let Some(path) = proved.path(cx, Claim::NaN)
            && !is_told(report, &path)
        {
            report.push(not_a_number(&proved, path));
        }
    }
}

fn negative(cx: &Context<'_>, proved: &Proved, path: Vec<Step>) -> Diagnostic {
    let name = proved.target.name();
    let finding = Diagnostic::new(
        &NEGATIVE_TARGET,
        proved.name,
        format!("`{name}` may be negative"),
    )
    .with_label("may be below 0")
    .with_help(format!("give it a floor: `{name} = max(0, …)`"))
    .with_setting("negative-target");
    let finding = match floored(cx, proved) {
        Some(fix) => finding.with_fix(fix),
        None => finding,
    };
    tell(finding, path)
}

/// Puts `max(0, …)` around what the target is assigned; `None` when it is
/// assigned more than once, or when a maximum does not help: there is one, or
/// a NaN goes through it.
fn floored(cx: &Context<'_>, proved: &Proved) -> Option<Fix> {
    let mut assignments = cx.facts.flow.assignments(proved.target);
    let only = assignments.next()?;
    if assignments.next().is_some() || cx.profile().nan_minmax != NanMinmax::Ignore {
        return None;
    }
    let value = cx.hir.expr(only.value);
    if matches!(value.kind, ExprKind::Call { function, .. } if function == Function::Max) {
        return None;
    }
    let value = value.span;
    let insert = |offset, text: &str| Edit {
        span: Span::empty(offset),
        text: text.to_owned(),
    };
    Some(Fix {
        applicability: Applicability::Unsafe,
        edits: vec![insert(value.start, "max(0, "), insert(value.end, ")")],
    })
}

fn not_a_number(proved: &Proved, path: Vec<Step>) -> Diagnostic {
    let name = proved.target.name();
    let finding = Diagnostic::new(
        &NEGATIVE_TARGET,
        proved.name,
        format!("`{name}` may be NaN, which is no number of nodes"),
    )
    .with_label("may be NaN")
    .with_help("give the value that may be NaN a number to fall back on: `max(0, …)`")
    .with_setting("nonfinite-target");
    tell(finding, path)
}

/// True when AS205 has told of the value that may be NaN.
fn is_told(report: &[Diagnostic], path: &[Step]) -> bool {
    let told = report
        .iter()
        .filter(|found| *found.rule == UNSEEDED_AGGREGATE);
    let mut told = told.map(|found| found.span);
    told.any(|span| path.iter().any(|step| step.span.contains(span)))
}

/// True when the path begins at `a - b` where both come from the same source,
/// such as what a first target has left over: that `b` is at most `a` is beyond
/// the proof.
fn starts_at_a_remainder(cx: &Context<'_>, path: &[Step]) -> bool {
    let Some(first) = path.first() else {
        return false;
    };
    cx.hir.exprs().iter().any(|expr| match expr.kind {
        ExprKind::Binary {
            op: BinaryOp::Sub,
            left,
            right,
        } if expr.span == first.span => {
            let left = sources(cx, left);
            sources(cx, right).iter().any(|it| left.contains(it))
        }
        _ => false,
    })
}

/// Expressions beyond so many are not looked at.
const MOST_STEPS: usize = 256;

/// The metrics and values on entry that `id` is made of.
fn sources(cx: &Context<'_>, id: ExprId) -> Vec<ExprKind> {
    let mut found = Vec::new();
    let mut open = vec![id];
    for _ in 0..MOST_STEPS {
        let Some(id) = open.pop() else { break };
        let kind = cx.hir.expr(id).kind;
        match kind {
            ExprKind::Method { metric, .. } | ExprKind::Newest(metric) => {
                found.push(ExprKind::Newest(metric));
            }
            ExprKind::Read(var) => match definition(cx.hir, var) {
                Some(value) => open.push(value),
                None => found.push(kind),
            },
            _ => open.extend(children(cx.hir, kind)),
        }
    }
    found
}
