//! Repairs of a statement's tokens where they do not fit the grammar.

use autoscale_base::Span;

use crate::Token;
use crate::message::Unexpected;

/// Puts in what is missing, or leaves out what is too much, and returns up to
/// which token the statement is mended.
pub(crate) fn mend(tokens: &mut Vec<(Token, Span)>, unexpected: Unexpected) -> usize {
    let Unexpected { at, expected } = unexpected;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let place = match (before, tokens.get(at)) {
        (Some(before), _) => Span::empty(before.1.end),
        (None, Some(token)) => Span::empty(token.1.start),
        (None, None) => Span::default(),
    };
    if expected.operand() || expected.name_only() {
        // Behind the operand stands the token that wanted it, and that one may
        // lack its other operand: `f(,)` is one mistake.
        tokens.insert(at, (Token::Error, place));
        return at + 2;
    }
    let found = tokens.get(at).map(|token| token.0);
    if expected.contains(Token::Colon) && found.is_none_or(|found| !found.starts_operand()) {
        tokens.splice(at..at, [(Token::Colon, place), (Token::Error, place)]);
        return at + 2;
    }
    let end = fitting(tokens, unexpected);
    tokens.drain(at..end);
    at
}

/// The next token that fits, or that closes a bracket around.
fn fitting(tokens: &[(Token, Span)], unexpected: Unexpected) -> usize {
    let mut depth = 0_usize;
    for (at, &(token, _)) in tokens.iter().enumerate().skip(unexpected.at) {
        let fits = token.is_closer() || unexpected.expected.contains(token);
        if at > unexpected.at && depth == 0 && fits {
            return at;
        }
        depth += usize::from(token.closer().is_some());
        depth = depth.saturating_sub(usize::from(token.is_closer()));
    }
    tokens.len()
}

/// True when the mistake at `at` comes from something that is reported on its
/// own: a placeholder, which may stand for anything, a foreign operator or
/// number, a `;` that was read as `,`, or an operand that was put in.
pub(crate) fn is_reported(text: &str, tokens: &[(Token, Span)], at: usize) -> bool {
    let foreign = |token: Option<&(Token, Span)>| match token {
        Some((Token::Hole | Token::ForeignOperator, _)) => true,
        Some((Token::Number, span)) => span.text(text).parse::<f64>().is_err(),
        Some((Token::Comma, span)) => span.text(text) == ";",
        _ => false,
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let put_in = before.is_some_and(|before| before.0 == Token::Error);
    foreign(tokens.get(at)) || foreign(before) || put_in
}
