//! AS310: a pool sized by the tasks that do not run.

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span, rule};
use autoscale_catalog::{DeallocationOption, Function, Metric};
use autoscale_check::{ExprKind, Place, StatementKind};
use autoscale_syntax as ast;
use autoscale_syntax::BinaryOp;

use crate::context::{Context, Lint};
use crate::facts::SampleCall;
use crate::rules::hidden::hides_targets;

rule! {
    /// ## What it does
    /// Finds targets that follow `$ActiveTasks` and neither `$RunningTasks` nor
    /// `$PendingTasks`, in formulas that do not let running tasks finish.
    ///
    /// ## Why it matters
    /// An active task is one that waits. When ten tasks get ten nodes and start,
    /// no task is active any more: the target falls to 0, the nodes leave, and
    /// the tasks are killed in the middle of their work. They wait again, the
    /// pool grows again, and so on. `$PendingTasks` counts the tasks that wait
    /// and those that run.
    ///
    /// With `$NodeDeallocationOption = taskcompletion` tasks finish first, and
    /// the rule is quiet; so it is where the target adds to the nodes that the
    /// pool has.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $ActiveTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $ActiveTasks.GetSample(1))
    ///     : max(0, $ActiveTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, tasks);
    /// $NodeDeallocationOption = requeue;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max(0, $PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, tasks);
    /// $NodeDeallocationOption = requeue;
    /// ```
    ///
    /// ## Evidence
    /// "tasks are randomly killed and restarted" (Azure/batch-shipyard#218);
    /// Azure/batch-shipyard#136 and CDCgov/cfa_azure#275 change to
    /// `$PendingTasks`.
    pub(super) static ACTIVE_TASKS = ("AS310", "active-tasks", Warning, label "leaves out running tasks", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &ACTIVE_TASKS,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let flow = &cx.facts.flow;
    let feeds = |metric| flow.feeds_target(metric);
    let others = feeds(Metric::RunningTasks) || feeds(Metric::PendingTasks);
    if !feeds(Metric::ActiveTasks) || others || hides_targets(cx) {
        return;
    }
    let sizes =
        |call: &&SampleCall| call.metric == Metric::ActiveTasks && flow.reaches_target(call.expr);
    if let Some(call) = cx.facts.get_sample().find(sizes)
        && !tasks_finish(cx)
        && !adds_to_nodes(cx)
    {
        let message = "`$ActiveTasks` alone sizes the pool, so nodes leave when their tasks start";
        report.push(
            Diagnostic::new(&ACTIVE_TASKS, name(cx, call), message)
                .with_help("use `$PendingTasks`, which counts waiting and running tasks")
                .with_fix(fix(cx)),
        );
    }
}

/// The metric's name in `call`.
fn name(cx: &Context<'_>, call: &SampleCall) -> Span {
    let name = Metric::ActiveTasks.name();
    let offset = |size: usize| u32::try_from(size).unwrap_or_default();
    cx.at(call.span).find(name).map_or(call.span, |at| {
        let start = call.span.start + offset(at);
        Span::new(start, start + offset(name.len()))
    })
}

/// True when every option that the formula sets lets running tasks finish.
fn tasks_finish(cx: &Context<'_>) -> bool {
    use DeallocationOption::{RetainedData, TaskCompletion};

    let is_option = |index: usize| {
        let place = cx.hir.vars().get(index).map(|var| var.place);
        place == Some(Place::DeallocationOption)
    };
    let statements = cx.hir.statements().iter();
    let sets = |kind| matches!(kind, StatementKind::Assign { var, .. } if is_option(var.index()));
    let mut options = cx.hir.exprs().iter().filter_map(|expr| match expr.kind {
        ExprKind::Option(option) => Some(option),
        _ => None,
    });
    let patient = |option| matches!(option, TaskCompletion | RetainedData);
    statements.map(|it| it.kind).any(sets) && options.all(patient)
}

/// True for `$CurrentDedicatedNodes + tasks` and the like: what runs keeps its
/// node.
fn adds_to_nodes(cx: &Context<'_>) -> bool {
    let flow = &cx.facts.flow;
    cx.hir.expr_ids().zip(cx.hir.exprs()).any(|(id, expr)| {
        let joins = match expr.kind {
            ExprKind::Binary { op, .. } => op == BinaryOp::Add,
            ExprKind::Call { function, .. } => matches!(function, Function::Max | Function::Sum),
            _ => false,
        };
        joins && flow.reaches_target(id) && flow.is_work(id) && flow.is_nodes(id)
    })
}

/// Writes `$PendingTasks` for every `$ActiveTasks`.
fn fix(cx: &Context<'_>) -> Fix {
    let names = cx.tree.exprs().iter().filter(|expr| {
        expr.kind == ast::ExprKind::Name && cx.at(expr.span) == Metric::ActiveTasks.name()
    });
    let edits = names.map(|expr| Edit {
        span: expr.span,
        text: Metric::PendingTasks.name().to_owned(),
    });
    let mut edits: Vec<Edit> = edits.collect();
    edits.sort_by_key(|edit| edit.span);
    Fix {
        applicability: Applicability::Unsafe,
        edits,
    }
}
