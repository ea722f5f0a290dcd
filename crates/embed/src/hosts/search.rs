//! The search for formulas in keys and values.

use std::collections::HashMap;
use std::fmt::Write as _;

use autoscale_base::Span;

use super::pools::{Pool, defines_values};
use super::tree::{Decoded, Kind, Literal, Node};
use crate::{Extracted, Formula, Keys, PoolId};

/// How many references are followed from a key to its literal.
const MAX_REFERENCES: usize = 8;

/// The formulas and pools of a tree.
pub(crate) fn search<L: Literal>(host: &str, keys: &Keys, root: &Node<'_, L>) -> Extracted {
    let mut search = Search {
        host,
        keys,
        definitions: HashMap::new(),
        found: Extracted::default(),
        by_span: HashMap::new(),
        references: Vec::new(),
    };
    let mut path = String::new();
    search.walk(root, &mut path, "", None);
    if !search.references.is_empty() {
        search.define(root, &mut path);
        search.follow();
    }
    search.found
}

struct Search<'t, 'a, L> {
    host: &'t str,
    keys: &'t Keys,
    /// Values that are referred to, with their paths.
    definitions: HashMap<&'t str, (&'t Node<'a, L>, String)>,
    found: Extracted,
    /// The formulas by the place of their literals: each is reported once.
    by_span: HashMap<Span, usize>,
    /// What formulas refer to, and the pools that they belong to.
    references: Vec<(&'t str, Option<PoolId>)>,
}

impl<'t, 'a, L: Literal> Search<'t, 'a, L> {
    /// Looks through `node`, which stands under `key`.
    fn walk(&mut self, node: &'t Node<'a, L>, path: &mut String, key: &str, pool: Option<PoolId>) {
        match &node.kind {
            Kind::Map(entries) => {
                let pool = pool.or_else(|| self.pool(node, key));
                for entry in entries {
                    let length = path.len();
                    push_key(path, &entry.key);
                    if self.keys.is_formula_in(key, &entry.key) {
                        self.candidate(&entry.value, path, pool);
                    } else {
                        self.walk(&entry.value, path, &entry.key, pool);
                    }
                    path.truncate(length);
                }
            }
            Kind::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let length = path.len();
                    let _ = write!(path, "[{index}]");
                    self.walk(item, path, key, pool);
                    path.truncate(length);
                }
            }
            Kind::Either(values) => {
                for value in values {
                    self.walk(value, path, key, pool);
                }
            }
            Kind::Reference(name) if crate::keys::is(key, "autoscale") => {
                self.references.push((name, pool));
            }
            Kind::Text { .. } | Kind::Plain(_) | Kind::Reference(_) | Kind::Nothing => {}
        }
    }

    fn pool(&mut self, node: &Node<'a, L>, key: &str) -> Option<PoolId> {
        if defines_values(key) {
            return None;
        }
        let pool = Pool::of(node, key)?.read();
        self.found.pools.push(pool);
        Some(PoolId(self.found.pools.len() - 1))
    }

    /// A value under a key for formulas.
    fn candidate(&mut self, node: &'t Node<'a, L>, path: &str, pool: Option<PoolId>) {
        match &node.kind {
            Kind::Text { text, literal } => {
                let host = self.host;
                let decode = || literal.decode(host, node.span, text.as_deref());
                self.formula(node.span, decode, path, pool);
            }
            Kind::Reference(name) => self.references.push((name, pool)),
            Kind::Either(values) => {
                for value in values {
                    self.candidate(value, path, pool);
                }
            }
            // A parameter that is declared or given.
            Kind::Map(_) => {
                let values = ["defaultvalue", "value", "default", "formula"];
                for value in values.iter().filter_map(|key| node.get(key)) {
                    if !matches!(value.kind, Kind::Map(_)) {
                        self.candidate(value, path, pool);
                    }
                }
            }
            Kind::List(_) | Kind::Plain(_) | Kind::Nothing => {}
        }
    }

    fn formula(
        &mut self,
        span: Span,
        decode: impl FnOnce() -> Option<Decoded>,
        path: &str,
        pool: Option<PoolId>,
    ) {
        if let Some(known) = self.by_span.get(&span) {
            if let Some(formula) = self.found.formulas.get_mut(*known) {
                formula.pool = formula.pool.or(pool);
            }
            return;
        }
        let Some(decoded) = decode() else {
            return;
        };
        self.by_span.insert(span, self.found.formulas.len());
        self.found.formulas.push(Formula {
            name: Some(path.to_owned()),
            span,
            source: decoded.source,
            pool,
            faults: decoded.faults,
        });
    }

    /// Remembers every value that can be referred to.
    fn define(&mut self, node: &'t Node<'a, L>, path: &mut String) {
        if let Some(name) = &node.defines {
            let known = self.definitions.entry(name);
            known.or_insert_with(|| (node, path.clone()));
        }
        match &node.kind {
            Kind::Map(entries) => {
                for entry in entries {
                    let length = path.len();
                    push_key(path, &entry.key);
                    self.define(&entry.value, path);
                    path.truncate(length);
                }
            }
            Kind::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let length = path.len();
                    let _ = write!(path, "[{index}]");
                    self.define(item, path);
                    path.truncate(length);
                }
            }
            Kind::Either(values) => {
                for value in values {
                    self.define(value, path);
                }
            }
            Kind::Text { .. } | Kind::Plain(_) | Kind::Reference(_) | Kind::Nothing => {}
        }
    }

    /// Reports what formulas refer to.
    fn follow(&mut self) {
        for _ in 0..MAX_REFERENCES {
            for (name, pool) in std::mem::take(&mut self.references) {
                if let Some((node, path)) = self.definitions.get(name).cloned() {
                    self.candidate(node, &path, pool);
                }
            }
        }
    }
}

fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}
