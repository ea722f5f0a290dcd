//! Formulas in PowerShell: parameters of commands, hash tables, variables.

mod expression;
mod mask;

use tree_sitter::Node;

use crate::dialects::powershell::PowerShellString;
use crate::script::{
    Context, Grammar as _, Role, TreeFacts, TreeLanguage, children, first_child, source, span,
    starts_with_name,
};
use crate::{Extracted, Keys};
use expression::PowerShell;

const LANGUAGE: TreeLanguage = TreeLanguage {
    name: "PowerShell",
    grammar: || tree_sitter_powershell::LANGUAGE.into(),
    enter,
    read: |text, node| PowerShell { text }.read(node),
};

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    LANGUAGE.extract(text, &mask::mask(text), keys)
}

fn enter<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let plain = context.told(false);
    let told = context.told(true);
    match node.kind() {
        "function_statement" => {
            let name = children(node)
                .into_iter()
                .find(|child| child.kind() == "function_name");
            let name = name.map_or("", |name| source(script.text, name));
            script.scope(name, plain)
        }
        "statement_block" => Context {
            block: node.start_byte(),
            ..plain
        },
        "assignment_expression" => assignment(script, node, told),
        "script_parameter" => {
            default(script, node, context);
            told
        }
        "command" => command(script, node, plain),
        "hash_literal_expression" => script.group(context.parent, span(node), plain),
        "hash_entry" => entry(script, node, told),
        "flow_control_statement" => {
            returned(script, node, context);
            told
        }
        kind if is_text(kind, node) => {
            if !context.told {
                tell(script, Role::Nameless, "", context, node);
            }
            told
        }
        "argument_expression_list" | "script_block" | "sub_expression" => plain,
        _ => context,
    }
}

/// Is the node an expression that may be a text, and no wrapper of one?
fn is_text(kind: &str, node: Node<'_>) -> bool {
    match kind {
        "string_literal" | "invokation_expression" => true,
        "additive_expression" | "format_expression" | "comparison_expression" => {
            node.named_child_count() > 1
        }
        _ => false,
    }
}

fn tell<'t>(
    script: &mut TreeFacts<'t>,
    role: Role,
    key: &'t str,
    context: Context<'t>,
    value: Node<'t>,
) {
    script.fact(role, key, context, (value, span(value)));
}

/// `$name = value`, `$some.Name = value`, `$some['name'] = value`, `+=`.
fn assignment<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let parts = children(node);
    let [target, operator, .., value] = parts.as_slice() else {
        return context;
    };
    let powershell = PowerShell { text: script.text };
    let key = powershell.target(*target);
    let role = match source(script.text, *operator) {
        "+=" => Role::Append,
        "=" if starts_with_name(&powershell, *value, key) => Role::Append,
        "=" => Role::Variable,
        _ => return context,
    };
    if !key.is_empty() {
        tell(script, role, key, context, *value);
    }
    Context {
        parent: key,
        ..context
    }
}

/// `[string]$Name = value` among the parameters of a script.
fn default<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    let mut key = "";
    for child in children(node) {
        match child.kind() {
            "variable" => key = PowerShell { text: script.text }.variable(child),
            "script_parameter_default" => {
                if let Some(value) = first_child(child) {
                    tell(script, Role::Variable, key, context, value);
                }
            }
            _ => {}
        }
    }
}

/// `-Name value` of a command; the command is a group.
fn command<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let parts = children(node);
    let name = parts.first().map_or("", |name| source(script.text, *name));
    let context = script.group(name, span(node), context);
    let elements = parts.iter().find(|part| part.kind() == "command_elements");
    let mut key = "";
    for element in elements
        .map(|elements| children(*elements))
        .unwrap_or_default()
    {
        match element.kind() {
            "command_argument_sep" => {}
            "command_parameter" => {
                let parameter = source(script.text, element);
                key = parameter.trim_start_matches('-').trim_end_matches(':');
            }
            _ => {
                if !key.is_empty() {
                    tell(script, Role::Key, key, context, element);
                }
                key = "";
            }
        }
    }
    context
}

/// `Name = value` in a hash table.
fn entry<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) -> Context<'t> {
    let parts = children(node);
    let [name, .., value] = parts.as_slice() else {
        return context;
    };
    let raw = source(script.text, *name);
    let key = match PowerShellString::of(script.text, span(*name)) {
        Some((_, content)) => content.text(script.text),
        None => raw,
    };
    tell(script, Role::Key, key, context, *value);
    Context {
        parent: key,
        ..context
    }
}

/// What a function returns is a value of its name.
fn returned<'t>(script: &mut TreeFacts<'t>, node: Node<'t>, context: Context<'t>) {
    let is_return = source(script.text, node)
        .get(..6)
        .is_some_and(|word| word.eq_ignore_ascii_case("return"));
    if is_return
        && let Some(value) = first_child(node)
        && let Some((name, outside)) = script.function(context)
    {
        tell(script, Role::Variable, name, outside, value);
    }
}
