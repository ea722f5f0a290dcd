//! The one finding type. Terminal picture, concise line, JSON and every other
//! output format are views of it.

use crate::{Rule, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Style, undocumented syntax, or whatever rests only on an unverified
    /// profile setting.
    Info,
    /// Likely failure, cost or lost work.
    Warning,
    /// The service refuses it, or it fails whenever it is reached.
    Error,
}

impl Severity {
    /// The word used in every output format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in the text with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What to say about it; lower-case, no full stop.
    pub message: String,
}

/// May a fix be applied without asking?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applicability {
    /// The meaning stays, or the text meant nothing before.
    Safe,
    /// The meaning may change; only with `--unsafe-fixes`.
    Unsafe,
}

impl Applicability {
    /// The word used in every output format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to write there.
    pub text: String,
}

impl Edit {
    /// `text` with `edits`, which are in text order, none touching another.
    /// `None` when they do not fit it.
    #[must_use]
    pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Self>) -> Option<String> {
        let mut new = String::with_capacity(text.len());
        let mut copied = 0;
        for edit in edits {
            new.push_str(text.get(copied..edit.span.range().start)?);
            new.push_str(&edit.text);
            copied = edit.span.range().end;
        }
        new.push_str(text.get(copied..)?);
        Some(new)
    }
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// May it be applied without asking?
    pub applicability: Applicability,
    /// Replacements in text order, none touching another.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one replacement.
    #[must_use]
    pub fn one(applicability: Applicability, span: Span, text: impl Into<String>) -> Self {
        Self {
            applicability,
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
        }
    }

    /// A safe fix of one replacement.
    #[must_use]
    pub fn safe(span: Span, text: impl Into<String>) -> Self {
        Self::one(Applicability::Safe, span, text)
    }
}

/// A finding. Messages are lower-case without a full stop, with the user's
/// text in backticks; the help says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that raised it.
    pub rule: &'static Rule,
    /// The level, from the rule unless configured otherwise.
    pub severity: Severity,
    /// The primary place.
    pub span: Span,
    /// One sentence that stands on its own.
    pub message: String,
    /// The remark at the primary place, when it says more than the label of the
    /// rule.
    pub label: Option<String>,
    /// Other places that explain the finding.
    pub related: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// Background.
    pub notes: Vec<String>,
    /// The mending edit.
    pub fix: Option<Fix>,
    /// The profile setting that the finding rests on; such a finding is
    /// reported as unverified.
    pub setting: Option<&'static str>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            span,
            message: message.into(),
            label: None,
            related: Vec::new(),
            help: None,
            notes: Vec::new(),
            fix: None,
            setting: None,
        }
    }

    /// Sets the remark at the primary place.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Sets the help line.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds background.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Names the profile setting that the finding rests on.
    #[must_use]
    pub fn with_setting(mut self, setting: &'static str) -> Self {
        self.setting = Some(setting);
        self
    }

    /// True when neither the rule nor this finding rests on a setting that
    /// nobody has verified.
    #[must_use]
    pub fn verified(&self) -> bool {
        self.rule.verified && self.setting.is_none()
    }
}
