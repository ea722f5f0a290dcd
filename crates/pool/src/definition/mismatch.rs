//! A value of another form than its setting takes: a list where a text should
//! be.

use std::fmt;

use autoscale_base::Span;

use super::setting::settings;
use super::{Place, Relocate};

/// The form of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A text.
    #[default]
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// A list.
    List,
    /// An object, a block.
    Object,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Flag => "a boolean",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

impl Relocate for Form {
    fn relocate(&mut self, _: &dyn Fn(Span) -> Place) {}
}

settings! {
    /// A value of another form than its setting takes.
    pub struct Mismatch {
        /// The value.
        pub span: Span,
        /// The setting, as a path of REST names: `startTask.commandLine`.
        pub field: &'static str,
        /// What it takes.
        pub expected: Form,
        /// What it is.
        pub found: Form,
    }
}
