//! Reads workloads: tasks as CSV or JSON Lines, the Standard Workload Format,
//! and the words that describe a generator.

mod fields;
mod generator;
mod submissions;
mod swf;
mod table;

use std::fmt;

pub use generator::{Generated, read_generator};
pub use submissions::Submissions;
pub use swf::read_swf;
pub use table::{read_csv, read_json_lines};

/// Why a workload was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The line, from 1; 0 for the whole.
    pub line: u64,
    /// One sentence; lower-case, no full stop.
    pub message: String,
}

impl ReadError {
    fn new(line: u64, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { line, message }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

type Result<T> = std::result::Result<T, ReadError>;
