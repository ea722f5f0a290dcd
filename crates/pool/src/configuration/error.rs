//! Why a definition was not taken.

use std::fmt;

use autoscale_base::Span;

/// A setting with a value that is none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationError {
    /// The value, in the host file.
    pub span: Span,
    /// The setting, as a path of REST names: `startTask.maxTaskRetryCount`.
    pub field: &'static str,
    /// One sentence; lower-case, no full stop.
    pub message: String,
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, message, .. } = self;
        write!(f, "`{field}`: {message}")
    }
}

impl std::error::Error for ConfigurationError {}
