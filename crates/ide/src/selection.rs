//! Ranges around a place, each in the next: what "expand selection" takes.

use autoscale_base::{LineIndex, Span};

use crate::Subject;
use crate::folding::comment_blocks;

/// The ranges around `offset`, the innermost first: token, expressions,
/// statement, formula; in a comment that and the lines of comment around it.
#[must_use]
pub fn selection_ranges(subject: &Subject<'_>, offset: u32) -> Vec<Span> {
    let tree = &subject.analysis.tree;
    // What is missing in broken text stands in the tree without a byte.
    let touching = |span: &Span| span.touches(offset) && !span.is_empty();
    let comments = tree.comments();
    let mut around: Vec<Span> = match comments.iter().find(|comment| comment.span.touches(offset)) {
        Some(comment) => {
            let lines = LineIndex::new(subject.text);
            let blocks = comment_blocks(subject.text, comments, &lines);
            let blocks = blocks.into_iter().filter(touching);
            std::iter::once(comment.span).chain(blocks).collect()
        }
        None => {
            let tokens = tree.tokens().iter().map(|token| token.1);
            // Between two tokens the one behind the cursor is meant.
            let token = tokens.filter(touching).max_by_key(|span| span.start);
            let exprs = tree.exprs().iter().map(|expr| expr.span);
            let statements = tree.statements().iter();
            let statements = statements.flat_map(|statement| {
                let whole = statement.semicolon.map(|end| statement.span.to(end));
                [Some(statement.span), whole].into_iter().flatten()
            });
            let wider = exprs.chain(statements).filter(touching);
            token.into_iter().chain(wider).collect()
        }
    };
    let end = u32::try_from(subject.text.len()).unwrap_or(u32::MAX);
    around.push(Span::new(0, end));
    nested(around)
}

/// The first of `spans` and the wider ones, each in the next.
fn nested(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| span.len());
    let mut nested: Vec<Span> = Vec::new();
    for span in spans {
        let inside = nested.last();
        if inside.is_none_or(|inside| *inside != span && span.contains(*inside)) {
            nested.push(span);
        }
    }
    nested
}
