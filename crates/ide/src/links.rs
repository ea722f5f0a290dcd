//! Addresses of the web in comments.

use autoscale_base::Span;
use autoscale_syntax::CommentKind;

use crate::Subject;

/// What all schemes begin with.
const SIGN: &str = "http";

/// What an address begins with.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// The addresses in comments, in text order.
#[must_use]
pub fn document_links(subject: &Subject<'_>) -> Vec<Span> {
    let comments = subject.analysis.tree.comments().iter();
    let links = comments.flat_map(|comment| {
        let text = comment.span.text(subject.text);
        let text = match comment.kind {
            CommentKind::Block => text.strip_suffix("*/").unwrap_or(text),
            CommentKind::Line | CommentKind::Hash => text,
        };
        addresses(text, comment.span.start)
    });
    links.collect()
}

/// The addresses in `text`, which starts at `start` of the formula.
fn addresses(text: &str, start: u32) -> Vec<Span> {
    let offset = |at: usize| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(before) = rest.find(SIGN)
    {
        let (_, rest) = rest.split_at(before);
        let begin = at + before;
        at = begin + SIGN.len();
        let Some(scheme) = SCHEMES.iter().find(|scheme| rest.starts_with(**scheme)) else {
            continue;
        };
        let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c);
        let address = trimmed(rest.split(ends).next().unwrap_or_default());
        if address.len() > scheme.len() {
            at = begin + address.len();
            found.push(Span::new(offset(begin), offset(at)));
        }
    }
    found
}

/// `address` without what belongs to the sentence around it.
fn trimmed(mut address: &str) -> &str {
    let count = |wanted: char| address.matches(wanted).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    let mut is_around = |last: char| match last {
        '.' | ',' | ';' | ':' | '!' | '?' | '*' => true,
        ')' if round > 0 => {
            round -= 1;
            true
        }
        ']' if square > 0 => {
            square -= 1;
            true
        }
        _ => false,
    };
    while let Some(shorter) = address.strip_suffix(&mut is_around) {
        address = shorter;
    }
    address
}
