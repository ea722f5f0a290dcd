//! Formulas in Bicep: properties of pools, variables and parameters.

mod expression;
mod object;
mod pools;

use autoscale_base::Span;

use crate::dialects::bicep::{BicepString, string_len};
use crate::script::{Context, Grammar as _, Kind, Role, Script, Source, Stretch, broken, tokens};
use crate::{Extracted, Keys};
use expression::Bicep;

type Facts<'t> = Script<'t, Stretch>;

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let tokens = tokens(text, string_len);
    let source = Source {
        text,
        tokens: &tokens,
    };
    let mut script = Script::new(text);
    tell_all(&mut script, source);
    for error in broken(source) {
        script.error(error);
    }
    let mut found = script.extract(keys, "Bicep", |value| Bicep { source }.read(value));
    pools::complete(&mut found.pools, source);
    found
}

/// Tells all that the file says. Brackets nest by a stack of contexts.
fn tell_all<'t>(script: &mut Facts<'t>, source: Source<'t>) {
    let mut contexts = vec![Context::default()];
    // The context of the next bracket that opens.
    let mut inner: Option<Context<'t>> = None;
    let mut starts = true;
    let mut at = 0;
    while let Some(kind) = source.kind(at) {
        let context = contexts.last().copied().unwrap_or_default();
        match kind {
            Kind::Open(bracket, _) => {
                let mut inside = inner.take().unwrap_or(context);
                if bracket == '{' {
                    let span = source.span(Stretch {
                        from: at,
                        to: source.next(at).min(source.tokens.len()),
                    });
                    inside = script.group(inside.parent, span, inside);
                    inside.told = false;
                }
                contexts.push(inside);
                starts = true;
                // Brackets in the head of a resource do not take its place.
                if bracket != '{' {
                    inner = Some(inside);
                }
            }
            Kind::Close => {
                if contexts.len() > 1 {
                    contexts.pop();
                }
                starts = false;
            }
            Kind::Newline | Kind::Mark(',') => {
                if kind == Kind::Newline {
                    inner = None;
                }
                starts = true;
            }
            Kind::Name | Kind::String if starts => {
                starts = false;
                if let Some((value, context)) = statement(script, source, at, context) {
                    inner = Some(context);
                    at = value;
                    continue;
                }
            }
            _ => starts = false,
        }
        at += 1;
    }
}

/// Tells of the statement or property at `at`. Comes back with the token where
/// its value starts and the context of what is in it.
fn statement<'t>(
    script: &mut Facts<'t>,
    source: Source<'t>,
    at: usize,
    context: Context<'t>,
) -> Option<(usize, Context<'t>)> {
    if source.is_mark(at + 1, ':') {
        let key = key(source, at);
        let value = at + 2;
        tell(script, source, Role::Key, (key, context), value);
        let scoped = script.scope(key, context);
        let context = Context {
            parent: key,
            ..scoped
        };
        return Some((value, context));
    }
    let name = source.word(at + 1);
    match source.word(at) {
        "var" | "param" | "output" => {
            let equals = (at + 2..at + 6).find(|&mark| source.is_mark(mark, '='))?;
            tell(script, source, Role::Variable, (name, context), equals + 1);
            let context = Context {
                parent: name,
                ..context
            };
            Some((equals + 1, context))
        }
        "resource" | "module" => {
            let resource = Resource::at(source, at)?;
            let scoped = script.scope(name, context);
            let kind = resource.kind.text(source.text);
            let context = Context {
                parent: kind.split('@').next().unwrap_or(kind),
                ..scoped
            };
            Some((resource.value, context))
        }
        _ => None,
    }
}

/// What declares a resource or module.
struct Resource {
    /// Its type, or its file, without the quotes.
    kind: Span,
    /// The token where its value starts.
    value: usize,
}

impl Resource {
    /// The declaration at `at`; one of what exists elsewhere declares nothing.
    fn at(source: Source<'_>, at: usize) -> Option<Self> {
        let (_, kind) = BicepString::of(source.text, source.span(Stretch::one(at + 2)))?;
        let equals = (at + 3..at + 6).find(|&mark| source.is_mark(mark, '='))?;
        (source.word(at + 3) != "existing").then_some(Self {
            kind,
            value: equals + 1,
        })
    }
}

/// The name of a property.
fn key(source: Source<'_>, at: usize) -> &str {
    match source.kind(at) {
        Some(Kind::String) => BicepString::of(source.text, source.span(Stretch::one(at)))
            .map_or("", |(_, content)| content.text(source.text)),
        _ => source.word(at),
    }
}

/// Tells of the value that starts at `from`: of each, when it depends on a
/// condition.
fn tell<'t>(
    script: &mut Facts<'t>,
    source: Source<'t>,
    role: Role,
    (key, context): (&'t str, Context<'t>),
    from: usize,
) {
    let to = value_end(source, from);
    for value in source.alternatives(Stretch { from, to }) {
        script.fact(role, key, context, (value, source.span(value)));
    }
}

/// Where the value that starts at `from` ends. A condition goes on in the next
/// line.
fn value_end(source: Source<'_>, from: usize) -> usize {
    let goes_on = |newline: usize| {
        ['?', ':'].iter().any(|&mark| {
            source.is_mark(newline + 1, mark) || newline > from && source.is_mark(newline - 1, mark)
        })
    };
    source.end(from, goes_on)
}
