//! What to say about a token that does not fit the grammar.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, excerpt, quoted};

use crate::Token;
use crate::fix::fix;
use crate::number;
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

const ONE_VARIABLE: &str = "a statement assigns one variable only";

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

    /// The user's text as a message shows it.
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
            Some((Token::Comma, span)) => Some(self.comma(span)),
            Some((token, span)) if token.starts_operand() => Some(self.missing_operator(span)),
            Some(_) => None,
        }
    }

    fn comma(&self, span: Span) -> Diagnostic {
        let ends_statement = self.unexpected.expected.contains(Token::Semicolon);
        if ends_statement && self.unexpected.at + 1 == self.tokens.len() {
            return finding(span, "`,` does not end a statement")
                .with_help("write `;`")
                .with_fix(Fix::safe(span, ";"));
        }
        let finding = finding(span, "`,` separates arguments and elements only");
        finding.with_help(if ends_statement {
            "write `;` between statements, `[…]` for a vector"
        } else {
            "write `[…]` for a vector"
        })
    }

    fn missing_operator(&self, span: Span) -> Diagnostic {
        let before = self.tokens.get(..self.unexpected.at).unwrap_or_default();
        let message = format!(
            "no operator stands between {} and {}",
            self.quoted(last_operand(before)),
            self.quoted(span)
        );
        if let Some((Token::Number, number)) = self.before()
            && let Some(interval) = number::unit(span.text(self.text))
        {
            let instead = format!("{} * {interval}", number.text(self.text));
            return finding(span, message)
                .with_help(format!("numbers have no units: write {}", quoted(&instead)))
                .with_fix(Fix::one(Applicability::Unsafe, number.to(span), instead));
        }
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
        let assigns =
            matches!(self.tokens, [(target, _), (Token::Assign, _), ..] if target.is_word());
        if assigns {
            finding(span, ONE_VARIABLE).with_help("write a statement for each, or `==` to compare")
        } else {
            let start = self.tokens.first().map_or(0, |first| first.1.start);
            let target = Span::new(start, self.before().map_or(start, |before| before.1.end));
            let message = format!(
                "only a variable can be assigned, not {}",
                self.quoted(target)
            );
            finding(span, message).with_help("write a name before `=`, or `==` to compare")
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

/// Says what is wrong with `target = source = value`; `sign` is the second `=`.
pub(crate) fn chained(
    text: &str,
    target: Span,
    source: Span,
    sign: Span,
    value: Option<Span>,
) -> Diagnostic {
    let [first, second] = [target, source].map(|name| name.text(text));
    let help = format!(
        "write `{1} = …; {0} = {1}`, or `==` to compare",
        excerpt(first),
        excerpt(second)
    );
    let finding = finding(sign, ONE_VARIABLE).with_help(help);
    let Some(value) = value else { return finding };
    let copy = format!("; {first} = {second}");
    let edits = [
        (Span::new(target.start, source.start), ""),
        (Span::empty(value.end), copy.as_str()),
    ];
    finding.with_fix(fix(Applicability::Unsafe, edits))
}

fn finding(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&UNEXPECTED_TOKEN, span, message)
}
