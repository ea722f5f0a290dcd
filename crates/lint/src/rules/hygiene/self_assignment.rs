//! AS502: a variable that is assigned itself.

use autoscale_base::{Applicability, Diagnostic, Fix, quoted, rule};
use autoscale_check::{ExprId, ExprKind, Place, StatementKind, VarId};

use crate::context::Context;

use super::statements::removal;

rule! {
    /// ## What it does
    /// Finds assignments of a variable to itself. A target and its alias are
    /// one variable.
    ///
    /// ## Why it matters
    /// The statement does nothing: another name was meant on one of its sides.
    ///
    /// ## Example
    /// ```autoscale
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $tasks = $tasks;
    /// $TargetDedicatedNodes = min(10, $tasks);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $TargetDedicatedNodes = min(10, $tasks);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// A variable holds what it was assigned last; a target, on entry, the
    /// pool's present one (recorded in Azure/azure-sdk-for-node).
    pub(super) static SELF_ASSIGNMENT = ("AS502", "self-assignment", Warning, label "does nothing", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for (index, statement) in cx.hir.statements().iter().enumerate() {
        if let StatementKind::Assign { var, value } = statement.kind
            && is_self_assignment(cx, var, value)
        {
            let name = quoted(cx.at(cx.hir.expr(value).span));
            let finding = Diagnostic::new(
                &SELF_ASSIGNMENT,
                statement.span,
                format!("{name} is assigned to itself"),
            )
            .with_help("remove the statement, or write the name that was meant");
            report.push(match fix(cx, index, var) {
                Some(fix) => finding.with_fix(fix),
                None => finding,
            });
        }
    }
}

/// True when `var` is the next version of the variable that `value` reads.
pub(super) fn is_self_assignment(cx: &Context<'_>, var: VarId, value: ExprId) -> bool {
    let ExprKind::Read(old) = cx.hir.expr(value).kind else {
        return false;
    };
    let vars = cx.hir.vars();
    let (old, new) = (vars.get(old.index()), vars.get(var.index()));
    old.zip(new)
        .is_some_and(|(old, new)| (old.place, &old.name) == (new.place, &new.name))
}

/// Taking the statement away. That a target is assigned at all can matter to
/// an alias; and a formula that assigns none does nothing.
fn fix(cx: &Context<'_>, statement: usize, var: VarId) -> Option<Fix> {
    let own = cx.hir.vars().get(var.index())?.place == Place::User;
    let only = cx.tree.statements().len() == 1 || !own && cx.facts.flow.targets.len() == 1;
    if only {
        return None;
    }
    let applicability = if own {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let span = removal(cx, statement..=statement)?;
    Some(Fix::one(applicability, span, ""))
}
