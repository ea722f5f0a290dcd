//! How the string expressions of all languages are read: literals, sums,
//! methods. A host's grammar tells the [`Shape`] of each node.

use autoscale_base::Span;

use super::text::{Change, Text, Value};

/// Calls in calls are read this deep.
const MAX_DEPTH: u32 = 16;

/// Grammars wrap an expression in this many others.
const MAX_WRAPS: usize = 256;

/// What a node of an expression is.
pub(crate) enum Shape<'t, N> {
    /// A string literal.
    Literal,
    /// `a + b`
    Sum(N, N),
    /// Literals side by side, and the arguments of `concat`.
    Row(Vec<N>),
    /// What is in parentheses.
    Inner(N),
    /// `a.format(…)` and the like.
    Changed(N, Change<N>),
    /// `separator.join([…])`
    Joined(N, Vec<N>),
    /// A constant of the library for the end of a line.
    Newline,
    /// What a name holds, or the function of that name returns.
    Name(&'t str),
    /// Anything else.
    Other,
}

/// How a language writes expressions.
pub(crate) trait Grammar<'t> {
    type Node: Copy;

    fn text(&self) -> &'t str;

    fn span(&self, node: Self::Node) -> Span;

    fn shape(&self, node: Self::Node) -> Shape<'t, Self::Node>;

    /// Appends a literal to `found`; false when it is no text.
    fn literal(&self, node: Self::Node, found: &mut Text) -> bool;

    /// What an expression is.
    fn read(&self, node: Self::Node) -> Value<'t>
    where
        Self: Sized,
    {
        read(self, node, 0)
    }
}

fn read<'t, G: Grammar<'t>>(grammar: &G, mut node: G::Node, depth: u32) -> Value<'t> {
    let mut changes = Vec::new();
    for _ in 0..MAX_WRAPS {
        match grammar.shape(node) {
            Shape::Inner(inner) => node = inner,
            Shape::Changed(inner, change) => {
                let Some(change) = resolve(grammar, change, depth) else {
                    return Value::Other;
                };
                changes.push(change);
                node = inner;
            }
            Shape::Name(name) => {
                changes.reverse();
                return Value::Name(name, changes);
            }
            Shape::Other | Shape::Newline => return Value::Other,
            Shape::Literal | Shape::Sum(..) | Shape::Row(_) | Shape::Joined(..) => break,
        }
    }
    let mut found = Text::new(grammar.span(node));
    add(grammar, node, depth, &mut found);
    if !found.is_literal() {
        return Value::Other;
    }
    changes.reverse();
    Value::Text(found.changed(&changes))
}

/// A change with its arguments read; `None` when those are not written out.
fn resolve<'t, G: Grammar<'t>>(grammar: &G, change: Change<G::Node>, depth: u32) -> Option<Change> {
    let constant = |node| match (depth < MAX_DEPTH).then(|| read(grammar, node, depth + 1))? {
        Value::Text(text) => text.constant().map(str::to_owned),
        _ => None,
    };
    Some(match change {
        Change::Braces => Change::Braces,
        Change::Percent => Change::Percent,
        Change::Mustache => Change::Mustache,
        Change::Dedent => Change::Dedent,
        Change::Strip { start, end, of } => {
            let of = match of {
                Some(node) => Some(constant(node)?),
                None => None,
            };
            Change::Strip { start, end, of }
        }
        Change::Replace { old, new } => Change::Replace {
            old: constant(old).filter(|old| !old.is_empty())?,
            new: new.and_then(constant),
        },
    })
}

/// Appends an expression to a text.
fn add<'t, G: Grammar<'t>>(grammar: &G, node: G::Node, depth: u32, found: &mut Text) {
    let host = grammar.text();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match grammar.shape(node) {
            Shape::Sum(left, right) => waiting.extend([right, left]),
            Shape::Row(parts) => waiting.extend(parts.into_iter().rev()),
            Shape::Inner(inner) => waiting.push(inner),
            Shape::Literal => {
                if !grammar.literal(node, found) {
                    found.computed(host, grammar.span(node));
                }
            }
            Shape::Newline => found.given("\n", grammar.span(node)),
            Shape::Joined(separator, items) if depth < MAX_DEPTH => {
                let separator = match read(grammar, separator, depth + 1) {
                    Value::Text(text) => text.constant().map(str::to_owned),
                    _ => None,
                };
                let Some(separator) = separator else {
                    found.computed(host, grammar.span(node));
                    continue;
                };
                for (index, item) in items.into_iter().enumerate() {
                    if index > 0 {
                        found.separator(&separator);
                    }
                    add(grammar, item, depth + 1, found);
                }
            }
            Shape::Changed(..) if depth < MAX_DEPTH => match read(grammar, node, depth + 1) {
                Value::Text(more) => found.append(&more, ""),
                _ => found.computed(host, grammar.span(node)),
            },
            _ => found.computed(host, grammar.span(node)),
        }
    }
}

/// True for `name + …`.
pub(crate) fn starts_with_name<'t, G: Grammar<'t>>(
    grammar: &G,
    mut node: G::Node,
    name: &str,
) -> bool {
    let mut is_sum = false;
    loop {
        match grammar.shape(node) {
            Shape::Inner(inner) => node = inner,
            Shape::Sum(left, _) => {
                is_sum = true;
                node = left;
            }
            Shape::Name(first) => return is_sum && first == name,
            _ => return false,
        }
    }
}
