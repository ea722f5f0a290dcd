//! What functions do to the text of a literal before the service gets it:
//! placeholders of `format` and `%`, `dedent`, `strip`, `replace`. Each is a
//! language of its own whose host is the text of the literal.

use autoscale_base::Span;

use super::decoder::{Decoder, braced};
use crate::quoting::{Ends, indent_lines};
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

fn whole(text: &str) -> Span {
    Span::new(0, offset(text.len()))
}

/// `{0}` and `{name}` of `format`, with `{{` for a brace.
pub(crate) fn braces(text: &str) -> SourceMap {
    braces_with(text, |_| None)
}

/// The same; `value` tells what is known to be filled in.
pub(crate) fn braces_with(text: &str, value: impl Fn(&str) -> Option<String>) -> SourceMap {
    let mut map = SourceMap::new(0, Quoting::Braces);
    let mut decoder = Decoder::new(text, whole(text), &mut map);
    while decoder.next_special(b"{}").is_some() {
        decoder.brace(braced, &value);
    }
    decoder.finish();
    map
}

/// `{{name}}`, which is left alone where it is no name.
pub(crate) fn mustache(text: &str) -> SourceMap {
    let mut map = SourceMap::new(0, Quoting::Verbatim);
    let mut decoder = Decoder::new(text, whole(text), &mut map);
    while decoder.next_special(b"{").is_some() {
        let rest = decoder.rest();
        let name = rest.strip_prefix("{{").map(|rest| {
            let is_part = |c: &char| c.is_ascii_alphanumeric() || " _.".contains(*c);
            rest.chars().take_while(is_part).count()
        });
        let closed = name.filter(|&len| {
            let behind = rest.get(len + 2..);
            len > 0 && behind.is_some_and(|behind| behind.starts_with("}}"))
        });
        match closed {
            Some(len) => {
                decoder.hole(len + 4);
            }
            None => decoder.keep(1),
        }
    }
    decoder.finish();
    map
}

/// `%s`, `%d` and `%(name)s`, with `%%` for a percent sign.
pub(crate) fn percent(text: &str) -> SourceMap {
    let mut map = SourceMap::new(0, Quoting::Percent);
    let mut decoder = Decoder::new(text, whole(text), &mut map);
    while decoder.next_special(b"%").is_some() {
        let rest = decoder.rest();
        if rest.starts_with("%%") {
            decoder.escape(2, "%");
        } else if let Some(len) = conversion(rest) {
            decoder.hole(len);
        } else {
            decoder.keep(1);
        }
    }
    decoder.finish();
    map
}

/// The length of a conversion such as `%(name)-5.2f`.
fn conversion(text: &str) -> Option<usize> {
    let mut rest = text.strip_prefix('%')?;
    if let Some(name) = rest.strip_prefix('(') {
        rest = name.split_once(')')?.1;
    }
    rest = rest.trim_start_matches(['#', '0', '-', ' ', '+']);
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '*');
    rest = rest.strip_prefix('.').unwrap_or(rest);
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '*');
    rest = rest.trim_start_matches(['h', 'l', 'L']);
    rest = rest.strip_prefix(|c: char| "diouxXeEfFgGcrsa".contains(c))?;
    Some(text.len() - rest.len())
}

/// Python's `textwrap.dedent`.
pub(crate) fn dedent(text: &str) -> SourceMap {
    let is_blank = |line: &str| line.trim_matches([' ', '\t', '\n']).is_empty();
    let margin = text
        .split_inclusive('\n')
        .filter(|line| !is_blank(line))
        .map(|line| {
            let trimmed = line.trim_start_matches([' ', '\t']);
            line.get(..line.len() - trimmed.len()).unwrap_or_default()
        })
        .reduce(common_prefix)
        .unwrap_or_default();
    let indent = margin.to_owned();
    let mut map = SourceMap::new(0, Quoting::Dedented { indent });
    let mut at = 0_u32;
    for line in text.split_inclusive('\n') {
        let dropped = if is_blank(line) {
            line.trim_end_matches('\n').len()
        } else {
            margin.len()
        };
        let start = at + offset(dropped);
        map.dropped(Span::new(at, start));
        map.verbatim(line.get(dropped..).unwrap_or_default(), start);
        at += offset(line.len());
    }
    map
}

/// `text` as a part of what `dedent` reads; `None` when that would take more
/// than the indentation away.
pub(crate) fn encode_dedented(text: &str, indent: &str, ends: Ends) -> Option<String> {
    let blank = [' ', '\t'];
    let last = text.matches('\n').count();
    let is_cut = text.split('\n').enumerate().any(|(index, line)| {
        let starts = index > 0 || ends.first;
        let stops = index < last || ends.last;
        let is_blank = !line.is_empty() && line.trim_matches(blank).is_empty();
        starts && stops && is_blank
    });
    let is_indented = if ends.last {
        dedent(text).text() != text
    } else {
        text.starts_with([' ', '\t', '\n'])
    };
    let is_lost = is_cut || ends.first && is_indented;
    (!is_lost).then(|| indent_lines(text, indent))
}

fn common_prefix<'a>(left: &'a str, right: &str) -> &'a str {
    let bytes = left.bytes().zip(right.bytes());
    left.get(..bytes.take_while(|(a, b)| a == b).count())
        .unwrap_or_default()
}

/// The text without what `is_outer` says of its ends.
pub(crate) fn strip(text: &str, ends: (bool, bool), is_outer: impl Fn(char) -> bool) -> SourceMap {
    let mut inner = text;
    if ends.1 {
        inner = inner.trim_end_matches(&is_outer);
    }
    let mut start = 0;
    if ends.0 {
        let stripped = inner.trim_start_matches(&is_outer);
        start = inner.len() - stripped.len();
        inner = stripped;
    }
    let mut map = SourceMap::new(offset(start), Quoting::Verbatim);
    map.verbatim(inner, offset(start));
    map
}

/// The text with `new` for `old`; `None` where the host computes it.
pub(crate) fn replace(text: &str, old: &str, new: Option<&str>) -> SourceMap {
    let mut map = SourceMap::new(0, Quoting::Without(old.to_owned()));
    let mut at = 0;
    for (start, found) in text.match_indices(old) {
        map.verbatim(text.get(at..start).unwrap_or_default(), offset(at));
        let span = Span::new(offset(start), offset(start + found.len()));
        match new {
            None => map.hole(found, span),
            Some("") => map.dropped(span),
            Some(new) => map.escape(new, span),
        }
        at = start + found.len();
    }
    map.verbatim(text.get(at..).unwrap_or_default(), offset(at));
    map
}
