//! Formulas in C#: properties, named arguments, object initialisers and what
//! reaches them.

mod expression;
mod mask;

use tree_sitter::Node;

use crate::dialects::csharp::CSharpString;
use crate::script::{
    Context, Grammar as _, Role, TreeFacts, TreeLanguage, children, first_child, source, span,
    starts_with_name,
};
use crate::{Extracted, Keys};
use expression::CSharp;

const LANGUAGE: TreeLanguage = TreeLanguage {
    name: "C#",
    grammar: || tree_sitter_c_sharp::LANGUAGE.into(),
    enter,
    read: |text, node| CSharp { text }.read(node),
};

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    LANGUAGE.extract(text, &mask::mask(text), keys)
}

fn enter<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let plain = context.told(false);
    let told = context.told(true);
    match node.kind() {
        "class_declaration"
        | "struct_declaration"
        | "record_declaration"
        | "method_declaration"
        | "constructor_declaration"
        | "local_function_statement" => {
            let name = script.field(node, "name");
            script.scope(name, plain)
        }
        "block" => Context {
            block: node.start_byte(),
            ..plain
        },
        "variable_declaration" => Context {
            parent: CSharp { text: script.text }.type_name(node),
            ..plain
        },
        "variable_declarator" | "property_declaration" | "parameter" => {
            declaration(script, node, context);
            told
        }
        "assignment_expression" => assignment(script, node, told),
        "argument" => {
            argument(script, node, context);
            told
        }
        "return_statement" | "arrow_expression_clause" => {
            returned(script, node, context);
            told
        }
        "object_creation_expression"
        | "implicit_object_creation_expression"
        | "anonymous_object_creation_expression" => creation(script, node, plain),
        "initializer_expression" => {
            entry(script, node, context);
            plain
        }
        "invocation_expression" => invocation(script, node, context),
        "parenthesized_expression" | "member_access_expression" => context,
        "string_literal"
        | "verbatim_string_literal"
        | "raw_string_literal"
        | "interpolated_string_expression"
        | "binary_expression"
        | "conditional_expression" => {
            if !context.told {
                tell(script, Role::Nameless, "", context, node);
            }
            told
        }
        _ => plain,
    }
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
                values.extend(value.child_by_field_name("alternative"));
                values.extend(value.child_by_field_name("consequence"));
            }
            "parenthesized_expression" => values.extend(first_child(value)),
            _ => script.fact(role, key, context, (value, span(value))),
        }
    }
}

/// `name = value` where a variable, property or parameter is declared.
fn declaration<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    let Some(name) = node.child_by_field_name("name") else {
        return;
    };
    let value = node
        .child_by_field_name("value")
        .or_else(|| children(node).last().copied());
    let Some(value) = value.filter(|value| value.start_byte() > name.end_byte()) else {
        return;
    };
    let value = match value.kind() {
        "arrow_expression_clause" => first_child(value),
        "accessor_list" | "bracketed_argument_list" => None,
        _ => Some(value),
    };
    if let Some(value) = value {
        let key = source(script.text, name);
        tell(script, Role::Variable, key, context, value);
    }
}

/// `Name = value`, `some.Name = value`, `["name"] = value`, `+=`.
fn assignment<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let target = node.child_by_field_name("left");
    let value = node.child_by_field_name("right");
    let (Some(target), Some(value)) = (target, value) else {
        return context;
    };
    let csharp = CSharp { text: script.text };
    let key = match target.kind() {
        "element_access_expression" | "element_binding_expression" => {
            let last = children(target).last().copied();
            last.map_or("", |arguments| key_in(csharp, arguments))
        }
        _ => csharp.last_name(target),
    };
    let between = script.text.get(target.end_byte()..value.start_byte());
    let role = match between.unwrap_or_default().trim() {
        "+=" => Role::Append,
        "=" if starts_with_name(&csharp, value, key) => Role::Append,
        "=" => Role::Variable,
        _ => return context,
    };
    if !key.is_empty() {
        tell(script, role, key, context, value);
    }
    Context {
        parent: key,
        ..context
    }
}

/// The text in `["text"]`.
fn key_in<'t>(csharp: CSharp<'t>, mut node: Node<'t>) -> &'t str {
    while matches!(node.kind(), "bracketed_argument_list" | "argument") {
        match first_child(node) {
            Some(child) => node = child,
            None => break,
        }
    }
    constant(csharp.text, node)
}

/// The content of a literal without escapes; empty for anything else.
fn constant<'t>(text: &'t str, node: Node<'_>) -> &'t str {
    if node.kind() != "string_literal" {
        return "";
    }
    CSharpString::of(text, span(node)).map_or("", |(_, content)| content.text(text))
}

/// `name: value` in a call.
fn argument<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    let Some(value) = children(node).last().copied() else {
        return;
    };
    match node.child_by_field_name("name") {
        Some(name) => {
            let key = source(script.text, name);
            tell(script, Role::Key, key, context, value);
        }
        None if !context.told => tell(script, Role::Nameless, "", context, value),
        None => {}
    }
}

/// `{ "key", value }` in a collection.
fn entry<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    if let [key, value] = children(node).as_slice() {
        let key = constant(script.text, *key);
        if !key.is_empty() {
            tell(script, Role::Key, key, context, *value);
        }
    }
}

/// What a method returns is a value of its name.
fn returned<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    if let Some(value) = first_child(node)
        && let Some((name, outside)) = script.function(context)
        && !context.told
    {
        tell(script, Role::Variable, name, outside, value);
    }
}

/// `new Type(…) { … }` makes a group. The settings of autoscaling take the
/// formula as their first argument.
fn creation<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let csharp = CSharp { text: script.text };
    let name = match csharp.type_name(node) {
        "" => context.parent,
        name => name,
    };
    let context = script.group(name, span(node), context);
    let arguments = node.child_by_field_name("arguments");
    let first = arguments.and_then(first_child);
    if let Some(first) = first.filter(|first| first.child_by_field_name("name").is_none())
        && name.contains("AutoScale")
        && let Some(value) = first_child(first)
    {
        tell(script, Role::Key, "formula", context, value);
    }
    context
}

/// A call makes a group of its arguments, and may be a text.
fn invocation<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let function = node.child_by_field_name("function");
    let is_method = function.is_some_and(|function| function.kind() == "member_access_expression");
    if !context.told && is_method {
        tell(script, Role::Nameless, "", context, node);
    }
    let csharp = CSharp { text: script.text };
    let name = function.map_or("", |function| csharp.last_name(function));
    // The text that a method belongs to is a part of this expression.
    let inside = Context {
        told: is_method,
        ..context
    };
    script.group(name, span(node), inside)
}
