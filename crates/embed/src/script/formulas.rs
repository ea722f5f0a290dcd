//! What is told of the formulas of a script: their names, places, pools and
//! faults, and where a mistake of the file may hide one.

use autoscale_base::Span;
use autoscale_pool::PoolDefinition;

use super::Script;
use super::faults::faults;
use super::targets::is_body;
use super::text::Text;
use crate::compose::pool_in_host;
use crate::extract::extract_nested;
use crate::source_map::offset;
use crate::{Formula, Host, Keys, PoolId, Problem};

/// Scopes in scopes that a formula is named after; more than anybody reads.
const MAX_NAMES: usize = 32;

/// A formula that was found.
pub(super) struct Found {
    pub(super) text: Text,
    pub(super) fact: usize,
    /// The call or object with the key that it reaches.
    pub(super) group: Option<usize>,
}

impl<V> Script<'_, V> {
    /// The formulas of what was found, which is in text order. `of_group` are
    /// the pools of groups; `is_set` tells the names that the file sets. Pools
    /// of bodies come behind the others.
    pub(super) fn formulas(
        &self,
        found: Vec<Found>,
        keys: &Keys,
        (pools, of_group): (&mut Vec<PoolDefinition>, &[Option<PoolId>]),
        is_set: impl Fn(&str) -> bool + Copy,
    ) -> Vec<Formula> {
        let mut lines = Lines::new(self.text);
        let mut formulas = Vec::with_capacity(found.len());
        for found in found {
            let line = lines.of(found.text.span.start);
            let text = found.text;
            if is_body(text.map.text()) {
                let inner = extract_nested(text.map.text(), Host::Json, keys);
                let known = pools.len();
                let inner_pools = inner.pools.into_iter();
                pools.extend(inner_pools.map(|pool| pool_in_host(pool, &text.map)));
                formulas.extend(inner.formulas.into_iter().map(|formula| {
                    let source = formula.source.compose(&text.map);
                    Formula {
                        name: formula.name,
                        span: text.map.to_host(formula.span),
                        pool: formula.pool.map(|PoolId(pool)| PoolId(pool + known)),
                        faults: faults(&text, &source, is_set),
                        source,
                    }
                }));
                continue;
            }
            formulas.push(Formula {
                name: Some(self.name(found.fact, line)),
                span: text.span,
                pool: found.group.and_then(|group| of_group.get(group).copied()?),
                faults: faults(&text, &text.map, is_set),
                source: text.map,
            });
        }
        formulas
    }

    /// A place that breaks the grammar of `language` and that hides a formula.
    pub(super) fn problem(&self, found: &[Found], language: &str) -> Option<Problem> {
        let hides = |error: &&Span| {
            let next = found.partition_point(|found| found.text.span.start < error.start);
            let inside = found.get(next);
            let is_read = inside.is_some_and(|found| error.contains(found.text.span));
            !is_read && hints_at_formula(error.text(self.text))
        };
        let error = self.errors.iter().find(hides)?;
        let line = error.text(self.text).lines().next().unwrap_or_default();
        let end = error.start + offset(line.len());
        Some(Problem {
            span: Span::new(error.start, end),
            message: format!("invalid {language} syntax around a formula"),
        })
    }

    /// What to call the formula of a fact.
    fn name(&self, fact: usize, line: usize) -> String {
        let Some(fact) = self.facts.get(fact) else {
            return String::new();
        };
        let mut path = Vec::new();
        if !fact.key.is_empty() {
            path.push(fact.key);
        }
        let mut scope = Some(fact.context.scope);
        while let Some(here) = scope.and_then(|scope| self.scopes.get(scope))
            && path.len() < MAX_NAMES
        {
            if !here.name.is_empty() {
                path.push(here.name);
            }
            scope = here.parent;
        }
        if path.is_empty() {
            return format!("line {line}");
        }
        path.reverse();
        path.join(".")
    }
}

fn hints_at_formula(text: &str) -> bool {
    const HINTS: &[&str] = &["caleFormula", "scale_formula", "scale-formula", "$Target"];
    HINTS.iter().any(|hint| text.contains(hint))
}

/// Line numbers of ascending offsets.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    fn of(&mut self, offset: u32) -> usize {
        let to = (offset as usize).max(self.at);
        let passed = self.text.get(self.at..to).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.at = to;
        self.line
    }
}
