//! How users name rules: by code, by a prefix of codes, or by name.

use std::fmt;

use autoscale_base::Rule;

use crate::rules::rules;

/// One or several rules as a user names them: `AS201`, `AS2`,
/// `unguarded-sample` or `ALL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The prefix of the codes; the whole code of a rule that is named.
    prefix: String,
}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    /// When no rule is meant.
    pub fn parse(text: &str) -> Result<Self, UnknownRule> {
        if text == "ALL" {
            return Ok(Self {
                prefix: String::new(),
            });
        }
        let named = rules().find(|rule| rule.name == text);
        let prefix = match named {
            Some(rule) => rule.code,
            None if text.starts_with("AS") && rules().any(|rule| rule.code.starts_with(text)) => {
                text
            }
            None => {
                return Err(UnknownRule {
                    name: text.to_owned(),
                });
            }
        };
        Ok(Self {
            prefix: prefix.to_owned(),
        })
    }

    /// Is `rule` meant?
    #[must_use]
    pub fn matches(&self, rule: &Rule) -> bool {
        rule.code.starts_with(&self.prefix)
    }

    /// The one that names fewer rules is more specific.
    pub(crate) const fn specificity(&self) -> usize {
        self.prefix.len()
    }
}

/// A selector that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    name: String,
}

impl UnknownRule {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        match self.nearest() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`autoscale explain` lists all rules".to_owned(),
        }
    }

    /// The name or code that was probably meant.
    pub(crate) fn nearest(&self) -> Option<&'static str> {
        let name = self.name.as_str();
        let names = rules().map(|rule| rule.name);
        // All codes look alike, so a wrong digit tells nothing of the right
        // one; but letters may be in the wrong case, stand for digits, or a
        // digit may be there twice.
        let as_digits = name.to_ascii_uppercase().replace('O', "0");
        let as_digits = as_digits.replace(['I', 'L'], "1");
        let code = || rules().find(|rule| as_digits.starts_with(rule.code));
        autoscale_check::nearest(name, names).or_else(|| code().map(|rule| rule.code))
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule {}", autoscale_base::quoted(&self.name))
    }
}

impl std::error::Error for UnknownRule {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_named_by_code_prefix_or_name() {
        let chosen = |text: &str| {
            let selector = Selector::parse(text).unwrap();
            rules().filter(|rule| selector.matches(rule)).count()
        };
        assert_eq!(chosen("AS101"), 1);
        assert_eq!(chosen("undefined-symbol"), 1);
        assert_eq!(chosen("ALL"), rules().count());
        assert_eq!(chosen("AS"), rules().count());
        assert!(chosen("AS0") > 5);
    }

    #[test]
    fn an_unknown_rule_has_a_neighbour() {
        for (text, help) in [
            ("undefined-simbol", "did you mean `undefined-symbol`?"),
            ("as101", "did you mean `AS101`?"),
            ("AS1Ol", "did you mean `AS101`?"),
            ("AS1011", "did you mean `AS101`?"),
            ("AS999", "`autoscale explain` lists all rules"),
            ("", "`autoscale explain` lists all rules"),
            ("A", "`autoscale explain` lists all rules"),
        ] {
            assert_eq!(Selector::parse(text).unwrap_err().help(), help, "{text}");
        }
    }
}
