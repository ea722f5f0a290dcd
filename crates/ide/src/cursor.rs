//! A place where something is typed: between which tokens it is, and whether
//! it is in code at all.

use autoscale_base::Span;
use autoscale_syntax::{CommentKind, Token};

use crate::Subject;

/// A cursor in code.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [(Token, Span)],
    /// The word that is being typed; empty when there is none yet.
    pub(crate) word: Span,
    /// How many tokens stand before the word.
    pub(crate) before: usize,
}

/// The cursor at `offset`; `None` in a comment, a string, a number or a
/// placeholder.
pub(crate) fn cursor<'a>(subject: &Subject<'a>, offset: u32) -> Option<Cursor<'a>> {
    let (text, tree) = (subject.text, &subject.analysis.tree);
    if in_comment(subject, offset) {
        return None;
    }
    let tokens = tree.tokens();
    let before = tokens.partition_point(|token| token.1.end < offset);
    let empty = |before| Cursor {
        text,
        tokens,
        word: Span::empty(offset),
        before,
    };
    let Some((token, span)) = tokens.get(before).copied() else {
        return Some(empty(before));
    };
    if offset <= span.start {
        return Some(empty(before));
    }
    let is_inside = offset < span.end;
    match token {
        Token::Ident => Some(Cursor {
            word: span,
            ..empty(before)
        }),
        Token::String if is_inside || is_open(span.text(text)) => None,
        Token::Number | Token::Hole => None,
        _ if is_inside => None,
        _ => Some(empty(before + 1)),
    }
}

impl<'a> Cursor<'a> {
    /// The token of that index.
    pub(crate) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).map(|token| token.0)
    }

    /// Where the token of that index stands.
    pub(crate) fn span(&self, index: usize) -> Span {
        self.tokens.get(index).map_or_else(Span::default, |it| it.1)
    }

    /// The text of the token of that index.
    pub(crate) fn text_of(&self, index: usize) -> &'a str {
        self.span(index).text(self.text)
    }

    /// The index of the token in front of the word.
    pub(crate) fn previous(&self) -> Option<usize> {
        self.before.checked_sub(1)
    }

    /// The first token behind the word.
    pub(crate) fn next(&self) -> Option<Token> {
        self.token(self.before + usize::from(!self.word.is_empty()))
    }

    /// True when no token stands before the word on its line.
    pub(crate) fn is_on_new_line(&self) -> bool {
        let Some(previous) = self.previous() else {
            return true;
        };
        let between = Span::new(self.span(previous).end, self.word.start);
        between.text(self.text).contains(['\n', '\r'])
    }
}

fn in_comment(subject: &Subject<'_>, offset: u32) -> bool {
    let comments = subject.analysis.tree.comments();
    let index = comments.partition_point(|comment| comment.span.end < offset);
    comments.get(index).is_some_and(|comment| {
        let text = comment.span.text(subject.text);
        let ends_here = comment.kind == CommentKind::Block && text.ends_with("*/");
        let end = comment.span.end;
        comment.span.start < offset && (offset < end || offset == end && !ends_here)
    })
}

/// True for a string that nothing closes.
fn is_open(string: &str) -> bool {
    let mut characters = string.chars();
    characters.next();
    !characters
        .as_str()
        .ends_with(['"', '\'', '“', '”', '’', '‘', '»', '«'])
}
