//! Documentation as the client can show it: Markdown, or the same as plain text.

use tower_lsp::lsp_types::{MarkupContent, MarkupKind};

/// `markdown`, as plain text for a client that does not read Markdown.
pub(crate) fn content(markdown: String, reads_markdown: bool) -> MarkupContent {
    if reads_markdown {
        return MarkupContent {
            kind: MarkupKind::Markdown,
            value: markdown,
        };
    }
    MarkupContent {
        kind: MarkupKind::PlainText,
        value: plain(&markdown),
    }
}

/// The text without its marks. Code keeps all of its signs.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut in_block = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            in_block = !in_block;
            continue;
        }
        let mut in_code = false;
        for sign in line.trim_end().chars() {
            match sign {
                _ if in_block => text.push(sign),
                '`' => in_code = !in_code,
                '*' | '\\' if !in_code => {}
                _ => text.push(sign),
            }
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_go_and_code_stays() {
        let markdown = "```autoscale\nn = 2 * 3\n```\n\n*metric*, in `a * b`  \nits end\n";
        assert_eq!(plain(markdown), "n = 2 * 3\n\nmetric, in a * b\nits end");
    }
}
