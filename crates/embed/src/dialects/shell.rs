//! Words and here-documents of POSIX shells and bash.

use autoscale_base::Span;

use super::decoder::{Decoder, code_point, control, count_digits};
use super::expand;
use crate::quoting::{Ends, indent_lines};
use crate::{Quoting, SourceMap};

/// How a part of a word is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShellString {
    /// Without quotes.
    Bare,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `$'…'`
    Ansi,
    /// The lines behind `<<`.
    Heredoc {
        /// The delimiter has no quotes: `$name` is filled in.
        expands: bool,
        /// `<<-`: tabs in front of a line are no part of it.
        tabs: bool,
        /// The line that ends it.
        delimiter: String,
    },
}

impl ShellString {
    /// What the shell makes of `content`.
    pub(crate) fn decode(&self, host: &str, content: Span, map: &mut SourceMap) {
        map.literal(Quoting::Shell(self.clone()));
        let mut decoder = Decoder::new(host, content, map);
        match self {
            Self::Bare => decode_bare(&mut decoder),
            Self::Single => {
                decoder.next_special(&[]);
            }
            Self::Double => decode_expanding(&mut decoder, b"$`\"\\", false),
            Self::Ansi => {
                while decoder.next_special(b"\\").is_some() {
                    ansi_escape(&mut decoder);
                }
            }
            Self::Heredoc { expands, tabs, .. } => {
                if *tabs {
                    drop_tabs(&mut decoder);
                }
                let special: &[u8] = if *expands { b"$`\\" } else { b"" };
                decode_expanding(&mut decoder, special, *tabs);
            }
        }
        decoder.finish();
    }

    /// `text` as a part of the content; `None` when it cannot be written.
    pub(crate) fn encode(&self, text: &str, ends: Ends) -> Option<String> {
        if text.contains('\0') {
            return None;
        }
        match self {
            // A word without quotes is not empty, and a here-document has lines.
            Self::Bare | Self::Heredoc { .. } if text.is_empty() && ends.first && ends.last => None,
            Self::Bare => encode_bare(text),
            Self::Single => Some(text.replace('\'', r"'\''")),
            Self::Double => Some(escaped(text, &['$', '`', '"', '\\'])),
            Self::Ansi => Some(escaped(text, &['\'', '\\']).replace('\n', "\\n")),
            Self::Heredoc {
                expands,
                tabs,
                delimiter,
            } => {
                let is_cut = text.lines().any(|line| line == delimiter)
                    || ends.last && text.ends_with('\n')
                    || *tabs && (text.contains("\n\t") || text.starts_with('\t'));
                if is_cut {
                    return None;
                }
                let text = if *expands {
                    escaped(text, &['$', '`', '\\'])
                } else {
                    text.to_owned()
                };
                Some(if *tabs {
                    indent_lines(&text, "\t")
                } else {
                    text
                })
            }
        }
    }

    /// May an argument begin with this? To `az`, `-` starts another option, and
    /// `@` names a file.
    pub(crate) fn fits_first(&self, first: Option<char>) -> bool {
        first != Some('@') && (*self != Self::Bare || first != Some('-'))
    }

    /// True for those in which `$name` is filled in.
    pub(crate) const fn expands(&self) -> bool {
        match self {
            Self::Bare | Self::Double => true,
            Self::Single | Self::Ansi => false,
            Self::Heredoc { expands, .. } => *expands,
        }
    }

    /// True for those whose new lines begin with tabs that are dropped.
    pub(crate) const fn indents(&self) -> bool {
        matches!(self, Self::Heredoc { tabs: true, .. })
    }
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn encode_bare(text: &str) -> Option<String> {
    if text.contains('\n') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_alphanumeric() && !"_./-+,:@%=".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    Some(out)
}

fn decode_bare(decoder: &mut Decoder<'_>) {
    while let Some(byte) = decoder.next_special(b"\\$`") {
        let rest = decoder.rest();
        if byte != b'\\' {
            expansion(decoder);
            continue;
        }
        match rest.chars().nth(1) {
            Some('\n') => decoder.escape(2, ""),
            Some(c) => decoder.escape_char(1 + c.len_utf8(), c),
            None => decoder.keep(1),
        }
    }
}

/// Double quotes and here-documents; a backslash escapes `special` only.
fn decode_expanding(decoder: &mut Decoder<'_>, special: &[u8], tabs: bool) {
    let mut stops = special.to_vec();
    if tabs {
        stops.push(b'\n');
    }
    while let Some(byte) = decoder.next_special(&stops) {
        match byte {
            b'\n' => {
                decoder.keep(1);
                drop_tabs(decoder);
            }
            b'\\' => match decoder.rest().as_bytes().get(1) {
                Some(b'\n') => {
                    decoder.escape(2, "");
                    if tabs {
                        drop_tabs(decoder);
                    }
                }
                Some(next) if special.contains(next) => {
                    decoder.escape_char(2, char::from(*next));
                }
                Some(_) | None => decoder.keep(1),
            },
            b'"' => decoder.keep(1),
            _ => expansion(decoder),
        }
    }
}

/// `<<-` takes the tabs away from the start of each line.
fn drop_tabs(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let tabs = rest.len() - rest.trim_start_matches('\t').len();
    decoder.escape(tabs, "");
}

/// `$name`, `${…}`, `$(…)`, `` `…` `` or a lone dollar sign.
fn expansion(decoder: &mut Decoder<'_>) {
    match expand::shell(decoder.rest()) {
        Some(len) => {
            decoder.hole(len);
        }
        None => decoder.keep(1),
    }
}

/// Takes the escape of `$'…'` at the decoder's place.
fn ansi_escape(decoder: &mut Decoder<'_>) {
    let rest = decoder.rest();
    let behind = rest.get(1..).unwrap_or_default();
    let simple = match behind.chars().next() {
        Some(c @ ('\\' | '\'' | '"' | '?')) => Some(c),
        Some('e' | 'E') => Some('\x1b'),
        letter => letter.and_then(control),
    };
    if let Some(c) = simple {
        return decoder.escape_char(2, c);
    }
    let (head, radix, most) = match behind.chars().next() {
        Some('0'..='7') => (1, 8, 3),
        Some('x') => (2, 16, 2),
        Some('u') => (2, 16, 4),
        Some('U') => (2, 16, 8),
        // The key with a control key is nothing that formulas hold.
        Some('c') if behind.is_char_boundary(2) => {
            decoder.hole(3);
            return;
        }
        _ => return decoder.keep(1),
    };
    let number = rest.get(head..).unwrap_or_default();
    let digits = count_digits(number, radix, most);
    let value = number.get(..digits).and_then(|n| code_point(n, radix));
    let is_byte = radix == 8 || most == 2;
    match value {
        // A zero ends the text, and a byte above is a part of a character.
        Some(c) if c != '\0' && (c.is_ascii() || !is_byte) => {
            decoder.escape_char(head + digits, c);
        }
        _ if digits > 0 => {
            decoder.hole(head + digits);
        }
        _ => decoder.keep(1),
    }
}
