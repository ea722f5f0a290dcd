//! Formulas in JSON: REST and SDK bodies, ARM templates and their parameters.

use std::borrow::Cow;

use autoscale_base::Span;
use autoscale_pool::PoolDefinition;
use jsonc_parser::ast::Value;
use jsonc_parser::common::{Range, Ranged as _};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::pools::Pool;
use super::recover::recover;
use super::search::search;
use super::tree::{Decoded, Entry, Kind, Literal, Node};
use crate::dialects::{arm, json};
use crate::source_map::offset;
use crate::{Extracted, Keys, Problem};

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let read = |text: &str, options: &ParseOptions| {
        let value = parse_as(text, options)?;
        Ok(value.map_or_else(Extracted::default, |value| {
            search(text, keys, &node(&value, None))
        }))
    };
    read(text, &OPTIONS).unwrap_or_else(|problem| {
        let lenient = ParseOptions {
            allow_missing_commas: true,
            ..OPTIONS
        };
        recover(text, problem, |text| read(text, &lenient))
    })
}

/// What a file says that holds one pool; `None` when it cannot be read, or
/// holds nothing.
pub(crate) fn pool(text: &str) -> Option<PoolDefinition> {
    let value = parse(text).ok()??;
    Some(Pool::only(&node(&value, None)).read())
}

/// The value of a file; `None` when it is empty.
pub(super) fn parse(text: &str) -> Result<Option<Value<'_>>, Problem> {
    parse_as(text, &OPTIONS)
}

fn parse_as<'t>(text: &'t str, options: &ParseOptions) -> Result<Option<Value<'t>>, Problem> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), options);
    parsed.map(|parsed| parsed.value).map_err(|error| Problem {
        span: span(error.range()),
        message: super::lower_first(&error.kind().to_string()),
    })
}

/// JSON as ARM and editors take it: with comments and trailing commas.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_loose_object_property_names: false,
    allow_trailing_commas: true,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn span(range: Range) -> Span {
    Span::new(offset(range.start), offset(range.end))
}

/// A string of JSON, which may hold an expression of ARM.
struct Text;

impl Literal for Text {
    fn decode(&self, host: &str, span: Span, _text: Option<&str>) -> Option<Decoded> {
        let string = json::decode(host, span);
        let inner = match arm::classify(string.text()) {
            arm::Value::Plain => arm::unescape(string.text()),
            arm::Value::Reference(_) => return None,
            arm::Value::Expression => Some(arm::decode(string.text())?),
        };
        Some(Decoded::from(match inner {
            Some(inner) => inner.compose(&string),
            None => string,
        }))
    }
}

/// `value`, which stands in a map under `key`.
fn node<'a>(value: &'a Value<'a>, key: Option<&str>) -> Node<'a, Text> {
    let kind = match value {
        Value::StringLit(string) => match arm::classify(&string.value) {
            arm::Value::Reference(name) => Kind::Reference(name),
            arm::Value::Plain => Kind::Text {
                text: Some(Cow::Borrowed(string.value.as_ref())),
                literal: Text,
            },
            arm::Value::Expression => Kind::Text {
                text: None,
                literal: Text,
            },
        },
        Value::NumberLit(number) => Kind::Plain(number.value),
        Value::BooleanLit(truth) => Kind::Plain(if truth.value { "true" } else { "false" }),
        Value::NullKeyword(_) => Kind::Nothing,
        Value::Array(array) => {
            Kind::List(array.elements.iter().map(|item| node(item, None)).collect())
        }
        Value::Object(object) => {
            let entries = object.properties.iter().map(|property| {
                let name = property.name.as_str();
                let mut value = node(&property.value, Some(name));
                if let Some(kind) = key.filter(|key| defines(key)) {
                    value.defines = Some(arm::definition(kind, name));
                }
                Entry {
                    key: Cow::Borrowed(name),
                    value,
                }
            });
            Kind::Map(entries.collect())
        }
    };
    Node::new(span(value.range()), kind)
}

fn defines(key: &str) -> bool {
    key.eq_ignore_ascii_case("variables") || key.eq_ignore_ascii_case("parameters")
}
