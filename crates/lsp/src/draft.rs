//! The text of a document while the edits of one `didChange` are made in it.

use std::borrow::Cow;

use autoscale_base::{Edit, Encoding, LineIndex};
use tower_lsp::lsp_types::{Range, TextDocumentContentChangeEvent};

use crate::convert::Places;
use crate::documents::Document;

/// A text and edits that wait to be made in it. Each waits before the one that
/// came first, so that all of their places are places of `text`. Editors send
/// many edits at once in that order, and then the text is written only once.
pub(crate) struct Draft<'d> {
    text: Cow<'d, str>,
    index: Cow<'d, LineIndex>,
    waiting: Vec<Edit>,
    encoding: Encoding,
    /// An edit had no place in the text, so that the client's is another.
    pub(crate) stale: bool,
}

impl<'d> Draft<'d> {
    pub(crate) fn of(document: &'d Document, encoding: Encoding) -> Self {
        Self {
            text: Cow::Borrowed(&document.text),
            index: Cow::Borrowed(&document.index),
            waiting: Vec::new(),
            encoding,
            stale: document.stale,
        }
    }

    /// Makes an edit.
    pub(crate) fn edit(&mut self, change: TextDocumentContentChangeEvent) {
        match change.range {
            Some(range) => self.replace(range, change.text),
            None => {
                self.waiting.clear();
                self.set(change.text);
                self.stale = false;
            }
        }
    }

    /// The text after all edits.
    pub(crate) fn finish(mut self) -> String {
        self.settle();
        self.text.into_owned()
    }

    fn replace(&mut self, range: Range, text: String) {
        let last = self.waiting.last();
        if last.is_some_and(|last| range.end >= self.places().position(last.span.start)) {
            self.settle();
        }
        let span = self.places().span(range);
        if span.start <= span.end {
            self.waiting.push(Edit { span, text });
        } else {
            self.stale = true;
        }
    }

    fn places(&self) -> Places<'_> {
        Places {
            text: &self.text,
            index: &self.index,
            encoding: self.encoding,
        }
    }

    fn settle(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        match Edit::apply(&self.text, self.waiting.iter().rev()) {
            Some(text) => self.set(text),
            None => self.stale = true,
        }
        self.waiting.clear();
    }

    fn set(&mut self, text: String) {
        self.index = Cow::Owned(LineIndex::new(&text));
        self.text = Cow::Owned(text);
    }
}
