//! Text to tokens. Legal text is read by the generated lexer; where it stops,
//! a [`Scanner`] finds out what was meant, and lexing goes on behind it.

use std::ops::Range;

use autoscale_base::{Diagnostic, Span};
use logos::Logos;

use crate::Token;
use crate::ast::Comment;
use crate::report::Report;

/// The tokens of a text and what is wrong with its characters.
#[derive(Debug, Default)]
pub struct Lexed {
    /// Without comments and white space.
    pub tokens: Vec<(Token, Span)>,
    /// In text order.
    pub comments: Vec<Comment>,
    /// Spellings that the language does not have, but that are understood: a
    /// token or comment stands for each. Characters that mean nothing are
    /// tokens of kind [`Token::Error`] and are reported by `parse`.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lexes `text`. Never fails.
#[must_use]
pub fn lex(text: &str) -> Lexed {
    let scanner = scan(text);
    Lexed {
        tokens: scanner.tokens,
        comments: scanner.comments,
        diagnostics: scanner.report.finish([]),
    }
}

/// Tokens per byte of a usual formula, to allocate once.
const BYTES_PER_TOKEN: usize = 3;

pub(crate) fn scan(text: &str) -> Scanner<'_> {
    let mut scanner = Scanner {
        text,
        tokens: Vec::with_capacity(text.len() / BYTES_PER_TOKEN),
        comments: Vec::new(),
        report: Report::default(),
        meaningless: false,
    };
    let mut lexer = Token::lexer(text);
    while let Some(token) = lexer.next() {
        let range = lexer.span();
        match token {
            Ok(Token::Error) | Err(()) => {
                scanner.comments.append(&mut lexer.extras);
                let resume = scanner.foreign(range.start);
                lexer = Token::lexer(text);
                lexer.bump(resume);
            }
            Ok(token) => scanner.tokens.push((token, span(range))),
        }
    }
    scanner.comments.append(&mut lexer.extras);
    scanner
}

/// How far the end of a string or placeholder is looked for, in bytes.
const FAR: usize = 512;

/// What has been read, and the means to read what the generated lexer does not
/// know. The methods that do so are grouped by theme: `foreign`, `quotes`,
/// `comments`, `placeholder`. Each takes the offset where it starts to read and
/// returns the one where it stopped.
#[derive(Debug)]
pub(crate) struct Scanner<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<(Token, Span)>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) report: Report,
    /// True when there is a token of kind [`Token::Error`].
    pub(crate) meaningless: bool,
}

impl<'t> Scanner<'t> {
    /// The text from `at` on.
    pub(crate) fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The text from `at` to the end of its line.
    pub(crate) fn line(&self, at: usize) -> &'t str {
        self.rest(at).split(['\r', '\n']).next().unwrap_or_default()
    }

    /// The text from `at` to the end of its line, but not far: what is looked
    /// for again and again must not be looked for in a megabyte each time.
    pub(crate) fn near(&self, at: usize) -> &'t str {
        let rest = self.rest(at);
        let bytes = rest.as_bytes().iter().take(FAR);
        let line = bytes.take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        let end = rest.floor_char_boundary(line.count());
        rest.get(..end).unwrap_or_default()
    }

    /// The last token, if it touches `at`.
    pub(crate) fn touching(&self, at: usize) -> Option<(Token, Span)> {
        let last = self.tokens.last().copied()?;
        (last.1.end == offset(at)).then_some(last)
    }

    /// True when an operand may stand at the current place, an operator not.
    pub(crate) fn expects_operand(&self) -> bool {
        !self.tokens.last().is_some_and(|last| last.0.ends_operand())
    }

    pub(crate) fn token(&mut self, token: Token, range: Range<usize>) {
        self.tokens.push((token, span(range)));
    }
}

/// A byte offset as spans hold it. Texts that do not fit are refused before
/// they are read.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A range of bytes as a span.
pub(crate) fn span(range: Range<usize>) -> Span {
    Span::new(offset(range.start), offset(range.end))
}
