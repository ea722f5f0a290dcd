//! C#'s string literals.

use autoscale_base::Span;

use super::decoder::{Decoder, braced, code_point, control, count_digits};
use crate::quoting::{Ends, indent_lines};
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// How a literal of C# is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CSharpString {
    /// How its quotes and escapes work.
    pub form: CSharpForm,
    /// The number of `$` in front: that many braces open what is filled in.
    pub dollars: usize,
}

/// The kinds of quotes of C#.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CSharpForm {
    /// `"…"`
    Regular,
    /// `@"…"`
    Verbatim,
    /// `"""…"""`
    Raw {
        /// How many quotes stand at either end.
        quotes: usize,
        /// What each line begins with, when the quotes stand on lines of their
        /// own.
        indent: Option<String>,
    },
}

impl CSharpString {
    /// The kind of the literal at `span`, and where its content is.
    pub(crate) fn of(host: &str, span: Span) -> Option<(Self, Span)> {
        let literal = span.text(host);
        let (prefix, quoted) = literal.split_at_checked(literal.find('"')?)?;
        let dollars = prefix.matches('$').count();
        if prefix.len() != dollars + prefix.matches('@').count() {
            return None;
        }
        let start = span.start + offset(prefix.len());
        let quotes = quoted.bytes().take_while(|byte| *byte == b'"').count();
        if prefix.contains('@') || quotes < 3 {
            if quoted.len() < 2 || !quoted.ends_with('"') {
                return None;
            }
            let form = if prefix.contains('@') {
                CSharpForm::Verbatim
            } else {
                CSharpForm::Regular
            };
            let content = Span::new(start + 1, span.end - 1);
            return Some((Self { form, dollars }, content));
        }
        let inner = quoted.get(quotes..quoted.len().checked_sub(quotes)?)?;
        if !quoted.ends_with(quoted.get(..quotes)?) {
            return None;
        }
        let start = start + offset(quotes);
        let content = Span::new(start, start + offset(inner.len()));
        let (indent, content) = match lines_of(inner) {
            Some((lines, indent)) => {
                let lines = Span::new(
                    start + offset(lines.start as usize),
                    start + offset(lines.end as usize),
                );
                (Some(indent.to_owned()), lines)
            }
            None => (None, content),
        };
        let form = CSharpForm::Raw { quotes, indent };
        Some((Self { form, dollars }, content))
    }

    /// What C# makes of `content`.
    pub(crate) fn decode(&self, host: &str, content: Span, map: &mut SourceMap) {
        map.literal(Quoting::CSharp(self.clone()));
        let mut decoder = Decoder::new(host, content, map);
        let mut special = Vec::new();
        match &self.form {
            CSharpForm::Regular => special.push(b'\\'),
            CSharpForm::Verbatim => special.push(b'"'),
            CSharpForm::Raw { indent: None, .. } => {}
            CSharpForm::Raw {
                indent: Some(indent),
                ..
            } => {
                special.push(b'\n');
                drop_indent(&mut decoder, indent);
            }
        }
        if self.dollars > 0 {
            special.extend(b"{}");
        }
        let mut unclosed = false;
        while let Some(byte) = decoder.next_special(&special) {
            match byte {
                b'\\' => escape(&mut decoder),
                b'"' if decoder.rest().starts_with("\"\"") => decoder.escape(2, "\""),
                b'\n' => {
                    decoder.keep(1);
                    if let CSharpForm::Raw {
                        indent: Some(indent),
                        ..
                    } = &self.form
                    {
                        drop_indent(&mut decoder, indent);
                    }
                }
                b'{' if !unclosed => unclosed = !self.open_brace(&mut decoder),
                b'}' if !self.is_raw() && decoder.rest().starts_with("}}") => {
                    decoder.escape(2, "}");
                }
                _ => decoder.keep(1),
            }
        }
        decoder.finish();
    }

    const fn is_raw(&self) -> bool {
        matches!(self.form, CSharpForm::Raw { .. })
    }

    /// Takes the braces at the decoder's place; false when they never close.
    fn open_brace(&self, decoder: &mut Decoder<'_>) -> bool {
        let rest = decoder.rest();
        let run = rest.bytes().take_while(|byte| *byte == b'{').count();
        if !self.is_raw() && run >= 2 {
            decoder.escape(2, "{");
            return true;
        }
        let Some(literal) = run.checked_sub(self.dollars) else {
            decoder.keep(run);
            return true;
        };
        decoder.keep(literal);
        match braced(decoder.rest()) {
            Some(len) => {
                decoder.hole(len);
                true
            }
            None => {
                decoder.keep(1);
                false
            }
        }
    }

