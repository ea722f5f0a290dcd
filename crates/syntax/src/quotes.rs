//! Strings in other quotes than `"…"`, and strings that nothing closes.

use std::ops::Range;

use autoscale_base::{Applicability, Diagnostic, quoted};

use crate::Token;
use crate::fix::fix;
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

/// True when the string token `text` lacks its closing quote.
pub(crate) fn is_unterminated(text: &str) -> bool {
    let mut characters = text.trim_start_matches('\\').chars();
    let opening = characters.next();
    opening.is_some_and(|opening| !characters.as_str().ends_with(closing(opening)))
}

impl Scanner<'_> {
    /// A string that starts at `at` with a quote that is not ours, an escaped
    /// one, or one that has no partner.
    pub(crate) fn foreign_string(&mut self, at: usize) -> usize {
        let line = self.near(at);
        let opened = line.trim_start_matches('\\');
        let escapes = line.len() - opened.len();
        let Some(opening) = opened.chars().next() else {
            return at + 1;
        };
        let open_end = at + escapes + opening.len_utf8();
        let content = self.near(open_end);
        // An apostrophe is more likely than a string with statements in it.
        let closer = content.find(closing(opening)).filter(|&found| {
            opening == '"' || !content.get(..found).is_some_and(|text| text.contains(';'))
        });
        let Some(found) = closer else {
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

    fn foreign_quotes(&mut self, open: Range<usize>, close: Range<usize>, content: &str) {
        let quotes = [span(open), span(close)].into_iter();
        let foreign = quotes.filter(|quote| quote.text(self.text) != "\"");
        let Some(first) = foreign.clone().next() else {
            return;
        };
        let mut finding = Diagnostic::new(
            &INVALID_CHARACTER,
            first,
            format!("invalid quote {}", quoted(first.text(self.text))),
        )
        .with_help("strings stand in plain double quotes: `\"…\"`");
        if !content.contains('"') {
            let edits = foreign.map(|quote| (quote, "\""));
            finding = finding.with_fix(fix(Applicability::Safe, edits));
        }
        self.report.push(finding);
    }

    /// A string that is not closed on its line. It is taken to end before the
    /// first `)`, `]` or `;`, so that what follows is understood.
    fn unterminated(&mut self, at: usize, open_end: usize, content: &str, opening: char) -> usize {
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
        let plain = quote.text(self.text) == "\"";
        let edits = [(quote, "\""), (span(end..end), "\"")];
        let edits = edits.into_iter().skip(usize::from(plain));
        self.report.push(
            Diagnostic::new(&UNTERMINATED_STRING, quote, "this string is not closed")
                .with_help("strings end on the line they start on; write `\"` after the text")
                .with_fix(fix(Applicability::Unsafe, edits)),
        );
        self.token(Token::String, at..end);
        end
    }
}

#[cfg(test)]
mod tests {
    use super::{is_unterminated, string_content};

    #[test]
    fn strings_without_a_closing_quote_are_told() {
        for (text, unterminated) in [
            ("\"", true),
            ("\"a", true),
            ("\\\"a", true),
            ("“a", true),
            ("\"\"", false),
            ("\"a\"", false),
            ("“a”", false),
            ("\\\"a\\\"", false),
        ] {
            assert_eq!(is_unterminated(text), unterminated, "{text}");
        }
    }

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
