//! Whole statements: whether two are alike, and what a fix deletes to take
//! some away.

use std::ops::RangeInclusive;

use autoscale_base::Span;
use autoscale_syntax::{Statement, Token};

use crate::context::Context;

/// What to delete to take the statements of `which` away: with their line
/// breaks where nothing else stands on their lines. `None` when a comment
/// would go, too, or when their ends are a guess.
pub(super) fn removal(cx: &Context<'_>, which: RangeInclusive<usize>) -> Option<Span> {
    let statements = cx.tree.statements().get(which)?;
    let (first, last) = (statements.first()?, statements.last()?);
    if !statements.iter().all(|statement| statement.intact) {
        return None;
    }
    let whole = first.span.to(last.semicolon.unwrap_or(last.span));
    let first_comment = |comment: &autoscale_syntax::Comment| comment.span.end <= whole.start;
    let behind = cx.tree.comments().partition_point(first_comment);
    let comment = cx.tree.comments().get(behind);
    if comment.is_some_and(|comment| comment.span.start < whole.end) {
        return None;
    }
    Some(with_space(cx.text, whole))
}

/// `span` with the spaces around it, and with its line break when nothing
/// else is on its lines.
fn with_space(text: &str, span: Span) -> Span {
    let before = text.get(..span.range().start).unwrap_or_default();
    let after = text.get(span.range().end..).unwrap_or_default();
    let indent = len(before) - len(before.trim_end_matches([' ', '\t']));
    let space = len(after) - len(after.trim_start_matches([' ', '\t', '\r']));
    let starts_line = len(before) == indent || before.trim_end_matches([' ', '\t']).ends_with('\n');
    let rest = after.trim_start_matches([' ', '\t', '\r']);
    match (starts_line, rest.starts_with('\n'), rest.is_empty()) {
        (true, true, _) => Span::new(span.start - indent, span.end + space + 1),
        (true, _, true) => Span::new(span.start - indent, span.end + space),
        (false, true, _) => Span::new(span.start - indent, span.end),
        (false, _, true) => Span::new(span.start - indent, span.end + space),
        (_, false, false) => Span::new(span.start, span.end + space),
    }
}

fn len(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// True when both statements are written alike, but for space and comments.
pub(super) fn are_alike(cx: &Context<'_>, one: usize, other: usize) -> bool {
    let statements = cx.tree.statements();
    let (Some(one), Some(other)) = (statements.get(one), statements.get(other)) else {
        return false;
    };
    if !(one.intact && other.intact) {
        return false;
    }
    let (one, other) = (tokens(cx, one), tokens(cx, other));
    let alike = |((a, left), (b, right)): (&(Token, Span), &(Token, Span))| {
        a == b && *a != Token::Hole && cx.at(*left) == cx.at(*right)
    };
    one.len() == other.len() && one.iter().zip(other).all(alike)
}

fn tokens<'a>(cx: &Context<'a>, statement: &Statement) -> &'a [(Token, Span)] {
    let tokens = cx.tree.tokens();
    let start = tokens.partition_point(|(_, span)| span.start < statement.span.start);
    let end = tokens.partition_point(|(_, span)| span.start < statement.span.end);
    tokens.get(start..end).unwrap_or_default()
}
