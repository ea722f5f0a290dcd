//! Reads the content of a literal from left to right into a [`SourceMap`]:
//! what every dialect with escapes needs.

use autoscale_base::Span;

use crate::SourceMap;
use crate::source_map::offset;

/// A place in a literal's content. What has been passed over with
/// [`Self::keep`] is verbatim.
pub(crate) struct Decoder<'a> {
    host: &'a str,
    at: usize,
    end: usize,
    /// Where the verbatim text before `at` starts.
    run: usize,
    map: &'a mut SourceMap,
    /// A field that is not closed makes the search for any other vain.
    unclosed: bool,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(host: &'a str, content: Span, map: &'a mut SourceMap) -> Self {
        let at = content.start as usize;
        Self {
            host,
            at,
            end: content.end as usize,
            run: at,
            map,
            unclosed: false,
        }
    }

    /// The content that is left.
    pub(crate) fn rest(&self) -> &'a str {
        self.host.get(self.at..self.end).unwrap_or_default()
    }

    /// Goes to the next byte of `special`, which are ASCII, over verbatim text.
    /// `None` at the end of the content.
    pub(crate) fn next_special(&mut self, special: &[u8]) -> Option<u8> {
        let rest = self.rest().as_bytes();
        match rest.iter().position(|byte| special.contains(byte)) {
            Some(index) => {
                self.at += index;
                rest.get(index).copied()
            }
            None => {
                self.at = self.end;
                None
            }
        }
    }

    /// Takes `len` bytes as they are.
    pub(crate) fn keep(&mut self, len: usize) {
        self.at = (self.at + len).min(self.end);
    }

    /// Takes `len` bytes, which stand for `text`.
    pub(crate) fn escape(&mut self, len: usize, text: &str) {
        let span = self.take(len);
        if text.is_empty() {
            self.map.dropped(span);
        } else {
            self.map.escape(text, span);
        }
    }

    /// Takes `len` bytes, which stand for one character.
    pub(crate) fn escape_char(&mut self, len: usize, c: char) {
        self.escape(len, c.encode_utf8(&mut [0; 4]));
    }

    /// Takes `len` bytes that the host fills in.
    pub(crate) fn hole(&mut self, len: usize) -> Span {
        let span = self.take(len);
        self.map.hole(span.text(self.host), span);
        span
    }

    /// Takes the brace at this place. Two of them stand for one; else a field
    /// starts there, whose length `field` tells; `value` may know what it
    /// becomes.
    pub(crate) fn brace(
        &mut self,
        field: impl Fn(&str) -> Option<usize>,
        value: impl Fn(&str) -> Option<String>,
    ) {
        let rest = self.rest();
        if let Some(brace) = ["{", "}"]
            .into_iter()
            .find(|b| rest.starts_with(&b.repeat(2)))
        {
            return self.escape(2, brace);
        }
        if rest.starts_with('{') && !self.unclosed {
            if let Some(len) = field(rest) {
                match value(rest.get(1..len - 1).unwrap_or_default()) {
                    Some(text) => self.escape(len, &text),
                    None => {
                        self.hole(len);
                    }
                }
                return;
            }
            self.unclosed = true;
        }
        self.keep(1);
    }

    /// Takes the escape at this place when it is `u{…}` behind one byte; else
    /// that byte alone.
    pub(crate) fn code_point_in_braces(&mut self) {
        let number = self
            .rest()
            .get(1..)
            .and_then(|rest| rest.strip_prefix("u{"));
        let number = number.unwrap_or_default();
        let len = count_digits(number, 16, 6);
        let c = number.get(..len).and_then(|digits| code_point(digits, 16));
        let is_closed = number.get(len..).is_some_and(|rest| rest.starts_with('}'));
        match c.filter(|_| is_closed) {
            Some(c) => self.escape_char(len + 4, c),
            None => self.keep(1),
        }
    }

    /// Ends the reading.
    pub(crate) fn finish(mut self) {
        self.flush();
    }

    fn take(&mut self, len: usize) -> Span {
        self.flush();
        let start = self.at;
        self.at = (self.at + len).min(self.end);
        self.run = self.at;
        Span::new(offset(start), offset(self.at))
    }

    fn flush(&mut self) {
        let text = self.host.get(self.run..self.at).unwrap_or_default();
        if !text.is_empty() {
            self.map.verbatim(text, offset(self.run));
        }
        self.run = self.at;
    }
}

/// The character that a letter stands for behind a backslash in the languages
/// that descend from C.
pub(crate) const fn control(letter: char) -> Option<char> {
    Some(match letter {
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        _ => return None,
    })
}

/// The character with the number that `digits` gives in `radix`.
pub(crate) fn code_point(digits: &str, radix: u32) -> Option<char> {
    // `from_str_radix` alone would take a sign.
    let valid = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    let number = valid.then(|| u32::from_str_radix(digits, radix).ok())??;
    char::from_u32(number)
}

/// How many of the first `most` bytes of `text` are digits in `radix`.
pub(crate) fn count_digits(text: &str, radix: u32, most: usize) -> usize {
    let digits = text.chars().take(most).take_while(|c| c.is_digit(radix));
    digits.count()
}

/// The length of `{…}` at the start of `text`, brackets and strings inside of
/// it taken whole; `None` when it is not closed.
pub(crate) fn braced(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if let Some(open) = quote {
            if escaped {
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == open {
                quote = None;
            }
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}
