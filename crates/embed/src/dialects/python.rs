//! Python's string literals.

use autoscale_base::Span;

use super::decoder::{Decoder, code_point, control, count_digits};
use crate::{Quoting, SourceMap};

/// How a literal of Python is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PythonString {
    /// `'` or `"`.
    pub quote: char,
    /// Three quotes at either end.
    pub triple: bool,
    /// `r"…"`: no escapes.
    pub raw: bool,
    /// `f"…"`: `{…}` is filled in.
    pub formatted: bool,
}

impl PythonString {
    /// The kind of the literal at `span`, and where its content is. `None` for
    /// bytes, templates and what is not closed.
    pub(crate) fn of(host: &str, span: Span) -> Option<(Self, Span)> {
        let literal = span.text(host);
        let open = literal.find(['\'', '"'])?;
        let (prefix, quoted) = literal.split_at_checked(open)?;
        let quote = quoted.chars().next()?;
        let three = if quote == '"' { "\"\"\"" } else { "'''" };
        let triple = quoted.len() >= 6 && quoted.starts_with(three) && quoted.ends_with(three);
        let width = if triple { 3 } else { 1 };
        if !quoted.ends_with(quote) || quoted.len() < 2 * width {
            return None;
        }
        let mut style = Self {
            quote,
            triple,
            raw: false,
            formatted: false,
        };
        for letter in prefix.chars() {
            match letter.to_ascii_lowercase() {
                'r' => style.raw = true,
                'f' => style.formatted = true,
                'u' => {}
                _ => return None,
            }
        }
        let start = span.start + crate::source_map::offset(open + width);
        let end = span.end - crate::source_map::offset(width);
        Some((style, Span::new(start, end)))
    }

    /// What Python makes of `content`.
    pub(crate) fn decode(self, host: &str, content: Span, map: &mut SourceMap) {
        map.literal(Quoting::Python(self));
        let special: &[u8] = match (self.raw, self.formatted) {
            (true, true) => b"\r{}",
            (true, false) => b"\r",
            (false, true) => b"\r\\{}",
            (false, false) => b"\r\\",
        };
        let mut decoder = Decoder::new(host, content, map);
        while let Some(byte) = decoder.next_special(special) {
            match byte {
                b'\\' => escape(&mut decoder),
                // Python reads every line end as a newline.
                b'\r' if decoder.rest().starts_with("\r\n") => decoder.escape(2, "\n"),
                b'\r' => decoder.escape(1, "\n"),
                _ => decoder.brace(replacement_field, |_| None),
            }
        }
        decoder.finish();
    }

    /// `text` as a part of the content; `None` when it cannot be written.
    pub(crate) fn encode(self, text: &str) -> Option<String> {
        if self.raw {
            return self.encode_raw(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\n' if self.triple => out.push(c),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\0' => out.push_str("\\x00"),
                '{' if self.formatted => out.push_str("{{"),
                '}' if self.formatted => out.push_str("}}"),
                c if c == self.quote => {
                    out.push('\\');
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
        Some(out)
    }

    fn encode_raw(self, text: &str) -> Option<String> {
        // A backslash takes a quote along that comes to stand behind it.
        let cannot = |c: char| {
            c == self.quote || matches!(c, '\\' | '\r' | '\0') || c == '\n' && !self.triple
        };
        if text.contains(cannot) {
            return None;
        }
        if self.formatted {
            return Some(text.replace('{', "{{").replace('}', "}}"));
        }
        Some(text.to_owned())
    }
}

/// Takes the escape at the decoder's place.
fn escape(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let behind = rest.get(1..).unwrap_or_default();
    let Some(letter) = behind.chars().next() else {
        return decoder.keep(1);
    };
    if let Some(c) = control(letter) {
        return decoder.escape_char(2, c);
    }
    match letter {
        '\\' | '\'' | '"' => decoder.escape_char(2, letter),
        '\n' => decoder.escape(2, ""),
        '\r' => decoder.escape(if behind.starts_with("\r\n") { 3 } else { 2 }, ""),
        '0'..='7' => {
            let digits = count_digits(behind, 8, 3);
            numbered(decoder, 1, digits, 8);
        }
        'x' => numbered(decoder, 2, 2, 16),
        'u' => numbered(decoder, 2, 4, 16),
        'U' => numbered(decoder, 2, 8, 16),
        'N' => match behind.starts_with("N{").then(|| behind.find('}')).flatten() {
            // The names of all characters are not worth their size.
            Some(close) => {
                decoder.hole(close + 2);
            }
            None => decoder.keep(2),
        },
        // Python keeps the backslash of an escape that it does not know.
        _ => decoder.keep(1),
    }
}

/// Takes an escape with a number of `digits` digits behind `head` bytes.
fn numbered(decoder: &mut Decoder<'_>, head: usize, digits: usize, radix: u32) {
    let rest = decoder.rest();
    let number = rest.get(head..head + digits);
    match number.and_then(|number| code_point(number, radix)) {
        Some(c) => decoder.escape_char(head + digits, c),
        // Half of a surrogate pair is a character to Python only.
        None if number.is_some_and(|n| n.chars().all(|c| c.is_digit(radix))) => {
            decoder.hole(head + digits);
        }
        None => decoder.keep(1),
    }
}

/// The length of the replacement field `{…}` at the start of `text`.
fn replacement_field(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut quote: Option<&str> = None;
    let mut spec = false;
    let mut skip = 0_usize;
    for (at, c) in text.char_indices() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        if let Some(open) = quote {
            if c == '\\' {
                skip = 1;
            } else if rest.starts_with(open) {
                skip = open.len() - 1;
                quote = None;
            }
            continue;
        }
        match c {
            '\'' | '"' if !spec => {
                let three = ["'''", "\"\"\""].into_iter().find(|q| rest.starts_with(*q));
                quote = three.or(if c == '"' { Some("\"") } else { Some("'") });
                skip = three.map_or(0, |_| 2);
            }
            // Behind the colon stands the format, which may hold any quote.
            ':' if depth == 1 => spec = true,
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
