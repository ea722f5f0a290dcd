//! Characters that an output format cannot hold as they are.

use std::borrow::Cow;

use crate::terminal::visible_char;

/// `text` for a log: the characters that `special` knows are replaced, and of
/// the others those that cannot be seen.
pub(crate) fn for_log(text: &str, special: impl Fn(char) -> Option<&'static str>) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match special(c) {
            Some(code) => escaped.push_str(code),
            None => escaped.push(visible_char(c)),
        }
    }
    escaped
}

/// `text` without the characters that XML 1.0 has no way to write; visible ones
/// stand for them.
pub(crate) fn for_xml(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| xml_char(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(xml_char).collect())
    }
}

fn xml_char(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1f}' => visible_char(c),
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_everything_that_it_can_hold() {
        assert!(matches!(for_xml("a\r\n\té\u{85}日😀<&"), Cow::Borrowed(_)));
        assert_eq!(for_xml("a\0\u{1b}[31m\u{ffff}"), "a␀␛[31m\u{fffd}");
    }
}
