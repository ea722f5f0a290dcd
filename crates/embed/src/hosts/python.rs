//! Formulas in Python: keyword arguments, dictionaries, assignments and what
//! reaches them.

mod expression;

use tree_sitter::Node;

use crate::dialects::python::PythonString;
use crate::script::{
    Context, Grammar as _, Role, TreeFacts, TreeLanguage, children, first_child, source, span,
    starts_with_name,
};
use crate::{Extracted, Keys};
use expression::Python;

const LANGUAGE: TreeLanguage = TreeLanguage {
    name: "Python",
    grammar: || tree_sitter_python::LANGUAGE.into(),
    enter,
    read: |text, node| Python { text }.read(node),
};

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    LANGUAGE.extract(text, text, keys)
}

fn enter<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let plain = context.told(false);
    let told = context.told(true);
    match node.kind() {
        "function_definition" | "class_definition" => {
            let name = script.field(node, "name");
            script.scope(name, plain)
        }
        "block" => Context {
            block: node.start_byte(),
            ..plain
        },
        // A string that stands for itself is documentation.
        "expression_statement" => match first_child(node).map(|child| child.kind()) {
            Some("string" | "concatenated_string") => told,
            _ => plain,
        },
        "assignment" | "augmented_assignment" | "named_expression" => {
            assignment(script, node, context);
            told
        }
        "keyword_argument" | "default_parameter" | "typed_default_parameter" => {
            let role = match node.kind() {
                "keyword_argument" => Role::Key,
                _ => Role::Variable,
            };
            let name = script.field(node, "name");
            if let Some(value) = node.child_by_field_name("value") {
                tell(script, role, name, context, value);
            }
            told
        }
        "return_statement" => {
            returned(script, node, context);
            told
        }
        "pair" => pair(script, node, told),
        "dictionary" => script.group(context.parent, span(node), plain),
        "call" => call(script, node, context),
        "parenthesized_expression" | "attribute" => context,
        "string" | "concatenated_string" | "binary_operator" | "conditional_expression" => {
            if !context.told {
                tell(script, Role::Nameless, "", context, node);
            }
            told
        }
        _ => plain,
    }
}

/// A call makes a group of its arguments, and may be a text: `"…".format(x)`.
fn call<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let function = node.child_by_field_name("function");
    let is_method = function.is_some_and(|function| function.kind() == "attribute");
    if !context.told && is_method {
        tell(script, Role::Nameless, "", context, node);
    }
    let python = Python { text: script.text };
    let name = function.map_or("", |function| python.last_name(function));
    // The text that a method belongs to is a part of this expression.
    let inside = Context {
        told: is_method,
        ..context
    };
    script.group(name, span(node), inside)
}

/// Tells of a value: of each, when it depends on a condition.
fn tell<'t>(
    script: &mut TreeFacts<'t>,
    role: Role,
    key: &'t str,
    context: Context<'t>,
    value: Node<'t>,
) {
    let mut values = vec![value];
    while let Some(value) = values.pop() {
        match value.kind() {
            "conditional_expression" => {
                let parts = children(value);
                // Between the two stands the condition.
                values.extend(parts.get(2).copied());
                values.extend(parts.first().copied());
            }
            "parenthesized_expression" => values.extend(first_child(value)),
            _ => script.fact(role, key, context, (value, span(value))),
        }
    }
}

/// `name = value`, `some.name = value`, `some["name"] = value`, `+=`, `:=`.
fn assignment<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    let target = node
        .child_by_field_name("left")
        .or_else(|| node.child_by_field_name("name"));
    let value = node
        .child_by_field_name("right")
        .or_else(|| node.child_by_field_name("value"));
    let (Some(target), Some(value)) = (target, value) else {
        return;
    };
    let python = Python { text: script.text };
    let (key, parent) = match target.kind() {
        "identifier" => (source(script.text, target), ""),
        "attribute" => {
            let object = target.child_by_field_name("object");
            let object = object.map_or("", |object| python.last_name(object));
            (python.last_name(target), object)
        }
        "subscript" => {
            let object = target.child_by_field_name("value");
            let object = object.map_or("", |object| key_of(python, object));
            (key_of(python, target), object)
        }
        _ => return,
    };
    if key.is_empty() {
        return;
    }
    let role = match node.kind() {
        "augmented_assignment" => {
            let operator = node.child_by_field_name("operator");
            if operator.is_none_or(|operator| operator.kind() != "+=") {
                return;
            }
            Role::Append
        }
        _ if starts_with_name(&python, value, key) => Role::Append,
        _ => Role::Variable,
    };
    let context = Context { parent, ..context };
    tell(script, role, key, context, value);
}

/// The key of `some["key"]`, or the last name of anything else.
fn key_of<'t>(python: Python<'t>, node: Node<'t>) -> &'t str {
    if node.kind() != "subscript" {
        return python.last_name(node);
    }
    node.child_by_field_name("subscript")
        .map_or("", |key| constant(python.text, key))
}

/// The content of a literal without escapes; empty for anything else.
fn constant<'t>(text: &'t str, node: Node<'_>) -> &'t str {
    if node.kind() != "string" {
        return "";
    }
    match PythonString::of(text, span(node)) {
        Some((_, content)) => content.text(text),
        None => "",
    }
}

/// What a function returns is a value of its name.
fn returned<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    if let Some(value) = first_child(node)
        && let Some((name, outside)) = script.function(context)
    {
        tell(script, Role::Variable, name, outside, value);
    }
}

/// `"key": value` in a dictionary.
fn pair<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let key = node
        .child_by_field_name("key")
        .map_or("", |key| constant(script.text, key));
    if let Some(value) = node.child_by_field_name("value") {
        tell(script, Role::Key, key, context, value);
    }
    Context {
        parent: key,
        ..context
    }
}
