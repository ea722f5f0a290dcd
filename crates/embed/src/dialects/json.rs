//! JSON's strings.

use autoscale_base::Span;

use crate::quoting::{Ends, in_double_quotes};
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// The text of the string at `span`, quotes included.
pub(crate) fn decode(host: &str, span: Span) -> SourceMap {
    let mut map = SourceMap::new(span.start + 1, Quoting::Json);
    append(&mut map, host, span);
    map
}

/// Appends the text of the string at `span`, quotes included.
pub(crate) fn append(map: &mut SourceMap, host: &str, span: Span) {
    let end = span.end.saturating_sub(1).max(span.start + 1);
    let mut at = span.start + 1;
    while at < end {
        let rest = Span::new(at, end).text(host);
        let plain = rest.find('\\').unwrap_or(rest.len());
        map.verbatim(rest.get(..plain).unwrap_or_default(), at);
        at += offset(plain);
        if at < end {
            let (text, length) = escape(Span::new(at, end).text(host));
            let length = length.max(1);
            map.escape(text.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
            at += length;
        }
    }
}

/// The character that an escape stands for, and the escape's length.
fn escape(text: &str) -> (char, u32) {
    let mut chars = text.chars();
    chars.next();
    match chars.next() {
        Some('b') => ('\u{8}', 2),
        Some('f') => ('\u{c}', 2),
        Some('n') => ('\n', 2),
        Some('r') => ('\r', 2),
        Some('t') => ('\t', 2),
        Some('u') => unicode_escape(text),
        Some(other) => (other, 1 + offset(other.len_utf8())),
        None => ('\\', 1),
    }
}

/// `\u` with four digits, and two of them for what lies beyond 16 bits. Half a
/// pair stands for no character.
fn unicode_escape(text: &str) -> (char, u32) {
    let unit = |from: usize| {
        let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else {
        return (char::REPLACEMENT_CHARACTER, 2);
    };
    if let Some(second) = unit(6)
        && let Some(Ok(pair)) = char::decode_utf16([first, second]).next()
        && pair.len_utf16() == 2
    {
        return (pair, 12);
    }
    let single = char::from_u32(u32::from(first));
    (single.unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// `text` as a part of a string; `None` where ARM would take it for an
/// expression.
pub(crate) fn encode_part(text: &str, ends: Ends) -> Option<String> {
    (!ends.first || !text.starts_with('[')).then(|| encode(text))
}

fn encode(text: &str) -> String {
    in_double_quotes(text, char::is_control)
}
