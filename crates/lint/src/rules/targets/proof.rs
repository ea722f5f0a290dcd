//! What the rules about proved ranges share: of which targets there is a
//! proof, and how it is told.

use autoscale_base::{Diagnostic, Span};
use autoscale_bounds::{Claim, Num, Step};
use autoscale_catalog::{Function, Target};
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::StatementKind;

use crate::context::Context;
use crate::facts::definition;

/// A target that the formula assigns, with no placeholder or mistake in it.
pub(super) struct Proved {
    /// Which.
    pub(super) target: Target,
    /// Its values at the end.
    pub(super) range: Num,
    /// Its name where it is last assigned.
    pub(super) name: Span,
}

/// The targets of which there is a proof.
pub(super) fn proved(cx: &Context<'_>) -> impl Iterator<Item = Proved> {
    let targets = [Target::Dedicated, Target::LowPriority];
    targets.into_iter().filter_map(move |target| {
        let flow = &cx.facts.flow;
        let last = flow.assignments(target).last()?;
        let hidden = |value| flow.is_opaque(value);
        if flow.assignments(target).any(|it| hidden(it.value)) {
            return None;
        }
        Some(Proved {
            target,
            range: cx.bounds.target(target),
            name: target_name(cx, last.statement)?,
        })
    })
}

/// The name that a statement assigns.
pub(super) fn target_name(cx: &Context<'_>, statement: usize) -> Option<Span> {
    match cx.tree.statements().get(statement)?.kind {
        StatementKind::Assign { target, .. } => Some(target),
        StatementKind::Expr(_) | StatementKind::Error => None,
    }
}

impl Proved {
    /// The path that makes `claim` true; `None` when it is not.
    pub(super) fn path(&self, cx: &Context<'_>, claim: Claim) -> Option<Vec<Step>> {
        let path = cx.bounds.path(self.target, claim);
        (!path.is_empty()).then_some(path)
    }
}

/// Labels every step of `path`.
pub(super) fn tell(finding: Diagnostic, path: Vec<Step>) -> Diagnostic {
    let primary = finding.span;
    let steps = path.into_iter().filter(|step| step.span != primary);
    steps.fold(finding, |finding, step| {
        finding.with_related(step.span, step.text)
    })
}

/// Expressions beyond so many are not looked at.
const MOST_SOURCES: usize = 256;

/// Follows what `target` is assigned back to where it comes from. `sources`
/// tells what an expression takes its value from: nothing more where the rule
/// knows enough, `None` where what the rule asks for does not hold. True when it
/// holds of all.
pub(super) fn every_source(
    cx: &Context<'_>,
    target: Target,
    sources: impl Fn(ExprId) -> Option<Vec<ExprId>>,
) -> bool {
    let roots = cx.facts.flow.assignments(target).map(|it| it.value);
    let mut open: Vec<ExprId> = roots.collect();
    for _ in 0..MOST_SOURCES {
        let Some(id) = open.pop() else {
            return true;
        };
        match sources(id) {
            Some(sources) => open.extend(sources),
            None => return false,
        }
    }
    false
}

/// Where an expression takes its value from, at most rounded; `None` for one
/// that computes a value of its own.
pub(super) fn sources(cx: &Context<'_>, id: ExprId) -> Option<Vec<ExprId>> {
    match cx.hir.expr(id).kind {
        ExprKind::Read(var) => definition(cx.hir, var).map(|value| vec![value]),
        ExprKind::Ternary {
            then, otherwise, ..
        } => Some(vec![then, otherwise]),
        ExprKind::Call {
            function:
                Function::Max | Function::Min | Function::Ceil | Function::Floor | Function::Round,
            arguments,
        } => Some(cx.hir.list(arguments).to_vec()),
        _ => None,
    }
}
