//! Text to tree. The only file that knows the generated parser.

use std::borrow::Cow;

use autoscale_base::{Diagnostic, Span};
use lalrpop_util::{ParseError, lalrpop_mod};

use crate::Token;
use crate::ast::Tree;
use crate::builder::Builder;
use crate::lexer::{offset, scan};
use crate::limits::{MAX_BYTES, MAX_CHARACTERS, MAX_STATEMENTS};
use crate::message::{Expected, Unexpected};
use crate::nesting::too_deep;
use crate::recover::recover;
use crate::rules::{FORMULA_TOO_LONG, TOO_MANY_STATEMENTS};

lalrpop_mod!(
    #[expect(
        clippy::allow_attributes,
        clippy::allow_attributes_without_reason,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unreachable,
        clippy::unwrap_used,
        unreachable_pub,
        reason = "generated; it panics on no input"
    )]
    formula
);

/// A tree and what is wrong with its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The formula, as far as it could be understood.
    pub tree: Tree,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a formula. Never fails: what could not be understood is an error
/// node in the tree, and a diagnostic tells why. Texts of more than a mebibyte
/// are refused unread.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    parse_with_holes(text, &[])
}

/// Parses a formula that a host language completes at `holes`, sorted and
/// apart from each other. Whatever stands there is opaque: one token of kind
/// [`Token::Hole`], together with the name, number or string that it is a part
/// of. No finding is raised for it, and it does not count towards the length.
#[must_use]
pub fn parse_with_holes(text: &str, holes: &[Span]) -> Parsed {
    if text.len() > MAX_BYTES {
        return Parsed {
            tree: Tree::default(),
            diagnostics: too_long(text, holes).into_iter().collect(),
        };
    }
    let masked = mask(text, holes);
    let scanner = scan(&masked);
    let (mut tokens, comments) = (scanner.tokens, scanner.comments);
    if !holes.is_empty() {
        mark_holes(&mut tokens, holes);
    }
    let mut b = Builder::new(text, tokens.len(), scanner.report);
    let mark = b.mark();
    let sound = !scanner.meaningless && !too_deep(&tokens);
    if !(sound && parse_tokens(&mut b, &tokens).is_ok()) {
        b.rewind(mark);
        recover(&mut b, &tokens);
    }
    let mut tree = b.tree;
    tree.tokens = tokens;
    tree.comments = comments;
    let limits = [too_long(text, holes), too_many(&tree)];
    Parsed {
        diagnostics: b.report.finish(limits.into_iter().flatten()),
        tree,
    }
}

/// The text with every hole overwritten by letters, so that it reads as one
/// word with the letters and digits around it. Offsets stay.
#[must_use]
pub fn mask<'t>(text: &'t str, holes: &[Span]) -> Cow<'t, str> {
    if holes.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for hole in holes {
        masked.push_str(text.get(copied..hole.range().start).unwrap_or_default());
        masked.extend(std::iter::repeat_n('_', hole.range().len()));
        copied = hole.range().end;
    }
    masked.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(masked)
}

/// Makes holes of the tokens that a hole is a part of. A number in front of a
/// hole is a part of it, too.
fn mark_holes(tokens: &mut Vec<(Token, Span)>, holes: &[Span]) {
    let mut holes = holes.iter().peekable();
    for (token, span) in tokens.iter_mut() {
        while holes.next_if(|hole| hole.end <= span.start).is_some() {}
        if holes.peek().is_some_and(|hole| hole.start < span.end) {
            *token = Token::Hole;
        }
    }
    tokens.dedup_by(|next, last| {
        let kinds = (last.0, next.0) == (Token::Number, Token::Hole);
        let merge = kinds && last.1.end == next.1.start;
        if merge {
            *last = (Token::Hole, last.1.to(next.1));
        }
        merge
    });
}

