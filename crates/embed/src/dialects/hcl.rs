//! HCL's quoted strings, heredocs and `format`.

use autoscale_base::Span;

use crate::quoting::{Ends, in_double_quotes, indent_lines};
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// A placeholder `${…}` or a directive `%{…}` of a template.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Control {
    pub(crate) span: Span,
    /// `~` behind the opening brace: no space in front of it.
    pub(crate) trims_before: bool,
    /// `~` in front of the closing brace: no space behind it.
    pub(crate) trims_behind: bool,
}

/// A template of the host file.
pub(crate) struct Template<'a> {
    pub(crate) host: &'a str,
    /// The template without quotes and delimiters.
    pub(crate) content: Span,
    /// In text order.
    pub(crate) controls: &'a [Control],
    pub(crate) quoting: Quoting,
    /// How many characters of white space every line of a heredoc loses.
    pub(crate) indent: usize,
}

impl Template<'_> {
    pub(crate) fn decode(&self) -> SourceMap {
        let mut map = SourceMap::new(self.content.start, self.quoting.clone());
        let mut at = self.content.start;
        let mut trims = false;
        for control in self.controls {
            let before = Span::new(at, control.span.start);
            self.literal(&mut map, before, trims, control.trims_before);
            map.hole(control.span.text(self.host), control.span);
            at = control.span.end;
            trims = control.trims_behind;
        }
        self.literal(&mut map, Span::new(at, self.content.end), trims, false);
        map
    }

    /// Text between placeholders, without the space that these drop.
    fn literal(&self, map: &mut SourceMap, span: Span, trim_start: bool, trim_end: bool) {
        let text = span.text(self.host);
        let mut kept = span;
        if trim_start {
            kept.start += offset(text.len() - text.trim_start().len());
        }
        if trim_end {
            kept.end -= offset(text.len() - text.trim_end().len());
        }
        kept.end = kept.end.max(kept.start);
        map.dropped(Span::new(span.start, kept.start));
        self.lines(map, kept);
        map.dropped(Span::new(kept.end, span.end));
    }

    fn lines(&self, map: &mut SourceMap, span: Span) {
        let mut at = span.start;
        for line in span.text(self.host).split_inclusive('\n') {
            let end = at + offset(line.len());
            if at == self.content.start || self.starts_line(at) {
                let indent = self.indentation(line);
                map.dropped(Span::new(at, at + indent));
                at += indent;
            }
            self.escapes(map, Span::new(at, end));
            at = end;
        }
    }

    fn starts_line(&self, at: u32) -> bool {
        let before = self.host.as_bytes().get((at as usize).wrapping_sub(1));
        before == Some(&b'\n')
    }

    /// How many bytes at the start of a line are dropped.
    fn indentation(&self, line: &str) -> u32 {
        let space = line
            .chars()
            .take_while(|c| c.is_whitespace() && !matches!(c, '\n' | '\r'));
        offset(space.take(self.indent).map(char::len_utf8).sum())
    }

    fn escapes(&self, map: &mut SourceMap, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let rest = Span::new(at, span.end).text(self.host);
            let special = |c| matches!(c, '$' | '%' | '\\');
            let plain = rest.find(special).unwrap_or(rest.len());
            map.verbatim(rest.get(..plain).unwrap_or_default(), at);
            at += offset(plain);
            let rest = rest.get(plain..).unwrap_or_default();
            let Some(first) = rest.chars().next() else {
                break;
            };
            match self.escape(rest) {
                Some((text, length)) => {
                    map.escape(&text, Span::new(at, at + length));
                    at += length;
                }
                None => {
                    let length = offset(first.len_utf8());
                    map.verbatim(Span::new(at, at + length).text(self.host), at);
                    at += length;
                }
            }
        }
    }

    /// What the escape at the start of `text` stands for, and how much of the
    /// host is that.
    fn escape(&self, text: &str) -> Option<(String, u32)> {
        for marker in ["${", "%{"] {
            // `$${` is `${`.
            if text.get(1..).is_some_and(|rest| rest.starts_with(marker))
                && text.starts_with(marker.get(..1)?)
            {
                return Some((marker.to_owned(), 3));
            }
        }
        if self.quoting != Quoting::HclQuoted {
            return None;
        }
        let kind = text.strip_prefix('\\')?.chars().next()?;
        let (c, length) = match kind {
            'n' => ('\n', 2),
            'r' => ('\r', 2),
            't' => ('\t', 2),
            'u' => (code_point(text.get(2..6)?)?, 6),
            'U' => (code_point(text.get(2..10)?)?, 10),
            other => (other, 1 + offset(other.len_utf8())),
        };
        Some((c.to_string(), length))
    }
}

fn code_point(digits: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// The text that `format` makes of `text`: its verbs are holes.
pub(crate) fn decode_format(text: &str) -> SourceMap {
    let mut map = SourceMap::new(0, Quoting::Percent);
    let mut at = 0;
    while let Some(rest) = text.get(at as usize..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('%').unwrap_or(rest.len());
        map.verbatim(rest.get(..plain).unwrap_or_default(), at);
        at += offset(plain);
        let verb = Span::new(at, at + verb_length(rest.get(plain..).unwrap_or_default()));
        match verb.text(text) {
            "%%" => map.escape("%", verb),
            hole => map.hole(hole, verb),
        }
        at = verb.end;
    }
    map
}

/// The length of a verb such as `%d`, `%-3.1f` or `%[1]s`.
fn verb_length(text: &str) -> u32 {
    let middle = |c: char| c.is_ascii_digit() || "%+-# .[]*".contains(c);
    let length = text.find(|c| !middle(c)).unwrap_or(text.len());
    let last = text.get(length..).and_then(|rest| rest.chars().next());
    if text.starts_with("%%") {
        return 2;
    }
    offset(length + last.map_or(0, char::len_utf8))
}

/// `text` as a part of a quoted string.
pub(crate) fn encode_quoted(text: &str) -> String {
    double_markers(&in_double_quotes(text, char::is_control))
}

/// `text` as a part of a heredoc that ends at a line with `delimiter`.
pub(crate) fn encode_heredoc(
    text: &str,
    indent: &str,
    delimiter: &str,
    ends: Ends,
) -> Option<String> {
    let ends_it = |line: &str| {
        let behind = line.trim_start_matches([' ', '\t']).strip_prefix(delimiter);
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        behind.is_some_and(|behind| !behind.starts_with(goes_on))
    };
    if text.lines().any(ends_it) || ends.last && !text.ends_with('\n') {
        return None;
    }
    let starts_line = |line: &str| !line.starts_with(char::is_whitespace) && !line.is_empty();
    if ends.first && ends.last && !indent.is_empty() && !text.lines().any(starts_line) {
        // The least indented line tells what all of them lose.
        return None;
    }
    let text = double_markers(text);
    let Some(content) = text.strip_suffix('\n').filter(|_| ends.last) else {
        return Some(indent_lines(&text, indent));
    };
    Some(indent_lines(content, indent) + "\n")
}

fn double_markers(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// `$` and `{` side by side start a placeholder.
pub(crate) fn fits(left: char, right: char) -> bool {
    right != '{' || !matches!(left, '$' | '%')
}
