//! AS308: nobody said what becomes of the tasks of a node that leaves.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, rule};
use autoscale_check::{ExprKind, Place};

use super::proof::target_name;
use crate::context::{Context, Lint};
use crate::facts::TargetAssignment;
use crate::rules::hidden::hides_statements;

rule! {
    /// ## What it does
    /// Finds formulas with a target that varies and without an assignment to
    /// `$NodeDeallocationOption`.
    ///
    /// ## Why it matters
    /// Unassigned, the option is `requeue`: when the target falls, nodes leave at
    /// once, their running tasks are killed and start again elsewhere. An hour's
    /// work of each is lost, again at every shrinking. With `taskcompletion` a
    /// node leaves when its tasks have finished. Where tasks save their state,
    /// write `requeue` to say that it is meant.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max(0, $PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = min(25, tasks);
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
    /// Recorded results print `$NodeDeallocationOption=requeue` for formulas that
    /// do not assign it; "tasks are randomly killed and restarted"
    /// (Azure/batch-shipyard#218).
    pub(super) static NO_DEALLOCATION_OPTION = ("AS308", "no-deallocation-option", Warning, label "kills running tasks when it falls", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &NO_DEALLOCATION_OPTION,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let flow = &cx.facts.flow;
    let mut targets = flow.targets.iter();
    let falls = |it: &&TargetAssignment| flow.varies(it.value) && !keeps(cx, it);
    let Some(target) = targets.find(falls) else {
        return;
    };
    if let Some(name) = target_name(cx, target.statement)
        && !is_assigned(cx)
    {
        let message = "`$NodeDeallocationOption` is not set: nodes leave with `requeue`, which \
                       kills their running tasks";
        report.push(
            Diagnostic::new(&NO_DEALLOCATION_OPTION, name, message)
                .with_help("add `$NodeDeallocationOption = taskcompletion;`")
                .with_fix(fix(cx)),
        );
    }
}

/// True where a target is assigned what it was on entry.
fn keeps(cx: &Context<'_>, assignment: &TargetAssignment) -> bool {
    let value = cx.facts.constants.resolve(assignment.value);
    let ExprKind::Read(var) = cx.hir.expr(value).kind else {
        return false;
    };
    let place = cx.hir.vars().get(var.index()).map(|var| var.place);
    place == Some(Place::Target(assignment.target))
}

/// True when the option is assigned, or may be where nobody can tell.
fn is_assigned(cx: &Context<'_>) -> bool {
    let option = |place| place == Place::DeallocationOption;
    let mut versions = cx.hir.vars().iter();
    versions.any(|var| option(var.place) && var.assigned_by.is_some()) || hides_statements(cx)
}

/// Puts the assignment in front of the first statement, where no `stop()`,
/// missing semicolon or comment is in the way.
fn fix(cx: &Context<'_>) -> Fix {
    let start = cx.tree.statements().first().map_or(0, |it| it.span.start);
    let before = cx.at(Span::new(0, start));
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent = if line.trim().is_empty() { line } else { "" };
    let gap = if cx.text.contains('\n') { "\n" } else { " " };
    let text = format!("$NodeDeallocationOption = taskcompletion;{gap}{indent}");
    Fix::one(Applicability::Unsafe, Span::empty(start), text)
}
