//! What is needed at a place, told by the tokens before it.

use autoscale_catalog::{Builtin, Signature, Ty, VariableKind};
use autoscale_check::Type;
use autoscale_syntax::Token;

use crate::Subject;
use crate::cursor::Cursor;
use crate::enclosing::{Enclosing, enclosing, statement_start};
use crate::signature::{parameter, wanted};
use crate::symbol::{builtin_named, callable, own_before, same_name};
use crate::types::{Operand, expression_at, operand_at};

/// What is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// A statement.
    Statement,
    /// A method of a metric.
    Method,
    /// A member of a timestamp.
    Member,
    /// A method or a member: what stands before the dot is not known.
    MethodOrMember,
    /// A value of one of these types; of any type when there are none.
    Value(Vec<Ty>),
}

/// What is needed at the cursor; `None` when it is an operator.
pub(super) fn context(subject: &Subject<'_>, cursor: &Cursor<'_>) -> Option<Context> {
    let Some(previous) = cursor.previous() else {
        return Some(Context::Statement);
    };
    match cursor.token(previous)? {
        Token::Semicolon => Some(Context::Statement),
        Token::Dot => behind_dot(subject, cursor, previous),
        token if token.ends_operand() => {
            let at_end = matches!(
                enclosing(cursor, cursor.before),
                Enclosing::Statement { .. }
            );
            (at_end && cursor.is_on_new_line()).then_some(Context::Statement)
        }
        _ => Some(Context::Value(value(subject, cursor, previous))),
    }
}

fn behind_dot(subject: &Subject<'_>, cursor: &Cursor<'_>, dot: usize) -> Option<Context> {
    let receiver = operand_at(subject, cursor, dot.checked_sub(1)?);
    match receiver {
        Some(Operand::Metric) => Some(Context::Method),
        Some(Operand::Value(Ty::Timestamp)) => Some(Context::Member),
        Some(Operand::Value(_)) => None,
        None => Some(Context::MethodOrMember),
    }
}

/// The types that are good behind the token of index `previous`.
fn value(subject: &Subject<'_>, cursor: &Cursor<'_>, previous: usize) -> Vec<Ty> {
    use Ty::{Double, DoubleVec, Interval, Timestamp};

    let operator = cursor.token(previous);
    let left = previous.checked_sub(1).and_then(|last| {
        let is_operand = cursor.token(last)?.ends_operand();
        let from = start(cursor, previous);
        is_operand.then(|| expression_at(subject, cursor, from, last))
    });
    let left = left.flatten();
    match (operator, left) {
        (Some(Token::And | Token::Or | Token::Bang), _) => vec![Double],
        (Some(Token::Star), Some(Double)) => {
            let slot = slot(subject, cursor, previous);
            let is_length = slot.contains(&Interval) && !slot.contains(&Double);
            vec![if is_length { Interval } else { Double }]
        }
        (Some(Token::Star | Token::Slash), Some(DoubleVec)) => vec![Double, DoubleVec],
        (Some(Token::Star | Token::Slash), _) => vec![Double],
        (Some(Token::Plus), Some(Interval)) => vec![Interval, Timestamp],
        (Some(Token::Plus), Some(Timestamp)) => vec![Interval],
        (Some(Token::Minus), Some(Timestamp)) => vec![Timestamp, Interval],
        (Some(Token::Plus | Token::Minus), Some(DoubleVec)) => vec![Double, DoubleVec],
        (Some(operator), Some(ty)) if operator.is_binary_operator() => vec![ty],
        _ => slot(subject, cursor, previous + 1),
    }
}

/// Where the expression in front of the operator of index `before` may start.
fn start(cursor: &Cursor<'_>, before: usize) -> u32 {
    match enclosing(cursor, before) {
        Enclosing::Call { name, .. } => cursor.span(name + 1).end,
        Enclosing::Group { open } | Enclosing::Vector { open } => cursor.span(open).end,
        Enclosing::Statement { target } => target.map_or_else(
            || statement_start(cursor, before),
            |target| cursor.span(target + 1).end,
        ),
    }
}

/// The types that are good for the whole expression in front of the token of
/// index `before`.
fn slot(subject: &Subject<'_>, cursor: &Cursor<'_>, mut before: usize) -> Vec<Ty> {
    loop {
        return match enclosing(cursor, before) {
            Enclosing::Group { open } => {
                before = open;
                continue;
            }
            Enclosing::Vector { .. } => vec![Ty::Double, Ty::DoubleVec],
            Enclosing::Call { name, argument } => of_argument(subject, cursor, name, argument),
            Enclosing::Statement { target } => target
                .map(|target| of_target(subject, cursor, target))
                .unwrap_or_default(),
        };
    }
}

fn of_argument(
    subject: &Subject<'_>,
    cursor: &Cursor<'_>,
    name: usize,
    argument: usize,
) -> Vec<Ty> {
    let dot = name.checked_sub(1).and_then(|dot| cursor.token(dot));
    let is_method = dot == Some(Token::Dot);
    let callee = callable(cursor.text_of(name), is_method, subject.profile);
    let forms = callee.map(Builtin::signatures).unwrap_or_default();
    let param = |form: &Signature| form.params.get(parameter(form, argument)?).copied();
    let kinds = forms.iter().filter_map(param);
    let mut types: Vec<Ty> = kinds.flat_map(|param| wanted(param.kind)).collect();
    types.sort_unstable();
    types.dedup();
    types
}

fn of_target(subject: &Subject<'_>, cursor: &Cursor<'_>, target: usize) -> Vec<Ty> {
    let name = cursor.text_of(target);
    if let Some(Builtin::Variable(variable)) = builtin_named(name, subject.profile) {
        return match variable.kind {
            VariableKind::Target(_) => vec![Ty::Double],
            VariableKind::DeallocationOption => vec![Ty::Option],
            VariableKind::Metric { .. } => Vec::new(),
        };
    }
    let mut before = own_before(subject, cursor.span(target).start);
    let earlier = before.find(|(_, var)| same_name(&var.name, name, subject.profile));
    match earlier.map(|(_, var)| var.ty) {
        Some(Type::Known(ty)) => vec![ty],
        _ => Vec::new(),
    }
}
