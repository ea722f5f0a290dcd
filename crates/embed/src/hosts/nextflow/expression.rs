//! String expressions of Groovy.

use autoscale_base::Span;

use crate::dialects::groovy::GroovyString;
use crate::script::{Change, Grammar, Kind, Shape, Source, Stretch, Text};

/// The expressions of a file.
#[derive(Clone, Copy)]
pub(super) struct Groovy<'t> {
    pub(super) source: Source<'t>,
}

impl<'t> Grammar<'t> for Groovy<'t> {
    type Node = Stretch;

    fn text(&self) -> &'t str {
        self.source.text
    }

    fn span(&self, node: Stretch) -> Span {
        self.source.span(node)
    }

    fn shape(&self, node: Stretch) -> Shape<'t, Stretch> {
        let source = self.source;
        let Stretch { from, to } = node;
        if from >= to {
            return Shape::Other;
        }
        let parts = source.split(node, &['+']);
        if parts.len() > 1 {
            return Shape::Row(parts);
        }
        if let Some(inner) = source.inside(from, to) {
            return Shape::Inner(inner);
        }
        match source.kind(from) {
            Some(Kind::String) if to == from + 1 => Shape::Literal,
            Some(Kind::Name) if source.path(from).1 >= to => {
                let last = to.saturating_sub(1);
                Shape::Name(source.word(last))
            }
            _ => self.method(node).unwrap_or(Shape::Other),
        }
    }

    fn literal(&self, node: Stretch, found: &mut Text) -> bool {
        let host = self.source.text;
        let Some((style, content)) = GroovyString::of(host, self.span(node)) else {
            return false;
        };
        found.expands |= style.expands;
        found.literal(content, |map| style.decode(host, content, map));
        true
    }
}

impl<'t> Groovy<'t> {
    /// `text.method(…)`, the last one of a chain.
    fn method(&self, node: Stretch) -> Option<Shape<'t, Stretch>> {
        let source = self.source;
        // The last bracket outside of any other.
        let mut at = node.from;
        let mut last = None;
        while at < node.to {
            if matches!(source.kind(at), Some(Kind::Open('(', _))) {
                last = Some(at);
            }
            at = source.next(at);
        }
        let open = last.filter(|open| source.next(*open) == node.to)?;
        let name = open.checked_sub(1)?;
        let dot = name
            .checked_sub(1)
            .filter(|dot| source.is_mark(*dot, '.'))?;
        let text = source.trim(Stretch {
            from: node.from,
            to: dot,
        });
        let arguments = source.inside(open, node.to)?;
        let arguments = source.split(arguments, &[',']);
        let method = match (source.word(name), arguments.as_slice()) {
            ("stripIndent", _) => Change::Dedent,
            ("trim", []) => Change::TRIM,
            ("replace", [old, new]) => Change::Replace {
                old: *old,
                new: Some(*new),
            },
            ("toString", []) => return Some(Shape::Inner(text)),
            _ => return None,
        };
        Some(Shape::Changed(text, method))
    }
}
