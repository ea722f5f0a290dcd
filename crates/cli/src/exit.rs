//! How a command ends: the exit codes, and the failures behind code 2.

use std::io;
use std::process::ExitCode;

use autoscale_workspace::{FileError, reason};

/// The exit codes of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: all is well.
    Fine,
    /// 1: the input has findings at or above the fail level, a file is not
    /// formatted, or an evaluation ended in an error.
    Findings,
    /// 2: wrong usage, an input that cannot be read, or an output that cannot
    /// be written.
    Trouble,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::Trouble => Self::from(2),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// To be told to the person; exit code 2.
    Told {
        /// What is wrong.
        message: String,
        /// What to do instead.
        help: Option<String>,
    },
    /// Nobody reads our output any more; ends quietly.
    BrokenPipe,
}

impl Failure {
    /// A failure in words.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Told {
            message: message.into(),
            help: None,
        }
    }

    /// A failure in words, with advice.
    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Told {
            message: message.into(),
            help: Some(help.into()),
        }
    }
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::Told {
            message: error.to_string(),
            help: error.help().map(str::to_owned),
        }
    }
}

/// Only standard output and standard error are written through plain
/// [`io::Write`]; files have their own error.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::new(format!("cannot write the output: {}", reason(&error))),
        }
    }
}
