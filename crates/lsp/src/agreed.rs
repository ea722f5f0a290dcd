//! What `initialize` settled between the client and us.

use autoscale_base::Encoding;
use tower_lsp::lsp_types::ClientCapabilities;

use crate::convert;

/// What `initialize` settled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agreed {
    pub(crate) encoding: Encoding,
    /// The client asks for diagnostics instead of being sent them.
    pub(crate) pulls: bool,
    /// The client can be asked to watch files.
    pub(crate) watches: bool,
    /// The client can show places to fill in.
    pub(crate) snippets: bool,
    /// The client can show symbols as a tree.
    pub(crate) nests: bool,
}

impl Agreed {
    /// What counts until `initialize` has settled something else.
    pub(crate) const DEFAULT: Self = Self {
        encoding: Encoding::Utf16,
        pulls: false,
        watches: false,
        snippets: false,
        nests: false,
    };

    /// What goes with a client that can do that.
    pub(crate) fn with(client: &ClientCapabilities) -> Self {
        let general = client.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let documents = client.text_document.as_ref();
        let files = client.workspace.as_ref();
        let files = files.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let completion = documents.and_then(|documents| documents.completion.as_ref());
        let item = completion.and_then(|completion| completion.completion_item.as_ref());
        let symbols = documents.and_then(|documents| documents.document_symbol.as_ref());
        Self {
            encoding: convert::negotiate(offered),
            pulls: documents.is_some_and(|documents| documents.diagnostic.is_some()),
            watches: files.is_some_and(|files| files.dynamic_registration == Some(true)),
            snippets: item.is_some_and(|item| item.snippet_support == Some(true)),
            nests: symbols
                .is_some_and(|symbols| symbols.hierarchical_document_symbol_support == Some(true)),
        }
    }
}
