//! What to say about a token that does not fit the grammar.

use autoscale_base::{Diagnostic, Fix, Span};

use crate::Token;
use crate::rules::UNEXPECTED_TOKEN;
use crate::split::last_operand;

/// What the grammar would accept at one place, as a set of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expected(u32);

impl Expected {
    pub(crate) fn insert(&mut self, token: Token) {
        self.0 |= 1 << token as u32;
    }

    pub(crate) fn contains(self, token: Token) -> bool {
        self.0 & (1 << token as u32) != 0
    }

    pub(crate) fn operand(self) -> bool {
        self.contains(Token::Number)
    }

    /// True behind the dot of a member.
    pub(crate) fn name_only(self) -> bool {
        self.contains(Token::Ident) && !self.operand()
    }
}

/// A place in a statement where a token does not fit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unexpected {
    /// The token; the number of tokens when it is the end that does not fit.
    pub(crate) at: usize,
    /// What would.
    pub(crate) expected: Expected,
}

/// Says what is wrong at `unexpected` in the statement `tokens`.
pub(crate) fn message(text: &str, tokens: &[(Token, Span)], unexpected: Unexpected) -> Diagnostic {
    let context = Context {
        text,
        tokens,
        unexpected,
    };
    context
        .missing_operand()
        .or_else(|| context.missing_name())
        .or_else(|| context.misplaced())
        .unwrap_or_else(|| context.general())
}

const TERNARY: &str = "write `condition ? value : other`";

struct Context<'a> {
    text: &'a str,
    tokens: &'a [(Token, Span)],
    unexpected: Unexpected,
}

