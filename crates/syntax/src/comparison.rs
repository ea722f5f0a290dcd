//! `=` where `==` is meant.

use autoscale_base::{Diagnostic, Fix, Span};

use crate::Token;
use crate::report::Report;
use crate::rules::FOREIGN_SYNTAX;

/// Replaces every `=` of one statement that can only be a comparison: inside
/// brackets, and beside `?`, `&&` and `||`. The first one, behind a name,
/// assigns.
pub(crate) fn compare(tokens: &mut [(Token, Span)], report: &mut Report) {
    let mut depth = 0_usize;
    let mut top = Vec::new();
    let mut logic = false;
    let assigns = matches!(tokens, [(first, _), (Token::Assign, _), ..] if first.is_word());
    let start = if assigns { 2 } else { 0 };
    for (at, (token, span)) in tokens.iter_mut().enumerate().skip(start) {
        match *token {
            Token::Assign if depth > 0 => replace(token, *span, report),
            Token::Assign => top.push(at),
            Token::Question | Token::And | Token::Or if depth == 0 => logic = true,
            other => {
                depth += usize::from(other.closer().is_some());
                depth = depth.saturating_sub(usize::from(other.is_closer()));
            }
        }
    }
    for at in top {
        if let (true, Some((token, span))) = (logic, tokens.get_mut(at)) {
            replace(token, *span, report);
        }
    }
}

fn replace(token: &mut Token, span: Span, report: &mut Report) {
    *token = Token::Equal;
    report.push(
        Diagnostic::new(&FOREIGN_SYNTAX, span, "`=` does not compare")
            .with_help("write `==`")
            .with_fix(Fix::safe(span, "==")),
    );
}
