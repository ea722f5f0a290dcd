//! Formulas in Terraform and other HCL.

mod heredoc;
mod literal;

use std::borrow::Cow;

use autoscale_base::Span;
use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::parser::parse_body;
use hcl_edit::structure::{Attribute, Block, BlockLabel, Body, Structure};

use self::heredoc::{Hidden, hide};
use self::literal::Template;
use super::recover::recover;
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
        return Extracted {
            problem: Some(Problem {
                span: Span::empty(0),
                message: "longer than 1 MiB".to_owned(),
            }),
            ..Extracted::default()
        };
    }
    let read = |text: &str| read(text, keys);
    read(text).unwrap_or_else(|problem| recover(text, problem, read))
}

fn read(text: &str, keys: &Keys) -> Result<Extracted, Problem> {
    read_hidden(text, &hide(text), keys)
}

fn read_hidden(text: &str, hidden: &Hidden<'_>, keys: &Keys) -> Result<Extracted, Problem> {
    let body = parse_body(&hidden.text).map_err(|error| Problem {
        span: Span::empty(offset(error.location().offset())),
        message: error.message().to_owned(),
    })?;
    let whole = Span::new(0, offset(text.len()));
    let heredocs = &hidden.heredocs;
    let root = Node::new(whole, Kind::Map(Reader { text, heredocs }.body(&body)));
    Ok(search(text, keys, &root))
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
    /// Those that are hidden from the parser.
    heredocs: &'a [Span],
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
        let mut value = Node::new(place(block), Kind::Map(entries));
        if ident == "dynamic" {
            value.kind = Kind::Either(vec![Node::new(value.span, value.kind)]);
        }
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
            Expression::UnaryOp(negated) if matches!(negated.expr, Expression::Number(_)) => {
                Kind::Plain(span.text(self.text))
            }
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
            Expression::String(text) => match self.heredoc(span.start) {
                Some(heredoc) => {
                    let (text, literal) = (None, Template::Heredoc);
                    return Node::new(heredoc, Kind::Text { text, literal });
                }
                None => Kind::Text {
                    text: Some(Cow::Borrowed(text.as_str())),
                    literal: Template::Expression(value),
                },
            },
            _ => computed(value),
        };
        Node::new(span, kind)
    }

    /// The hidden heredoc that begins at `start`.
    fn heredoc(self, start: u32) -> Option<Span> {
        let found = self.heredocs.binary_search_by_key(&start, |it| it.start);
        self.heredocs.get(found.ok()?).copied()
    }
}

/// What Terraform computes, perhaps from literals.
const fn computed<'a>(value: &'a Expression) -> Kind<'a, Template<'a>> {
    Kind::Text {
        text: None,
        literal: Template::Expression(value),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hiding_heredocs_changes_nothing() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/terraform");
        let mut texts: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        // But that the parser takes no heredoc without lines.
        for body in ["  $n = 1;\n\n    $m = 2;\n", "\t \n $n = 1;\n", "x\n"] {
            for (open, close) in [("<<E", "E"), ("<<-E", "  E")] {
                texts.push(format!(
                    "resource \"azurerm_batch_pool\" \"p\" {{\n  auto_scale {{\n    \
                     formula = {open}\n{body}{close}\n  }}\n}}\n\
                     locals {{\n  autoScaleFormula = {open}\n{body}{close}\n}}\n"
                ));
            }
        }
        let hidden = texts.iter().filter(|text| !hide(text).heredocs.is_empty());
        assert!(hidden.count() >= 6);
        for text in &texts {
            let shown = Hidden {
                text: Cow::Borrowed(text),
                heredocs: Vec::new(),
            };
            let keys = Keys::default();
            assert_eq!(
                read(text, &keys),
                read_hidden(text, &shown, &keys),
                "{text}"
            );
        }
    }
}
