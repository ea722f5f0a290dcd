//! Which rules are on, and how bad their findings are.

use autoscale_base::{Rule, Severity};

use crate::Selector;

/// The level of every rule, from three sources. `[rules]` of the configuration
/// sets levels: of two entries about a rule the more specific counts, then the
/// later. What the command line selects and ignores says which rules are on at
/// these levels; again the more specific word counts, and of equals the
/// ignoring one. What is ignored for a file is off in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    set: Vec<(Selector, Option<Severity>)>,
    select: Option<Vec<Selector>>,
    extend_select: Vec<Selector>,
    ignore: Vec<Selector>,
    ignore_in_file: Vec<Selector>,
}

impl Levels {
    /// Sets the level of rules; `None` is off.
    pub fn set(&mut self, rules: Selector, level: Option<Severity>) {
        self.set.push((rules, level));
    }

    /// Turns all rules off but these, and those about syntax, without which
    /// no other finding can be trusted.
    pub fn select(&mut self, rules: impl IntoIterator<Item = Selector>) {
        self.select.get_or_insert_default().extend(rules);
    }

    /// Turns rules on besides those that are on anyway.
    pub fn extend_select(&mut self, rules: impl IntoIterator<Item = Selector>) {
        self.extend_select.extend(rules);
    }

    /// Turns rules off.
    pub fn ignore(&mut self, rules: impl IntoIterator<Item = Selector>) {
        self.ignore.extend(rules);
    }

    /// Turns rules off for the file that these levels are for.
    pub fn ignore_in_file(&mut self, rules: impl IntoIterator<Item = Selector>) {
        self.ignore_in_file.extend(rules);
    }

    /// The level of `rule`; `None` when it is off.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> Option<Severity> {
        if self.ignore_in_file.iter().any(|word| word.matches(rule)) {
            return None;
        }
        let configured = self.configured(rule);
        let level = configured.map_or(Some(rule.severity), |(_, level)| level);
        let ignored = most_specific(&self.ignore, rule);
        let selected = self.select.as_deref().unwrap_or_default();
        let selected = most_specific(selected, rule).max(most_specific(&self.extend_select, rule));
        match (selected, ignored) {
            (Some(selected), ignored) if ignored.is_none_or(|ignored| ignored < selected) => {
                match configured {
                    // Switched off more specifically than selected.
                    Some((specificity, None)) if specificity > selected => None,
                    Some((_, None)) => Some(rule.severity),
                    _ => level,
                }
            }
            (_, Some(_)) => None,
            (_, None) if self.select.is_some() && !is_syntax(rule) => None,
            (_, None) => level,
        }
    }

    /// True when `[rules]` gives `rule` a level, be it the one that it has anyway.
    pub(crate) fn is_set(&self, rule: &Rule) -> bool {
        matches!(self.configured(rule), Some((_, Some(_))))
    }

    /// The level that `[rules]` gives, and how specifically.
    fn configured(&self, rule: &Rule) -> Option<(usize, Option<Severity>)> {
        let about = self.set.iter().filter(|(word, _)| word.matches(rule));
        about
            .max_by_key(|(word, _)| word.specificity())
            .map(|(word, level)| (word.specificity(), *level))
    }
}

fn most_specific(words: &[Selector], rule: &Rule) -> Option<usize> {
    let about = words.iter().filter(|word| word.matches(rule));
    about.map(Selector::specificity).max()
}

/// Is this a rule of the first phase, behind which the service reads nothing?
pub(crate) fn is_syntax(rule: &Rule) -> bool {
    rule.code.starts_with("AS0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    fn selectors(texts: &[&str]) -> Vec<Selector> {
        let parse = |text: &&str| Selector::parse(text).unwrap();
        texts.iter().map(parse).collect()
    }

    fn level(levels: &Levels, code: &str) -> Option<Severity> {
        levels.of(rules().find(|rule| rule.code == code).unwrap())
    }

    fn configured(entries: &[(&str, Option<Severity>)]) -> Levels {
        let mut levels = Levels::default();
        for (text, severity) in entries {
            levels.set(Selector::parse(text).unwrap(), *severity);
        }
        levels
    }

    #[test]
    fn the_more_specific_entry_counts_then_the_later() {
        let levels = configured(&[
            ("AS101", Some(Severity::Info)),
            ("AS1", None),
            ("undefined-symbol", Some(Severity::Warning)),
        ]);
        assert_eq!(level(&levels, "AS101"), Some(Severity::Warning));
        assert_eq!(level(&levels, "AS102"), None);
        assert_eq!(level(&levels, "AS001"), Some(Severity::Error));
    }

    #[test]
    fn selecting_turns_all_else_off_but_syntax() {
        let mut levels = Levels::default();
        levels.select(selectors(&["AS101"]));
        levels.extend_select(selectors(&["AS51"]));
        assert_eq!(level(&levels, "AS101"), Some(Severity::Error));
        assert_eq!(level(&levels, "AS510"), Some(Severity::Error));
        assert_eq!(level(&levels, "AS102"), None);
        assert_eq!(level(&levels, "AS001"), Some(Severity::Error));
    }

    #[test]
    fn ignoring_wins_unless_selecting_is_more_specific() {
        let mut levels = Levels::default();
        levels.select(selectors(&["AS1", "AS101"]));
        levels.ignore(selectors(&["AS10", "AS102"]));
        assert!(level(&levels, "AS101").is_some());
        assert!(level(&levels, "AS102").is_none());
        assert!(level(&levels, "AS103").is_none());
        assert!(level(&levels, "AS001").is_some());
        levels.ignore(selectors(&["AS001"]));
        assert!(level(&levels, "AS001").is_none());
    }

    #[test]
    fn the_command_line_is_above_the_configuration() {
        let entries = [
            ("AS101", None),
            ("AS102", Some(Severity::Info)),
            ("AS103", Some(Severity::Info)),
        ];
        let mut levels = configured(&entries);
        levels.select(selectors(&["AS1"]));
        levels.ignore(selectors(&["AS10"]));
        assert!(level(&levels, "AS102").is_none());

        let mut levels = configured(&entries);
        levels.select(selectors(&["AS1"]));
        assert_eq!(level(&levels, "AS101"), None, "off was more specific");
        assert_eq!(level(&levels, "AS102"), Some(Severity::Info));
        levels.extend_select(selectors(&["AS101"]));
        assert_eq!(level(&levels, "AS101"), Some(Severity::Error));
        levels.ignore_in_file(selectors(&["AS1"]));
        assert_eq!(level(&levels, "AS101"), None);
    }
}
