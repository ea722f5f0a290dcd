//! Where a formula comes from, and what people call it.

use std::io;
use std::path::{Path, PathBuf};

use autoscale_workspace::{FileError, read_formula, read_text, refuse_host};

/// What standard input is called in output.
pub(crate) const STDIN: &str = "<stdin>";

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
        let name = name.map_or_else(|| STDIN.to_owned(), path_name);
        let text = read_text(io::stdin().lock(), &name)?;
        Ok(Self { name, text })
    }

    /// The formula that `path` stands for, which may be standard input.
    pub(crate) fn path(path: &Path) -> Result<Self, FileError> {
        if is_dash(path) {
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

/// True for `-`, which stands for standard input.
pub(crate) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// True when the paths are standard input alone.
pub(crate) fn is_stdin(paths: &[PathBuf]) -> bool {
    matches!(paths, [path] if is_dash(path))
}

/// Says that a search came back empty-handed. Only folders can: a file that
/// was named is read whatever its name.
pub(crate) fn no_formula(folders: &[PathBuf]) -> String {
    let place = match folders {
        [folder] if folder.as_os_str() == "." => "here".to_owned(),
        _ => {
            let quoted = |folder: &PathBuf| format!("`{}`", path_name(folder));
            let folders: Vec<String> = folders.iter().map(quoted).collect();
            format!("in {}", folders.join(", "))
        }
    };
    format!("there is no `.autoscale` file {place}")
}
