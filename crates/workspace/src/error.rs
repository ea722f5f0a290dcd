//! Why a file could not be used, in words for the person who named it.

use std::fmt;
use std::io;

/// A file that could not be read, understood or written. Printing it gives
/// one sentence that names the file, and the place in it where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    message: String,
    help: Option<String>,
}

impl FileError {
    /// A refusal in words that already name the file.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// The same with advice on what to do instead.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn read(name: &str, error: &io::Error) -> Self {
        Self::new(format!("cannot read `{name}`: {}", reason(error)))
    }

    pub(crate) fn write(name: &str, error: &io::Error) -> Self {
        // A file that is not there yet is no hindrance, its folder is.
        let why = match error.kind() {
            io::ErrorKind::NotFound => "no such folder".to_owned(),
            _ => reason(error),
        };
        Self::new(format!("cannot write `{name}`: {why}"))
    }

    /// A file that should be text and is not.
    #[must_use]
    pub fn no_text(name: &str) -> Self {
        Self::new(format!(
            "cannot read `{name}`: it is no text, it has zero bytes in it"
        ))
    }

    /// What to do instead, if anything is known.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FileError {}

/// The operating system's reason in plain words, without its error number.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text
                .split_once(" (os error")
                .map_or(text.as_str(), |(reason, _)| reason);
            text.to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_plain_words() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        let error = FileError::read("x.autoscale", &missing);
        assert_eq!(error.to_string(), "cannot read `x.autoscale`: no such file");
        let full = io::Error::from_raw_os_error(28);
        assert!(!reason(&full).contains("os error"));
    }
}
