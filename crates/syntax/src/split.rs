//! Where one statement ends and the next one starts although no `;` says so.

use autoscale_base::Span;

use crate::Token;

/// True when a line ends between two places.
pub(crate) fn breaks_line(text: &str, before: Span, after: Span) -> bool {
    Span::new(before.end, after.start)
        .text(text)
        .contains(['\n', '\r'])
}

/// True when the token at `at` starts a statement: a name behind something
/// complete, on a new line or with a `=` behind it. Inside `depth` brackets it
/// takes both.
pub(crate) fn starts_statement(
    text: &str,
    tokens: &[(Token, Span)],
    at: usize,
    depth: usize,
) -> bool {
    let (Some(before), Some(&(token, span))) = (
        at.checked_sub(1).and_then(|before| tokens.get(before)),
        tokens.get(at),
    ) else {
        return false;
    };
    if !token.is_word() || !before.0.ends_operand() {
        return false;
    }
    let assigns = assigns(tokens, at);
    if breaks_line(text, before.1, span) {
        depth == 0 || assigns
    } else {
        depth == 0 && assigns
    }
}

/// True when a `=` follows the name at `at`, or an operator with one, as in
/// `x += 1`.
fn assigns(tokens: &[(Token, Span)], at: usize) -> bool {
    match (tokens.get(at + 1), tokens.get(at + 2)) {
        (Some((Token::Assign, _)), _) => true,
        (Some((operator, before)), Some((Token::Assign, after))) => {
            operator.is_binary_operator() && before.end == after.start
        }
        _ => false,
    }
}

/// The last operand of a statement, with its receivers and arguments.
pub(crate) fn last_operand(statement: &[(Token, Span)]) -> Span {
    let mut start = statement.len();
    loop {
        start = part_start(statement, start);
        match start.checked_sub(1).and_then(|dot| statement.get(dot)) {
            Some((Token::Dot, _)) => start -= 1,
            _ => break,
        }
    }
    match (statement.get(start), statement.last()) {
        (Some(first), Some(last)) => first.1.to(last.1),
        _ => Span::default(),
    }
}

/// Where the name, number, call or bracket that ends before `end` starts.
fn part_start(tokens: &[(Token, Span)], end: usize) -> usize {
    let mut depth = 0_usize;
    let mut start = end;
    while let Some((token, _)) = start.checked_sub(1).and_then(|at| tokens.get(at)) {
        let called = depth == 0 && start < end;
        if called && !token.is_word() {
            break;
        }
        start -= 1;
        depth += usize::from(token.is_closer());
        depth = depth.saturating_sub(usize::from(token.closer().is_some()));
        if token.is_word() && depth == 0 {
            break;
        }
        if depth == 0 && token.closer().is_none() {
            break;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::lex;

    #[test]
    fn the_last_operand_has_its_receivers_and_arguments() {
        for (text, operand) in [
            ("a = 1 + b", "b"),
            ("a = 1 + 2.5", "2.5"),
            ("a = b * f(c, (d))", "f(c, (d))"),
            ("a = b * (c)", "(c)"),
            ("a = 1 + time().hour", "time().hour"),
            ("a = -b.c(1).d(2)", "b.c(1).d(2)"),
            ("a = [1, 2]", "[1, 2]"),
            ("(1 + 2)", "(1 + 2)"),
        ] {
            let tokens = lex(text).tokens;
            assert_eq!(last_operand(&tokens).text(text), operand, "{text}");
        }
    }
}