    /// `text` as a part of the content; `None` when it cannot be written.
    pub(crate) fn encode(&self, text: &str, ends: Ends) -> Option<String> {
        if text.contains('\0') {
            return None;
        }
        let text = match &self.form {
            CSharpForm::Regular => regular(text),
            CSharpForm::Verbatim => text.replace('"', "\"\""),
            CSharpForm::Raw { quotes, indent } => {
                return self.encode_raw(text, ends, *quotes, indent.as_deref());
            }
        };
        Some(if self.dollars > 0 {
            text.replace('{', "{{").replace('}', "}}")
        } else {
            text
        })
    }

    /// Nothing can be escaped in `"""`.
    fn encode_raw(
        &self,
        text: &str,
        ends: Ends,
        quotes: usize,
        indent: Option<&str>,
    ) -> Option<String> {
        let cannot = self.dollars > 0 && text.contains(['{', '}'])
            || text.contains(&"\"".repeat(quotes))
            || text.contains('\r');
        match indent {
            _ if cannot => None,
            Some(indent) => Some(indent_lines(text, indent)),
            // There is no empty one.
            None if text.is_empty() && ends.first && ends.last => None,
            // A quote must not come to stand beside those at the ends.
            None => (!text.contains(['"', '\n'])).then(|| text.to_owned()),
        }
    }

    /// May `left` and `right` become neighbours?
    pub(crate) fn fits(&self, left: char, right: char) -> bool {
        !(self.is_raw() && left == '"' && right == '"')
    }

    /// True for those whose new lines begin with white space that is dropped.
    pub(crate) const fn indents(&self) -> bool {
        matches!(
            self.form,
            CSharpForm::Raw {
                indent: Some(_),
                ..
            }
        )
    }
}

/// Where the lines between `"""` are and what they begin with, when the quotes
/// stand on lines of their own.
fn lines_of(inner: &str) -> Option<(Span, &str)> {
    let (head, _) = inner.split_once('\n')?;
    if !head.trim().is_empty() {
        return None;
    }
    let start = head.len() + 1;
    let last = inner.rfind('\n')?;
    let indent = inner.get(last + 1..)?;
    if !indent.trim().is_empty() {
        return None;
    }
    let before = inner.get(..last)?;
    let end = before.strip_suffix('\r').map_or(before.len(), str::len);
    Some((Span::new(offset(start), offset(end.max(start))), indent))
}

/// Drops the indentation of a line; of a blank one, what there is of it.
fn drop_indent(decoder: &mut Decoder<'_>, indent: &str) {
    let rest = decoder.rest();
    if rest.starts_with(indent) {
        return decoder.escape(indent.len(), "");
    }
    let line = rest.split('\n').next().unwrap_or_default();
    let text = line.trim_start_matches([' ', '\t']);
    if text.trim_end_matches('\r').is_empty() {
        decoder.escape(line.len() - text.len(), "");
    }
}

fn regular(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '"' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            // C# ends a line there, too.
            '\u{85}' => out.push_str("\\u0085"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(c),
        }
    }
    out
}

/// Takes the escape at the decoder's place.
fn escape(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let behind = rest.get(1..).unwrap_or_default();
    let simple = match behind.chars().next() {
        Some(c @ ('\\' | '\'' | '"')) => Some(c),
        Some('0') => Some('\0'),
        Some('e') => Some('\x1b'),
        letter => letter.and_then(control),
    };
    if let Some(c) = simple {
        return decoder.escape_char(2, c);
    }
    let most = match behind.chars().next() {
        Some('u' | 'x') => 4,
        Some('U') => 8,
        _ => return decoder.keep(1),
    };
    let number = rest.get(2..).unwrap_or_default();
    let digits = count_digits(number, 16, most);
    match number.get(..digits).and_then(|n| code_point(n, 16)) {
        Some(c) => decoder.escape_char(2 + digits, c),
        // Half of a surrogate pair.
        None if digits > 0 => {
            decoder.hole(2 + digits);
        }
        None => decoder.keep(1),
    }
}
