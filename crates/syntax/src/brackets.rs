//! Brackets that do not pair. What is missing is put in, so that the rest of
//! the statement is understood.

use autoscale_base::{Applicability, Diagnostic, Fix, Span};

use crate::Token;
use crate::quotes::is_unterminated;
use crate::report::Report;
use crate::rules::{UNCLOSED_BRACKET, UNMATCHED_BRACKET};

/// The tokens of a statement, every bracket in a pair.
pub(crate) struct Balanced {
    pub(crate) tokens: Vec<(Token, Span)>,
    /// One finding for each place where closing brackets were put in.
    pub(crate) unclosed: Vec<Diagnostic>,
}

/// Pairs the brackets of one statement.
pub(crate) fn balance(text: &str, tokens: &[(Token, Span)], report: &mut Report) -> Balanced {
    let mut balancer = Balancer {
        text,
        out: Vec::with_capacity(tokens.len() + 4),
        open: Vec::new(),
        open_parens: 0,
        unclosed: Vec::new(),
    };
    for &(token, span) in tokens {
        if token.is_closer() {
            balancer.close(token, span, report);
        } else {
            balancer.push(token, span);
        }
    }
    balancer.close_down_to(0);
    Balanced {
        tokens: balancer.out,
        unclosed: balancer.unclosed,
    }
}

/// An open bracket: its partner, and whether it may be empty.
struct Open {
    span: Span,
    closer: Token,
    may_be_empty: bool,
}

struct Balancer<'t> {
    text: &'t str,
    out: Vec<(Token, Span)>,
    open: Vec<Open>,
    /// How many of `open` are round.
    open_parens: usize,
    unclosed: Vec<Diagnostic>,
}

impl Balancer<'_> {
    fn push(&mut self, token: Token, span: Span) {
        if let Some(closer) = token.closer() {
            let called = self.out.last().is_some_and(|last| last.0.is_word());
            self.open_parens += usize::from(closer == Token::RightParen);
            self.open.push(Open {
                span,
                closer,
                may_be_empty: called || closer == Token::RightBracket,
            });
        }
        self.out.push((token, span));
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.open_parens -= usize::from(open.closer == Token::RightParen);
        Some(open)
    }

    fn close(&mut self, closer: Token, span: Span, report: &mut Report) {
        let found = span.text(self.text);
        let partners = if closer == Token::RightParen {
            self.open_parens
        } else {
            self.open.len() - self.open_parens
        };
        let Some(innermost) = self.open.last() else {
            report.push(
                Diagnostic::new(
                    &UNMATCHED_BRACKET,
                    span,
                    format!("`{found}` closes no bracket"),
                )
                .with_help("remove it, or open a bracket before it")
                .with_fix(Fix::one(Applicability::Unsafe, span, "")),
            );
            return;
        };
        if innermost.closer != closer && partners == 0 {
            let (open, right) = (innermost.span, innermost.closer);
            let right_text = right.text().unwrap_or_default();
            report.push(
                Diagnostic::new(
                    &UNMATCHED_BRACKET,
                    span,
                    format!("`{found}` does not close `{}`", open.text(self.text)),
                )
                .with_related(open, "opened here")
                .with_help(format!("write `{right_text}`"))
                .with_fix(Fix::one(Applicability::Unsafe, span, right_text)),
            );
            self.pop();
            self.out.push((right, span));
            return;
        }
        let partner = self.open.iter().rposition(|open| open.closer == closer);
        self.close_down_to(partner.map_or(0, |at| at + 1));
        self.pop();
        self.out.push((closer, span));
    }

    /// Puts in closing brackets until only `keep` are open.
    fn close_down_to(&mut self, keep: usize) {
        let Some(first) = self.open.get(keep).map(|open| open.span) else {
            return;
        };
        let at = self.out.last().map_or(0, |last| last.1.end);
        let string = self.out.last().filter(|last| last.0 == Token::String);
        let in_string = string.is_some_and(|string| is_unterminated(string.1.text(self.text)));
        let mut closers = String::new();
        let mut others = Vec::new();
        while self.open.len() > keep {
            let Some(open) = self.pop() else { break };
            let complete = self.out.last().is_some_and(|last| {
                last.0.ends_operand() || (open.may_be_empty && last.1 == open.span)
            });
            if !complete {
                self.out.push((Token::Error, Span::empty(at)));
            }
            self.out.push((open.closer, Span::empty(at)));
            closers.push_str(open.closer.text().unwrap_or_default());
            if open.span != first {
                others.push(open.span);
            }
        }
        let mut finding = Diagnostic::new(
            &UNCLOSED_BRACKET,
            first,
            format!("this `{}` is never closed", first.text(self.text)),
        );
        finding = if in_string {
            finding.with_help(format!("close the string, and write `{closers}` behind it"))
        } else {
            finding
                .with_help(format!("write `{closers}` before the statement ends"))
                .with_fix(Fix::one(Applicability::Unsafe, Span::empty(at), closers))
        };
        for other in others.into_iter().rev().take(3) {
            finding = finding.with_related(other, "neither is this one");
        }
        self.unclosed.push(finding);
    }
}
