//! Finds the files to read under the paths that a person named.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use autoscale_embed::Host;
use ignore::{DirEntry, WalkBuilder};

use crate::config::absolute;
use crate::{ConfigFile, Configs, FileError, host_of_named};

/// A file to read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// Its language.
    pub host: Host,
    /// A person named it, so it must be readable; otherwise a search found it.
    pub named: bool,
    /// What is configured for it.
    pub config: Arc<ConfigFile>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// The files, each once, in the order of the given paths and sorted within
    /// a folder.
    pub files: Vec<Source>,
    /// Paths that do not exist and folders that could not be read.
    pub errors: Vec<FileError>,
}

/// The files that `paths` stand for. A file stands for itself, whatever its
/// name and even when ignored. A folder stands for the formula and host files
/// in it and below, less hidden files and folders, what `.gitignore` and
/// `.ignore` files exclude, inside a git repository or not, and what is
/// configured as `exclude`. Links to folders are not followed.
///
/// # Errors
/// When a configuration on the way is bad.
pub fn find_sources(paths: &[PathBuf], configs: Configs) -> Result<Walked, FileError> {
    let mut files = Vec::new();
    let errors = search_sources(paths, configs, |source| files.push(source))?;
    Ok(Walked { files, errors })
}

/// As [`find_sources`], but hands on each file as soon as it is found. Comes
/// back with paths that do not exist and folders that could not be read.
///
/// # Errors
/// As [`find_sources`].
pub fn search_sources(
    paths: &[PathBuf],
    configs: Configs,
    found: impl FnMut(Source),
) -> Result<Vec<FileError>, FileError> {
    let mut search = Search {
        configs: Arc::new(Mutex::new(configs)),
        seen: (paths.len() > 1).then(HashSet::new),
        found,
        errors: Vec::new(),
    };
    for path in paths {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => search.folder(path)?,
            Ok(_) => search.named(path)?,
            Err(error) => {
                let name = path.display().to_string();
                search.errors.push(FileError::read(&name, &error));
            }
        }
    }
    Ok(search.errors)
}

struct Search<F> {
    /// Shared with the filter of a walk, which must own what it uses.
    configs: Arc<Mutex<Configs>>,
    /// What has been found; below one path nothing is found twice.
    seen: Option<HashSet<PathBuf>>,
    found: F,
    errors: Vec<FileError>,
}

impl<F: FnMut(Source)> Search<F> {
    fn named(&mut self, path: &Path) -> Result<(), FileError> {
        let config = lock(&self.configs).of_file(path)?;
        match config.host_of(path).map_or_else(|| host_of_named(path), Ok) {
            Ok(host) => self.push(path.to_owned(), host, true, config),
            Err(error) => self.errors.push(error),
        }
        Ok(())
    }

    fn folder(&mut self, folder: &Path) -> Result<(), FileError> {
        let root = Root::new(folder);
        for entry in root.walk(&self.configs) {
            match entry {
                Ok(entry) => self.entry(&root, entry)?,
                Err(error) => self.errors.push(unsearched(folder, &error)),
            }
        }
        Ok(())
    }

    fn entry(&mut self, root: &Root, entry: DirEntry) -> Result<(), FileError> {
        let of_extension = Host::of(entry.path());
        if is_folder(&entry) {
            return Ok(());
        }
        let path = root.absolute(entry.path());
        let folder = path.parent().unwrap_or(&path);
        let config = lock(&self.configs).of_folder(folder)?;
        let host = if config.is_formula(&path) {
            Some(Host::Formula)
        } else {
            of_extension
        };
        if let Some(host) = host
            && is_file(&entry)
            && !config.excludes(&path, false)
        {
            self.push(entry.into_path(), host, false, config);
        }
        Ok(())
    }

    fn push(&mut self, path: PathBuf, host: Host, named: bool, config: Arc<ConfigFile>) {
        let path = without_leading_dot(path);
        if let Some(seen) = &mut self.seen
            && !seen.insert(path.clone())
        {
            return;
        }
        (self.found)(Source {
            path,
            host,
            named,
            config,
        });
    }
}

/// The folder that a walk begins at.
pub(crate) struct Root {
    given: PathBuf,
    absolute: PathBuf,
}

impl Root {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            given: folder.to_owned(),
            absolute: absolute(folder),
        }
    }

    /// A path of the walk from the file system's root on.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.given) {
            Ok(below) if below.as_os_str().is_empty() => self.absolute.clone(),
            Ok(below) => self.absolute.join(below),
            Err(_) => absolute(path),
        }
    }

    /// All entries that a search looks at, and files that are excluded.
    pub(crate) fn walk(&self, configs: &Arc<Mutex<Configs>>) -> ignore::Walk {
        let configs = Arc::clone(configs);
        let root = Self {
            given: self.given.clone(),
            absolute: self.absolute.clone(),
        };
        WalkBuilder::new(&self.given)
            .require_git(false)
            // Paths of one folder differ in their names alone.
            .sort_by_file_path(|a, b| a.as_os_str().cmp(b.as_os_str()))
            .filter_entry(move |entry| {
                entry.depth() == 0 || !is_folder(entry) || !root.excludes(entry, &configs)
            })
            .build()
    }

    /// Does the configuration leave this entry out? One that is bad is told of
    /// when its files are looked at.
    pub(crate) fn excludes(&self, entry: &DirEntry, configs: &Mutex<Configs>) -> bool {
        let path = self.absolute(entry.path());
        let Some(folder) = path.parent() else {
            return false;
        };
        let config = lock(configs).of_folder(folder);
        config.is_ok_and(|config| config.excludes(&path, is_folder(entry)))
    }
}

pub(crate) fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// A file, or a link to one.
fn is_file(entry: &DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    is_file || entry.path().is_file()
}

pub(crate) fn lock(configs: &Mutex<Configs>) -> std::sync::MutexGuard<'_, Configs> {
    configs.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn unsearched(folder: &Path, error: &ignore::Error) -> FileError {
    let place = match error {
        ignore::Error::WithPath { path, .. } => path,
        ignore::Error::WithDepth { err, .. } => return unsearched(folder, err),
        _ => folder,
    };
    let why = error
        .io_error()
        .map_or_else(|| error.to_string(), crate::reason);
    FileError::new(format!("cannot search `{}`: {why}", place.display()))
}

/// `./a/b` as people write it: `a/b`.
pub(crate) fn without_leading_dot(path: PathBuf) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_owned(),
        _ => path,
    }
}
