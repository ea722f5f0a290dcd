//! What to say about a token that does not fit the grammar.

use autoscale_base::{Diagnostic, Fix, Span};

use crate::Token;
use crate::rules::UNEXPECTED_TOKEN;

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

    /// What is expected in words, for people.
    fn names(self) -> String {
        let mut names = Vec::new();
        if self.operand() {
            names.push("an expression");
        }
        if self.name_only() {
            names.push("a name");
        }
        if self.contains(Token::Star) {
            names.push("an operator");
        }
        for (token, name) in [
            (Token::RightParen, "`)`"),
            (Token::Comma, "`,`"),
            (Token::Colon, "`:`"),
            (Token::Semicolon, "`;`"),
            (Token::RightBracket, "`]`"),
        ] {
            if self.contains(token) {
                names.push(name);
            }
        }
        names.truncate(5);
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => "the end of the formula".to_owned(),
        }
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
pub(crate) fn message(
    text: &str,
    tokens: &[(Token, Span)],
    unexpected: Unexpected,
) -> Diagnostic {
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
        Some(match (before, found) {
            (_, Some((next, next_span))) if operator && next.is_binary_operator() => {
                let message = format!(
                    "nothing stands between {sign} and {}",
                    self.quoted(next_span)
                );
                finding(next_span, message).with_help("write a value, or remove one of the two")
            }
            _ if operator => finding(span, format!("nothing stands behind {sign}"))
                .with_help("write a value behind it"),
            (Token::LeftParen, Some((Token::RightParen, close))) => {
                finding(span.to(close), "nothing stands in the brackets")
                    .with_help("write a value between them")
            }
            (Token::Comma, Some((next, _))) if next.is_closer() => {
                finding(span, "nothing stands behind `,`")
                    .with_help("remove it, or write another value")
                    .with_fix(Fix::safe(span, ""))
            }
            (_, Some((Token::Comma, comma))) => finding(comma, "nothing stands before `,`")
                .with_help("remove it, or write a value before it"),
            (Token::Question, Some((Token::Colon, colon))) => {
                finding(span.to(colon), "nothing stands between `?` and `:`")
                    .with_help("write `condition ? value : other`")
            }
            (Token::Assign, None) => finding(span, "nothing stands behind `=`")
                .with_help("write the value to assign"),
            (_, Some((next, place))) if next.is_binary_operator() => {
                let message = format!("nothing stands before {}", self.quoted(place));
                finding(place, message).with_help("write a value before it")
            }
            (Token::Question | Token::Colon, None) => {
                finding(span, format!("nothing stands behind {sign}"))
                    .with_help("write `condition ? value : other`")
            }
            (Token::Question | Token::Colon, Some((next, _))) if next.is_closer() => {
                finding(span, format!("nothing stands behind {sign}"))
                    .with_help("write `condition ? value : other`")
            }
            _ => return None,
        })
    }

    fn missing_name(&self) -> Option<Diagnostic> {
        let (_, dot) = self.before()?;
        self.unexpected.expected.name_only().then(|| {
            finding(dot, "no name stands behind `.`")
                .with_help("write a member or a method behind it, such as `GetSample(…)`")
        })
    }

    /// Tokens behind a complete expression.
    fn misplaced(&self) -> Option<Diagnostic> {
        let (_, before) = self.before()?;
        let found = self.token();
        let open_ternary = self.unexpected.expected.contains(Token::Colon);
        match found {
            Some((Token::Assign, span)) => Some(self.assignment(span)),
            None => open_ternary.then(|| self.open_ternary(before)),
            Some((token, _)) if open_ternary && !token.starts_operand() => {
                Some(self.open_ternary(before))
            }
            Some((Token::Colon, span)) => Some(
                finding(span, "this `:` has no `?`").with_help("write `condition ? value : other`"),
            ),
            Some((token, span)) if token.starts_operand() => {
                let message = format!(
                    "no operator stands between {} and {}",
                    self.quoted(before),
                    self.quoted(span)
                );
                Some(finding(span, message).with_help("write an operator between them, or `;`"))
            }
            Some(_) => None,
        }
    }

    fn assignment(&self, span: Span) -> Diagnostic {
        let chained = matches!(self.tokens, [(target, _), (Token::Assign, _), ..] if target.is_word());
        if chained {
            finding(span, "a statement assigns one variable only")
                .with_help("write a statement for each, or `==` to compare")
        } else {
            let start = self.tokens.first().map_or(0, |first| first.1.start);
            let target = Span::new(start, self.before().map_or(start, |before| before.1.end));
            let message = format!("{} cannot be assigned", self.quoted(target));
            finding(span, message).with_help("write the name of a variable before `=`, or `==` to compare")
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
        finding(place, "this `?` has no `:`").with_help("write `condition ? value : other`")
    }

    fn general(&self) -> Diagnostic {
        let expected = self.unexpected.expected.names();
        match self.token() {
            Some((_, span)) => finding(
                span,
                format!("unexpected {}, expected {expected}", self.quoted(span)),
            ),
            None => {
                let end = self.before().map_or(0, |before| before.1.end);
                finding(Span::empty(end), format!("expected {expected}"))
            }
        }
    }
}

fn finding(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_TOKEN, span, message)
}

/// The longest text that is quoted in a message, in characters.
const LONGEST: usize = 40;

/// `text` in backticks, shortened in the middle.
pub(crate) fn quoted(text: &str) -> String {
    let characters = text.chars().count();
    if characters <= LONGEST && !text.contains(['\n', '\r']) {
        return format!("`{text}`");
    }
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let start: String = line.chars().take(LONGEST / 2).collect();
    format!("`{}…`", start.trim_end())
}
