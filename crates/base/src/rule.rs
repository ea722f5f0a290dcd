//! What a rule is: the identity and the documentation behind a finding's code.

use crate::Severity;

/// A rule that a diagnostic can come from. Codes are stable, ranged by phase
/// (`AS0xx` syntax, `AS1xx` names and types, …) and never reused; names read
/// well after the word "allow".
#[derive(Debug)]
pub struct Rule {
    /// The stable code, such as `AS101`.
    pub code: &'static str,
    /// The kebab-case name, such as `undefined-symbol`.
    pub name: &'static str,
    /// The level it is reported at unless configured otherwise.
    pub severity: Severity,
    /// What is wrong in two or three words, to stand at the place of a finding
    /// that has no label of its own.
    pub label: &'static str,
    /// The first version that had the rule.
    pub since: &'static str,
    /// True when the behaviour behind the rule is documented or recorded;
    /// false when it rests on a profile setting that nobody has verified.
    pub verified: bool,
    /// Markdown with the headings *What it does*, *Why it matters*, *Example*,
    /// *Use instead* and *Evidence*.
    pub docs: &'static str,
}

impl Rule {
    /// The documentation, without the space that stands before each line of a
    /// doc comment.
    #[must_use]
    pub fn documentation(&self) -> String {
        let lines = self.docs.lines();
        let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The documentation below a heading, as Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let verified = if self.verified {
            ""
        } else {
            ", unverified: no public source shows what the service does here"
        };
        format!(
            "# {} {}\n\n{}, since version {}{verified}\n\n{}",
            self.code,
            self.name,
            self.severity.as_str(),
            self.since,
            self.documentation()
        )
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// Declares a rule as a `static`, its doc comment being its documentation.
///
/// ```
/// autoscale_base::rule! {
///     /// ## What it does
///     /// Finds nothing at all.
///     pub static NOTHING = ("AS999", "nothing", Info, label "nothing here", since "0.1.0");
/// }
/// assert_eq!(NOTHING.code, "AS999");
/// assert!(NOTHING.docs.contains("nothing at all"));
/// assert!(NOTHING.verified);
/// ```
///
/// A last word `unverified` marks a rule that rests on a profile setting.
#[macro_export]
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $vis:vis static $id:ident = ($code:literal, $name:literal, $severity:ident, label $label:literal, since $since:literal);) => {
        $crate::rule!(@ $id, $vis, [$($doc)+], $code, $name, $severity, $label, $since, true);
    };
    ($(#[doc = $doc:literal])+ $vis:vis static $id:ident = ($code:literal, $name:literal, $severity:ident, label $label:literal, since $since:literal, unverified);) => {
        $crate::rule!(@ $id, $vis, [$($doc)+], $code, $name, $severity, $label, $since, false);
    };
    (@ $id:ident, $vis:vis, [$($doc:literal)+], $code:literal, $name:literal, $severity:ident, $label:literal, $since:literal, $verified:literal) => {
        $(#[doc = $doc])+
        $vis static $id: $crate::Rule = $crate::Rule {
            code: $code,
            name: $name,
            severity: $crate::Severity::$severity,
            label: $label,
            since: $since,
            verified: $verified,
            docs: concat!($($doc, "\n"),+),
        };
    };
}
