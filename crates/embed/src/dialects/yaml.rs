//! YAML's scalars: plain, quoted and folded over lines. Those in blocks are in
//! `yaml_block`.

use autoscale_base::Span;

use crate::quoting::in_double_quotes;
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// The text of a scalar without quotes.
pub(crate) fn decode_plain(host: &str, span: Span, in_flow: bool) -> SourceMap {
    let mut map = SourceMap::new(span.start, Quoting::YamlPlain { in_flow });
    lines(&mut map, host, span, |_| None);
    map
}

/// The text of `'…'` at `span`, quotes included.
pub(crate) fn decode_single(host: &str, span: Span) -> SourceMap {
    let mut map = SourceMap::new(span.start + 1, Quoting::YamlSingle);
    let quote = |text: &str| text.starts_with("''").then_some((Some('\''), 2));
    lines(&mut map, host, inside(span), quote);
    map
}

/// The text of `"…"` at `span`, quotes included.
pub(crate) fn decode_double(host: &str, span: Span) -> SourceMap {
    let mut map = SourceMap::new(span.start + 1, Quoting::YamlDouble);
    lines(&mut map, host, inside(span), |text| {
        text.starts_with('\\').then(|| escape(text))
    });
    map
}

fn inside(span: Span) -> Span {
    Span::new(span.start + 1, span.end.saturating_sub(1))
}

/// Text whose line breaks are folded: one is a space, each further one a
/// newline. `escape` reads what stands at the start of a text: the character,
/// if any, and its length in the host.
fn lines(
    map: &mut SourceMap,
    host: &str,
    span: Span,
    escape: impl Fn(&str) -> Option<(Option<char>, u32)>,
) {
    let mut at = span.start;
    // Where the text goes on verbatim, and where the space at its end began.
    let mut plain = at;
    let mut space = None;
    let mut escaped_break = None;
    while let Some(next) = Span::new(at, span.end).text(host).chars().next() {
        let rest = Span::new(at, span.end).text(host);
        if let Some((decoded, length)) = escape(rest) {
            map.verbatim(Span::new(plain, at).text(host), plain);
            let written = Span::new(at, at + length);
            match decoded {
                Some(c) => map.escape(c.encode_utf8(&mut [0; 4]), written),
                None => {
                    map.dropped(written);
                    escaped_break = Some(written.end);
                }
            }
            at = written.end;
            (plain, space) = (at, None);
        } else if matches!(next, '\n' | '\r') {
            let from = space.take().unwrap_or(at);
            map.verbatim(Span::new(plain, from).text(host), plain);
            let escaped = escaped_break == Some(from);
            at = fold(map, host, Span::new(from, span.end), escaped);
            plain = at;
        } else {
            if !matches!(next, ' ' | '\t') {
                space = None;
            } else if space.is_none() {
                space = Some(at);
            }
            at += offset(next.len_utf8());
        }
    }
    map.verbatim(Span::new(plain, at).text(host), plain);
}

/// Appends what the line breaks and the space at the start of `span` stand for;
/// gives where they end. Behind a break that is escaped each one counts.
fn fold(map: &mut SourceMap, host: &str, span: Span, escaped: bool) -> u32 {
    let text = span.text(host);
    let run = text.len() - text.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let run = Span::new(span.start, span.start + offset(run));
    let breaks = line_breaks(run.text(host));
    // The first break goes with the second.
    let counted = breaks.get(usize::from(!escaped)..).unwrap_or_default();
    let Some((last, middle)) = counted.split_last() else {
        map.escape(" ", run);
        return run.end;
    };
    let mut at = run.start;
    for end in middle {
        map.escape("\n", Span::new(at, run.start + end));
        at = run.start + end;
    }
    debug_assert!(run.start + last <= run.end, "a break is a part of the run");
    map.escape("\n", Span::new(at, run.end));
    run.end
}

/// Where each line break ends.
fn line_breaks(run: &str) -> Vec<u32> {
    let bytes = run.bytes().enumerate();
    let ends = bytes.filter(|&(at, byte)| {
        byte == b'\n' || byte == b'\r' && run.as_bytes().get(at + 1) != Some(&b'\n')
    });
    ends.map(|(at, _)| offset(at + 1)).collect()
}

/// An escape of `"…"`: the character and the length; none for a line break that
/// is escaped.
fn escape(text: &str) -> (Option<char>, u32) {
    let Some(kind) = text.chars().nth(1) else {
        return (Some('\\'), 1);
    };
    let code = |digits: usize| {
        let digits = text.get(2..2 + digits)?;
        char::from_u32(u32::from_str_radix(digits, 16).ok()?)
    };
    let known = match kind {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return (code(2), 4),
        'u' => return (code(4), 6),
        'U' => return (code(8), 10),
        '\n' | '\r' => {
            let rest = text.trim_start_matches('\\');
            let rest = rest
                .strip_prefix("\r\n")
                .unwrap_or_else(|| rest.get(1..).unwrap_or(rest));
            let rest = rest.trim_start_matches([' ', '\t']);
            return (None, offset(text.len() - rest.len()));
        }
        other => other,
    };
    (Some(known), 1 + offset(kind.len_utf8()))
}

/// True for what a scalar can hold as it is, within a line.
pub(super) fn is_printable(c: char) -> bool {
    c == '\t'
        || !c.is_control()
            && !matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            )
}

/// `text` as a part of a scalar without quotes.
pub(crate) fn encode_plain(text: &str, in_flow: bool) -> Option<String> {
    let ends_it =
        text.contains(": ") || text.contains(":\t") || text.contains(" #") || text.contains("\t#");
    let in_flow = in_flow && text.contains([',', '[', ']', '{', '}']);
    let fine = !ends_it && !in_flow && text.chars().all(is_printable);
    fine.then(|| text.to_owned())
}

/// `text` as a part of `'…'`: on one line, as breaks are folded.
pub(crate) fn encode_single(text: &str) -> Option<String> {
    let fine = text.chars().all(is_printable);
    fine.then(|| text.replace('\'', "''"))
}

/// `text` as a part of `"…"`.
pub(crate) fn encode_double(text: &str) -> String {
    in_double_quotes(text, |c| !is_printable(c))
}

/// May these stand side by side, or at an end, in a scalar without quotes?
pub(crate) fn fits_plain(left: Option<char>, right: Option<char>) -> bool {
    let is_space = |c: char| matches!(c, ' ' | '\t');
    match (left, right) {
        (None, None) => false,
        (None, Some(right)) => !is_space(right) && !"-?:,[]{}#&*!|>'\"%@`~".contains(right),
        (Some(left), None) => !is_space(left) && !matches!(left, ':' | '-' | '?'),
        (Some(':'), Some(right)) => !is_space(right),
        (Some(left), Some('#')) => !is_space(left),
        _ => true,
    }
}
