//! Trees of tree-sitter, walked without recursion.

use autoscale_base::Span;
use tree_sitter::{Node, Tree};

use crate::source_map::offset;

/// Where a node stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context<'t> {
    /// The function or class, as an index of the script's scopes.
    pub(crate) scope: usize,
    /// The call or object.
    pub(crate) group: Option<usize>,
    /// The sequence of statements, told by its first byte: what stands in one
    /// runs one behind the other.
    pub(crate) block: usize,
    /// What the key stands in: a key or type such as `autoScale`, or empty.
    pub(crate) parent: &'t str,
    /// True inside of an expression that is a fact as a whole.
    pub(crate) told: bool,
}

impl Context<'_> {
    /// The same, inside of such an expression or outside.
    pub(crate) const fn told(self, told: bool) -> Self {
        Self { told, ..self }
    }
}

/// Calls `enter` for every node, parents first; it gets its parent's context
/// and returns that of its children.
pub(crate) fn walk<'t, C: Copy>(tree: &'t Tree, root: C, mut enter: impl FnMut(Node<'t>, C) -> C) {
    let mut cursor = tree.walk();
    let mut contexts = vec![root];
    loop {
        let parent = contexts.last().copied().unwrap_or(root);
        let inside = enter(cursor.node(), parent);
        if cursor.goto_first_child() {
            contexts.push(inside);
            continue;
        }
        while !cursor.goto_next_sibling() {
            contexts.pop();
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// The bytes of a node.
pub(crate) fn span(node: Node<'_>) -> Span {
    Span::new(offset(node.start_byte()), offset(node.end_byte()))
}

/// The named children of a node, without comments.
pub(crate) fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    let named = node.named_children(&mut cursor);
    named.filter(|child| !child.is_extra()).collect()
}

/// The only child that is no comment, or the first of them.
pub(crate) fn first_child(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let mut named = node.named_children(&mut cursor);
    named.find(|child| !child.is_extra())
}

/// A node's text.
pub(crate) fn source<'t>(text: &'t str, node: Node<'_>) -> &'t str {
    text.get(node.byte_range()).unwrap_or_default()
}
