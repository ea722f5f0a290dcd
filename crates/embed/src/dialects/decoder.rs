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
