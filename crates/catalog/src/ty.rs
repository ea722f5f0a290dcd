//! The types of the language.

use std::fmt;

/// The type of a value. There is no boolean: comparisons give the doubles 1
/// and 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ty {
    /// A number.
    Double,
    /// A list of numbers.
    DoubleVec,
    /// An instant.
    Timestamp,
    /// A length of time.
    Interval,
    /// Text; its only use is the argument of `time`.
    String,
    /// What happens to the tasks of a node that leaves the pool.
    Option,
}

impl Ty {
    /// The name in the service's documentation and in our JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Double => "double",
            Self::DoubleVec => "doubleVec",
            Self::Timestamp => "timestamp",
            Self::Interval => "timeinterval",
            Self::String => "string",
            Self::Option => "option",
        }
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
