//! String expressions of Python.

use autoscale_base::Span;
use tree_sitter::Node;

use crate::dialects::python::PythonString;
use crate::script::{Change, Grammar, Shape, Text, children, first_child, source, span};

/// The expressions of a file.
#[derive(Clone, Copy)]
pub(super) struct Python<'t> {
    pub(super) text: &'t str,
}

impl<'t> Grammar<'t> for Python<'t> {
    type Node = Node<'t>;

    fn text(&self) -> &'t str {
        self.text
    }

    fn span(&self, node: Node<'t>) -> Span {
        span(node)
    }

    fn shape(&self, node: Node<'t>) -> Shape<'t, Node<'t>> {
        match node.kind() {
            "string" => Shape::Literal,
            "concatenated_string" => Shape::Row(children(node)),
            "parenthesized_expression" => first_child(node).map_or(Shape::Other, Shape::Inner),
            "binary_operator" => operation(node).unwrap_or(Shape::Other),
            "call" => self.call(node).unwrap_or(Shape::Other),
            "identifier" | "attribute" => match self.last_name(node) {
                "linesep" => Shape::Newline,
                name => Shape::Name(name),
            },
            _ => Shape::Other,
        }
    }

    fn literal(&self, node: Node<'t>, found: &mut Text) -> bool {
        let Some((style, content)) = PythonString::of(self.text, span(node)) else {
            return false;
        };
        found.literal(content, |map| style.decode(self.text, content, map));
        true
    }
}

fn operation<'t>(node: Node<'t>) -> Option<Shape<'t, Node<'t>>> {
    let left = node.child_by_field_name("left")?;
    let right = node.child_by_field_name("right")?;
    match node.child_by_field_name("operator")?.kind() {
        "+" => Some(Shape::Sum(left, right)),
        "%" => Some(Shape::Changed(left, Change::Percent)),
        _ => None,
    }
}

impl<'t> Python<'t> {
    /// `name` of `some.name`.
    pub(super) fn last_name(&self, node: Node<'t>) -> &'t str {
        let name = match node.kind() {
            "attribute" => node.child_by_field_name("attribute"),
            "identifier" => Some(node),
            _ => None,
        };
        name.map_or("", |name| source(self.text, name))
    }

    fn call(&self, node: Node<'t>) -> Option<Shape<'t, Node<'t>>> {
        let function = node.child_by_field_name("function")?;
        let arguments = children(node.child_by_field_name("arguments")?);
        let argument = |index: usize| arguments.get(index).copied();
        let name = self.last_name(function);
        if name == "dedent" {
            return Some(Shape::Changed(argument(0)?, Change::Dedent));
        }
        let Some(object) = function.child_by_field_name("object") else {
            return Some(Shape::Name(name));
        };
        let method = match name {
            "format" | "format_map" => Change::Braces,
            "strip" | "lstrip" | "rstrip" => Change::Strip {
                start: name != "rstrip",
                end: name != "lstrip",
                of: argument(0),
            },
            "replace" => Change::Replace {
                old: argument(0)?,
                new: argument(1),
            },
            "join" => {
                let list = argument(0).filter(|list| matches!(list.kind(), "list" | "tuple"))?;
                return Some(Shape::Joined(object, children(list)));
            }
            _ => return Some(Shape::Name(name)),
        };
        Some(Shape::Changed(object, method))
    }
}
