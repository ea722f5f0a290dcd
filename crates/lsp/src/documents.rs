//! The documents that the client has open.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use autoscale_base::{Encoding, LineIndex};
use autoscale_embed::Host;
use autoscale_lint::{Config, FileAnalysis, analyse_file};
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use crate::configuration::Configured;
use crate::convert::Places;
use crate::draft::Draft;
use crate::live::Live;
use crate::snapshots::Snapshots;

/// Texts that are longer take longer than a client should wait for whatever
/// else it asked.
const LARGE: usize = 64 << 10;

/// One version of a document. It never changes, so that every question about
/// it gets answers that fit together.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) uri: Url,
    pub(crate) version: i32,
    pub(crate) text: String,
    pub(crate) index: LineIndex,
    /// The language; `None` when we find no formulas in it.
    pub(crate) host: Option<Host>,
    pub(crate) config: Arc<Config>,
    /// The client's text is another, since one of its changes was no text.
    pub(crate) stale: bool,
    /// The client says that it is a formula, which counts when nothing else
    /// tells.
    is_told: bool,
    analysis: OnceLock<Arc<FileAnalysis>>,
    pub(crate) live: Live,
}

impl Document {
    pub(crate) fn new(uri: Url, version: i32, text: String, configured: Configured) -> Self {
        Self {
            index: LineIndex::new(&text),
            host: configured.host.or_else(|| Host::of(&path(&uri))),
            uri,
            version,
            text,
            config: configured.config,
            stale: false,
            is_told: false,
            analysis: OnceLock::new(),
            live: Live::default(),
        }
    }

    /// The client says that it is a formula.
    pub(crate) fn tell_formula(&mut self) {
        self.is_told = true;
        self.host = self.host.or(Some(Host::Formula));
    }

    /// The next version, with another text.
    fn with_text(&self, version: i32, text: String) -> Self {
        let configured = Configured {
            config: Arc::clone(&self.config),
            host: self.host,
        };
        Self {
            is_told: self.is_told,
            ..Self::new(self.uri.clone(), version, text, configured)
        }
    }

    /// What is known about it. The first to ask computes it, others wait.
    pub(crate) fn analysis(&self) -> &Arc<FileAnalysis> {
        self.analysis.get_or_init(|| {
            let analyse = || match self.host {
                Some(host) if !self.stale => analyse_file(&self.text, host, &self.config),
                _ => FileAnalysis::default(),
            };
            // A fault of ours must not end the session.
            Arc::new(catch_unwind(AssertUnwindSafe(analyse)).unwrap_or_default())
        })
    }

    /// Does it take long to say something about it?
    pub(crate) const fn is_large(&self) -> bool {
        self.text.len() > LARGE
    }

    pub(crate) fn places(&self, encoding: Encoding) -> Places<'_> {
        Places {
            text: &self.text,
            index: &self.index,
            encoding,
        }
    }
}

/// The path that a URI stands for; of other schemes than `file` what looks
/// like one.
pub(crate) fn path(uri: &Url) -> PathBuf {
    uri.to_file_path()
        .unwrap_or_else(|()| PathBuf::from(uri.path()))
}

/// Lets go of a document. To free what is known about a large one takes longer
/// than the loop that reads messages should stand still.
fn retire(old: Arc<Document>) {
    if old.is_large() {
        thread::spawn(move || drop(old));
    }
}

/// All open documents.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: Mutex<HashMap<Url, Arc<Document>>>,
    pub(crate) snapshots: Arc<Snapshots>,
}

impl Documents {
    fn open(&self) -> MutexGuard<'_, HashMap<Url, Arc<Document>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, uri: &Url) -> Option<Arc<Document>> {
        self.open().get(uri).cloned()
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<Arc<Document>> {
        self.open().values().cloned().collect()
    }

    /// Opens a document, or replaces it.
    pub(crate) fn insert(&self, mut document: Document) -> Arc<Document> {
        document.live = Live::under(&self.snapshots);
        let document = Arc::new(document);
        self.snapshots.open(&document);
        let uri = document.uri.clone();
        let old = self.open().insert(uri, Arc::clone(&document));
        if let Some(old) = old {
            retire(old);
        }
        document
    }

    pub(crate) fn close(&self, uri: &Url) -> bool {
        self.snapshots.close(uri);
        let old = self.open().remove(uri);
        old.map(retire).is_some()
    }

    /// Is this the version that the client sees?
    pub(crate) fn is_current(&self, document: &Arc<Document>) -> bool {
        let open = self.open();
        let current = open.get(&document.uri);
        current.is_some_and(|current| Arc::ptr_eq(current, document))
    }

    /// Does `act` if this is the version that the client sees, which it stays
    /// meanwhile.
    pub(crate) fn while_current(&self, document: &Arc<Document>, act: impl FnOnce()) {
        let open = self.open();
        let current = open.get(&document.uri);
        if current.is_some_and(|current| Arc::ptr_eq(current, document)) {
            act();
        }
    }

    /// Makes the next version. `None` when this is no newer one.
    pub(crate) fn change(
        &self,
        old: Arc<Document>,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<Arc<Document>> {
        if version <= old.version {
            return None;
        }
        let mut draft = Draft::of(&old, encoding);
        for change in changes {
            draft.edit(change);
        }
        let stale = draft.stale;
        let mut document = old.with_text(version, draft.finish());
        document.stale = stale;
        let document = self.insert(document);
        retire(old);
        Some(document)
    }

    /// Marks the text of a document as another than the client's, if it is not
    /// marked already. The next full text heals it.
    pub(crate) fn lose(&self, uri: &Url) -> Option<Arc<Document>> {
        let old = self.get(uri).filter(|old| !old.stale)?;
        let mut document = old.with_text(old.version, old.text.clone());
        document.stale = true;
        Some(self.insert(document))
    }

    /// Has the formulas of a document evaluated again; its text is the same.
    pub(crate) fn evaluate_again(&self, old: &Document) -> Arc<Document> {
        self.insert(old.clone())
    }

    /// Gives a document another configuration.
    pub(crate) fn configure(&self, old: &Document, configured: Configured) -> Arc<Document> {
        let (uri, text) = (old.uri.clone(), old.text.clone());
        let mut document = Document::new(uri, old.version, text, configured);
        document.stale = old.stale;
        if old.is_told {
            document.tell_formula();
        }
        self.insert(document)
    }
}
