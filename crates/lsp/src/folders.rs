//! The workspace folders, and the symbols of the files in them that are not
//! open. A file is read again only when it has changed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf, absolute};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use autoscale_base::Encoding;
use autoscale_workspace::{Configs, FileError, Source, find_sources, read_source};
use tower_lsp::lsp_types::{SymbolInformation, Url, WorkspaceFolder};

use crate::aside::Asker;
use crate::configuration::Configured;
use crate::documents::Document;
use crate::outline;

/// The workspace folders.
#[derive(Debug, Default)]
pub(crate) struct Folders {
    roots: Mutex<Vec<PathBuf>>,
    known: Mutex<HashMap<PathBuf, Known>>,
}

/// What was found in a file that had this stamp.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    symbols: Arc<[SymbolInformation]>,
}

/// What changes when a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

impl Folders {
    fn lock(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.roots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Their paths.
    pub(crate) fn roots(&self) -> Vec<PathBuf> {
        self.lock().clone()
    }

    pub(crate) fn add<'f>(&self, uris: impl IntoIterator<Item = &'f Url>) {
        let mut roots = self.lock();
        for root in uris.into_iter().filter_map(|uri| uri.to_file_path().ok()) {
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
    }

    pub(crate) fn remove(&self, folders: &[WorkspaceFolder]) {
        let gone: Vec<PathBuf> = folders
            .iter()
            .filter_map(|folder| folder.uri.to_file_path().ok())
            .collect();
        self.lock().retain(|root| !gone.contains(root));
    }

    /// The symbols of the files that are not `open`, those that match `query`.
    /// Only a part of them once nobody waits for them any more.
    ///
    /// # Errors
    /// When a configuration on the way is bad.
    pub(crate) fn search(
        &self,
        open: &HashSet<PathBuf>,
        configs: Configs,
        query: &str,
        encoding: Encoding,
        asker: &Asker,
    ) -> Result<Vec<SymbolInformation>, FileError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let files = find_sources(&self.roots(), configs)?.files;
        let mut seen = HashMap::with_capacity(files.len());
        let mut found = Vec::new();
        for source in files {
            if !asker.waits() {
                // What is known stays so for the next one who asks.
                known.extend(seen);
                return Ok(found);
            }
            let Some((path, stamp)) = stamped(&source.path) else {
                continue;
            };
            let old = known.remove(&path).filter(|known| known.stamp == stamp);
            let symbols = match old {
                Some(old) => old.symbols,
                None => symbols(&source, &path, encoding),
            };
            if !open.contains(&path) {
                let matching = symbols
                    .iter()
                    .filter(|it| outline::matches(&it.name, query));
                found.extend(matching.cloned());
            }
            seen.insert(path, Known { stamp, symbols });
        }
        *known = seen;
        Ok(found)
    }
}

fn stamped(path: &Path) -> Option<(PathBuf, Stamp)> {
    let metadata = path.metadata().ok()?;
    let stamp = Stamp {
        modified: metadata.modified().ok()?,
        bytes: metadata.len(),
    };
    Some((absolute(path).ok()?, stamp))
}

/// All symbols of a file; none when it cannot be read.
fn symbols(source: &Source, path: &Path, encoding: Encoding) -> Arc<[SymbolInformation]> {
    let (Ok(text), Ok(uri)) = (read_source(source), Url::from_file_path(path)) else {
        return Arc::default();
    };
    let configured = Configured {
        config: Arc::new(source.config.for_file(path).into_owned()),
        host: Some(source.host),
    };
    let document = Document::new(uri, 0, text, configured);
    outline::flat(&document, encoding).into()
}
