//! Hover over the formula's own variables: their type, how they are computed,
//! and what the formula says about them in a comment.

use autoscale_base::Span;
use autoscale_check::{Type, Var, VarId};
use autoscale_syntax::{Comment, CommentKind};

use super::Hover;
use crate::Subject;

/// The longest assignment that is shown, in characters.
const MOST: usize = 120;

/// What is known about a version of a variable.
pub(super) fn hover(subject: &Subject<'_>, id: VarId) -> Hover {
    let var = subject.analysis.hir.vars().get(id.index());
    Hover {
        code: var.map(|var| code(subject, var)).unwrap_or_default(),
        kind: "variable of this formula",
        summary: var
            .and_then(|var| comment(subject, var))
            .unwrap_or_default(),
        ..Hover::default()
    }
}

fn code(subject: &Subject<'_>, var: &Var) -> Vec<String> {
    let ty = match var.ty {
        Type::Known(ty) => ty.as_str(),
        Type::Mixed => "double or doubleVec",
        Type::Never => "never assigned",
        Type::Unknown => "type unknown",
    };
    let typed = format!("{}: {ty}", var.name);
    let assignment = statement(subject, var).map(|span| span.text(subject.text));
    let assignment = assignment.filter(|text| text.chars().nth(MOST).is_none());
    [Some(typed), assignment.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect()
}

/// The statement that assigns a version.
fn statement(subject: &Subject<'_>, var: &Var) -> Option<Span> {
    let statements = subject.analysis.tree.statements();
    Some(statements.get(var.assigned_by?)?.span)
}

/// The comment behind the assignment, or else the lines of comment above it.
fn comment(subject: &Subject<'_>, var: &Var) -> Option<String> {
    let span = statement(subject, var)?;
    let comments = subject.analysis.tree.comments();
    let behind = comments.partition_point(|comment| comment.span.start < span.end);
    let (above, behind) = comments.split_at_checked(behind)?;
    let trailing = behind.first().filter(|comment| {
        let between = Span::new(span.end, comment.span.start).text(subject.text);
        between.trim_start().strip_prefix(';').is_some_and(is_blank)
    });
    if let Some(trailing) = trailing {
        return Some(content(trailing, subject.text).to_owned());
    }
    let mut lines = Vec::new();
    let mut below = span.start;
    for comment in above.iter().rev() {
        let between = Span::new(comment.span.end, below).text(subject.text);
        let adjoins = between.trim().is_empty() && between.matches('\n').count() == 1;
        if !adjoins || !starts_line(comment, subject.text) {
            break;
        }
        lines.push(content(comment, subject.text));
        below = comment.span.start;
    }
    lines.reverse();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// White space without a line break.
fn is_blank(text: &str) -> bool {
    text.trim().is_empty() && !text.contains(['\n', '\r'])
}

fn starts_line(comment: &Comment, text: &str) -> bool {
    let before = Span::new(0, comment.span.start).text(text);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.trim().is_empty()
}

fn content<'t>(comment: &Comment, text: &'t str) -> &'t str {
    let text = comment.span.text(text);
    let content = match comment.kind {
        CommentKind::Line | CommentKind::Hash => text.trim_start_matches(['/', '#']),
        CommentKind::Block => text.trim_start_matches("/*").trim_end_matches("*/"),
    };
    content.trim()
}
