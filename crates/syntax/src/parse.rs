//! Text to tree. The only file that knows the generated parser.

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
    if text.len() > MAX_BYTES {
        return Parsed {
            tree: Tree::default(),
            diagnostics: too_long(text).into_iter().collect(),
        };
    }
    let scanner = scan(text);
    let (tokens, comments) = (scanner.tokens, scanner.comments);
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
    let limits = [too_long(text), too_many(&tree)];
    Parsed {
        diagnostics: b.report.finish(limits.into_iter().flatten()),
        tree,
    }
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

fn too_long(text: &str) -> Option<Diagnostic> {
    let (at, first) = text.char_indices().nth(MAX_CHARACTERS)?;
    let behind = text.get(at..).unwrap_or_default().chars().count();
    let characters = MAX_CHARACTERS + behind;
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
