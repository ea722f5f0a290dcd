//! Where one statement ends and the next one starts although no `;` says so.

use autoscale_base::Span;

use crate::Token;

/// True when a line ends between two places.
pub(crate) fn breaks_line(text: &str, before: Span, after: Span) -> bool {
    Span::new(before.end, after.start)
        .text(text)
        .contains(['\n', '\r'])
}

/// True when the token at `at` starts a statement although no `;` stands before
/// it. Three things tell: it is on a new line, a `=` follows it, and what stands
/// before it is complete. Two of them suffice; inside `depth` brackets the first
/// two must be among them.
pub(crate) fn starts_statement(
    text: &str,
    tokens: &[(Token, Span)],
    at: usize,
    depth: usize,
) -> bool {
    let (Some(&(before, place)), Some(&(token, span))) = (
        at.checked_sub(1).and_then(|before| tokens.get(before)),
        tokens.get(at),
    ) else {
        return false;
    };
    if !token.is_word() {
        return false;
    }
    let assigns = assigns(tokens, at);
    let breaks = breaks_line(text, place, span);
    match before {
        _ if before.ends_operand() => match depth {
            0 => breaks || assigns,
            _ => breaks && assigns,
        },
        Token::Comma if depth == 0 => assigns,
        // The line before was left half-written.
        Token::Assign | Token::Plus | Token::Minus | Token::Star | Token::Slash | Token::Dot
            if depth == 0 =>
        {
            breaks && assigns
        }
        Token::Comma | Token::Dot | Token::LeftParen | Token::LeftBracket => {
            let behind = tokens.get(at + 2..).unwrap_or_default();
            breaks && assigns && !closes(behind, depth)
        }
        // Behind `&&`, `?` and the like a `=` compares.
        _ => false,
    }
}

/// How far a bracket may reach, in tokens.
const FAR: usize = 64;

/// `tokens` with a `,` for every `;` inside brackets that close behind it, as
/// in `max(1; 2)`. Any other `;` ends a statement, whatever is open.
pub(crate) fn separate(tokens: &[(Token, Span)]) -> Vec<(Token, Span)> {
    let mut tokens = tokens.to_vec();
    let mut depth = 0_usize;
    for at in 0..tokens.len() {
        let Some(&(token, span)) = tokens.get(at) else {
            break;
        };
        if token == Token::Semicolon {
            let behind = tokens.get(at + 1..).unwrap_or_default();
            if depth > 0 && closes(behind, depth) {
                if let Some(separator) = tokens.get_mut(at) {
                    *separator = (Token::Comma, span);
                }
            } else {
                depth = 0;
            }
        }
        depth += usize::from(token.closer().is_some());
        depth = depth.saturating_sub(usize::from(token.is_closer()));
    }
    tokens
}

/// True when `depth` brackets close in `tokens` before anything is assigned.
fn closes(tokens: &[(Token, Span)], mut depth: usize) -> bool {
    for &(token, _) in tokens.iter().take(FAR) {
        depth += usize::from(token.closer().is_some());
        depth = depth.saturating_sub(usize::from(token.is_closer()));
        if depth == 0 || token == Token::Assign {
            return depth == 0;
        }
    }
    false
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
    fn semicolons_in_brackets_separate() {
        let kinds = |text| {
            let tokens = separate(&lex(text).tokens);
            let ends = tokens.iter().filter(|token| token.0 == Token::Semicolon);
            ends.count()
        };
        assert_eq!(kinds("max(1; 2; 3); a;"), 2);
        assert_eq!(kinds("max(1; a = 2);"), 2);
        assert_eq!(kinds("max((1; 2); b;"), 3);
    }

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
