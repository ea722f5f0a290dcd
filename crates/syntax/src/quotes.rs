//! Strings in other quotes than `"…"`, and strings that nothing closes.

use std::ops::Range;

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span};

use crate::Token;
use crate::lexer::{Scanner, span};
use crate::rules::{INVALID_CHARACTER, UNTERMINATED_STRING};

/// The characters that may close a string that `opening` opened.
fn closing(opening: char) -> &'static [char] {
    match opening {
        '"' | '“' | '”' | '„' | '‟' | '″' => &['"', '”', '“', '‟', '″'],
        '«' | '»' => &['»', '«'],
        _ => &['\'', '’', '‘'],
    }
}

/// What stands between the quotes of the string token `text`, in whatever
/// quotes it is written.
pub(crate) fn string_content(text: &str) -> &str {
    let opened = text.trim_start_matches('\\');
    let mut characters = opened.chars();
    let Some(opening) = characters.next() else {
        return opened;
    };
    let content = characters.as_str();
    let content = content.strip_suffix(closing(opening)).unwrap_or(content);
    if opened.len() < text.len() {
        content.trim_end_matches('\\')
    } else {
        content
    }
}

impl Scanner<'_> {
    /// A string that starts at `at` with a quote that is not ours, an escaped
    /// one, or one that has no partner.
    pub(crate) fn foreign_string(&mut self, at: usize) -> usize {
        let line = self.line(at);
        let opened = line.trim_start_matches('\\');
        let escapes = line.len() - opened.len();
        let Some(opening) = opened.chars().next() else {
            return at + 1;
        };
        let open_end = at + escapes + opening.len_utf8();
        let content = self.line(open_end);
        let Some(found) = content.find(closing(opening)) else {
            return self.unterminated(at, open_end, content, opening);
        };
        let (content, tail) = content.split_at(found);
        let quote = tail.chars().next().map_or(0, char::len_utf8);
        let text = content.trim_end_matches('\\');
        // `"a\”`: a backslash belongs to the string unless both quotes are
        // escaped.
        let text = if escapes > 0 { text } else { content };
        let close = open_end + text.len();
        let end = open_end + content.len() + quote;
        self.foreign_quotes(at..open_end, close..end, text);
        self.token(Token::String, at..end);
        end
    }

    fn foreign_quotes(
        &mut self,
        open: Range<usize>,
        close: Range<usize>,
        content: &str,
    ) {
        let edits: Vec<Edit> = [span(open), span(close)]
            .into_iter()
            .filter(|quote| quote.text(self.text) != "\"")
            .map(|span| Edit {
                span,
                text: "\"".to_owned(),
            })
            .collect();
        let Some(first) = edits.first().map(|edit| edit.span) else {
            return;
        };
        let mut finding = Diagnostic::new(
            &INVALID_CHARACTER,
            first,
            format!("invalid quote `{}`", first.text(self.text)),
        )
        .with_help("strings stand in plain double quotes: `\"…\"`");
        if !content.contains('"') {
            finding = finding.with_fix(Fix {
                applicability: Applicability::Safe,
                edits,
            });
        }
        self.report.push(finding);
    }

    /// A string that is not closed on its line. It is taken to end before the
    /// first `)`, `]` or `;`, so that what follows is understood.
    fn unterminated(
        &mut self,
        at: usize,
        open_end: usize,
        content: &str,
        opening: char,
    ) -> usize {
        if opening == '\'' || opening == '’' {
            return self.meaningless(at, opening);
        }
        let content = content
            .split([')', ']', ';'])
            .next()
            .unwrap_or_default()
            .trim_end();
        let end = open_end + content.len();
        let quote = span(at..open_end);
        self.report.push(
            Diagnostic::new(&UNTERMINATED_STRING, quote, "this string is not closed")
                .with_help("strings end on the line they start on; write `\"` behind the text")
                .with_fix(Fix {
                    applicability: Applicability::Unsafe,
                    edits: unterminated_edits(quote, end, quote.text(self.text) == "\""),
                }),
        );
        self.token(Token::String, at..end);
        end
    }
}

fn unterminated_edits(quote: Span, end: usize, plain: bool) -> Vec<Edit> {
    let close = Edit {
        span: span(end..end),
        text: "\"".to_owned(),
    };
    let open = Edit {
        span: quote,
        text: "\"".to_owned(),
    };
    match (plain, quote.end == close.span.start) {
        (true, _) => vec![close],
        (false, false) => vec![open, close],
        (false, true) => vec![Edit {
            span: quote,
            text: "\"\"".to_owned(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::string_content;

    #[test]
    fn content_is_found_in_all_quotes() {
        for (text, content) in [
            ("\"a\"", "a"),
            ("\"a\\\"", "a\\"),
            ("\\\"a\\\"", "a"),
            ("\\\\\"a\\\\\"", "a"),
            ("“a”", "a"),
            ("“a\"", "a"),
            ("\"a”", "a"),
            ("'a'", "a"),
            ("\"", ""),
            ("“a", "a"),
            ("", ""),
        ] {
            assert_eq!(string_content(text), content, "{text}");
        }
    }
}
