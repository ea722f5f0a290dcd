//! What is configured for a document: `autoscale.toml`, found upwards from it,
//! or the one file that the client names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use autoscale_base::{LineIndex, Rule};
use autoscale_embed::Host;
use autoscale_lint::Config;
use autoscale_workspace::{CONFIG_FILE, Configs, FileError, Overrides, read_file, turn_off};
use serde_json::Value;
use tower_lsp::lsp_types::{Url, WorkspaceEdit};

use crate::agreed::Agreed;
use crate::convert::Places;
use crate::documents::{Document, path};
use crate::edits;

/// The section of a client's settings that is ours.
pub(crate) const SECTION: &str = "autoscale";

/// What is configured for one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Configured {
    pub(crate) config: Arc<Config>,
    /// The language, when the configuration tells it.
    pub(crate) host: Option<Host>,
}

/// The configurations of the session.
#[derive(Debug)]
pub(crate) struct Configuration {
    known: Mutex<Known>,
}

#[derive(Debug)]
struct Known {
    configs: Configs,
    /// The file that counts for all documents, from the client's settings.
    named: Option<PathBuf>,
    /// What the user was told already.
    told: HashSet<String>,
}

impl Configuration {
    pub(crate) fn new() -> Self {
        let known = Known {
            configs: Configs::searching(overrides()),
            named: None,
            told: HashSet::new(),
        };
        Self {
            known: Mutex::new(known),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over the client's settings: `config` names a configuration file,
    /// from the folder `base` on. False when nothing changes.
    pub(crate) fn set(&self, settings: &Value, base: Option<&Path>) -> bool {
        let settings = settings.get(SECTION).unwrap_or(settings);
        let named = settings.get("config").and_then(Value::as_str);
        let named = named.filter(|name| !name.is_empty()).map(Path::new);
        let named = named.map(|name| base.map_or_else(|| name.to_owned(), |base| base.join(name)));
        let mut known = self.known();
        let changes = known.named != named;
        known.named = named;
        changes
    }

    /// Reads everything again.
    pub(crate) fn reload(&self) -> Result<(), FileError> {
        let mut known = self.known();
        known.told.clear();
        known.configs = Configs::searching(overrides());
        if let Some(named) = known.named.clone() {
            known.configs = Configs::new(Some(&named), overrides())?;
        }
        Ok(())
    }

    /// What is configured for a document; an error that was not told yet.
    pub(crate) fn of(&self, uri: &Url) -> (Configured, Option<FileError>) {
        let path = path(uri);
        let mut known = self.known();
        match known.configs.of_file(&path) {
            Ok(file) => {
                let configured = Configured {
                    config: Arc::new(file.for_file(&path).into_owned()),
                    host: file.host_of(&path),
                };
                (configured, None)
            }
            Err(error) => {
                drop(known);
                let is_new = self.is_new(&error);
                (Configured::default(), is_new.then_some(error))
            }
        }
    }

    /// Is this the first time since they were read?
    pub(crate) fn is_new(&self, error: &FileError) -> bool {
        self.known().told.insert(error.to_string())
    }

    /// A copy to search folders with.
    pub(crate) fn configs(&self) -> Configs {
        self.known().configs.clone()
    }

    /// The file that is for `uri`, or that would be once it is written: in the
    /// document's workspace folder, one of `roots`, or beside the document.
    pub(crate) fn nearest(&self, uri: &Url, roots: &[PathBuf]) -> Option<Nearest> {
        let of = uri.to_file_path().ok()?;
        let file = self.known().configs.of_file(&of).ok()?;
        let (path, exists) = match file.path() {
            Some(path) => (path.to_owned(), true),
            None => {
                let around = roots.iter().filter(|root| of.starts_with(root));
                let innermost = around.max_by_key(|root| root.as_os_str().len());
                let folder = innermost.map_or_else(|| of.parent(), |root| Some(root))?;
                (folder.join(CONFIG_FILE), false)
            }
        };
        let uri = Url::from_file_path(&path).ok()?;
        Some(Nearest {
            path,
            uri,
            exists,
            open: None,
        })
    }
}

fn overrides() -> Overrides {
    Overrides {
        now: Some(autoscale_workspace::now()),
        ..Overrides::default()
    }
}

/// The configuration file of a document.
#[derive(Clone, Debug)]
pub(crate) struct Nearest {
    path: PathBuf,
    uri: Url,
    exists: bool,
    /// The client's text of it, which counts before the disk's.
    open: Option<Arc<Document>>,
}

impl Nearest {
    pub(crate) const fn uri(&self) -> &Url {
        &self.uri
    }

    pub(crate) fn with_open(self, open: Option<Arc<Document>>) -> Self {
        Self { open, ..self }
    }

    /// The edit that turns `rule` off in it.
    pub(crate) fn turn_off(&self, rule: &Rule, agreed: Agreed) -> Option<WorkspaceEdit> {
        let uri = self.uri.clone();
        if !self.exists && self.open.is_none() {
            let edit = turn_off("", &self.path, rule)?;
            return edits::create(uri, edit.text, agreed);
        }
        let read;
        let (text, version) = match &self.open {
            Some(open) => (&open.text, Some(open.version)),
            None => {
                read = read_file(&self.path).ok()?;
                (&read, None)
            }
        };
        let edit = turn_off(text, &self.path, rule)?;
        let places = Places {
            text,
            index: &LineIndex::new(text),
            encoding: agreed.encoding,
        };
        Some(edits::in_text(uri, version, places, &[edit], agreed))
    }
}
