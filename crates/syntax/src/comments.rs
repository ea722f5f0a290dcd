//! Comments of other languages: `# …` and `/* … */`.

use autoscale_base::{Diagnostic, Fix};

use crate::ast::{Comment, CommentKind};
use crate::lexer::{Scanner, span};
use crate::rules::INVALID_CHARACTER;

const HELP: &str = "comments start with `//` and end with the line";

impl Scanner<'_> {
    /// `# …`, to the end of the line.
    pub(crate) fn hash_comment(&mut self, at: usize) -> usize {
        let line = self.line(at);
        let hashes = line.len() - line.trim_start_matches('#').len();
        let sign = span(at..at + hashes);
        self.report.push(
            Diagnostic::new(&INVALID_CHARACTER, sign, "`#` does not start a comment")
                .with_help(HELP)
                .with_fix(Fix::safe(sign, "//")),
        );
        let end = at + line.len();
        self.comments.push(Comment {
            span: span(at..end),
            kind: CommentKind::Hash,
        });
        end
    }

    /// `/* … */`, or to the end of the text when it is not closed.
    pub(crate) fn block_comment(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let inner = rest.strip_prefix("/*").unwrap_or(rest);
        let closed = inner.split_once("*/");
        let (inner, behind) = closed.unwrap_or((inner, ""));
        let end = at + rest.len() - behind.len();
        let place = span(at..end);
        let code_follows = !self.near(end).trim().is_empty();
        let message = if closed.is_some() {
            "`/*` does not start a comment"
        } else {
            "`/*` does not start a comment, and is never closed"
        };
        self.report.push(
            Diagnostic::new(&INVALID_CHARACTER, span(at..at + 2), message)
                .with_help(HELP)
                .with_fix(Fix::safe(place, line_comments(inner, code_follows))),
        );
        self.comments.push(Comment {
            span: place,
            kind: CommentKind::Block,
        });
        end
    }
}

/// A block comment's content as line comments. They end with a line break when
/// code follows on the same line.
fn line_comments(inner: &str, code_follows: bool) -> String {
    let mut text = String::with_capacity(inner.len() + 8);
    text.push_str("//");
    for (number, line) in inner.split_inclusive('\n').enumerate() {
        let content = line.trim_start();
        let (indent, _) = line.split_at(line.len() - content.len());
        if number == 0 || content.is_empty() {
            text.push_str(line);
        } else {
            text.push_str(indent);
            text.push_str("// ");
            text.push_str(content);
        }
    }
    // The last line of a comment box is empty, and needs no `//`.
    text.truncate(text.trim_end_matches([' ', '\t']).len());
    if text.ends_with('\n') && !code_follows {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    } else if !text.ends_with('\n') && code_follows {
        text.push('\n');
    }
    text
}
