//! Whether a formula may say more than anybody can see: what is absent from
//! such a one cannot be told.

use autoscale_base::Span;
use autoscale_syntax::{ExprKind, Statement, StatementKind, Token};

use crate::context::Context;

/// True when a statement is not understood, or when something else fills in a
/// whole statement or the name that one assigns.
pub(super) fn hides_statements(cx: &Context<'_>) -> bool {
    let statements = cx.tree.statements();
    if statements.iter().any(|statement| is_hidden(cx, statement)) {
        return true;
    }
    // A name that is filled in begins its statement.
    let mut starts = statements.iter().map(|it| it.span.start).peekable();
    let mut holes = cx.tree.tokens().iter().filter(|it| it.0 == Token::Hole);
    holes.any(|&(_, Span { start, .. })| {
        while starts.next_if(|it| *it < start).is_some() {}
        starts.peek() == Some(&start)
    })
}

/// True when what decides about the targets is not all known: a placeholder or
/// a reported mistake is in the way.
pub(super) fn hides_targets(cx: &Context<'_>) -> bool {
    let flow = &cx.facts.flow;
    hides_statements(cx) || flow.targets.iter().any(|it| flow.is_opaque(it.value))
}

fn is_hidden(cx: &Context<'_>, statement: &Statement) -> bool {
    let whole = match statement.kind {
        StatementKind::Expr(value) => {
            let value = cx.tree.unparenthesised(value);
            matches!(cx.tree.expr(value).kind, ExprKind::Hole | ExprKind::Error)
        }
        StatementKind::Assign { .. } => false,
        StatementKind::Error => true,
    };
    whole || !statement.intact
}
