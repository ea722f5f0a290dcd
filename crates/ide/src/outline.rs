//! The assignments of a formula, as an outline.

use autoscale_base::Span;
use autoscale_catalog::{Builtin, VariableKind};
use autoscale_check::Type;
use autoscale_syntax::StatementKind;

use crate::Subject;
use crate::symbol::builtin_named;

/// What is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineKind {
    /// A node target of the pool.
    Target,
    /// The deallocation option.
    Option,
    /// A variable of the formula's own.
    Variable,
}

/// An assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineItem<'a> {
    /// The name as it is written.
    pub name: &'a str,
    /// What it is.
    pub kind: OutlineKind,
    /// The type of the value, such as `double`; empty when it is not known.
    pub ty: &'static str,
    /// The whole assignment, with its `;`.
    pub span: Span,
    /// The name.
    pub selection: Span,
}

/// All assignments in text order.
#[must_use]
pub fn outline<'a>(subject: &Subject<'a>) -> Vec<OutlineItem<'a>> {
    let (tree, hir) = (&subject.analysis.tree, &subject.analysis.hir);
    let statements = tree.statements().iter().zip(hir.statements());
    let assignments = statements.filter_map(|(written, typed)| {
        let StatementKind::Assign { target, .. } = written.kind else {
            return None;
        };
        let name = target.text(subject.text);
        let ty = match typed.kind {
            autoscale_check::StatementKind::Assign { value, .. } => hir.expr(value).ty,
            _ => Type::Unknown,
        };
        Some(OutlineItem {
            name,
            kind: kind(subject, name),
            ty: ty.known().map_or("", |ty| ty.as_str()),
            span: written
                .semicolon
                .map_or(written.span, |end| written.span.to(end)),
            selection: target,
        })
    });
    assignments.collect()
}

fn kind(subject: &Subject<'_>, name: &str) -> OutlineKind {
    match builtin_named(name, subject.profile) {
        Some(Builtin::Variable(variable)) => match variable.kind {
            VariableKind::Target(_) => OutlineKind::Target,
            VariableKind::DeallocationOption => OutlineKind::Option,
            VariableKind::Metric { .. } => OutlineKind::Variable,
        },
        _ => OutlineKind::Variable,
    }
}
