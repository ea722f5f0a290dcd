//! What several rules need to know of a formula, found out once: which values
//! are constants, what flows into a target, which samples are read and under
//! which conditions.

mod constants;
mod flow;
mod guards;
mod pass;
mod samples;
mod tests_of_guards;

use autoscale_catalog::{Method, Profile};
use autoscale_check::{ExprId, ExprKind, Hir, StatementKind, VarId};
use autoscale_syntax::Tree;

pub(crate) use constants::{Constants, Known, PERIOD};
pub(crate) use flow::{Flow, TargetAssignment, children};
pub(crate) use guards::{GuardId, Guards, Position};
pub(crate) use samples::{Ends, SampleCall, Wanted};
pub(crate) use tests_of_guards::{Test, TestKind};

/// The facts about one formula. Finding them out takes time in proportion to
/// its length.
#[derive(Debug)]
pub(crate) struct Facts {
    /// What is the same at every evaluation.
    pub(crate) constants: Constants,
    /// What depends on what.
    pub(crate) flow: Flow,
    /// The conditions under which expressions are evaluated.
    pub(crate) guards: Guards,
    /// The calls of `GetSample` and `GetSamplePercent` in text order.
    pub(crate) samples: Vec<SampleCall>,
}

impl Facts {
    /// The facts about `hir`, which `tree` became.
    pub(crate) fn of(tree: &Tree, hir: &Hir, profile: &Profile) -> Self {
        let constants = Constants::of(hir);
        let guards = Guards::of(tree, hir, &constants, profile);
        let samples = samples::sample_calls(hir, &constants, &guards, profile);
        let flow = Flow::of(hir, &constants, profile);
        Self {
            constants,
            flow,
            guards,
            samples,
        }
    }

    /// The calls of `GetSample`.
    pub(crate) fn get_sample(&self) -> impl Iterator<Item = &SampleCall> {
        let of_method = |call: &&SampleCall| call.method == Method::GetSample;
        self.samples.iter().filter(of_method)
    }

    /// The conditions under which `call` is evaluated, the innermost first.
    pub(crate) fn tests_above(&self, call: &SampleCall) -> impl Iterator<Item = &Test> {
        self.guards.tests_above(call.guard)
    }
}

/// What a version of a variable is assigned; `None` for the values on entry.
pub(crate) fn definition(hir: &Hir, var: VarId) -> Option<ExprId> {
    let statement = hir.vars().get(var.index())?.assigned_by?;
    match hir.statements().get(statement)?.kind {
        StatementKind::Assign { value, .. } => Some(value),
        StatementKind::Expr(_) | StatementKind::Error => None,
    }
}

/// The value of a statement.
pub(crate) const fn root(kind: StatementKind) -> Option<ExprId> {
    match kind {
        StatementKind::Assign { value, .. } | StatementKind::Expr(value) => Some(value),
        StatementKind::Error => None,
    }
}

/// The arguments of a call of a function or method.
pub(crate) fn arguments(hir: &Hir, kind: ExprKind) -> &[ExprId] {
    match kind {
        ExprKind::Call { arguments, .. } | ExprKind::Method { arguments, .. } => {
            hir.list(arguments)
        }
        _ => &[],
    }
}
