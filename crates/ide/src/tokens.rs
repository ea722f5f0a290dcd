//! What every token of a formula is, for colours that a grammar cannot know.

use autoscale_base::Span;
use autoscale_catalog::{Builtin, Status, VariableKind};
use autoscale_syntax::Token;

use crate::symbol::Role;
use crate::words::{Access, Word, words};
use crate::{Meaning, Subject};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A variable, the service's or the formula's own.
    Variable,
    /// A function.
    Function,
    /// A method of a metric.
    Method,
    /// A member of a timestamp.
    Property,
    /// A constant or a deallocation option.
    EnumMember,
    /// A number.
    Number,
    /// A string.
    String,
    /// An operator.
    Operator,
    /// A comment.
    Comment,
    /// A placeholder that the host fills in.
    Macro,
}

/// What else is known about a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers(u8);

impl Modifiers {
    /// It cannot be assigned.
    pub const READONLY: Self = Self(1);
    /// The service gives it.
    pub const DEFAULT_LIBRARY: Self = Self(1 << 1);
    /// It is assigned here.
    pub const DEFINITION: Self = Self(1 << 2);
    /// It is out of date.
    pub const DEPRECATED: Self = Self(1 << 3);
    /// All of them, with the names that editors know.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::READONLY, "readonly"),
        (Self::DEFAULT_LIBRARY, "defaultLibrary"),
        (Self::DEFINITION, "definition"),
        (Self::DEPRECATED, "deprecated"),
    ];

    /// True when every one of `other` is among them.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn with(self, other: Self, when: bool) -> Self {
        if when { Self(self.0 | other.0) } else { self }
    }
}

/// A token with its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What else is known about it.
    pub modifiers: Modifiers,
}

/// All tokens and comments in text order, but for punctuation and what means
/// nothing.
#[must_use]
pub fn semantic_tokens(subject: &Subject<'_>) -> Vec<SemanticToken> {
    let tree = &subject.analysis.tree;
    let of_words = words(subject);
    let mut next_word = of_words.iter();
    let comments = tree.comments().iter();
    let mut found: Vec<_> = comments
        .map(|comment| plain(comment.span, TokenKind::Comment))
        .collect();
    for (token, span) in tree.tokens().iter().copied() {
        let coloured = match token {
            Token::Ident => next_word.next().map(word),
            token => kind(token).map(|kind| plain(span, kind)),
        };
        found.extend(coloured);
    }
    found.sort_by_key(|token| token.span);
    found
}

fn plain(span: Span, kind: TokenKind) -> SemanticToken {
    let modifiers = Modifiers::default();
    SemanticToken {
        span,
        kind,
        modifiers,
    }
}

const fn kind(token: Token) -> Option<TokenKind> {
    match token {
        Token::Number => Some(TokenKind::Number),
        Token::String => Some(TokenKind::String),
        Token::Hole => Some(TokenKind::Macro),
        Token::Bang | Token::Assign | Token::Question | Token::Colon => Some(TokenKind::Operator),
        _ if token.is_binary_operator() => Some(TokenKind::Operator),
        _ => None,
    }
}

fn word(word: &Word<'_>) -> SemanticToken {
    let builtin = match word.meaning {
        Some(Meaning::Builtin(builtin, _)) => Some(builtin),
        _ => None,
    };
    let kind = match (word.role, builtin) {
        (Role::Function, _) => TokenKind::Function,
        (Role::Method, _) => TokenKind::Method,
        (Role::Member, _) => TokenKind::Property,
        (Role::Name, Some(Builtin::Constant(_) | Builtin::Option(_))) => TokenKind::EnumMember,
        (Role::Name, _) => TokenKind::Variable,
    };
    let modifiers = Modifiers::default()
        .with(Modifiers::READONLY, builtin.is_some_and(is_readonly))
        .with(Modifiers::DEFAULT_LIBRARY, builtin.is_some())
        .with(Modifiers::DEFINITION, word.access == Access::Write)
        .with(Modifiers::DEPRECATED, builtin.is_some_and(is_deprecated));
    SemanticToken {
        span: word.span,
        kind,
        modifiers,
    }
}

const fn is_readonly(builtin: Builtin) -> bool {
    match builtin {
        Builtin::Variable(variable) => matches!(variable.kind, VariableKind::Metric { .. }),
        Builtin::Constant(_) | Builtin::Option(_) | Builtin::Member(_) => true,
        Builtin::Function(_) | Builtin::Method(_) => false,
    }
}

fn is_deprecated(builtin: Builtin) -> bool {
    match builtin.status() {
        Status::Deprecated { .. } | Status::Legacy { .. } | Status::Retired { .. } => true,
        Status::Current | Status::Alias { .. } => false,
    }
}
