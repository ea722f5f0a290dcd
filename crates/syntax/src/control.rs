//! Statements that other languages have and this one does not: `if (…) {`,
//! `else {`, `return …`, loops.

use autoscale_base::{Diagnostic, Span};

use crate::Token;
use crate::rules::FOREIGN_SYNTAX;
use crate::split::{breaks_line, starts_statement};

/// A statement of another language.
pub(crate) struct Control {
    /// How many tokens it has.
    pub(crate) len: usize,
    /// True for the parts that follow an `if`.
    pub(crate) continues: bool,
    /// What to say about it.
    pub(crate) finding: Diagnostic,
}

/// How far behind a keyword is looked, in tokens.
const FAR: usize = 64;

/// The control statement that starts at `at`, if one does. A variable that is
/// named like a keyword is none.
pub(crate) fn control(text: &str, tokens: &[(Token, Span)], at: usize) -> Option<Control> {
    let &(token, span) = tokens.get(at)?;
    let may_start = match at.checked_sub(1).and_then(|before| tokens.get(before)) {
        None | Some((Token::Error, _)) => true,
        Some((before, place)) => before.ends_operand() && breaks_line(text, *place, span),
    };
    if token != Token::Ident || !may_start {
        return None;
    }
    let keyword = span.text(text);
    let help = match keyword {
        "if" => "write `name = condition ? value : other`",
        "return" => "assign `$TargetDedicatedNodes`; `stop()` ends the evaluation",
        "for" | "foreach" | "while" | "do" => {
            "there are no loops: `avg`, `max`, `sum` and others take whole vectors of samples"
        }
        "switch" | "case" | "function" | "def" | "else" | "elif" | "elsif" | "elseif" | "then"
        | "end" | "endif" | "fi" => {
            "a formula is a list of assignments: write `name = condition ? value : other`"
        }
        _ => return None,
    };
    if !is_statement(tokens.get(at + 1..)?) {
        return None;
    }
    let end = (at + 1..tokens.len())
        .find(|&at| starts_statement(text, tokens, at, 0))
        .unwrap_or(tokens.len());
    let message = format!("the language has no `{keyword}`");
    Some(Control {
        len: end - at,
        continues: matches!(keyword.as_bytes(), [b'e', ..] | b"then" | b"fi"),
        finding: Diagnostic::new(&FOREIGN_SYNTAX, span, message).with_help(help),
    })
}

/// True when what stands behind a keyword cannot stand behind a name.
fn is_statement(behind: &[(Token, Span)]) -> bool {
    let mut depth = 0_usize;
    for &(token, _) in behind.iter().take(FAR) {
        match token {
            Token::LeftParen => depth += 1,
            Token::RightParen if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            Token::Error => return true,
            _ => return token.starts_operand() && token != Token::Minus,
        }
    }
    false
}
