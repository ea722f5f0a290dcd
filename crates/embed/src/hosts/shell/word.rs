//! What a word of a shell script stands for.

use std::collections::HashMap;

use autoscale_base::Span;

use super::Source;
use super::commands::Heredoc;
use crate::dialects::expand::{name_len, skip};
use crate::dialects::shell::ShellString;
use crate::script::{Text, Value};
use crate::source_map::offset;

/// Reads words.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    /// The text of `$(cat <<EOF …)`, by the offset of `$`.
    pub(super) heredocs: &'t HashMap<u32, Heredoc<'t>>,
}

impl<'t> Words<'t> {
    pub(super) fn read(&self, source: Source<'_>) -> Value<'t> {
        match source {
            Source::Heredoc(heredoc) => self.heredoc(heredoc.body, heredoc),
            Source::Word(word) => self.word(word),
        }
    }

    fn word(&self, span: Span) -> Value<'t> {
        let word = span.text(self.text);
        let unquoted = word
            .strip_prefix('"')
            .and_then(|word| word.strip_suffix('"'));
        let inner = unquoted.unwrap_or(word);
        if let Some(name) = variable(inner) {
            return Value::Name(name, Vec::new());
        }
        if inner.starts_with("$(") && skip(inner, &mut Vec::new()).0 == inner.len() {
            let quote = u32::from(unquoted.is_some());
            let heredoc = self.heredocs.get(&(span.start + quote));
            return heredoc.map_or(Value::Other, |heredoc| self.heredoc(span, *heredoc));
        }
        let mut text = Text::new(span);
        let mut at = span.start;
        while at < span.end {
            let rest = Span::new(at, span.end).text(self.text);
            let (style, content, len) = part(rest);
            // Quotes without an end run on to that of the file.
            if style != ShellString::Bare && content.end == len {
                return Value::Other;
            }
            let content = Span::new(at + content.start, at + content.end);
            if !content.is_empty() || style != ShellString::Bare {
                text.expands |= style.expands();
                text.literal(content, |map| style.decode(self.text, content, map));
            }
            at += len.max(1);
        }
        Value::Text(text)
    }

    fn heredoc(&self, whole: Span, heredoc: Heredoc<'_>) -> Value<'t> {
        let style = ShellString::Heredoc {
            expands: heredoc.delimiter.expands,
            tabs: heredoc.delimiter.tabs,
            delimiter: heredoc.delimiter.word.to_owned(),
        };
        let mut text = Text::new(whole);
        text.expands = style.expands();
        text.literal(heredoc.body, |map| {
            style.decode(self.text, heredoc.body, map);
        });
        Value::Text(text)
    }
}

/// The name in `$name` and `${name}`, when that is all.
fn variable(word: &str) -> Option<&str> {
    let name = word.strip_prefix('$')?;
    let braced = name
        .strip_prefix('{')
        .and_then(|name| name.strip_suffix('}'));
    let name = braced.unwrap_or(name);
    (!name.is_empty() && name_len(name) == name.len()).then_some(name)
}

/// The first part of a word: its kind, its content and its length.
fn part(rest: &str) -> (ShellString, Span, u32) {
    let quoted = |style, head: u32| {
        let (len, closed) = skip(rest, &mut Vec::new());
        let len = offset(len);
        let tail = u32::from(closed);
        (style, Span::new(head, (len - tail).max(head)), len)
    };
    if rest.starts_with('\'') {
        return quoted(ShellString::Single, 1);
    }
    if rest.starts_with('"') {
        return quoted(ShellString::Double, 1);
    }
    if rest.starts_with("$'") {
        return quoted(ShellString::Ansi, 2);
    }
    // `$"…"` is for translation: double quotes.
    if rest.starts_with("$\"") {
        return (ShellString::Bare, Span::default(), 1);
    }
    let len = bare_len(rest);
    (ShellString::Bare, Span::new(0, len), len)
}

/// The length of what stands before the next quotes.
fn bare_len(rest: &str) -> u32 {
    let mut at = 0;
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        let nests = here.starts_with("$(") || here.starts_with("${") || here.starts_with('`');
        if nests {
            at += skip(here, &mut Vec::new()).0;
        } else if here.starts_with(['\'', '"']) || here.starts_with("$'") || here.starts_with("$\"")
        {
            break;
        } else if here.starts_with('\\') {
            at += 1 + here.chars().nth(1).map_or(0, char::len_utf8);
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    offset(at.min(rest.len()))
}
