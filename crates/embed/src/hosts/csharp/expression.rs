//! String expressions of C#.

use autoscale_base::Span;
use tree_sitter::Node;

use crate::dialects::csharp::CSharpString;
use crate::script::{Change, Grammar, Shape, Text, children, first_child, source, span};
use crate::source_map::offset;

/// The expressions of a file.
#[derive(Clone, Copy)]
pub(super) struct CSharp<'t> {
    pub(super) text: &'t str,
}

impl<'t> Grammar<'t> for CSharp<'t> {
    type Node = Node<'t>;

    fn text(&self) -> &'t str {
        self.text
    }

    fn span(&self, node: Node<'t>) -> Span {
        span(node)
    }

    fn shape(&self, node: Node<'t>) -> Shape<'t, Node<'t>> {
        match node.kind() {
            "string_literal"
            | "verbatim_string_literal"
            | "raw_string_literal"
            | "interpolated_string_expression" => Shape::Literal,
            "parenthesized_expression" | "argument" => {
                first_child(node).map_or(Shape::Other, Shape::Inner)
            }
            "binary_expression" => self.sum(node).unwrap_or(Shape::Other),
            "invocation_expression" => self.call(node).unwrap_or(Shape::Other),
            "identifier" => Shape::Name(source(self.text, node)),
            "member_access_expression" => match self.last_name(node) {
                "NewLine" => Shape::Newline,
                name => Shape::Name(name),
            },
            _ => Shape::Other,
        }
    }

    fn literal(&self, node: Node<'t>, found: &mut Text) -> bool {
        let Some((style, content)) = CSharpString::of(self.text, self.whole(node)) else {
            return false;
        };
        found.literal(content, |map| style.decode(self.text, content, map));
        true
    }
}

impl<'t> CSharp<'t> {
    /// A literal with all of its prefix: the grammar does not know `$""`, and
    /// takes the dollar sign for an error.
    fn whole(&self, node: Node<'t>) -> Span {
        let span = span(node);
        let before = self.text.get(..node.start_byte()).unwrap_or_default();
        let prefix = before.len() - before.trim_end_matches(['$', '@']).len();
        Span::new(span.start - offset(prefix), span.end)
    }

    /// `Name` of `Some.Name` and of `Name<T>`.
    pub(super) fn last_name(&self, node: Node<'t>) -> &'t str {
        let name = match node.kind() {
            "member_access_expression" | "qualified_name" => node.child_by_field_name("name"),
            "generic_name" => first_child(node),
            "identifier" => Some(node),
            _ => None,
        };
        name.map_or("", |name| source(self.text, name))
    }

    /// The type that a node names.
    pub(super) fn type_name(&self, node: Node<'t>) -> &'t str {
        node.child_by_field_name("type")
            .map_or("", |name| self.last_name(name))
    }

    fn sum(&self, node: Node<'t>) -> Option<Shape<'t, Node<'t>>> {
        let left = node.child_by_field_name("left")?;
        let right = node.child_by_field_name("right")?;
        let operator = self.text.get(left.end_byte()..right.start_byte())?;
        // A comment may stand beside it.
        (node.child_by_field_name("operator")?.kind() == "+" || operator.trim() == "+")
            .then_some(Shape::Sum(left, right))
    }

    fn call(&self, node: Node<'t>) -> Option<Shape<'t, Node<'t>>> {
        let function = node.child_by_field_name("function")?;
        let arguments = children(node.child_by_field_name("arguments")?);
        let argument = |index: usize| arguments.get(index).copied();
        let name = self.last_name(function);
        let Some(object) = function.child_by_field_name("expression") else {
            return Some(Shape::Name(name));
        };
        let of_string = source(self.text, object).eq_ignore_ascii_case("string");
        match name {
            "Format" if of_string => Some(Shape::Changed(argument(0)?, Change::Braces)),
            "Concat" if of_string => Some(Shape::Row(arguments)),
            "Join" if of_string => {
                let (separator, items) = arguments.split_first()?;
                Some(Shape::Joined(*separator, elements(items)))
            }
            "Trim" | "TrimStart" | "TrimEnd" => {
                let method = Change::Strip {
                    start: name != "TrimEnd",
                    end: name != "TrimStart",
                    of: argument(0),
                };
                Some(Shape::Changed(object, method))
            }
            "Replace" => {
                let method = Change::Replace {
                    old: argument(0)?,
                    new: argument(1),
                };
                Some(Shape::Changed(object, method))
            }
            _ => Some(Shape::Name(name)),
        }
    }
}

/// The elements of an only argument that is an array; else the arguments.
fn elements<'t>(items: &[Node<'t>]) -> Vec<Node<'t>> {
    let array = match items {
        [only] => first_child(*only).filter(|node| {
            matches!(
                node.kind(),
                "array_creation_expression"
                    | "implicit_array_creation_expression"
                    | "collection_expression"
            )
        }),
        _ => None,
    };
    let Some(array) = array else {
        return items.to_vec();
    };
    let parts = children(array);
    match parts
        .iter()
        .find(|part| part.kind() == "initializer_expression")
    {
        Some(initializer) => children(*initializer),
        None => parts,
    }
}
