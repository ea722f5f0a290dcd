//! Decides where every comment goes.
//!
//! A comment ends its line, so it can only stand where the layout has room for
//! a line break. From anywhere else it moves over the token that is in its
//! way, to the nearest place with room; no comment ever passes another:
//!
//! - to the right over what closes the text before it: `,`, `;`, `=` and the
//!   `(` of a call;
//! - to the left over what opens the text behind it: an operator, `?`, `:` and
//!   `.`. So `a + // why` becomes a comment of `a`, but what stands behind `?`
//!   or `:` tells about the arm below and gets a line of its own above it.

use autoscale_base::{LineIndex, Span};
use autoscale_syntax::{Token, Tree};

/// A comment at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment<'a> {
    /// The index of the token that it stands before; at the end of the text,
    /// the number of tokens.
    before: usize,
    /// As written, without white space at the end.
    pub(crate) text: &'a str,
    /// It stays on the line of the token before it.
    pub(crate) trailing: bool,
    /// A blank line stands before it.
    pub(crate) blank_before: bool,
}

/// The comments of a formula, each at its place.
#[derive(Debug)]
pub(crate) struct Comments<'a>(Vec<Comment<'a>>);

impl<'a> Comments<'a> {
    /// Finds the place of every comment of `tree`, which `text` was parsed to.
    pub(crate) fn place(text: &'a str, tree: &Tree, lines: &LineIndex) -> Self {
        let tokens = tree.tokens();
        let homes = homes(tokens);
        let mut placed: Vec<Comment<'a>> = Vec::with_capacity(tree.comments().len());
        let mut next = 0;
        for comment in tree.comments() {
            let start = comment.span.start;
            while tokens.get(next).is_some_and(|(_, span)| span.start < start) {
                next += 1;
            }
            let before = homes.get(next).copied().unwrap_or(tokens.len());
            let first = placed.last().is_none_or(|last| last.before < before);
            placed.push(Comment {
                before,
                text: comment.span.text(text).trim_end(),
                trailing: first
                    && anchor(tokens, next, before)
                        .is_some_and(|anchor| lines.line(anchor.end) == lines.line(start)),
                blank_before: blank_before(text, lines, start),
            });
        }
        Self(placed)
    }

    /// The comments before the token of index `token`.
    pub(crate) fn before(&self, token: usize) -> &[Comment<'a>] {
        let start = self.0.partition_point(|comment| comment.before < token);
        let end = self.0.partition_point(|comment| comment.before <= token);
        self.0.get(start..end).unwrap_or_default()
    }
}

/// For every token, and for the end of the text, the token that the comments
/// before it go before.
fn homes(tokens: &[(Token, Span)]) -> Vec<usize> {
    let mut home = tokens.len();
    let mut homes: Vec<usize> = (0..=tokens.len())
        .rev()
        .map(|at| {
            if !closes(tokens, at) {
                home = at;
            }
            home
        })
        .collect();
    homes.reverse();
    let mut left = home;
    for (home, (token, _)) in homes.iter_mut().skip(1).zip(tokens) {
        if opens(*token) {
            *home = left;
        }
        left = *home;
    }
    homes
}

/// Does the token of index `at` belong to the text before it?
fn closes(tokens: &[(Token, Span)], at: usize) -> bool {
    match tokens.get(at) {
        Some((Token::Comma | Token::Semicolon | Token::Assign, _)) => true,
        Some((Token::LeftParen, _)) => at
            .checked_sub(1)
            .and_then(|callee| tokens.get(callee))
            .is_some_and(|(token, _)| *token == Token::Ident),
        _ => false,
    }
}

/// Does this token belong to the text behind it?
fn opens(token: Token) -> bool {
    token.is_binary_operator()
        || matches!(
            token,
            Token::Bang | Token::Question | Token::Colon | Token::Dot
        )
}

/// The token on whose line a comment must stand to be a trailing one. The
/// comment is written before the token of index `written` and goes before that
/// of index `home`.
fn anchor(tokens: &[(Token, Span)], written: usize, home: usize) -> Option<Span> {
    let is = |at: usize, kind| tokens.get(at).is_some_and(|(token, _)| *token == kind);
    let mut at = written.min(home).checked_sub(1)?;
    if home < written && (is(home, Token::Question) || is(home, Token::Colon)) {
        return None;
    }
    // Of several `;` only the first stays.
    while is(at, Token::Semicolon) && at > 0 && is(at - 1, Token::Semicolon) {
        at -= 1;
    }
    tokens.get(at).map(|(_, span)| *span)
}

/// Does an empty line stand before `offset`, with nothing but white space in
/// between?
pub(crate) fn blank_before(text: &str, lines: &LineIndex, offset: u32) -> bool {
    let before = Span::new(0, offset).text(text);
    let end = before.trim_end_matches([' ', '\t', '\n', '\r']).len();
    let end = u32::try_from(end).unwrap_or(offset);
    lines.line(offset) - lines.line(end) > 1
}
