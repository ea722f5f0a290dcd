//! What can be folded to one line.

use autoscale_base::{LineIndex, Span};
use autoscale_syntax::{Comment, CommentKind};

use crate::Subject;

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A statement.
    Statement,
    /// A comment, or lines of comment below each other.
    Comment,
}

/// A range of more than one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From its first to its last byte.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// Statements and comments of more than one line, in text order.
#[must_use]
pub fn folds(subject: &Subject<'_>) -> Vec<Fold> {
    let tree = &subject.analysis.tree;
    let lines = LineIndex::new(subject.text);
    let statements = tree.statements().iter().map(|statement| Fold {
        span: statement
            .semicolon
            .map_or(statement.span, |end| statement.span.to(end)),
        kind: FoldKind::Statement,
    });
    let comments = comment_blocks(subject.text, tree.comments(), &lines);
    let comments = comments.into_iter().map(|span| Fold {
        span,
        kind: FoldKind::Comment,
    });
    let mut folds: Vec<_> = statements.chain(comments).collect();
    folds.retain(|fold| lines.line(fold.span.start) < lines.line(fold.span.end));
    folds.sort_by_key(|fold| fold.span);
    folds
}

/// Comments that stand below each other on lines of their own, as one.
pub(crate) fn comment_blocks(text: &str, comments: &[Comment], lines: &LineIndex) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut above = None;
    for comment in comments {
        let joins = comment.kind != CommentKind::Block && starts_line(text, lines, comment.span);
        let line = lines.line(comment.span.start);
        match blocks.last_mut() {
            Some(block) if joins && above.is_some_and(|above: u32| above + 1 == line) => {
                *block = block.to(comment.span);
            }
            _ => blocks.push(comment.span),
        }
        above = joins.then_some(line);
    }
    blocks
}

fn starts_line(text: &str, lines: &LineIndex, span: Span) -> bool {
    let start = lines.line_start(lines.line(span.start)).unwrap_or_default();
    Span::new(start, span.start).text(text).trim().is_empty()
}
