//! String expressions of PowerShell.

use autoscale_base::Span;
use tree_sitter::Node;

use crate::dialects::powershell::PowerShellString;
use crate::script::{Change, Grammar, Shape, Text, children, source, span};

/// The expressions of a file.
#[derive(Clone, Copy)]
pub(super) struct PowerShell<'t> {
    pub(super) text: &'t str,
}

impl<'t> Grammar<'t> for PowerShell<'t> {
    type Node = Node<'t>;

    fn text(&self) -> &'t str {
        self.text
    }

    fn span(&self, node: Node<'t>) -> Span {
        span(node)
    }

    fn shape(&self, node: Node<'t>) -> Shape<'t, Node<'t>> {
        let parts = children(node);
        match (node.kind(), parts.as_slice()) {
            ("string_literal", _) => Shape::Literal,
            ("variable", _) => Shape::Name(self.variable(node)),
            ("member_access", [.., member]) => match source(self.text, *member) {
                "NewLine" => Shape::Newline,
                name => Shape::Name(name),
            },
            ("additive_expression" | "additive_argument_expression", [left, right]) => {
                let between = self.text.get(left.end_byte()..right.start_byte());
                if between.is_some_and(|operator| operator.contains('+')) {
                    Shape::Sum(*left, *right)
                } else {
                    Shape::Other
                }
            }
            ("format_expression" | "format_argument_expression", [left, .., _]) => {
                Shape::Changed(*left, Change::Braces)
            }
            (
                "comparison_expression" | "comparison_argument_expression",
                [left, operator, right],
            ) => self.operation(*left, source(self.text, *operator), *right),
            ("invokation_expression", [object, member, rest @ ..]) => {
                self.call(*object, source(self.text, *member), rest.first().copied())
            }
            // Wrappers of one expression each, for the ranks of the operators.
            (kind, [only]) if is_wrapper(kind) => Shape::Inner(*only),
            _ => Shape::Other,
        }
    }

    fn literal(&self, node: Node<'t>, found: &mut Text) -> bool {
        let Some((style, content)) = PowerShellString::of(self.text, span(node)) else {
            return false;
        };
        found.expands |= style.expands;
        found.literal(content, |map| style.decode(self.text, content, map));
        true
    }
}

fn is_wrapper(kind: &str) -> bool {
    let is_value = kind.ends_with("_expression")
        && !matches!(kind, "hash_literal_expression" | "script_block_expression");
    is_value || matches!(kind, "pipeline" | "pipeline_chain" | "statement_list")
}

impl<'t> PowerShell<'t> {
    /// The name in `$name`, `${name}`, `$script:name` and `@name`.
    pub(super) fn variable(&self, node: Node<'t>) -> &'t str {
        let name = source(self.text, node).trim_matches(['$', '@', '{', '}']);
        name.rsplit(':').next().unwrap_or(name)
    }

    /// The name that an assignment is to.
    pub(super) fn target(&self, mut node: Node<'t>) -> &'t str {
        loop {
            let parts = children(node);
            match (node.kind(), parts.as_slice()) {
                ("variable", _) => return self.variable(node),
                ("member_access", [.., member]) => return source(self.text, *member),
                ("element_access", [.., index]) => return self.constant(*index),
                // `[string]$name`
                ("cast_expression", [.., value]) | (_, [value]) => node = *value,
                _ => return "",
            }
        }
    }

    /// The content of a literal, however it is wrapped.
    fn constant(&self, mut node: Node<'t>) -> &'t str {
        loop {
            if let Some((_, content)) = PowerShellString::of(self.text, span(node)) {
                return content.text(self.text);
            }
            match children(node).as_slice() {
                [only] => node = *only,
                _ => return "",
            }
        }
    }

    /// `-join` and `-replace`.
    fn operation(&self, left: Node<'t>, operator: &str, right: Node<'t>) -> Shape<'t, Node<'t>> {
        match operator.to_ascii_lowercase().as_str() {
            "-join" => Shape::Joined(right, elements(left)),
            "-replace" | "-creplace" | "-ireplace" => match elements(right).as_slice() {
                [old, rest @ ..] if rest.len() < 2 => {
                    let new = rest.first().copied();
                    Shape::Changed(left, Change::Replace { old: *old, new })
                }
                _ => Shape::Other,
            },
            _ => Shape::Other,
        }
    }

    /// Methods of strings.
    fn call(
        &self,
        object: Node<'t>,
        member: &str,
        arguments: Option<Node<'t>>,
    ) -> Shape<'t, Node<'t>> {
        let list = arguments.and_then(|list| children(list).first().copied());
        let arguments = list.map(children).unwrap_or_default();
        let argument = |index: usize| arguments.get(index).copied();
        let name = member.to_ascii_lowercase();
        match name.as_str() {
            "trim" | "trimstart" | "trimend" => Shape::Changed(
                object,
                Change::Strip {
                    start: name != "trimend",
                    end: name != "trimstart",
                    of: argument(0),
                },
            ),
            "replace" => match argument(0) {
                Some(old) => Shape::Changed(
                    object,
                    Change::Replace {
                        old,
                        new: argument(1),
                    },
                ),
                None => Shape::Other,
            },
            "format" if is_string_type(source(self.text, object)) => match argument(0) {
                Some(text) => Shape::Changed(text, Change::Braces),
                None => Shape::Other,
            },
            _ => Shape::Other,
        }
    }
}

fn is_string_type(name: &str) -> bool {
    let name = name.trim_matches(['[', ']']);
    name.eq_ignore_ascii_case("string") || name.eq_ignore_ascii_case("System.String")
}

/// The elements of `('a', 'b')` and `@('a', 'b')`.
fn elements(mut node: Node<'_>) -> Vec<Node<'_>> {
    loop {
        let parts = children(node);
        match (node.kind(), parts.as_slice()) {
            ("array_literal_expression", [_, _, ..]) => return parts,
            ("string_literal" | "variable", _) | (_, []) => return vec![node],
            (_, [only]) => node = *only,
            // Each on a line of its own.
            ("statement_list", _) => return parts,
            _ => return vec![node],
        }
    }
}
