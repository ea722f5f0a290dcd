//! Fenced code of Markdown.

use crate::quoting::{Ends, indent_lines};

/// `text` as a part of a fence whose lines begin with `prefix`.
pub(crate) fn encode(text: &str, prefix: &str, ends: Ends) -> Option<String> {
    let closes = |line: &str| {
        let line = line.trim_start();
        line.starts_with("```") || line.starts_with("~~~")
    };
    if text.lines().any(closes) || text.contains('\r') || ends.last && !text.ends_with('\n') {
        return None;
    }
    let Some(content) = text.strip_suffix('\n').filter(|_| ends.last) else {
        return Some(indent_lines(text, prefix));
    };
    Some(indent_lines(content, prefix) + "\n")
}
