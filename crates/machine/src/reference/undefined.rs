//! Undefined symbols found before anything runs, for the profile that asks for
//! it (`undefined-symbol = static`).

use std::collections::BTreeSet;

use autoscale_base::Span;
use autoscale_syntax::{Expr, ExprKind, StatementKind, Tree};

use super::names::Names;
use crate::Fault;
use crate::run::Failure;

/// The first symbol, statement by statement, that stands for nothing. A
/// variable is known behind its assignment.
pub(super) fn first(text: &str, tree: &Tree, names: &Names<'_>) -> Option<Failure> {
    let mut assigned = BTreeSet::new();
    // Expressions of a statement stand before those of the next.
    let mut done = 0;
    for statement in tree.statements() {
        let (target, value) = match statement.kind {
            StatementKind::Assign { target, value } => (Some(target), value),
            StatementKind::Expr(value) => (None, value),
            StatementKind::Error => continue,
        };
        let end = value.index() + 1;
        let exprs = tree.exprs().get(done..end).unwrap_or_default();
        done = end;
        let undefined = exprs
            .iter()
            .filter_map(|expr| undefined(expr, text, names, &assigned));
        if let Some(span) = undefined.min() {
            let fault = Fault::UndefinedSymbol(span.text(text).to_owned());
            return Some(Failure { fault, span });
        }
        assigned.extend(target.map(|target| names.key(target.text(text))));
    }
    None
}

/// The symbol of an expression, when it stands for nothing.
fn undefined(
    expr: &Expr,
    text: &str,
    names: &Names<'_>,
    assigned: &BTreeSet<String>,
) -> Option<Span> {
    let (symbol, known): (Span, fn(&Names<'_>, &str) -> bool) = match expr.kind {
        ExprKind::Name => (expr.span, |names, name| names.builtin(name).is_some()),
        ExprKind::Call { name, .. } => (name, |names, name| names.function(name).is_some()),
        ExprKind::Method { name, .. } => (name, |names, name| names.method(name).is_some()),
        ExprKind::Member { name, .. } => (name, |names, name| names.member(name).is_some()),
        _ => return None,
    };
    let name = symbol.text(text);
    let own = expr.kind == ExprKind::Name && assigned.contains(&names.key(name));
    (!own && !known(names, name)).then_some(symbol)
}
