//! The types of operands in text that may be half-written.

use autoscale_base::Span;
use autoscale_catalog::{Builtin, Ty, VariableKind};
use autoscale_check::{ExprId, Type};
use autoscale_syntax::Token;

use crate::Subject;
use crate::cursor::Cursor;
use crate::enclosing::statement_start;
use crate::symbol::{builtin_named, callable, own_before, same_name};

/// What an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A value of that type.
    Value(Ty),
    /// A metric, which has methods.
    Metric,
}

impl Operand {
    /// Its type where a value is needed.
    pub(crate) const fn ty(self) -> Ty {
        match self {
            Self::Value(ty) => ty,
            Self::Metric => Ty::Double,
        }
    }
}

/// The operand without operators that ends with the token of index `last`.
pub(crate) fn operand_at(
    subject: &Subject<'_>,
    cursor: &Cursor<'_>,
    last: usize,
) -> Option<Operand> {
    let text = cursor.text_of(last);
    let after_dot = |name: usize| {
        let before = name.checked_sub(1).and_then(|dot| cursor.token(dot));
        before == Some(Token::Dot)
    };
    match cursor.token(last)? {
        Token::Number => Some(Operand::Value(Ty::Double)),
        Token::String => Some(Operand::Value(Ty::String)),
        Token::RightBracket => Some(Operand::Value(Ty::DoubleVec)),
        Token::Ident if after_dot(last) => Some(Operand::Value(Ty::Double)),
        Token::Ident => named(subject, cursor, text),
        Token::RightParen => {
            let open = opening(cursor, last)?;
            let name = open.checked_sub(1);
            match name.filter(|&name| cursor.token(name) == Some(Token::Ident)) {
                Some(name) => {
                    let callee = callable(cursor.text_of(name), after_dot(name), subject.profile)?;
                    let returns = callee.signatures().first()?.returns?;
                    Some(Operand::Value(returns))
                }
                None => {
                    let inside = Span::new(cursor.span(open).end, cursor.span(last).start);
                    widest(subject, |span| inside.contains(span)).map(Operand::Value)
                }
            }
        }
        _ => None,
    }
}

fn named(subject: &Subject<'_>, cursor: &Cursor<'_>, name: &str) -> Option<Operand> {
    let start = statement_start(cursor, cursor.before);
    let mut own = own_before(subject, start);
    if let Some((_, var)) = own.find(|(_, var)| same_name(&var.name, name, subject.profile)) {
        return var.ty.known().map(Operand::Value);
    }
    match builtin_named(name, subject.profile)? {
        Builtin::Variable(variable) => Some(match variable.kind {
            VariableKind::Metric { .. } => Operand::Metric,
            VariableKind::Target(_) => Operand::Value(Ty::Double),
            VariableKind::DeallocationOption => Operand::Value(Ty::Option),
        }),
        Builtin::Constant(_) => Some(Operand::Value(Ty::Interval)),
        Builtin::Option(_) => Some(Operand::Value(Ty::Option)),
        Builtin::Function(_) | Builtin::Method(_) | Builtin::Member(_) => None,
    }
}

/// The index of the bracket that the one of index `close` closes.
fn opening(cursor: &Cursor<'_>, close: usize) -> Option<usize> {
    let mut closed = 0_usize;
    (0..=close).rev().find(|&index| {
        match cursor.token(index) {
            Some(Token::RightParen | Token::RightBracket) => closed += 1,
            Some(Token::LeftParen | Token::LeftBracket) => closed = closed.saturating_sub(1),
            _ => {}
        }
        closed == 0
    })
}

/// The type of the expression, operators and all, that ends with the token of
/// index `last` and starts at `from` or behind.
pub(crate) fn expression_at(
    subject: &Subject<'_>,
    cursor: &Cursor<'_>,
    from: u32,
    last: usize,
) -> Option<Ty> {
    let end = cursor.span(last).end;
    let inside = |span: Span| span.end == end && from <= span.start;
    let known = widest(subject, inside);
    known.or_else(|| operand_at(subject, cursor, last).map(Operand::ty))
}

/// The type of the widest expression among those that `fits` takes.
fn widest(subject: &Subject<'_>, fits: impl Fn(Span) -> bool) -> Option<Ty> {
    let hir = &subject.analysis.hir;
    let known = |id: ExprId| {
        let expr = hir.expr(id);
        match expr.ty {
            Type::Known(ty) if fits(expr.span) => Some((expr.span.len(), ty)),
            _ => None,
        }
    };
    let found = hir.expr_ids().filter_map(known).max_by_key(|found| found.0);
    found.map(|(_, ty)| ty)
}
