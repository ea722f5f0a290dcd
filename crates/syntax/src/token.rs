//! The words of the language.

use logos::{Lexer, Logos};

use crate::ast::{Comment, CommentKind};
use crate::lexer::span;

/// A kind of token. Its text is read from the formula by its span.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(extras = Vec<Comment>)]
#[logos(skip r"[ \t\r\n]+")]
#[logos(skip(r"//[^\r\n]*", line_comment, allow_greedy = true))]
pub enum Token {
    /// `$PendingTasks`, `max`, `requeue`. Only ASCII letters are known to be
    /// legal; no public formula uses others.
    #[regex(r"[$A-Za-z_][A-Za-z0-9_]*")]
    Ident,
    /// `123`, `1.0`, `5.`, `.5`, `1.5e-3`. A sign is an operator.
    #[regex(r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")]
    Number,
    /// `"Mon, 06 Oct 2014 10:20:00 GMT"`: on one line, without escapes.
    #[regex(r#""[^"\r\n]*""#)]
    String,
    /// `+`
    #[token("+")]
    Plus,
    /// `-`
    #[token("-")]
    Minus,
    /// `*`
    #[token("*")]
    Star,
    /// `/`
    #[token("/")]
    Slash,
    /// `!`
    #[token("!")]
    Bang,
    /// `=`
    #[token("=")]
    Assign,
    /// `==`
    #[token("==")]
    Equal,
    /// `!=`
    #[token("!=")]
    NotEqual,
    /// `<`
    #[token("<")]
    Less,
    /// `<=`
    #[token("<=")]
    LessEqual,
    /// `>`
    #[token(">")]
    Greater,
    /// `>=`
    #[token(">=")]
    GreaterEqual,
    /// `&&`
    #[token("&&")]
    And,
    /// `||`
    #[token("||")]
    Or,
    /// `?`
    #[token("?")]
    Question,
    /// `:`
    #[token(":")]
    Colon,
    /// `;`
    #[token(";")]
    Semicolon,
    /// `,`
    #[token(",")]
    Comma,
    /// `.`
    #[token(".")]
    Dot,
    /// `(`
    #[token("(")]
    LeftParen,
    /// `)`
    #[token(")")]
    RightParen,
    /// `[`
    #[token("[")]
    LeftBracket,
    /// `]`
    #[token("]")]
    RightBracket,
    /// A placeholder that a host fills in, such as `${max}` or `{max}`,
    /// together with the parts of a name that touch it.
    Hole,
    /// An operator that other languages have: `%`, `^`, `**`.
    ForeignOperator,
    /// Characters that mean nothing. The parser puts the same kind in where
    /// an operand is missing.
    #[token("/*")]
    Error,
}

/// Diverts a comment from the tokens.
fn line_comment(lexer: &mut Lexer<'_, Token>) {
    let span = span(lexer.span());
    lexer.extras.push(Comment {
        span,
        kind: CommentKind::Line,
    });
}

impl Token {
    /// All kinds.
    pub(crate) const ALL: [Self; 29] = [
        Self::Ident,
        Self::Number,
        Self::String,
        Self::Plus,
        Self::Minus,
        Self::Star,
        Self::Slash,
        Self::Bang,
        Self::Assign,
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessEqual,
        Self::Greater,
        Self::GreaterEqual,
        Self::And,
        Self::Or,
        Self::Question,
        Self::Colon,
        Self::Semicolon,
        Self::Comma,
        Self::Dot,
        Self::LeftParen,
        Self::RightParen,
        Self::LeftBracket,
        Self::RightBracket,
        Self::Hole,
        Self::ForeignOperator,
        Self::Error,
    ];

    /// The text of a kind that is always written alike.
    #[must_use]
    pub const fn text(self) -> Option<&'static str> {
        Some(match self {
            Self::Ident | Self::Number | Self::String => return None,
            Self::Hole | Self::ForeignOperator | Self::Error => return None,
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Star => "*",
            Self::Slash => "/",
            Self::Bang => "!",
            Self::Assign => "=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::And => "&&",
            Self::Or => "||",
            Self::Question => "?",
            Self::Colon => ":",
            Self::Semicolon => ";",
            Self::Comma => ",",
            Self::Dot => ".",
            Self::LeftParen => "(",
            Self::RightParen => ")",
            Self::LeftBracket => "[",
            Self::RightBracket => "]",
        })
    }

    /// True when an expression may end with this token: an operator may
    /// follow, another operand may not.
    #[must_use]
    pub const fn ends_operand(self) -> bool {
        matches!(
            self,
            Self::Ident
                | Self::Number
                | Self::String
                | Self::Hole
                | Self::Error
                | Self::RightParen
                | Self::RightBracket
        )
    }

    /// True when an expression may start with this token.
    #[must_use]
    pub const fn starts_operand(self) -> bool {
        matches!(
            self,
            Self::Ident
                | Self::Number
                | Self::String
                | Self::Hole
                | Self::LeftParen
                | Self::LeftBracket
                | Self::Minus
                | Self::Bang
        )
    }

    /// True for operators that stand between two operands.
    #[must_use]
    pub const fn is_binary_operator(self) -> bool {
        matches!(
            self,
            Self::Plus
                | Self::Minus
                | Self::Star
                | Self::Slash
                | Self::Equal
                | Self::NotEqual
                | Self::Less
                | Self::LessEqual
                | Self::Greater
                | Self::GreaterEqual
                | Self::And
                | Self::Or
                | Self::ForeignOperator
        )
    }

    /// True for what may be assigned and called.
    pub(crate) const fn is_word(self) -> bool {
        matches!(self, Self::Ident | Self::Hole)
    }

    /// The bracket that closes this one.
    pub(crate) const fn closer(self) -> Option<Self> {
        match self {
            Self::LeftParen => Some(Self::RightParen),
            Self::LeftBracket => Some(Self::RightBracket),
            _ => None,
        }
    }

    /// True for `)` and `]`.
    pub(crate) const fn is_closer(self) -> bool {
        matches!(self, Self::RightParen | Self::RightBracket)
    }
}

#[cfg(test)]
mod tests {
    use super::Token;
    use crate::lexer::lex;

    #[test]
    fn the_longest_token_wins() {
        for (text, tokens) in [
            ("$a_1 _b 2c", "$a_1 _b 2 c"),
            ("5. .5 5.5 1e3 1.5E-3 2e+1", "5. .5 5.5 1e3 1.5E-3 2e+1"),
            ("1..2 1.x 1.2.3 1e 1e+", "1. .2 1. x 1.2 .3 1 e 1 e +"),
            ("a==b!=c<=d>=e&&f||!g", "a == b != c <= d >= e && f || ! g"),
            ("a===b a=!b a--b", "a == = b a = ! b a - - b"),
            ("a\r\n\tb//c\n//d\re", "a b e"),
            ("f(a,[b]).c?d:e;", "f ( a , [ b ] ) . c ? d : e ;"),
            ("\"a//b\"+\"\"", "\"a//b\" + \"\""),
            ("a/b", "a / b"),
        ] {
            let lexed = lex(text);
            let words = lexed.tokens.iter().map(|token| token.1.text(text));
            assert_eq!(words.collect::<Vec<_>>().join(" "), tokens);
            assert_eq!(lexed.diagnostics, []);
        }
    }

    #[test]
    fn kinds_have_their_text() {
        for token in Token::ALL {
            if let Some(text) = token.text() {
                let tokens = lex(text).tokens;
                let kinds: Vec<Token> = tokens.into_iter().map(|token| token.0).collect();
                assert_eq!(kinds, [token]);
            }
        }
    }
}
