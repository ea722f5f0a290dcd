//! The findings of a formula, and counts of them.

use autoscale_base::{Diagnostic, Severity, Span};
use autoscale_catalog::Profile;
use autoscale_lint::Config;
pub(crate) use autoscale_lint::rules;

/// The findings of a formula that stands alone, in text order.
pub(crate) fn analyse(text: &str, holes: &[Span], profile: &Profile) -> Vec<Diagnostic> {
    let config = Config {
        profile: *profile,
        ..Config::default()
    };
    autoscale_lint::analyse_with_holes(text, holes, &config).diagnostics
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Errors.
    pub(crate) errors: usize,
    /// Warnings.
    pub(crate) warnings: usize,
    /// Remarks.
    pub(crate) infos: usize,
}

impl Counts {
    /// Counts `diagnostics`.
    pub(crate) fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// In words, worst first: `2 errors, 1 warning`; `no findings` when there
    /// are none.
    pub(crate) fn to_words(self) -> String {
        let parts = [
            count(self.errors, "error"),
            count(self.warnings, "warning"),
            (self.infos > 0).then(|| format!("{} info", self.infos)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            "no findings".to_owned()
        } else {
            parts.join(", ")
        }
    }
}

fn count(number: usize, noun: &str) -> Option<String> {
    (number > 0).then(|| plural(number, noun))
}

/// `1 file`, `2 files`.
pub(crate) fn plural(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_sentence() {
        let counts = Counts {
            errors: 2,
            warnings: 1,
            infos: 0,
        };
        assert_eq!(counts.to_words(), "2 errors, 1 warning");
        assert_eq!(Counts::default().to_words(), "no findings");
    }

    #[test]
    fn rules_are_unique_and_sorted() {
        let codes: Vec<&str> = rules().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}
