//! Fenced code of Markdown.

use crate::quoting::Ends;

/// `text` as a part of a fence whose lines begin with `prefix`.
pub(crate) fn encode(text: &str, prefix: &str, ends: Ends) -> Option<String> {
    let closes = |line: &str| {
        let line = line.trim_start();
        line.starts_with("```") || line.starts_with("~~~")
    };
    if text.lines().any(closes) || text.contains('\r') || ends.last && !text.ends_with('\n') {
        return None;
    }
    // A blank line needs the prefix, too: without it a quotation ends.
    let indented = |text: &str| text.replace('\n', &format!("\n{prefix}"));
    let Some(content) = text.strip_suffix('\n').filter(|_| ends.last) else {
        return Some(indented(text));
    };
    Some(indented(content) + "\n")
}
