//! The documents that the client has open.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use autoscale_base::{Encoding, LineIndex};
use autoscale_embed::Host;
use autoscale_lint::{Config, FileAnalysis, analyse_file};
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use crate::convert::Places;

/// One version of a document. It never changes, so that every question about
/// it gets answers that fit together.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) uri: Url,
    pub(crate) version: i32,
    pub(crate) text: String,
    pub(crate) index: LineIndex,
    /// The language, told by the URI; `None` when we find no formulas in it.
    pub(crate) host: Option<Host>,
    pub(crate) config: Arc<Config>,
    /// The client's text is another, since one of its changes was no text.
    pub(crate) stale: bool,
    analysis: OnceLock<Arc<FileAnalysis>>,
}

impl Document {
    pub(crate) fn new(uri: Url, version: i32, text: String, config: Arc<Config>) -> Self {
        Self {
            index: LineIndex::new(&text),
            host: Host::of(&path(&uri)),
            uri,
            version,
            text,
            config,
            stale: false,
            analysis: OnceLock::new(),
        }
    }

    /// The next version, with another text.
    fn with_text(&self, version: i32, text: String) -> Self {
        let config = Arc::clone(&self.config);
        Self::new(self.uri.clone(), version, text, config)
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

/// All open documents.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    open: Mutex<HashMap<Url, Arc<Document>>>,
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
    pub(crate) fn insert(&self, document: Document) -> Arc<Document> {
        let document = Arc::new(document);
        self.open()
            .insert(document.uri.clone(), Arc::clone(&document));
        document
    }

    pub(crate) fn close(&self, uri: &Url) -> bool {
        self.open().remove(uri).is_some()
    }

    /// Is this the version that the client sees?
    pub(crate) fn is_current(&self, document: &Arc<Document>) -> bool {
        let open = self.open();
        let current = open.get(&document.uri);
        current.is_some_and(|current| Arc::ptr_eq(current, document))
    }

    /// Makes the next version. `None` when the document is not open, or when
    /// this is no newer version.
    pub(crate) fn change(
        &self,
        uri: &Url,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<Arc<Document>> {
        let old = self.get(uri)?;
        if version <= old.version {
            return None;
        }
        let mut stale = old.stale;
        let mut text = None;
        for change in changes {
            let Some(range) = change.range else {
                text = Some(change.text);
                stale = false;
                continue;
            };
            let before = text.take().unwrap_or_else(|| old.text.clone());
            let index = LineIndex::new(&before);
            let places = Places {
                text: &before,
                index: &index,
                encoding,
            };
            let span = places.span(range).range();
            match (before.get(..span.start), before.get(span.end..)) {
                (Some(head), Some(tail)) if span.start <= span.end => {
                    text = Some([head, &change.text, tail].concat());
                }
                _ => {
                    text = Some(before);
                    stale = true;
                }
            }
        }
        let text = text.unwrap_or_else(|| old.text.clone());
        let mut document = old.with_text(version, text);
        document.stale = stale;
        Some(self.insert(document))
    }

    /// Marks the text of a document as another than the client's. The next
    /// full text heals it.
    pub(crate) fn lose(&self, uri: &Url) -> Option<Arc<Document>> {
        let old = self.get(uri)?;
        let mut document = old.with_text(old.version, old.text.clone());
        document.stale = true;
        Some(self.insert(document))
    }

    /// Gives a document another configuration.
    pub(crate) fn configure(&self, old: &Document, config: Arc<Config>) -> Arc<Document> {
        let mut document = Document::new(old.uri.clone(), old.version, old.text.clone(), config);
        document.stale = old.stale;
        self.insert(document)
    }
}
