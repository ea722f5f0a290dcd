//! What is wrong with a snapshot file, and where.

use std::fmt;

use autoscale_base::LineIndex;

/// Why a snapshot was not taken. The text names the place: line and column,
/// and in a JSON file the JSON pointer of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotError {
    /// One sentence; lower-case, no full stop.
    pub message: String,
    /// Where in a JSON file, as of RFC 6901.
    pub pointer: Option<String>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What to write instead.
    pub help: Option<String>,
}

impl SnapshotError {
    /// An error at byte `offset` of `text`.
    pub(crate) fn at(text: &str, offset: usize, message: impl Into<String>) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let (line, column) = LineIndex::new(text).place(text, offset);
        Self {
            message: message.into(),
            pointer: None,
            line,
            column,
            help: None,
        }
    }

    /// Sets the help.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Notes that the place is inside the member or element `token`.
    pub(crate) fn inside(mut self, token: &str) -> Self {
        let token = token.replace('~', "~0").replace('/', "~1");
        let rest = self.pointer.unwrap_or_default();
        self.pointer = Some(format!("/{token}{rest}"));
        self
    }
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        if let Some(pointer) = &self.pointer {
            write!(f, "`{pointer}`: ")?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SnapshotError {}
