//! The formulas of a file in a language that tree-sitter reads.

use autoscale_base::Span;
use tree_sitter::{Language, Node, Parser, Tree};

use super::Script;
use super::text::Value;
use super::walk::{Context, source, span, walk};
use crate::source_map::offset;
use crate::{Extracted, Keys, Problem};

/// What the tree of a file says.
pub(crate) type TreeFacts<'t> = Script<'t, Node<'t>>;

/// A language with a grammar of tree-sitter.
pub(crate) struct TreeLanguage {
    /// What people call it.
    pub(crate) name: &'static str,
    pub(crate) grammar: fn() -> Language,
    /// Tells what a node says, and the context of its children.
    pub(crate) enter: for<'t> fn(&mut TreeFacts<'t>, Node<'t>, Context<'t>) -> Context<'t>,
    /// What an expression in a text is.
    pub(crate) read: for<'t> fn(&'t str, Node<'t>) -> Value<'t>,
}

impl TreeLanguage {
    /// The formulas of `text`; the parser gets `masked`, of the same length.
    pub(crate) fn extract(&self, text: &str, masked: &str, keys: &Keys) -> Extracted {
        let Some(tree) = parse(masked, &(self.grammar)()) else {
            return self.unreadable(text);
        };
        let mut script = Script::new(text);
        walk(&tree, Context::default(), |node, context| {
            if node.is_error() {
                script.error(span(node));
            }
            (self.enter)(&mut script, node, context)
        });
        script.extract(keys, self.name, |node| (self.read)(text, node))
    }

    /// What is said of a file that the parser gave up on.
    fn unreadable(&self, text: &str) -> Extracted {
        let line = text.lines().next().unwrap_or_default();
        Extracted {
            problem: Some(Problem {
                span: Span::new(0, offset(line.len())),
                message: format!("too much invalid {} syntax", self.name),
            }),
            ..Extracted::default()
        }
    }
}

impl<'t> TreeFacts<'t> {
    /// The text of a node's field; empty when it has none.
    pub(crate) fn field(&self, node: Node<'t>, field: &str) -> &'t str {
        node.child_by_field_name(field)
            .map_or("", |node| source(self.text, node))
    }
}

/// Lengths, in bytes, of the beginnings of a text that are tried before the
/// whole. What the parser does with a text that is not of the language at all
/// takes memory and time without end: a look at the beginning tells.
const TRIALS: [usize; 3] = [16 << 10, 64 << 10, 256 << 10];

/// The tree of a text; `None` when too much of its beginning is not of the
/// language.
fn parse(text: &str, language: &Language) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(language).ok()?;
    for len in TRIALS.into_iter().filter(|len| *len < text.len()) {
        let head = text.get(..text.floor_char_boundary(len))?;
        if is_garbage(&parser.parse(head, None)?) {
            return None;
        }
    }
    parser.parse(text, None)
}

/// True when many tokens of a tree stand in no construct of the language.
fn is_garbage(tree: &Tree) -> bool {
    let (mut tokens, mut lost) = (0_usize, 0_usize);
    walk(tree, false, |node, in_error| {
        if node.child_count() == 0 {
            tokens += 1;
            lost += usize::from(in_error);
        }
        node.is_error()
    });
    lost > tokens / 8
}