impl Context<'_> {
    fn token(&self) -> Option<(Token, Span)> {
        self.tokens.get(self.unexpected.at).copied()
    }

    fn before(&self) -> Option<(Token, Span)> {
        let at = self.unexpected.at.checked_sub(1)?;
        self.tokens.get(at).copied()
    }

    /// The user's text, cut to a length that fits a message.
    fn quoted(&self, span: Span) -> String {
        quoted(span.text(self.text))
    }

    fn missing_operand(&self) -> Option<Diagnostic> {
        if !self.unexpected.expected.operand() {
            return None;
        }
        let found = self.token();
        let Some((before, span)) = self.before() else {
            let (_, found) = found?;
            let message = format!("nothing stands before {}", self.quoted(found));
            return Some(finding(found, message).with_help("write a name or a value before it"));
        };
        let sign = self.quoted(span);
        let operator = before.is_binary_operator() || before == Token::Bang;
        let ternary = matches!(before, Token::Question | Token::Colon);
        Some(match (before, found) {
            (Token::LeftParen, Some((Token::RightParen, close))) => {
                finding(span.to(close), "nothing stands in the brackets")
                    .with_help("write a value between them")
            }
            (_, Some((Token::Comma, comma))) if !operator && !ternary => {
                finding(comma, "nothing stands before `,`")
                    .with_help("remove it, or write a value before it")
            }
            (_, Some((next, place))) if operator && next.is_binary_operator() => {
                let next = self.quoted(place);
                finding(place, format!("nothing stands between {sign} and {next}"))
                    .with_help("write a value between them, or remove one")
            }
            (Token::Question, Some((Token::Colon | Token::Question, place))) => {
                let next = self.quoted(place);
                finding(
                    span.to(place),
                    format!("nothing stands between {sign} and {next}"),
                )
                .with_help(TERNARY)
            }
            (_, Some((next, place))) if !operator && !next.is_closer() => finding(
                place,
                format!("nothing stands before {}", self.quoted(place)),
            )
            .with_help("write a value before it"),
            (Token::Comma, _) => finding(span, "nothing stands after `,`")
                .with_help("remove it, or write another value")
                .with_fix(Fix::safe(span, "")),
            _ => finding(span, format!("nothing stands after {sign}")).with_help(if ternary {
                TERNARY
            } else {
                "write a value after it"
            }),
        })
    }

    fn missing_name(&self) -> Option<Diagnostic> {
        let (_, dot) = self.before()?;
        self.unexpected.expected.name_only().then(|| {
            finding(dot, "no name stands after `.`")
                .with_help("write a member or a method after it, such as `GetSample(…)`")
        })
    }

    /// Tokens behind a complete expression.
    fn misplaced(&self) -> Option<Diagnostic> {
        let (_, before) = self.before()?;
        let expected = self.unexpected.expected;
        let found = self.token();
        let open_ternary = expected.contains(Token::Colon);
        match found {
            Some((Token::Assign, span)) => Some(self.assignment(span)),
            None => open_ternary.then(|| self.open_ternary(before)),
            Some((token, _)) if open_ternary && !token.starts_operand() => {
                Some(self.open_ternary(before))
            }
            Some((Token::Colon, span)) => {
                Some(finding(span, "this `:` has no `?`").with_help(TERNARY))
            }
            Some((Token::Comma, span)) if expected.contains(Token::Semicolon) => Some(
                finding(span, "`,` does not end a statement")
                    .with_help("write `;`")
                    .with_fix(Fix::safe(span, ";")),
            ),
            Some((Token::Comma, span)) => Some(
                finding(span, "`,` separates arguments and elements only")
                    .with_help("write `[…]` for a vector"),
            ),
            Some((token, span)) if token.starts_operand() => Some(self.missing_operator(span)),
            Some(_) => None,
        }
    }

    fn missing_operator(&self, span: Span) -> Diagnostic {
        let before = self.tokens.get(..self.unexpected.at).unwrap_or_default();
        let message = format!(
            "no operator stands between {} and {}",
            self.quoted(last_operand(before)),
            self.quoted(span)
        );
        let expected = self.unexpected.expected;
        let indexes = span.text(self.text) == "[";
        finding(span, message).with_help(if indexes {
            "write `val(v, i)` for an element of a vector"
        } else if expected.contains(Token::Comma) {
            "write an operator between them, or `,`"
        } else if expected.contains(Token::Semicolon) {
            "write an operator between them, or `;`"
        } else {
            "write an operator between them"
        })
    }

    fn assignment(&self, span: Span) -> Diagnostic {
        let chained =
            matches!(self.tokens, [(target, _), (Token::Assign, _), ..] if target.is_word());
        if chained {
            finding(span, "a statement assigns one variable only")
                .with_help("write a statement for each, or `==` to compare")
        } else {
            let start = self.tokens.first().map_or(0, |first| first.1.start);
            let target = Span::new(start, self.before().map_or(start, |before| before.1.end));
            let message = format!("{} cannot be assigned", self.quoted(target));
            finding(span, message)
                .with_help("write the name of a variable before `=`, or `==` to compare")
        }
    }

    /// The last `?` that has no `:`, seen from the unexpected token.
    fn open_ternary(&self, before: Span) -> Diagnostic {
        let mut depth = 0_usize;
        let mut colons = 0_usize;
        let mut place = before;
        for &(token, span) in self.tokens.iter().take(self.unexpected.at).rev() {
            match token {
                _ if token.is_closer() => depth += 1,
                _ if token.closer().is_some() && depth == 0 => break,
                _ if token.closer().is_some() => depth -= 1,
                _ if depth > 0 => {}
                Token::Colon => colons += 1,
                Token::Question if colons > 0 => colons -= 1,
                Token::Question => {
                    place = span;
                    break;
                }
                _ => {}
            }
        }
        finding(place, "this `?` has no `:`").with_help(TERNARY)
    }

    fn general(&self) -> Diagnostic {
        let before = self.before().map_or(0, |before| before.1.end);
        let place = self.token().map_or(Span::empty(before), |token| token.1);
        finding(place, format!("unexpected {}", self.quoted(place)))
            .with_help("a statement is `name = value`, or a value alone")
    }
}

fn finding(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_TOKEN, span, message)
}

/// The longest text that is quoted in a message, in characters.
const LONGEST: usize = 40;

/// `text` in backticks, shortened in the middle.
pub(crate) fn quoted(text: &str) -> String {
    let characters = text.chars().take(LONGEST + 1).count();
    if characters <= LONGEST && !text.contains(['\n', '\r']) {
        return match text.contains('`') {
            true => format!("'{text}'"),
            false => format!("`{text}`"),
        };
    }
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let start: String = line.chars().take(LONGEST / 2).collect();
    format!("`{}…`", start.trim_end())
}
