//! Which expressions of a script are formulas: the values of keys that hold
//! formulas, what reaches them through names, and, as a last resort, any text
//! that assigns a target.

use std::collections::{HashMap, HashSet};

use autoscale_base::Span;

use super::formulas::Found;
use super::pools::pools;
use super::targets::{Mentions, assigns_target, is_body, is_command_line};
use super::text::{Change, Text, Value};
use super::{Fact, Role, Script};
use crate::{Extracted, Keys};

/// How far names are followed through names.
const MAX_HOPS: usize = 32;

/// A value that reaches a key.
struct Reach {
    fact: usize,
    /// What becomes of it on the way, the last change first.
    changes: Vec<Change>,
    group: Option<usize>,
    hops: usize,
}

struct Flow<'s, 't, V, F> {
    script: &'s Script<'t, V>,
    keys: &'s Keys,
    read: F,
    /// The facts that set a name in a scope, in text order.
    local: HashMap<(&'t str, usize), Vec<usize>>,
    /// The same in any scope.
    global: HashMap<&'t str, Vec<usize>>,
    /// Names in scopes that have been followed.
    followed: HashSet<(&'t str, usize)>,
    taken: HashSet<usize>,
    found: Vec<Found>,
}

impl<'t, V: Copy> Script<'t, V> {
    /// The formulas and pools; `read` reads the values of facts. `language` is
    /// what people call it.
    pub(crate) fn extract(
        &self,
        keys: &Keys,
        language: &str,
        read: impl Fn(V) -> Value<'t>,
    ) -> Extracted {
        let mut flow = Flow {
            script: self,
            keys,
            read,
            local: HashMap::new(),
            global: HashMap::new(),
            followed: HashSet::new(),
            taken: HashSet::new(),
            found: Vec::new(),
        };
        flow.index();
        flow.follow_keys();
        flow.last_resort();
        let (mut found, global) = (flow.found, flow.global);
        found.sort_by_key(|found| found.text.span);
        let (mut pools, of_group) = pools(self, &flow.read, &found);
        let problem = self.problem(&found, language);
        let is_set = |name: &str| global.contains_key(name);
        Extracted {
            formulas: self.formulas(found, keys, (&mut pools, &of_group), is_set),
            pools,
            problem,
        }
    }

    fn is_formula(&self, keys: &Keys, fact: &Fact<'t, V>) -> bool {
        let parent = fact.context.parent;
        // The type of the object says what its key is called elsewhere.
        let parent = if parent
            .to_ascii_lowercase()
            .replace('_', "")
            .contains("autoscale")
        {
            "autoScale"
        } else {
            parent
        };
        keys.is_formula_in(parent, fact.key)
    }
}

impl<'t, V: Copy, F: Fn(V) -> Value<'t>> Flow<'_, 't, V, F> {
    fn index(&mut self) {
        for (index, fact) in self.script.facts.iter().enumerate() {
            if matches!(fact.role, Role::Variable | Role::Append) {
                let place = (fact.key, fact.context.scope);
                self.local.entry(place).or_default().push(index);
                self.global.entry(fact.key).or_default().push(index);
            }
        }
    }

    /// What is changed on the way to a key comes first, so that a template is
    /// read as what becomes of it even when its own name is that of a formula.
    fn follow_keys(&mut self) {
        let facts = self.script.facts.iter().enumerate();
        let of_keys = facts.filter(|(_, fact)| {
            fact.role != Role::Append && self.script.is_formula(self.keys, fact)
        });
        let (by_name, here): (Vec<_>, Vec<_>) =
            of_keys.partition(|(_, fact)| matches!((self.read)(fact.value), Value::Name(..)));
        for (index, fact) in by_name.into_iter().chain(here) {
            self.follow(index, fact.context.group, Vec::new());
        }
    }

    /// Takes the texts that reach the fact at `index`.
    fn follow(&mut self, index: usize, group: Option<usize>, changes: Vec<Change>) {
        let mut reaching = vec![Reach {
            fact: index,
            changes,
            group,
            hops: 0,
        }];
        while let Some(reach) = reaching.pop() {
            let Some(fact) = self.script.facts.get(reach.fact) else {
                continue;
            };
            if reach.hops > MAX_HOPS || !self.taken.insert(reach.fact) {
                continue;
            }
            match (self.read)(fact.value) {
                Value::Name(name, inner) if !self.is_appended(reach.fact) => {
                    let mut changes = reach.changes;
                    changes.extend(inner.into_iter().rev());
                    let settings = self.settings_of(name, fact.context.scope);
                    reaching.extend(settings.into_iter().rev().map(|fact| Reach {
                        fact,
                        changes: changes.clone(),
                        group: reach.group,
                        hops: reach.hops + 1,
                    }));
                }
                value => self.take(reach, value),
            }
        }
    }

    /// Where the name that is used in `scope` is set: there, in the closest
    /// scope around it, or anywhere. Empty when it has been asked before.
    fn settings_of(&mut self, name: &'t str, scope: usize) -> Vec<usize> {
        if !self.followed.insert((name, scope)) {
            return Vec::new();
        }
        let mut at = Some(scope);
        let mut settings = None;
        for _ in 0..MAX_HOPS {
            let Some(here) = at else { break };
            settings = self.local.get(&(name, here));
            if settings.is_some() {
                break;
            }
            at = self.script.scopes.get(here).and_then(|scope| scope.parent);
        }
        let settings = settings.or_else(|| self.global.get(name));
        let is_variable = |index: &usize| {
            let fact = self.script.facts.get(*index);
            fact.is_some_and(|fact| fact.role == Role::Variable)
        };
        let settings = settings.into_iter().flatten().copied();
        settings.filter(is_variable).collect()
    }

    /// Makes a formula of a value and of what is appended to its name.
    fn take(&mut self, reach: Reach, value: Value<'t>) {
        let Some(fact) = self.script.facts.get(reach.fact) else {
            return;
        };
        let appended = self.appended(reach.fact);
        let mut text = match value {
            Value::Text(text) => text,
            _ if appended.is_empty() => return,
            _ => {
                let mut text = Text::new(fact.span);
                text.computed(self.script.text, fact.span);
                text
            }
        };
        for index in appended {
            self.taken.insert(index);
            let Some(piece) = self.script.facts.get(index) else {
                continue;
            };
            // What another block appends may never be appended.
            let straight = piece.context.block == fact.context.block;
            match (self.read)(piece.value) {
                Value::Text(more) if straight => text.append(&more, piece.key),
                _ => {
                    text.computed(self.script.text, piece.span);
                    text.span = text.span.to(piece.span);
                }
            }
        }
        let mut changes = reach.changes;
        changes.reverse();
        let text = text.changed(&changes);
        // A variable starts, and a parameter stays, empty where there is none.
        let is_unset = text.map.text().is_empty() && fact.role == Role::Variable;
        if text.is_literal() && text.has_own_text() && !is_unset {
            self.found.push(Found {
                text,
                fact: reach.fact,
                group: reach.group,
            });
        }
    }

    fn is_appended(&self, index: usize) -> bool {
        !self.appended(index).is_empty()
    }

    /// The facts that append to the name that the fact at `index` sets.
    fn appended(&self, index: usize) -> Vec<usize> {
        let Some(fact) = self.script.facts.get(index) else {
            return Vec::new();
        };
        if fact.role != Role::Variable {
            return Vec::new();
        }
        let place = (fact.key, fact.context.scope);
        let settings = self.local.get(&place).map_or(&[][..], Vec::as_slice);
        let behind = settings.partition_point(|&other| other <= index);
        let is_append = |index: &&usize| {
            let fact = self.script.facts.get(**index);
            fact.is_some_and(|fact| fact.role == Role::Append)
        };
        let later = settings.get(behind..).unwrap_or_default();
        later.iter().take_while(is_append).copied().collect()
    }

    /// Texts that assign a target, whatever their name. What is changed on the
    /// way to a place that nobody knows comes first, so that its placeholders
    /// are seen.
    fn last_resort(&mut self) {
        let mentions = Mentions::of(self.script.text);
        if mentions.is_empty() {
            return;
        }
        for (index, fact) in self.script.facts.iter().enumerate() {
            if fact.role == Role::Append || self.taken.contains(&index) {
                continue;
            }
            if let Value::Name(name, changes) = (self.read)(fact.value)
                && !changes.is_empty()
            {
                let changes: Vec<Change> = changes.into_iter().rev().collect();
                for setting in self.settings_of(name, fact.context.scope) {
                    if self.is_target_text(setting, &mentions) {
                        self.follow(setting, fact.context.group, changes.clone());
                    }
                }
            }
        }
        let mut covered = Covered::of(&self.found);
        for named in [true, false] {
            for (index, fact) in self.script.facts.iter().enumerate() {
                if (fact.role != Role::Nameless) == named
                    && !self.taken.contains(&index)
                    && !covered.holds(fact.span)
                    && self.is_target_text(index, &mentions)
                {
                    self.follow(index, fact.context.group, Vec::new());
                }
            }
            covered = Covered::of(&self.found);
        }
    }

    fn is_target_text(&self, index: usize, mentions: &Mentions) -> bool {
        let Some(fact) = self.script.facts.get(index) else {
            return false;
        };
        let pieces = std::iter::once(index).chain(self.appended(index));
        let mentioned = pieces.into_iter().any(|piece| {
            let fact = self.script.facts.get(piece);
            fact.is_some_and(|fact| mentions.within(fact.span))
        });
        if !mentioned {
            return false;
        }
        // A target may be assigned in a piece that is appended.
        let pieces = std::iter::once(fact.value).chain(
            self.appended(index)
                .into_iter()
                .filter_map(|piece| self.script.facts.get(piece).map(|fact| fact.value)),
        );
        let texts = pieces.filter_map(|value| match (self.read)(value) {
            Value::Text(text) => Some(text),
            _ => None,
        });
        let mut texts = texts.peekable();
        texts.peek().is_some()
            && texts.any(|text| {
                let text = text.map.text();
                is_body(text) || assigns_target(text) && !is_command_line(text)
            })
    }
}

/// The stretches that formulas take up.
struct Covered(Vec<Span>);

impl Covered {
    fn of(found: &[Found]) -> Self {
        let mut spans: Vec<Span> = found.iter().map(|found| found.text.span).collect();
        spans.sort_unstable();
        Self(spans)
    }

    /// Formulas do not overlap, but for what one appends between another's
    /// pieces.
    fn holds(&self, span: Span) -> bool {
        let next = self.0.partition_point(|other| other.start <= span.start);
        let before = next.checked_sub(1).and_then(|index| self.0.get(index));
        before.is_some_and(|other| other.contains(span))
    }
}
