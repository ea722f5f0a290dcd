//! Text in HTML.

use std::fmt::{self, Write as _};

use crate::terminal::visible_char;

/// Text as content or as a quoted attribute value. What cannot be seen, or would
/// turn the direction of what follows, is made visible, except for the ends of
/// lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            '\n' => f.write_char(c),
            _ => f.write_char(visible_char(c)),
        })
    }
}

/// A message, lower-case and without a full stop, as a sentence, unless it begins
/// with a name; what stands in backticks is code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message<'a>(pub(super) &'a str);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.0.split(' ').next().unwrap_or_default();
        let is_word = first.chars().all(char::is_alphabetic);
        let mut chars = self.0.chars();
        let start: String = match chars.next() {
            Some(c) if is_word => c.to_uppercase().collect(),
            start => start.into_iter().collect(),
        };
        let text = format!("{start}{}", chars.as_str());
        let mut parts = text.split('`').peekable();
        while let Some(plain) = parts.next() {
            write!(f, "{}", Text(plain))?;
            let code = parts.next();
            match (code, parts.peek()) {
                (Some(code), Some(_)) => write!(f, "<code>{}</code>", Text(code))?,
                (Some(unclosed), None) => write!(f, "`{}", Text(unclosed))?,
                (None, _) => {}
            }
        }
        f.write_str(if text.ends_with(['.', '?']) { "" } else { "." })
    }
}

/// A results string, which may be broken into lines between its variables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Results<'a>(pub(super) &'a str);

impl fmt::Display for Results<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut variables = self.0.split(';');
        if let Some(first) = variables.next() {
            write!(f, "{}", Text(first))?;
        }
        variables.try_for_each(|variable| write!(f, ";<wbr>{}", Text(variable)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            Text("<a href='\"'>&amp;\u{202e}\0\n").to_string(),
            "&lt;a href=&#39;&quot;&#39;&gt;&amp;amp;\u{fffd}␀\n"
        );
        for (message, sentence) in [
            ("no `--until`, <b>", "No <code>--until</code>, &lt;b&gt;."),
            ("a `b` c `d", "A <code>b</code> c `d."),
            ("a.b: it failed", "a.b: it failed."),
            ("is `x` meant?", "Is <code>x</code> meant?"),
        ] {
            assert_eq!(Message(message).to_string(), sentence);
        }
        assert_eq!(Results("a=<;b=1").to_string(), "a=&lt;;<wbr>b=1");
    }
}
