//! The snapshots that formulas are evaluated under: those that stand beside
//! them, and those that the user chose. What the client has open counts before
//! what is on the disk.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use autoscale_metrics::Snapshot;
use autoscale_workspace::{is_snapshot, read_snapshot_from, reason, snapshots_beside};
use tower_lsp::lsp_types::Url;

use crate::documents::{Document, path};

/// A snapshot, or what is wrong with it.
pub(crate) type Reading = Result<Arc<Snapshot>, String>;

/// The snapshot of a formula.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) reading: Reading,
}

/// All snapshots that the session knows.
#[derive(Debug, Default)]
pub(crate) struct Snapshots {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// All documents that are open, whatever they are.
    open: HashMap<PathBuf, Arc<Document>>,
    on_disk: HashMap<PathBuf, OnDisk>,
    chosen: HashMap<Url, Chosen>,
    /// What the user was told about which file.
    told: HashMap<PathBuf, String>,
}

/// A file as it was read.
#[derive(Debug)]
struct OnDisk {
    stamp: Stamp,
    reading: Reading,
}

/// Tells a file from a later one at the same place.
type Stamp = (Option<SystemTime>, u64);

/// What the user chose for the formulas of a document.
#[derive(Debug, Default)]
struct Chosen {
    for_all: Option<PathBuf>,
    for_one: HashMap<String, PathBuf>,
}

impl Chosen {
    fn of(&self, formula: Option<&str>) -> Option<&PathBuf> {
        let own = formula.and_then(|name| self.for_one.get(name));
        own.or(self.for_all.as_ref())
    }

    fn has(&self, path: &Path) -> bool {
        let mut all = self.for_all.iter().chain(self.for_one.values());
        all.any(|chosen| chosen == path)
    }
}

impl Snapshots {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A document was opened, or has a new version.
    pub(crate) fn open(&self, document: &Arc<Document>) {
        let path = path(&document.uri);
        self.known().open.insert(path, Arc::clone(document));
    }

    /// A document was closed: what is on the disk counts again.
    pub(crate) fn close(&self, uri: &Url) {
        self.known().open.remove(&path(uri));
    }

    /// A file changed on the disk.
    pub(crate) fn forget(&self, path: &Path) {
        self.known().on_disk.remove(path);
    }

    /// From now on the formula of that name, or every one of the document, has
    /// the snapshot `chosen`; `None` is the one beside it.
    pub(crate) fn choose(&self, uri: &Url, formula: Option<&str>, chosen: Option<PathBuf>) {
        let mut known = self.known();
        let of_document = known.chosen.entry(uri.clone()).or_default();
        match (formula, chosen) {
            (None, chosen) => {
                of_document.for_all = chosen;
                of_document.for_one.clear();
            }
            (Some(name), Some(chosen)) => {
                of_document.for_one.insert(name.to_owned(), chosen);
            }
            (Some(name), None) => {
                of_document.for_one.remove(name);
            }
        }
    }

    /// Is the document read as a snapshot?
    pub(crate) fn is_one(&self, uri: &Url) -> bool {
        let path = path(uri);
        is_snapshot(&path) || self.known().chosen.values().any(|of| of.has(&path))
    }

    /// May a formula of `document` be evaluated under the file at `snapshot`?
    pub(crate) fn may_concern(&self, document: &Document, snapshot: &Path) -> bool {
        let of = path(&document.uri);
        let stem = of.file_stem().map(|stem| stem.to_string_lossy());
        let name = snapshot.file_name().map(|name| name.to_string_lossy());
        let is_beside = is_snapshot(snapshot)
            && !is_snapshot(&of)
            && of.parent() == snapshot.parent()
            && stem
                .zip(name)
                .is_some_and(|(stem, name)| name.starts_with(&*stem));
        let known = self.known();
        let chosen = known.chosen.get(&document.uri);
        is_beside || chosen.is_some_and(|chosen| chosen.has(snapshot))
    }

    /// The snapshot of each of the formulas of a document.
    pub(crate) fn of(&self, uri: &Url, formulas: &[Option<&str>]) -> Vec<Option<Found>> {
        let beside = snapshots_beside(&path(uri), formulas);
        let found = formulas.iter().zip(beside).map(|(formula, beside)| {
            let chosen = self.chosen(uri, *formula).map(|path| {
                let missing = || Err(format!("cannot read `{}`: no such file", name(&path)));
                let reading = self.read(&path).unwrap_or_else(missing);
                Found { path, reading }
            });
            chosen.or_else(|| {
                beside.into_iter().find_map(|path| {
                    let reading = self.read(&path)?;
                    Some(Found { path, reading })
                })
            })
        });
        found.collect()
    }

    fn chosen(&self, uri: &Url, formula: Option<&str>) -> Option<PathBuf> {
        self.known().chosen.get(uri)?.of(formula).cloned()
    }

    /// What is at `path`; `None` when nothing is. A file is looked at every
    /// time, since not every client tells when one changes, but read only when
    /// it is another.
    fn read(&self, path: &Path) -> Option<Reading> {
        let open = self.known().open.get(path).cloned();
        if let Some(open) = open {
            let snapshot = open.live.as_snapshot(&open.text);
            let bad = |error| format!("bad snapshot `{}`: {error}", name(path));
            return Some(snapshot.clone().map_err(bad));
        }
        // Other paths are of documents that have no file.
        if !path.is_absolute() {
            return None;
        }
        let stamp = stamp(path)?;
        if let Some(known) = self.known().on_disk.get(path)
            && known.stamp == stamp
        {
            return Some(known.reading.clone());
        }
        let reading = read(path);
        let mut known = self.known();
        let on_disk = OnDisk {
            stamp,
            reading: reading.clone(),
        };
        known.on_disk.insert(path.to_owned(), on_disk);
        Some(reading)
    }

    /// Is this news about the file at `path`? An open one has a diagnostic that
    /// says it.
    pub(crate) fn is_news(&self, path: &Path, problem: Option<&str>) -> bool {
        let mut known = self.known();
        match problem {
            Some(_) if known.open.contains_key(path) => false,
            Some(problem) if known.told.get(path).is_some_and(|told| told == problem) => false,
            Some(problem) => {
                known.told.insert(path.to_owned(), problem.to_owned());
                true
            }
            None => {
                known.told.remove(path);
                false
            }
        }
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}

fn read(path: &Path) -> Reading {
    let name = name(path);
    let file =
        File::open(path).map_err(|error| format!("cannot read `{name}`: {}", reason(&error)))?;
    let snapshot = read_snapshot_from(file, &name);
    snapshot.map(Arc::new).map_err(|error| match error.help() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}

/// The name of a file without its folder.
pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
