//! Characters that an output format cannot hold as they are.

use std::borrow::Cow;

use crate::terminal::visible_char;

/// How a build system's log commands write what means something in them. Both
/// systems that have them write line breaks alike.
pub(crate) struct LogCommand {
    /// What stands for `%`.
    pub(crate) percent: &'static str,
    /// The characters that end a property, with what stands for each.
    pub(crate) ends: [(char, &'static str); 2],
}

impl LogCommand {
    /// `text` as the message of a command.
    pub(crate) fn message(&self, text: &str) -> String {
        self.escaped(text, &[])
    }

    /// `text` as the value of a property.
    pub(crate) fn property(&self, text: &str) -> String {
        self.escaped(text, &self.ends)
    }

    /// What cannot be seen in a log is made visible.
    fn escaped(&self, text: &str, ends: &[(char, &str)]) -> String {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '%' => escaped.push_str(self.percent),
                '\r' => escaped.push_str("%0D"),
                '\n' => escaped.push_str("%0A"),
                _ => match ends.iter().find(|(end, _)| *end == c) {
                    Some((_, code)) => escaped.push_str(code),
                    None => escaped.push(visible_char(c)),
                },
            }
        }
        escaped
    }
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
