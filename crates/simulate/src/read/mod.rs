//! Reads workloads: tasks as CSV or JSON Lines, the Standard Workload Format,
//! all of them gzipped too, and the words that describe a generator.

mod csv;
mod fields;
mod file;
mod generator;
mod json_lines;
mod submissions;
mod swf;

use std::fmt;

use autoscale_base::{Interval, duration};

pub(crate) use csv::Records;
pub use fields::TASK_COLUMNS;
pub(crate) use fields::read_submit;
pub use file::read_workload;
pub use generator::{Generated, read_generator};
pub use submissions::Submissions;
pub(crate) use submissions::Submit;
pub use swf::ParallelJobs;

/// The most tasks of a workload. What is beyond is a slip of the pen, and would
/// take many gigabytes.
const MOST_TASKS: usize = 10_000_000;

/// Why a workload was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The line, from 1; 0 for the whole.
    pub line: u64,
    /// One sentence; lower-case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl ReadError {
    pub(crate) fn new(line: u64, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Something has a name that nothing has; `names` are those there are.
    pub(crate) fn unknown(line: u64, message: String, name: &str, names: &[&str]) -> Self {
        let help = match autoscale_check::nearest(name, names.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("there are `{}`", names.join("`, `")),
        };
        Self::new(line, message).with_help(help)
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

/// A length of time: seconds, or a duration in words.
fn length(text: &str) -> std::result::Result<Interval, &'static str> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() => duration::seconds(seconds),
        Ok(_) => Err("a duration is finite"),
        Err(_) => duration::words(text),
    }
}
