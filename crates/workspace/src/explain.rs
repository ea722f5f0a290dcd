//! Why files are read or not.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use autoscale_embed::Host;
use ignore::WalkBuilder;

use crate::walk::{Root, is_folder, lock, without_leading_dot};
use crate::{Configs, FileError, find_sources};

/// A file, or a folder with all that is in it, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Which; a folder ends in `/`.
    pub path: PathBuf,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is read as this language, by the configuration at that path.
    Read(Host, Option<PathBuf>),
    /// Its extension tells no language.
    Unknown,
    /// Its name begins with a dot.
    Hidden,
    /// A `.gitignore` or `.ignore` file leaves it out.
    Ignored,
    /// `exclude` leaves it out: of the configuration at that path, or by
    /// default.
    Excluded(Option<PathBuf>),
}

/// What becomes of every file that `paths` stand for, in order.
///
/// # Errors
/// As [`find_sources`].
pub fn explain_files(paths: &[PathBuf], configs: Configs) -> Result<Vec<Explained>, FileError> {
    let configs = Arc::new(Mutex::new(configs));
    let mut explained = Vec::new();
    for path in paths {
        if path.is_dir() {
            explain_folder(path, &configs, &mut explained);
        } else {
            let named = std::slice::from_ref(path);
            let walked = find_sources(named, lock(&configs).clone())?;
            explained.extend(walked.files.iter().map(|source| Explained {
                path: source.path.clone(),
                fate: Fate::Read(source.host, source.config.path().map(Path::to_owned)),
            }));
        }
    }
    Ok(explained)
}

/// Walks over everything, but into no folder that the search leaves out.
fn explain_folder(folder: &Path, configs: &Arc<Mutex<Configs>>, explained: &mut Vec<Explained>) {
    let root = Root::new(folder);
    let reached: HashSet<PathBuf> = root
        .walk(configs)
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .collect();
    let reached = Arc::new(reached);
    let inside = Arc::clone(&reached);
    let everything = WalkBuilder::new(folder)
        .standard_filters(false)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            let above = entry.path().parent();
            entry.depth() < 2 || above.is_some_and(|above| inside.contains(above))
        })
        .build();
    for entry in everything.filter_map(Result::ok) {
        let path = entry.path();
        let is_reached = reached.contains(path);
        if entry.depth() == 0 || is_folder(&entry) && is_reached {
            continue;
        }
        let place = root.absolute(path);
        let config = place.parent().map(|above| lock(configs).of_folder(above));
        let config = config.and_then(Result::ok);
        let source = config.as_ref().and_then(|config| config.path());
        let source = source.map(Path::to_owned);
        let formula = config
            .as_ref()
            .is_some_and(|config| config.is_formula(&place));
        let fate = if root.excludes(&entry, configs) {
            Fate::Excluded(source)
        } else if !is_reached && is_hidden(path) {
            Fate::Hidden
        } else if !is_reached {
            Fate::Ignored
        } else if formula {
            Fate::Read(Host::Formula, source)
        } else {
            Host::of(path).map_or(Fate::Unknown, |host| Fate::Read(host, source))
        };
        let mut path = without_leading_dot(path.to_owned());
        if is_folder(&entry) {
            path.push("");
        }
        explained.push(Explained { path, fate });
    }
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}