/// Parses statements with the grammar alone.
pub(crate) fn parse_tokens(
    b: &mut Builder<'_>,
    tokens: &[(Token, Span)],
) -> Result<(), Unexpected> {
    let mut read = 0_usize;
    let triples = tokens.iter().map(|&(token, span)| {
        read += 1;
        (span.start, token, span.end)
    });
    let result = formula::FormulaParser::new().parse(b, triples);
    result.map_err(|error| match error {
        ParseError::UnrecognizedEof { expected, .. } => Unexpected {
            at: tokens.len(),
            expected: expectation(&expected),
        },
        ParseError::UnrecognizedToken { expected, .. } => Unexpected {
            at: read.saturating_sub(1),
            expected: expectation(&expected),
        },
        // The lexer hands on no errors, the grammar raises none, and nothing
        // can follow a formula but what is no part of it.
        ParseError::InvalidToken { .. }
        | ParseError::ExtraToken { .. }
        | ParseError::User { .. } => Unexpected {
            at: read.saturating_sub(1),
            expected: Expected::default(),
        },
    })
}

/// The grammar's names of terminals as tokens.
fn expectation(names: &[String]) -> Expected {
    let mut expected = Expected::default();
    for name in names {
        let name = name.trim_matches('"');
        let token = match name {
            "ident" => Some(Token::Ident),
            "number" => Some(Token::Number),
            _ => Token::ALL
                .into_iter()
                .find(|token| token.text() == Some(name)),
        };
        if let Some(token) = token {
            expected.insert(token);
        }
    }
    expected
}

fn too_long(text: &str, holes: &[Span]) -> Option<Diagnostic> {
    if text.len() <= MAX_CHARACTERS {
        return None;
    }
    let mut holes = holes.iter().peekable();
    let mut written = text.char_indices().filter(|&(at, _)| {
        let at = offset(at);
        while holes.next_if(|hole| hole.end <= at).is_some() {}
        holes.peek().is_none_or(|hole| at < hole.start)
    });
    let (at, first) = written.nth(MAX_CHARACTERS)?;
    let characters = MAX_CHARACTERS + 1 + written.count();
    let span = Span::new(offset(at), offset(at + first.len_utf8()));
    let message =
        format!("the formula has {characters} characters, the service accepts {MAX_CHARACTERS}");
    Some(
        Diagnostic::new(&FORMULA_TOO_LONG, span, message)
            .with_label("the first character too many")
            .with_help("shorten comments and names; white space counts as well"),
    )
}

fn too_many(tree: &Tree) -> Option<Diagnostic> {
    let first = tree.statements().get(MAX_STATEMENTS)?;
    let statements = tree.statements().len();
    let message =
        format!("the formula has {statements} statements, the service accepts {MAX_STATEMENTS}");
    Some(
        Diagnostic::new(&TOO_MANY_STATEMENTS, first.span, message)
            .with_label("the first statement too many")
            .with_help("put expressions together"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexer::span;

    fn with_hole(text: &str, hole: &str) -> (Parsed, String) {
        let start = text.find(hole).unwrap();
        let parsed = parse_with_holes(text, &[span(start..start + hole.len())]);
        let tree = crate::dump(text, &parsed.tree);
        (parsed, tree)
    }

    #[test]
    fn a_hole_is_opaque_whatever_it_holds() {
        for (text, hole) in [
            ("$n = min(25, $MAX);", "$MAX"),
            ("$n = 1${f(\"a;b\")}0 + 1;", "${f(\"a;b\")}"),
            ("$n = time(\"${x(\"y\")}\");", "${x(\"y\")}"),
            ("$n = 5; // %{if a}\n%{endif}\n$m = 6;", "%{if a}\n%{endif}"),
            ("$Target%sNodes = 5;", "%s"),
            ("{all}", "{all}"),
        ] {
            let (parsed, tree) = with_hole(text, hole);
            assert_eq!(parsed.diagnostics, [], "{text}");
            assert!(!tree.contains("error"), "{text}: {tree}");
        }
        for text in ["$n = min(25, $MAX);", "$MAX"] {
            let (_, tree) = with_hole(text, "$MAX");
            assert!(tree.contains("(hole $MAX)"), "{tree}");
        }
    }

    #[test]
    fn holes_do_not_count_towards_the_length() {
        let hole = format!("${{{}}}", "x".repeat(MAX_CHARACTERS));
        let (parsed, _) = with_hole(&format!("$n = {hole};"), &hole);
        assert_eq!(parsed.diagnostics, []);
        let text = format!("$n = {hole};//{}", "y".repeat(MAX_CHARACTERS));
        let (parsed, _) = with_hole(&text, &hole);
        let written = text.len() - hole.len();
        assert!(parsed.diagnostics[0].message.contains(&written.to_string()));
    }
}
