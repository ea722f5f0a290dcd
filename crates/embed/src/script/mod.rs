//! What the syntactic hosts share: programs whose strings are formulas because
//! of the name that they are given to. A host's module tells the [`Fact`]s of a
//! file and how to read an expression; which of them are formulas, what they
//! are called and which pool they belong to is found here.

mod expression;
mod faults;
mod flow;
mod formulas;
mod mask;
mod pools;
mod targets;
mod text;
mod tokens;
mod tree;
mod walk;

pub(crate) use expression::{Grammar, Shape, starts_with_name};
pub(crate) use mask::{Lexeme, mask};
pub(crate) use text::{Change, Text, Value};
pub(crate) use tokens::{Kind, Source, Stretch, broken, tokens};
pub(crate) use tree::{TreeFacts, TreeLanguage};
pub(crate) use walk::{Context, children, first_child, source, span};

use autoscale_base::Span;

/// How a name gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `name = value`: other places may refer to it.
    Variable,
    /// `name += value`.
    Append,
    /// `name: value` in a call or an object.
    Key,
    /// An expression that nothing names.
    Nameless,
}

/// A place where an expression gets a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fact<'t, V> {
    pub(crate) role: Role,
    /// Empty for [`Role::Nameless`].
    pub(crate) key: &'t str,
    /// Where it stands.
    pub(crate) context: Context<'t>,
    /// The value.
    pub(crate) span: Span,
    /// The value, to be read when it is needed.
    pub(crate) value: V,
}

/// A function, class or other thing with a name that holds names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'t> {
    pub(crate) name: &'t str,
    pub(crate) parent: Option<usize>,
}

/// A call or an object with keys: what may define a pool.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group<'t> {
    pub(crate) name: &'t str,
    pub(crate) parent: Option<usize>,
    pub(crate) span: Span,
}

/// What a host file says, as far as formulas need it.
#[derive(Clone, Debug)]
pub(crate) struct Script<'t, V> {
    pub(crate) text: &'t str,
    /// In text order. The first is the file.
    pub(crate) scopes: Vec<Scope<'t>>,
    /// In text order.
    pub(crate) groups: Vec<Group<'t>>,
    /// In text order.
    pub(crate) facts: Vec<Fact<'t, V>>,
    /// Where the file does not follow its grammar.
    pub(crate) errors: Vec<Span>,
}

impl<'t, V: Copy> Script<'t, V> {
    pub(crate) fn new(text: &'t str) -> Self {
        let file = Scope {
            name: "",
            parent: None,
        };
        Self {
            text,
            scopes: vec![file],
            groups: Vec::new(),
            facts: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Opens a scope; what stands in it needs the context that comes back.
    pub(crate) fn scope(&mut self, name: &'t str, context: Context<'t>) -> Context<'t> {
        self.scopes.push(Scope {
            name,
            parent: Some(context.scope),
        });
        Context {
            scope: self.scopes.len() - 1,
            ..context
        }
    }

    /// Opens a group, as [`Self::scope`] does.
    pub(crate) fn group(&mut self, name: &'t str, span: Span, context: Context<'t>) -> Context<'t> {
        self.groups.push(Group {
            name,
            parent: context.group,
            span,
        });
        Context {
            group: Some(self.groups.len() - 1),
            parent: name,
            ..context
        }
    }

    /// The name of the function around, and the context outside of it: what it
    /// returns is a value of that name.
    pub(crate) fn function(&self, context: Context<'t>) -> Option<(&'t str, Context<'t>)> {
        let function = self.scopes.get(context.scope)?;
        let outside = Context {
            scope: function.parent.unwrap_or_default(),
            parent: "",
            ..context
        };
        Some((function.name, outside))
    }

    /// Notes a place that does not follow the grammar.
    pub(crate) fn error(&mut self, span: Span) {
        let is_inner = self.errors.last().is_some_and(|last| last.contains(span));
        if !is_inner {
            self.errors.push(span);
        }
    }

    pub(crate) fn fact(
        &mut self,
        role: Role,
        key: &'t str,
        context: Context<'t>,
        (value, span): (V, Span),
    ) {
        self.facts.push(Fact {
            role,
            key,
            context,
            span,
            value,
        });
    }
}
