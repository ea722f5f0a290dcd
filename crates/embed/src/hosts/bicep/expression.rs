//! String expressions of Bicep.

use autoscale_base::Span;

use crate::dialects::bicep::BicepString;
use crate::script::{Change, Grammar, Kind, Shape, Source, Stretch, Text};

/// The expressions of a file.
#[derive(Clone, Copy)]
pub(super) struct Bicep<'t> {
    pub(super) source: Source<'t>,
}

impl<'t> Grammar<'t> for Bicep<'t> {
    type Node = Stretch;

    fn text(&self) -> &'t str {
        self.source.text
    }

    fn span(&self, node: Stretch) -> Span {
        self.source.span(node)
    }

    fn shape(&self, node: Stretch) -> Shape<'t, Stretch> {
        let Stretch { from, to } = node;
        let source = self.source;
        match source.kind(from) {
            Some(Kind::String) if to == from + 1 => Shape::Literal,
            Some(Kind::Open('(', _)) => match source.inside(from, to) {
                Some(inner) => Shape::Inner(inner),
                None => Shape::Other,
            },
            Some(Kind::Name) => {
                let (path, behind) = source.path(from);
                if behind >= to {
                    let last = path.last().map_or("", |last| source.word(*last));
                    return Shape::Name(last);
                }
                match source.inside(behind, to) {
                    Some(arguments) => self.call(source.word(from), arguments),
                    None => Shape::Other,
                }
            }
            _ => Shape::Other,
        }
    }

    fn literal(&self, node: Stretch, found: &mut Text) -> bool {
        let host = self.source.text;
        let Some((style, content)) = BicepString::of(host, self.span(node)) else {
            return false;
        };
        let mut unfilled = None;
        found.literal(content, |map| unfilled = style.decode(host, content, map));
        found.unfilled = found.unfilled.or(unfilled);
        true
    }
}

impl Bicep<'_> {
    fn call<'a>(&self, name: &str, arguments: Stretch) -> Shape<'a, Stretch> {
        let arguments = self.source.split(arguments, &[',', '\n']);
        match (name, arguments.as_slice()) {
            ("concat", _) => Shape::Row(arguments),
            ("format", [text, ..]) => Shape::Changed(*text, Change::Braces),
            ("trim", [text]) => Shape::Changed(*text, Change::TRIM),
            ("replace", [text, old, new]) => Shape::Changed(
                *text,
                Change::Replace {
                    old: *old,
                    new: Some(*new),
                },
            ),
            ("join", [list, separator]) => match self.source.inside(list.from, list.to) {
                Some(items) => Shape::Joined(*separator, self.source.split(items, &[','])),
                None => Shape::Other,
            },
            _ => Shape::Other,
        }
    }
}
