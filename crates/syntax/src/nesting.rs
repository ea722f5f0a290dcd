//! How deep expressions stand inside each other, measured on tokens: before
//! there is a tree that somebody could recurse on.

use autoscale_base::{Diagnostic, Span};

use crate::Token;
use crate::limits::MAX_DEPTH;
use crate::rules::NESTING_TOO_DEEP;

/// The depth at one place: how many brackets, unary operators and ternaries
/// are open there. A chain such as `1 + 1 + 1` or `a.b.c` is flat.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    /// Depth at the bracket around.
    base: u32,
    /// Unary operators in front of the current operand.
    unary: u32,
    /// Ternaries that the current element of the bracket is part of.
    ternary: u32,
}

impl Level {
    const fn depth(self) -> u32 {
        self.base + self.unary + self.ternary
    }
}

#[derive(Debug, Default)]
struct Nesting {
    level: Level,
    outer: Vec<Level>,
    after_operand: bool,
}

impl Nesting {
    /// Reads one token and returns the depth behind it.
    fn step(&mut self, token: Token) -> u32 {
        match token {
            Token::LeftParen | Token::LeftBracket => {
                self.outer.push(self.level);
                self.level = Level {
                    base: self.level.depth() + 1,
                    ..Level::default()
                };
            }
            Token::RightParen | Token::RightBracket => {
                self.level = self.outer.pop().unwrap_or_default();
            }
            Token::Minus | Token::Bang if !self.after_operand => self.level.unary += 1,
            Token::Question => {
                self.level.ternary += 1;
                self.level.unary = 0;
            }
            Token::Comma | Token::Semicolon => {
                self.level.ternary = 0;
                self.level.unary = 0;
            }
            Token::Dot => {}
            _ if !token.ends_operand() => self.level.unary = 0,
            _ => {}
        }
        self.after_operand = token.ends_operand();
        self.level.depth()
    }
}

/// True when something stands deeper than [`MAX_DEPTH`].
pub(crate) fn too_deep(tokens: &[(Token, Span)]) -> bool {
    let mut nesting = Nesting::default();
    tokens.iter().any(|token| nesting.step(token.0) > MAX_DEPTH)
}

/// Replaces what stands too deep by error tokens. The brackets of `tokens`
/// must pair.
pub(crate) fn limit(tokens: Vec<(Token, Span)>) -> (Vec<(Token, Span)>, Option<Diagnostic>) {
    if !too_deep(&tokens) {
        return (tokens, None);
    }
    let mut nesting = Nesting::default();
    let mut out = Vec::with_capacity(tokens.len());
    let mut finding = None;
    let mut rest = tokens.iter().copied().peekable();
    while let Some((token, span)) = rest.next() {
        let before = nesting.level;
        let depth = nesting.step(token);
        if depth <= MAX_DEPTH {
            out.push((token, span));
            continue;
        }
        finding.get_or_insert_with(|| too_deep_at(span));
        match token {
            Token::Minus | Token::Bang => out.push((Token::Error, span)),
            Token::Question => out.extend([
                (token, span),
                (Token::Error, Span::empty(span.end)),
                (Token::Colon, Span::empty(span.end)),
                (Token::Error, Span::empty(span.end)),
            ]),
            _ => out.extend([(token, span), (Token::Error, Span::empty(span.end))]),
        }
        // Skip to the end of what was replaced: an operand, a ternary, or the
        // content of a bracket.
        let around = nesting.outer.len();
        let mut open_ternaries = 1_usize;
        while let Some(&(next, _)) = rest.peek() {
            let here = nesting.outer.len() == around;
            let ends = match token {
                Token::Minus | Token::Bang => {
                    matches!(next, Token::Question | Token::Colon | Token::Comma)
                        || (nesting.after_operand && next.is_binary_operator())
                }
                Token::Question => {
                    next == Token::Comma || (next == Token::Colon && open_ternaries == 0)
                }
                _ => false,
            };
            if here && (ends || next.is_closer()) {
                break;
            }
            open_ternaries += usize::from(here && next == Token::Question);
            open_ternaries -= usize::from(here && next == Token::Colon && open_ternaries > 0);
            nesting.step(next);
            rest.next();
        }
        nesting.after_operand = true;
        if token.closer().is_none() {
            nesting.level = before;
        }
    }
    (out, finding)
}

fn too_deep_at(span: Span) -> Diagnostic {
    Diagnostic::new(
        &NESTING_TOO_DEEP,
        span,
        format!("more than {MAX_DEPTH} expressions inside each other"),
    )
    .with_help("give a part of it a name in a statement of its own")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::lex;

    fn depth(text: &str) -> u32 {
        let mut nesting = Nesting::default();
        let tokens = lex(text).tokens;
        let depths = tokens.iter().map(|token| nesting.step(token.0));
        depths.max().unwrap_or_default()
    }

    #[test]
    fn brackets_signs_and_ternaries_nest() {
        assert_eq!(depth("f(a, (b), [c])"), 2);
        assert_eq!(depth("a = --x - -y"), 2);
        assert_eq!(depth("-f(-x)"), 3);
        assert_eq!(depth("a ? b : c ? d : e"), 2);
        assert_eq!(depth("f(a ? b : c, d ? e : f)"), 2);
    }

    #[test]
    fn chains_do_not_nest() {
        assert_eq!(depth("1 + 2 * 3 - 4 && 5 == 6"), 0);
        assert_eq!(depth("-a + -b + -c"), 1);
        assert_eq!(depth("a.b(1).c(2).d"), 1);
        assert_eq!(depth("a ? b : c; d ? e : f"), 1);
    }
}
