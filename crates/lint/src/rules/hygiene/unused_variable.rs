//! AS501: a value that nothing reads.

use std::collections::BTreeMap;

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted, rule};
use autoscale_catalog::Function;
use autoscale_check::{ExprKind, Place, StatementKind};
use autoscale_syntax as ast;
use autoscale_syntax::Token;

use crate::context::Context;
use crate::rules::reads::read_versions;

use super::self_assignment::is_self_assignment;
use super::statements::{are_alike, removal};

rule! {
    /// ## What it does
    /// Finds variables that are assigned and never read, and values that the
    /// next assignment overwrites before anything reads them.
    ///
    /// ## Why it matters
    /// Often the last step of a formula was forgotten: the cap is computed, and
    /// the target does not use it. Results print every variable, so one may
    /// also be there to be looked at; therefore this is never more than a
    /// remark.
    ///
    /// ## Example
    /// ```autoscale
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $capped = min(10, $tasks);
    /// $TargetDedicatedNodes = $tasks;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $capped = min(10, $tasks);
    /// $TargetDedicatedNodes = $capped;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Recorded results list every variable that a formula assigns, with its
    /// last value.
    pub(super) static UNUSED_VARIABLE = ("AS501", "unused-variable", Info, label "never read", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    // Without a target nothing is used: a rule of its own tells.
    if cx.facts.flow.targets.is_empty() {
        return;
    }
    let read = read_versions(cx.hir);
    let unknown = last_unknown(cx);
    let stops = stops(cx);
    // By name, the next assignment, looking from the back.
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    let from = report.len();
    for (var, read) in cx.hir.vars().iter().zip(read).rev() {
        let Some(statement) = var.assigned_by else {
            continue;
        };
        let overwriting = next.insert(&var.name, statement);
        let Some(written) = cx.tree.statements().get(statement) else {
            continue;
        };
        let quiet = read || written.span.end <= unknown || is_quiet(cx, statement);
        if quiet {
            continue;
        }
        match overwriting {
            Some(next) if is_replaced(cx, &stops, statement, next) => {
                report.extend(overwritten(cx, statement, next));
            }
            None if var.place == Place::User => report.extend(unused(cx, statement)),
            _ => {}
        }
    }
    report.get_mut(from..).unwrap_or_default().reverse();
}

/// Where the last thing begins that may read whatever was assigned before it: a
/// placeholder, or a mistake that has been reported.
fn last_unknown(cx: &Context<'_>) -> u32 {
    let exprs = cx.hir.exprs().iter();
    let errors = exprs.filter(|expr| expr.kind == ExprKind::Error);
    let broken = cx.tree.statements().iter().filter(|it| !it.intact);
    let errors = errors.map(|expr| expr.span.start);
    errors
        .chain(broken.map(|it| it.span.start))
        .max()
        .unwrap_or(0)
}

/// Where the formula may end early.
fn stops(cx: &Context<'_>) -> Vec<u32> {
    let calls = cx.hir.exprs().iter().filter(|expr| {
        matches!(
            expr.kind,
            ExprKind::Call {
                function: Function::Stop,
                ..
            }
        )
    });
    calls.map(|call| call.span.start).collect()
}

/// Other rules tell of it, or a placeholder tells what is assigned.
fn is_quiet(cx: &Context<'_>, statement: usize) -> bool {
    let tokens = cx.tree.tokens();
    let target = target(cx, statement).unwrap_or_default();
    let token = tokens.partition_point(|(_, span)| span.start < target.start);
    let is_name = tokens
        .get(token)
        .is_some_and(|token| token.0 == Token::Ident);
    let kind = cx.hir.statements().get(statement).map(|it| it.kind);
    let own = matches!(kind, Some(StatementKind::Assign { var, value }) if is_self_assignment(cx, var, value));
    !is_name || own
}

/// True when the value is gone before the formula can end.
fn is_replaced(cx: &Context<'_>, stops: &[u32], statement: usize, next: usize) -> bool {
    let end = |index: usize| cx.hir.statements().get(index).map_or(0, |it| it.span.end);
    let (from, to) = (end(statement), end(next));
    let at = stops.partition_point(|stop| *stop < from);
    let stays = stops.get(at).is_some_and(|stop| *stop < to);
    // Of a target and its alias, and of a statement that is repeated, other
    // rules tell.
    let name = |index| target(cx, index).map(|name| cx.at(name));
    !stays && name(statement) == name(next) && !are_alike(cx, statement, next)
}

fn target(cx: &Context<'_>, statement: usize) -> Option<Span> {
    match cx.tree.statements().get(statement)?.kind {
        ast::StatementKind::Assign { target, .. } => Some(target),
        _ => None,
    }
}

fn unused(cx: &Context<'_>, statement: usize) -> Option<Diagnostic> {
    let target = target(cx, statement)?;
    let message = format!("{} is never read", quoted(cx.at(target)));
    let finding = Diagnostic::new(&UNUSED_VARIABLE, target, message)
        .with_help("use it or remove it; only the results of an evaluation show it");
    Some(with_removal(cx, statement, finding))
}

fn overwritten(cx: &Context<'_>, statement: usize, next: usize) -> Option<Diagnostic> {
    let (place, again) = (target(cx, statement)?, target(cx, next)?);
    let message = format!(
        "this value of {} is overwritten before anything reads it",
        quoted(cx.at(place))
    );
    let finding = Diagnostic::new(&UNUSED_VARIABLE, place, message)
        .with_label("overwritten")
        .with_related(again, "here")
        .with_help("remove it, or use it in the next assignment");
    Some(with_removal(cx, statement, finding))
}

fn with_removal(cx: &Context<'_>, statement: usize, finding: Diagnostic) -> Diagnostic {
    match removal(cx, statement..=statement) {
        Some(span) => finding.with_fix(Fix::one(Applicability::Unsafe, span, "")),
        None => finding,
    }
}
