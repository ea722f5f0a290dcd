//! PowerShell's string literals.

use autoscale_base::Span;

use super::decoder::{Decoder, braced, control};
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// How a literal of PowerShell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PowerShellString {
    /// `"…"`: `$name` is filled in.
    pub expands: bool,
    /// `@'…'@`, on lines of its own.
    pub here: bool,
}

impl PowerShellString {
    /// The kind of the literal at `span`, and where its content is.
    pub(crate) fn of(host: &str, span: Span) -> Option<(Self, Span)> {
        let literal = span.text(host);
        let here = literal.starts_with('@');
        let quoted = literal.strip_prefix('@').unwrap_or(literal);
        let expands = quoted.starts_with('"');
        let style = Self { expands, here };
        let quote = if expands { "\"" } else { "'" };
        let inner = quoted.strip_prefix(quote)?;
        if !here {
            let inner = inner.strip_suffix(quote)?;
            let start = span.start + 1;
            return Some((style, Span::new(start, start + offset(inner.len()))));
        }
        let lines = inner.strip_suffix('@')?.strip_suffix(quote)?;
        let (head, _) = lines.split_once('\n')?;
        let start = 2 + head.len() + 1;
        let lines = lines.strip_suffix('\n')?;
        let lines = lines.strip_suffix('\r').unwrap_or(lines);
        let end = (2 + lines.len()).max(start);
        let content = Span::new(span.start + offset(start), span.start + offset(end));
        Some((style, content))
    }

    /// What PowerShell makes of `content`.
    pub(crate) fn decode(self, host: &str, content: Span, map: &mut SourceMap) {
        map.literal(Quoting::PowerShell(self));
        let mut decoder = Decoder::new(host, content, map);
        let special: &[u8] = match (self.expands, self.here) {
            (true, true) => b"`$",
            (true, false) => b"`$\"",
            (false, true) => b"",
            (false, false) => b"'",
        };
        while let Some(byte) = decoder.next_special(special) {
            let rest = decoder.rest();
            match byte {
                b'`' => escape(&mut decoder),
                b'"' if rest.starts_with("\"\"") => decoder.escape(2, "\""),
                b'\'' if rest.starts_with("''") => decoder.escape(2, "'"),
                b'$' => match expansion(rest) {
                    Some(len) => {
                        decoder.hole(len);
                    }
                    None => decoder.keep(1),
                },
                _ => decoder.keep(1),
            }
        }
        decoder.finish();
    }

    /// `text` as a part of the content; `None` when it cannot be written.
    pub(crate) fn encode(self, text: &str) -> Option<String> {
        let end = if self.expands { "\"@" } else { "'@" };
        // It ends the literal when it comes to stand at the start of a line.
        if self.here && text.contains(end) || text.contains('\0') {
            return None;
        }
        if !self.expands {
            return Some(if self.here {
                text.to_owned()
            } else {
                text.replace('\'', "''")
            });
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c == '`' || c == '$' || c == '"' && !self.here {
                out.push('`');
            }
            out.push(c);
        }
        Some(out)
    }

    /// May `left` and `right` become neighbours? A line that starts with the
    /// closing quotes ends a here-string.
    pub(crate) fn fits(self, left: char, right: char) -> bool {
        let quote = if self.expands { '"' } else { '\'' };
        !(self.here && (left == '\n' && right == quote || left == quote && right == '@'))
    }
}

/// The length of `$name`, `${name}`, `$scope:name` or `$(…)`.
fn expansion(text: &str) -> Option<usize> {
    let behind = text.strip_prefix('$')?;
    if behind.starts_with('{') {
        return behind.find('}').map(|close| close + 2);
    }
    if behind.starts_with('(') {
        return braced(behind).map(|len| len + 1);
    }
    if behind.starts_with(['$', '?', '^']) {
        return Some(2);
    }
    let name = |text: &str| {
        let is_part = |c: &char| c.is_alphanumeric() || *c == '_';
        text.chars()
            .take_while(is_part)
            .map(char::len_utf8)
            .sum::<usize>()
    };
    let first = name(behind);
    if first == 0 {
        return None;
    }
    let scoped = behind.get(first..).and_then(|rest| rest.strip_prefix(':'));
    let second = scoped.map_or(0, name);
    Some(1 + first + if second > 0 { second + 1 } else { 0 })
}

/// Takes the escape at the decoder's place.
fn escape(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let behind = rest.get(1..).unwrap_or_default();
    let Some(letter) = behind.chars().next() else {
        return decoder.keep(1);
    };
    let c = match letter {
        '0' => '\0',
        'e' => '\x1b',
        'u' if behind.starts_with("u{") => return decoder.code_point_in_braces(),
        other => control(other).unwrap_or(other),
    };
    decoder.escape_char(1 + letter.len_utf8(), c);
}
