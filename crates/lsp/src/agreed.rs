//! What `initialize` settled between the client and us.

use autoscale_base::Encoding;
use serde_json::Value;
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
    /// The client can be asked for its settings.
    pub(crate) has_settings: bool,
    /// The client can be asked to tell when its settings change.
    pub(crate) watches_settings: bool,
    /// The client can show places to fill in.
    pub(crate) snippets: bool,
    /// The client shows Markdown in a hover.
    pub(crate) markdown_in_hovers: bool,
    /// The client shows Markdown beside what it completes.
    pub(crate) markdown_in_items: bool,
    /// The client can show symbols as a tree.
    pub(crate) nests: bool,
    /// An edit can name the version of the text that it is for.
    pub(crate) versions: bool,
    /// An edit can create a file.
    pub(crate) creates: bool,
    /// The client can be asked to show a document.
    pub(crate) shows_documents: bool,
    /// The client itself shows what a command answers.
    pub(crate) shows_answers: bool,
    pub(crate) refreshes: Refreshes,
}

/// What the client can be asked to ask for again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refreshes {
    pub(crate) diagnostics: bool,
    pub(crate) hints: bool,
    pub(crate) values: bool,
    pub(crate) lenses: bool,
}

impl Agreed {
    /// What goes with a client that can do that.
    pub(crate) fn with(client: &ClientCapabilities) -> Self {
        let general = client.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        // By the protocol's own words for the capabilities.
        let client = serde_json::to_value(client).unwrap_or_default();
        let can = |word: &str| client.pointer(word) == Some(&Value::Bool(true));
        // A client that says nothing of it reads it.
        let reads_markdown = |word: &str| {
            let formats = client.pointer(word).and_then(Value::as_array);
            formats.is_none_or(|formats| formats.iter().any(|format| format == "markdown"))
        };
        let operations = client.pointer("/workspace/workspaceEdit/resourceOperations");
        let mut operations = operations.and_then(Value::as_array).into_iter().flatten();
        let pulls = client.pointer("/textDocument/diagnostic").is_some();
        Self {
            encoding: convert::negotiate(offered),
            pulls,
            watches: can("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            has_settings: can("/workspace/configuration"),
            watches_settings: can("/workspace/didChangeConfiguration/dynamicRegistration"),
            snippets: can("/textDocument/completion/completionItem/snippetSupport"),
            markdown_in_hovers: reads_markdown("/textDocument/hover/contentFormat"),
            markdown_in_items: reads_markdown(
                "/textDocument/completion/completionItem/documentationFormat",
            ),
            nests: can("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            versions: can("/workspace/workspaceEdit/documentChanges"),
            creates: operations.any(|operation| operation == "create"),
            shows_documents: can("/window/showDocument/support"),
            shows_answers: can("/experimental/showsAnswers"),
            refreshes: Refreshes {
                // The types that we read it with look for this under a name
                // that no client uses; one that pulls can do it.
                diagnostics: pulls,
                hints: can("/workspace/inlayHint/refreshSupport"),
                values: can("/workspace/inlineValue/refreshSupport"),
                lenses: can("/workspace/codeLens/refreshSupport"),
            },
        }
    }
}

impl Default for Agreed {
    /// What counts until `initialize` has settled something else.
    fn default() -> Self {
        Self::with(&ClientCapabilities::default())
    }
}
