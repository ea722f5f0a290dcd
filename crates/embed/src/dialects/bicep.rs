//! Bicep's string literals.

use autoscale_base::Span;

use super::decoder::{Decoder, braced};
use crate::quoting::Ends;
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// How a literal of Bicep is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BicepString {
    /// `'''…'''`: no escapes.
    pub multiline: bool,
    /// The number of `$` in front of `'''`: that many before a brace open what
    /// is filled in.
    pub dollars: usize,
}

/// The length of the string at the start of `text`; `None` when there is none,
/// or none that is closed.
pub(crate) fn string_len(text: &str) -> Option<usize> {
    let quoted = text.trim_start_matches('$');
    let prefix = text.len() - quoted.len();
    if let Some(inner) = quoted.strip_prefix("'''") {
        let close = inner.find("'''")?;
        let behind = inner.get(close + 3..)?;
        // More quotes than three belong to the content.
        let more = behind.len() - behind.trim_start_matches('\'').len();
        return Some(prefix + 3 + close + 3 + more);
    }
    if prefix > 0 || !text.starts_with('\'') {
        return None;
    }
    // Whether each open construct is a string, or else a placeholder.
    let mut open = vec![true];
    let mut escaped = false;
    let mut dollar = false;
    for (at, c) in text.char_indices().skip(1) {
        if std::mem::take(&mut escaped) {
            continue;
        }
        let was_dollar = std::mem::replace(&mut dollar, c == '$');
        match (open.last()?, c) {
            (true, '\\') => escaped = true,
            (true, '\'') => {
                open.pop();
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            (true, '{') if was_dollar => open.push(false),
            (false, '\'') => open.push(true),
            (false, '{') => open.push(false),
            (false, '}') => {
                open.pop();
            }
            (true, '\n') => return None,
            _ => {}
        }
    }
    None
}

impl BicepString {
    /// The kind of the literal at `span`, and where its content is.
    pub(crate) fn of(host: &str, span: Span) -> Option<(Self, Span)> {
        let literal = span.text(host);
        let quoted = literal.trim_start_matches('$');
        let dollars = literal.len() - quoted.len();
        let multiline = quoted.starts_with("'''") && quoted.len() >= 6;
        let width = if multiline { 3 } else { 1 };
        let mut start = dollars + width;
        let inner = literal.get(start..literal.len().checked_sub(width)?)?;
        if multiline {
            // A newline right behind the quotes is not a part of it.
            let newline = ["\r\n", "\n"].into_iter().find(|n| inner.starts_with(n));
            start += newline.map_or(0, str::len);
        }
        let content = Span::new(
            span.start + offset(start),
            span.end.saturating_sub(offset(width)),
        );
        Some((Self { multiline, dollars }, content))
    }

    /// What Bicep makes of `content`. The first placeholder that Bicep takes
    /// for text comes back.
    pub(crate) fn decode(self, host: &str, content: Span, map: &mut SourceMap) -> Option<Span> {
        map.literal(Quoting::Bicep(self));
        if self.multiline && self.dollars == 0 {
            let text = content.text(host);
            map.verbatim(text, content.start);
            let at = text.find("${")?;
            let len = braced(text.get(at + 1..)?)? + 1;
            let start = content.start + offset(at);
            return Some(Span::new(start, start + offset(len)));
        }
        let mut decoder = Decoder::new(host, content, map);
        let special: &[u8] = if self.multiline { b"$" } else { b"\\$" };
        let dollars = self.dollars.max(1);
        while let Some(byte) = decoder.next_special(special) {
            let rest = decoder.rest();
            if byte == b'\\' {
                escape(&mut decoder);
                continue;
            }
            let run = rest.bytes().take_while(|byte| *byte == b'$').count();
            let placeholder = rest.get(run..).filter(|rest| rest.starts_with('{'));
            match placeholder.filter(|_| run >= dollars).and_then(braced) {
                Some(len) => {
                    decoder.keep(run - dollars);
                    decoder.hole(dollars + len);
                }
                None => decoder.keep(run),
            }
        }
        decoder.finish();
        None
    }

    /// `text` as a part of the content; `None` when it cannot be written.
    pub(crate) fn encode(self, text: &str, ends: Ends) -> Option<String> {
        if self.multiline {
            let opens =
                self.dollars > 0 && text.contains(&format!("{}{{", "$".repeat(self.dollars)));
            // A quote must not come to stand beside those at the ends.
            let cannot =
                opens || text.contains('\'') || ends.first && text.starts_with(['\n', '\r']);
            return (!cannot).then(|| text.to_owned());
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\\' | '\'' => {
                    out.push('\\');
                    out.push(c);
                }
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '$' if rest.peek() == Some(&'{') => out.push_str("\\$"),
                _ => out.push(c),
            }
        }
        Some(out)
    }

    /// May `left` and `right` become neighbours?
    pub(crate) const fn fits(self, left: char, right: char) -> bool {
        let opens = (!self.multiline || self.dollars > 0) && left == '$' && right == '{';
        let more = self.dollars > 1 && left == '$' && right == '$';
        !(opens || more)
    }
}

/// Takes the escape at the decoder's place.
fn escape(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let behind = rest.get(1..).unwrap_or_default();
    match behind.chars().next() {
        Some(c @ ('\\' | '\'' | '$')) => decoder.escape_char(2, c),
        Some('n') => decoder.escape_char(2, '\n'),
        Some('r') => decoder.escape_char(2, '\r'),
        Some('t') => decoder.escape_char(2, '\t'),
        Some('u') => decoder.code_point_in_braces(),
        _ => decoder.keep(1),
    }
}
