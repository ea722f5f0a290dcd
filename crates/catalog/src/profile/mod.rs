//! The profile: one named setting for every question about the service that
//! the public documents leave open, with our answer and how sure we are of it.

mod dates;
mod error;
mod rows;
pub(crate) mod table;

pub use error::ProfileError;
pub use rows::*;

/// How well a default is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Documented, or seen in recorded service output.
    Certain,
    /// Inferred from formulas in production use or from indirect output.
    Likely,
    /// Nothing public tells; the default is ours.
    Unknown,
}

impl Grade {
    /// The word for people and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Unknown => "unknown",
        }
    }
}

/// One of the answers that a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it is written in a profile; may be empty.
    pub value: &'static str,
    /// What the language does then, as a sentence.
    pub meaning: &'static str,
}

/// A question with its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The key in a profile.
    pub key: &'static str,
    /// What is open, as a question.
    pub question: &'static str,
    /// The answer unless a profile gives another.
    pub default: &'static str,
    /// What it takes when there are no answers to choose from: "a number".
    pub takes: &'static str,
    /// All answers, the default first; empty when there are no fixed ones.
    pub values: &'static [Choice],
    /// How well the default is known.
    pub grade: Grade,
    /// What speaks for the default, with its source.
    pub evidence: &'static str,
}

/// A set of answers: a profile or a policy.
pub trait Settings {
    /// The questions.
    fn all(&self) -> &'static [Setting];

    /// Sets the setting of that key.
    ///
    /// # Errors
    /// When there is no such setting, or it does not take the value.
    fn set(&mut self, key: &str, value: &str) -> Result<(), ProfileError>;
}

/// The setting of that key.
#[must_use]
pub fn setting(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

/// A type of answers: reads and prints them as a profile writes them.
pub(crate) trait Answer: Copy {
    /// What is taken, in words, of a type without fixed answers.
    const TAKES: &'static str = "";

    fn read(text: &str) -> Option<Self>;
    fn print(self) -> String;
}

impl Answer for f64 {
    const TAKES: &'static str = "a number";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &Self| number.is_finite())
    }

    fn print(self) -> String {
        self.to_string()
    }
}

pub(crate) fn read<T: Answer>(setting: &'static Setting, text: &str) -> Result<T, ProfileError> {
    T::read(text).ok_or_else(|| ProfileError::BadValue {
        setting,
        value: text.to_owned(),
    })
}
