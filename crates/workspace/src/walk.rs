//! Finds the formula files under the paths that a person named.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::FileError;
use crate::hosts::is_formula_file;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files, each once, in the order of the given paths and sorted within
    /// a folder.
    pub files: Vec<PathBuf>,
    /// Paths that do not exist and folders that could not be read.
    pub errors: Vec<FileError>,
}

/// The files that `paths` stand for. A file stands for itself, whatever its
/// name and even when ignored. A folder stands for the `.autoscale` files in
/// it and below, less hidden files and folders and what `.gitignore` and
/// `.ignore` files exclude, inside a git repository or not.
#[must_use]
pub fn formula_files(paths: &[PathBuf]) -> Walked {
    let mut walked = Walked::default();
    let mut seen = HashSet::new();
    for path in paths {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => walked.folder(path, &mut seen),
            Ok(_) => walked.file(path.clone(), &mut seen),
            Err(error) => {
                let name = path.display().to_string();
                walked.errors.push(FileError::read(&name, &error));
            }
        }
    }
    walked
}

impl Walked {
    fn file(&mut self, path: PathBuf, seen: &mut HashSet<PathBuf>) {
        let path = without_leading_dot(path);
        if seen.insert(path.clone()) {
            self.files.push(path);
        }
    }

    fn folder(&mut self, folder: &Path, seen: &mut HashSet<PathBuf>) {
        let walk = WalkBuilder::new(folder)
            .require_git(false)
            .sort_by_file_name(Ord::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let path = entry.into_path();
                    if is_formula_file(&path) && path.is_file() {
                        self.file(path, seen);
                    }
                }
                Err(error) => self.errors.push(unsearched(folder, &error)),
            }
        }
    }
}

fn unsearched(folder: &Path, error: &ignore::Error) -> FileError {
    let place = match error {
        ignore::Error::WithPath { path, .. } => path,
        _ => folder,
    };
    let why = error
        .io_error()
        .map_or_else(|| error.to_string(), crate::reason);
    FileError::new(format!("cannot search `{}`: {why}", place.display()))
}

/// `./a/b` as people write it: `a/b`.
fn without_leading_dot(path: PathBuf) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_owned(),
        _ => path,
    }
}
