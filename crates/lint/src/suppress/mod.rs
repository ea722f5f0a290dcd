//! Takes away the findings that comments in the formula ignore, and finds the
//! comments that ignore nothing.

mod directive;
mod reach;
mod unused;

use std::collections::HashMap;

use autoscale_base::{Diagnostic, LineIndex, Rule};
use autoscale_syntax::Tree;

use self::directive::Directive;
use self::reach::Reach;
pub(crate) use self::reach::statement_line;
use crate::analysis::{order, set_levels};
use crate::levels::is_syntax;
use crate::{Config, Selector};

/// The directives of a formula.
pub(crate) struct Suppressions<'t> {
    text: &'t str,
    directives: Vec<Used>,
    /// What is wrong with comments that look like directives.
    malformed: Vec<Diagnostic>,
    /// Which directives are about which place.
    reach: Option<Reach<'t>>,
}

/// A directive and which of its entries were of use.
pub(crate) struct Used {
    directive: Directive,
    /// One for each entry of its list, or one for the whole.
    used: Vec<bool>,
}

impl<'t> Suppressions<'t> {
    /// Reads the comments of `tree`, which `text` was parsed to.
    pub(crate) fn read(text: &'t str, tree: &'t Tree) -> Self {
        let mut suppressions = Self {
            text,
            directives: Vec::new(),
            malformed: Vec::new(),
            reach: None,
        };
        for comment in tree.comments() {
            match directive::read(text, comment) {
                Some(Ok(directive)) => {
                    let entries = directive.list.as_ref().map_or(1, |list| list.items.len());
                    suppressions.directives.push(Used {
                        directive,
                        used: vec![false; entries],
                    });
                }
                Some(Err(found)) => suppressions.malformed.push(*found),
                None => {}
            }
        }
        if !suppressions.directives.is_empty() {
            let directives = suppressions.directives.iter().map(|used| &used.directive);
            suppressions.reach = Some(Reach::new(text, tree, directives));
        }
        suppressions
    }

    /// Removes what is ignored from findings that stand at no place of the
    /// formula.
    pub(crate) fn apply_to_file(&mut self, found: &mut Vec<Diagnostic>) {
        if self.reach.is_some() {
            found.retain(|found| !self.ignores(found.rule, None));
        }
    }

    /// Removes what is ignored from the findings `inside` the formula and
    /// `around` it, which come with the place in the formula where they stand,
    /// if they do; then adds what is wrong with the directives.
    pub(crate) fn apply(
        mut self,
        inside: &mut Vec<Diagnostic>,
        around: &mut Vec<(Option<u32>, Diagnostic)>,
        config: &Config,
    ) {
        if self.reach.is_some() {
            inside.retain(|found| !self.ignores(found.rule, Some(found.span.start)));
            around.retain(|(place, found)| !self.ignores(found.rule, *place));
        }
        let unused = self.directives.iter();
        let unused = unused.flat_map(|used| unused::findings(self.text, used, config));
        let mut found: Vec<Diagnostic> = self.malformed.into_iter().chain(unused).collect();
        if found.is_empty() {
            return;
        }
        set_levels(&mut found, config);
        inside.append(&mut found);
        inside.sort_by_key(order);
    }

    /// Does a directive ignore findings of `rule` at `place`? If so it is used.
    fn ignores(&mut self, rule: &'static Rule, place: Option<u32>) -> bool {
        if is_syntax(rule) {
            return false;
        }
        let Some(reach) = &mut self.reach else {
            return false;
        };
        let directives = &self.directives;
        let entry = reach.first(rule.code, place, |directive| {
            directives.get(directive)?.entry_for(rule)
        });
        let Some((directive, entry)) = entry else {
            return false;
        };
        let used = self.directives.get_mut(directive);
        if let Some(used) = used.and_then(|directive| directive.used.get_mut(entry)) {
            *used = true;
        }
        true
    }
}

impl Used {
    /// The first entry that names `rule`.
    fn entry_for(&self, rule: &Rule) -> Option<usize> {
        let Some(list) = &self.directive.list else {
            return Some(0);
        };
        let names = |rules: &Selector| rules.matches(rule);
        list.items
            .iter()
            .position(|item| item.rules.as_ref().is_ok_and(names))
    }
}

/// For every line of the formula that a directive with a list is about, where
/// this list ends.
pub(crate) fn lists_by_line(text: &str, tree: &Tree) -> HashMap<u32, u32> {
    let lines = LineIndex::new(text);
    let directives = tree.comments().iter();
    let directives = directives.filter_map(|comment| directive::read(text, comment)?.ok());
    directives
        .filter(|directive| !directive.file)
        .filter_map(|directive| {
            let line = reach::line_of(directive.span.start, tree, &lines)?;
            Some((line, directive.list?.span.end))
        })
        .collect()
}

#[cfg(test)]
mod tests;
