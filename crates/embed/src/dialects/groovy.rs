//! Groovy's string literals.

use autoscale_base::Span;

use super::decoder::{Decoder, braced, code_point, count_digits};
use super::expand::name_len;
use crate::{Quoting, SourceMap};

/// How a literal of Groovy is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroovyString {
    /// `"…"`: `$name` is filled in.
    pub expands: bool,
    /// Three quotes at either end.
    pub triple: bool,
}

/// The length of the string at the start of `text`; `None` when there is none,
/// or none that is closed.
pub(crate) fn string_len(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let three = if quote == '"' { "\"\"\"" } else { "'''" };
    let triple = text.starts_with(three);
    let width = if triple { 3 } else { 1 };
    let mut at = width;
    loop {
        let rest = text.get(at..)?;
        let close = rest.find(['\\', quote, '\n', '$'])?;
        let found = rest.get(close..)?;
        at += close;
        if found.starts_with('\\') {
            at += 1 + found.chars().nth(1)?.len_utf8();
        } else if found.starts_with("${") && quote == '"' {
            at += 1 + braced(found.get(1..)?)?;
        } else if found.starts_with(['\n', '$']) {
            if found.starts_with('\n') && !triple {
                return None;
            }
            at += 1;
        } else if !triple || found.starts_with(three) {
            return Some(at + width);
        } else {
            at += 1;
        }
    }
}

impl GroovyString {
    /// The kind of the literal at `span`, and where its content is.
    pub(crate) fn of(host: &str, span: Span) -> Option<(Self, Span)> {
        let literal = span.text(host);
        let expands = literal.starts_with('"');
        let three = if expands { "\"\"\"" } else { "'''" };
        let triple = literal.starts_with(three) && literal.len() >= 6;
        let width = if triple { 3 } else { 1 };
        let content = Span::new(span.start + width, span.end.checked_sub(width)?);
        (content.start <= content.end).then_some((Self { expands, triple }, content))
    }

    /// What Groovy makes of `content`.
    pub(crate) fn decode(self, host: &str, content: Span, map: &mut SourceMap) {
        map.literal(Quoting::Groovy(self));
        let mut decoder = Decoder::new(host, content, map);
        let special: &[u8] = if self.expands { b"\r\\$" } else { b"\r\\" };
        while let Some(byte) = decoder.next_special(special) {
            let rest = decoder.rest();
            match byte {
                b'\\' => escape(&mut decoder),
                // Groovy reads every line end as a newline.
                b'\r' => decoder.escape(if rest.starts_with("\r\n") { 2 } else { 1 }, "\n"),
                _ => match expansion(rest) {
                    Some(len) => {
                        decoder.hole(len);
                    }
                    None => decoder.keep(1),
                },
            }
        }
        decoder.finish();
    }

    /// `text` as a part of the content; `None` when it cannot be written.
    pub(crate) fn encode(self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let quote = if self.expands { '"' } else { '\'' };
        for c in text.chars() {
            match c {
                '\0' => return None,
                '\n' if !self.triple => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '$' if self.expands => out.push_str("\\$"),
                c if c == '\\' || c == quote => {
                    out.push('\\');
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
        Some(out)
    }
}

/// The length of `$name.name` or `${…}`.
fn expansion(text: &str) -> Option<usize> {
    let behind = text.get(1..)?;
    if behind.starts_with('{') {
        return braced(behind).map(|len| len + 1);
    }
    let mut len = name_len(behind);
    if len == 0 {
        return None;
    }
    while let Some(member) = behind.get(len..).and_then(|rest| rest.strip_prefix('.')) {
        let more = name_len(member);
        if more == 0 {
            break;
        }
        len += 1 + more;
    }
    Some(1 + len)
}

/// Takes the escape at the decoder's place.
fn escape(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let behind = rest.get(1..).unwrap_or_default();
    let simple = match behind.chars().next() {
        Some(c @ ('\\' | '\'' | '"' | '$')) => Some(c),
        Some('b') => Some('\x08'),
        Some('f') => Some('\x0c'),
        Some('n') => Some('\n'),
        Some('r') => Some('\r'),
        Some('s') => Some(' '),
        Some('t') => Some('\t'),
        _ => None,
    };
    if let Some(c) = simple {
        return decoder.escape_char(2, c);
    }
    match behind.chars().next() {
        Some('\n') => decoder.escape(2, ""),
        Some('\r') => decoder.escape(if behind.starts_with("\r\n") { 3 } else { 2 }, ""),
        Some('u') => {
            let number = behind.get(1..5).and_then(|n| code_point(n, 16));
            match number {
                Some(c) => decoder.escape_char(6, c),
                None => decoder.keep(1),
            }
        }
        Some('0'..='7') => {
            let most = if behind.starts_with(['0', '1', '2', '3']) {
                3
            } else {
                2
            };
            let digits = count_digits(behind, 8, most);
            match behind.get(..digits).and_then(|n| code_point(n, 8)) {
                Some(c) => decoder.escape_char(1 + digits, c),
                None => decoder.keep(1),
            }
        }
        _ => decoder.keep(1),
    }
}
