//! Objects of Bicep as keys and values.

use std::borrow::Cow;

use super::expression::Bicep;
use super::{key, value_end};
use crate::hosts::tree::{Entry, Kind as Value, Node, SPREAD};
use crate::script::{Grammar as _, Kind, Source, Stretch, Value as Text};

/// Strings of a pool need no way back.
pub(super) type Tree<'t> = Node<'t, ()>;

/// The value at a stretch.
pub(super) fn node<'t>(source: Source<'t>, stretch: Stretch) -> Tree<'t> {
    let stretch = source.trim(stretch);
    Node::new(source.span(stretch), kind(source, stretch))
}

fn kind<'t>(source: Source<'t>, stretch: Stretch) -> Value<'t, ()> {
    let Stretch { from, to } = stretch;
    if let Some(inside) = source.inside(from, to) {
        return match source.kind(from) {
            Some(Kind::Open('{', _)) => Value::Map(entries(source, inside)),
            Some(Kind::Open('[', _)) if source.word(inside.from) == "for" => computed(),
            Some(Kind::Open('[', _)) => Value::List(items(source, inside)),
            _ => kind(source, inside),
        };
    }
    let alternatives = source.alternatives(stretch);
    if alternatives.len() > 1 {
        let nodes = alternatives.into_iter().map(|it| node(source, it));
        return Value::Either(nodes.collect());
    }
    match source.span(stretch).text(source.text) {
        "null" => Value::Nothing,
        plain if is_plain(plain) => Value::Plain(plain),
        _ => match (Bicep { source }).read(stretch) {
            Text::Text(text) => Value::Text {
                text: text.constant().map(|text| Cow::Owned(text.to_owned())),
                literal: (),
            },
            Text::Name(..) | Text::Other => computed(),
        },
    }
}

const fn computed<'t>() -> Value<'t, ()> {
    Value::Text {
        text: None,
        literal: (),
    }
}

fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number || matches!(text, "true" | "false")
}

/// The properties of an object, and what it takes over from others. A nested
/// resource is passed over.
fn entries<'t>(source: Source<'t>, inside: Stretch) -> Vec<Entry<'t, ()>> {
    let mut entries = Vec::new();
    for part in parts(source, inside) {
        if (part.from..part.from + 3).all(|at| source.is_mark(at, '.')) {
            entries.push(Entry {
                key: Cow::Borrowed(SPREAD),
                value: Node::new(source.span(part), computed()),
            });
            continue;
        }
        let is_key = matches!(source.kind(part.from), Some(Kind::Name | Kind::String));
        if is_key && source.is_mark(part.from + 1, ':') {
            let value = Stretch {
                from: part.from + 2,
                to: part.to,
            };
            entries.push(Entry {
                key: Cow::Borrowed(key(source, part.from)),
                value: node(source, value),
            });
        }
    }
    entries
}

fn items<'t>(source: Source<'t>, inside: Stretch) -> Vec<Tree<'t>> {
    let parts = parts(source, inside).into_iter();
    parts.map(|part| node(source, part)).collect()
}

/// What stands between the commas and line ends of a stretch.
fn parts(source: Source<'_>, inside: Stretch) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut at = inside.from;
    while at < inside.to {
        if matches!(source.kind(at), Some(Kind::Newline | Kind::Mark(','))) {
            at += 1;
            continue;
        }
        let to = value_end(source, at).clamp(at + 1, inside.to);
        parts.push(Stretch { from: at, to });
        at = to;
    }
    parts
}
