//! Formulas in Terraform and other HCL.

mod literal;

use std::borrow::Cow;

use autoscale_base::Span;
use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::parser::parse_body;
use hcl_edit::structure::{Attribute, Block, BlockLabel, Body, Structure};

use self::literal::Template;
use super::search::search;
use super::tree::{Entry, Kind, Node};
use crate::source_map::offset;
use crate::{Extracted, Keys, Problem};

/// The parser compares every key of an object with all others, so a longer file
/// would take its time; none that people write is as long.
const MAX_LENGTH: usize = 1 << 20;

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    if text.len() > MAX_LENGTH {
        return problem(0, "longer than 1 MiB".to_owned());
    }
    match parse_body(text) {
        Ok(body) => {
            let whole = Span::new(0, offset(text.len()));
            let root = Node::new(whole, Kind::Map(Reader { text }.body(&body)));
            search(text, keys, &root)
        }
        Err(error) => problem(error.location().offset(), error.message().to_owned()),
    }
}

fn problem(at: usize, message: String) -> Extracted {
    Extracted {
        problem: Some(Problem {
            span: Span::empty(offset(at)),
            message,
        }),
        ..Extracted::default()
    }
}

/// The place of a part of the syntax tree.
fn place(part: &impl hcl_edit::Span) -> Span {
    let range = part.span().unwrap_or_default();
    Span::new(offset(range.start), offset(range.end))
}

/// From the syntax tree to keys and values.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
}

type Tree<'a> = Node<'a, Template<'a>>;

impl<'a> Reader<'a> {
    fn body(self, body: &'a Body) -> Vec<Entry<'a, Template<'a>>> {
        body.iter()
            .map(|structure| match structure {
                Structure::Attribute(attribute) => self.attribute(attribute),
                Structure::Block(block) => self.block(block),
            })
            .collect()
    }

    fn attribute(self, attribute: &'a Attribute) -> Entry<'a, Template<'a>> {
        Entry {
            key: Cow::Borrowed(attribute.key.as_str()),
            value: self.value(&attribute.value),
        }
    }

    fn block(self, block: &'a Block) -> Entry<'a, Template<'a>> {
        let ident = block.ident.as_str();
        let mut entries = self.body(&block.body);
        let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
        let key = match (ident, labels.as_slice()) {
            ("locals", []) => {
                for entry in &mut entries {
                    entry.value.defines = Some(format!("local.{}", entry.key));
                }
                Cow::Borrowed("local")
            }
            ("variable", [name]) => {
                let mut variable = Node::new(place(block), Kind::Map(entries));
                variable.defines = Some(format!("var.{name}"));
                entries = vec![Entry {
                    key: Cow::Borrowed(name),
                    value: variable,
                }];
                Cow::Borrowed("var")
            }
            ("dynamic", [name]) => {
                if let Some(content) = block.body.get_blocks("content").next() {
                    entries = self.body(&content.body);
                }
                match *name {
                    // It is there when the formula is not.
                    "fixed_scale" => Cow::Borrowed("dynamic.fixed_scale"),
                    name => Cow::Borrowed(name),
                }
            }
            ("resource", labels) => Cow::Owned(labels.join(".")),
            (ident, []) => Cow::Borrowed(ident),
            (ident, labels) => Cow::Owned(format!("{ident}.{}", labels.join("."))),
        };
        let value = Node::new(place(block), Kind::Map(entries));
        Entry { key, value }
    }

    /// What a call yields, when that is one of its arguments.
    fn call(self, call: &'a FuncCall) -> Option<Kind<'a, Template<'a>>> {
        let mut arguments = call.args.iter();
        match call.name.name.as_str() {
            "jsonencode" | "yamlencode" | "tomap" => Some(
                arguments
                    .next()
                    .map_or(Kind::Nothing, |first| self.value(first).kind),
            ),
            "coalesce" | "try" => Some(Kind::Either(arguments.map(|v| self.value(v)).collect())),
            // They leave a formula the same but for its white space.
            "chomp" | "replace" | "tostring" | "trimspace" => match arguments.next()? {
                Expression::Traversal(traversal) => reference(traversal).map(Kind::Reference),
                _ => None,
            },
            _ => None,
        }
    }

    fn value(self, value: &'a Expression) -> Tree<'a> {
        let span = place(value);
        let kind = match value {
            Expression::Null(_) => Kind::Nothing,
            Expression::Bool(_) | Expression::Number(_) => Kind::Plain(span.text(self.text)),
            Expression::Array(items) => Kind::List(items.iter().map(|v| self.value(v)).collect()),
            Expression::Object(object) => {
                let entries = object.iter().map(|(key, value)| Entry {
                    key: Cow::Borrowed(object_key(key)),
                    value: self.value(value.expr()),
                });
                Kind::Map(entries.collect())
            }
            Expression::Parenthesis(inner) => return self.value(inner.inner()),
            Expression::Conditional(either) => Kind::Either(vec![
                self.value(&either.true_expr),
                self.value(&either.false_expr),
            ]),
            Expression::FuncCall(call) => match self.call(call) {
                Some(kind) => kind,
                None => computed(value),
            },
            Expression::Traversal(traversal) => match reference(traversal) {
                Some(name) => Kind::Reference(name),
                None => computed(value),
            },
            Expression::String(text) => Kind::Text {
                text: Some(Cow::Borrowed(text.as_str())),
                literal: Template(value),
            },
            _ => computed(value),
        };
        Node::new(span, kind)
    }
}

/// What Terraform computes, perhaps from literals.
const fn computed<'a>(value: &'a Expression) -> Kind<'a, Template<'a>> {
    Kind::Text {
        text: None,
        literal: Template(value),
    }
}

fn object_key(key: &ObjectKey) -> &str {
    match key {
        ObjectKey::Ident(name) => name.as_str(),
        ObjectKey::Expression(Expression::String(name)) => name.as_str(),
        ObjectKey::Expression(Expression::Variable(name)) => name.as_str(),
        ObjectKey::Expression(_) => "",
    }
}

/// `var.x` and `local.x`.
fn reference(traversal: &Traversal) -> Option<String> {
    let Expression::Variable(kind) = &traversal.expr else {
        return None;
    };
    let [operator] = traversal.operators.as_slice() else {
        return None;
    };
    let TraversalOperator::GetAttr(name) = operator.value() else {
        return None;
    };
    let kind = kind.as_str();
    matches!(kind, "var" | "local").then(|| format!("{kind}.{}", name.as_str()))
}
