//! Where a formula comes from, and what people call it.

use std::io;
use std::path::{Path, PathBuf};

use autoscale_workspace::{FileError, read_formula, read_text, refuse_host};

/// The name of standard input on the command line.
pub(crate) const STDIN: &str = "-";

/// A formula and what it is called in output.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// What people call it: the path as they gave it, `<stdin>` or `<text>`.
    pub(crate) name: String,
    /// The formula.
    pub(crate) text: String,
}

impl Input {
    /// The formula in the file at `path`.
    pub(crate) fn file(path: &Path) -> Result<Self, FileError> {
        Ok(Self {
            name: path_name(path),
            text: read_formula(path)?,
        })
    }

    /// The formula on standard input.
    pub(crate) fn stdin(name: Option<&Path>) -> Result<Self, FileError> {
        name.map_or(Ok(()), refuse_host)?;
        let name = name.map_or_else(|| "<stdin>".to_owned(), path_name);
        let text = read_text(io::stdin().lock(), &name)?;
        Ok(Self { name, text })
    }

    /// The formula that `path` stands for, which may be standard input.
    pub(crate) fn path(path: &Path) -> Result<Self, FileError> {
        if path.as_os_str() == STDIN {
            Self::stdin(None)
        } else {
            Self::file(path)
        }
    }

    /// A formula given on the command line.
    pub(crate) fn text(text: &str) -> Self {
        Self {
            name: "<text>".to_owned(),
            text: text.to_owned(),
        }
    }
}

/// A path as it is printed: with `/` on every system.
pub(crate) fn path_name(path: &Path) -> String {
    let name = path.display().to_string();
    if cfg!(windows) {
        name.replace('\\', "/")
    } else {
        name
    }
}

/// True when the paths are standard input alone.
pub(crate) fn is_stdin(paths: &[PathBuf]) -> bool {
    matches!(paths, [path] if path.as_os_str() == STDIN)
}
