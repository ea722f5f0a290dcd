//! One handler a method. Each does its work before its first await, so that
//! messages take effect in the order in which they arrive.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use autoscale_base::Encoding;
use autoscale_lint::Config;
use autoscale_workspace::{Configs, FileError, Overrides};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::jsonrpc::{Request, Result};
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem,
    CompletionParams, CompletionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWatchedFilesRegistrationOptions, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, FileSystemWatcher,
    FoldingRange, FoldingRangeParams, FullDocumentDiagnosticReport, GlobPattern,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, InlineValue,
    InlineValueParams, LinkedEditingRangeParams, LinkedEditingRanges, Location, MessageType,
    Position, PrepareRenameResponse, PublishDiagnosticsParams, ReferenceParams, Registration,
    RelatedFullDocumentDiagnosticReport, RenameParams, SelectionRange, SelectionRangeParams,
    SemanticTokens, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, ServerInfo,
    SignatureHelp, SignatureHelpParams, SymbolInformation, TextDocumentPositionParams, TextEdit,
    Url, WorkspaceEdit, WorkspaceSymbolParams,
};
use tower_lsp::{Client, LanguageServer, async_trait};

use crate::analyst::Analyst;
use crate::documents::{Document, Documents, path};
use crate::transport::Backend;
use crate::{
    actions, capabilities, completion, convert, diagnostics, formatting, hints, hover, navigation,
    outline, signature, structure, tokens,
};

/// The name of the configuration file, as clients watch it.
const CONFIG_FILES: &str = "**/autoscale.toml";

/// What a session knows.
pub(crate) struct Server {
    client: Client,
    notices: UnboundedSender<Request>,
    documents: Arc<Documents>,
    configs: Mutex<Configs>,
    agreed: Arc<OnceLock<Agreed>>,
    analyst: Analyst,
    tokens: tokens::Sent,
}

/// What `initialize` settled.
#[derive(Clone, Copy, Debug)]
struct Agreed {
    encoding: Encoding,
    /// The client asks for diagnostics instead of being sent them.
    pulls: bool,
    /// The client can be asked to watch files.
    watches: bool,
    /// The client can show places to fill in.
    snippets: bool,
    /// The client can show symbols as a tree.
    nests: bool,
}

impl Agreed {
    /// What counts until `initialize` has settled something else.
    const DEFAULT: Self = Self {
        encoding: Encoding::Utf16,
        pulls: false,
        watches: false,
        snippets: false,
        nests: false,
    };
}

impl Server {
    pub(crate) fn new(client: Client, notices: UnboundedSender<Request>) -> Self {
        let documents = Arc::new(Documents::default());
        let agreed = Arc::new(OnceLock::new());
        let analyst = {
            let (documents, agreed) = (Arc::clone(&documents), Arc::clone(&agreed));
            let notices = notices.clone();
            Analyst::new(move |document| {
                let agreed = agreed.get().unwrap_or(&Agreed::DEFAULT);
                if documents.is_current(document) && !agreed.pulls {
                    let found = diagnostics::of(document, agreed.encoding);
                    publish(&notices, &document.uri, Some(document.version), found);
                }
            })
        };
        Self {
            client,
            notices,
            documents,
            configs: Mutex::new(no_configs()),
            agreed,
            analyst,
            tokens: tokens::Sent::default(),
        }
    }

    fn agreed(&self) -> Agreed {
        self.agreed.get().copied().unwrap_or(Agreed::DEFAULT)
    }

    /// What `answer` says about a document; `None` when that is not open.
    fn ask<T>(&self, uri: &Url, answer: impl FnOnce(&Document, Encoding) -> T) -> Option<T> {
        let document = self.documents.get(uri)?;
        Some(answer(&document, self.agreed().encoding))
    }

    /// The same about a place in it.
    fn ask_at<T>(
        &self,
        place: &TextDocumentPositionParams,
        answer: impl FnOnce(&Document, Position, Encoding) -> Option<T>,
    ) -> Option<T> {
        self.ask(&place.text_document.uri, |document, encoding| {
            answer(document, place.position, encoding)
        })
        .flatten()
    }

    /// The configuration for a document. A file that cannot be read counts as
    /// none; the client is told.
    fn config(&self, uri: &Url) -> Arc<Config> {
        let path = path(uri);
        let mut configs = self.configs.lock().unwrap_or_else(PoisonError::into_inner);
        match configs.of_file(&path) {
            Ok(file) => Arc::new(file.for_file(&path).into_owned()),
            Err(error) => {
                self.complain(&error);
                Arc::default()
            }
        }
    }

    fn complain(&self, error: &FileError) {
        self.tell(MessageType::WARNING, &error.to_string());
    }

    /// Shows the user a message.
    fn tell(&self, kind: MessageType, message: &str) {
        let params = serde_json::json!({ "type": kind, "message": message });
        let notice = Request::build("window/showMessage").params(params).finish();
        // Fails only once the session has ended.
        let _ended = self.notices.send(notice);
    }

    /// Reads all configurations again, and with them all documents.
    fn reconfigure(&self) {
        *self.configs.lock().unwrap_or_else(PoisonError::into_inner) = no_configs();
        for document in self.documents.all() {
            let config = self.config(&document.uri);
            let document = self.documents.configure(&document, config);
            self.analyst.ask(document);
        }
    }
}

fn no_configs() -> Configs {
    let overrides = Overrides {
        now: Some(autoscale_workspace::now()),
        ..Overrides::default()
    };
    Configs::searching(overrides)
}

fn publish(
    notices: &UnboundedSender<Request>,
    uri: &Url,
    version: Option<i32>,
    diagnostics: Vec<tower_lsp::lsp_types::Diagnostic>,
) {
    let params = PublishDiagnosticsParams::new(uri.clone(), diagnostics, version);
    let Ok(params) = serde_json::to_value(params) else {
        return;
    };
    let notice = Request::build("textDocument/publishDiagnostics");
    let _ended = notices.send(notice.params(params).finish());
}

impl Backend for Server {
    fn lost_text(&self, uri: &str) {
        let Ok(uri) = Url::parse(uri) else { return };
        let Some(document) = self.documents.lose(&uri) else {
            return;
        };
        publish(&self.notices, &uri, Some(document.version), Vec::new());
        let name = path(&uri);
        let name = name.display();
        let message = format!(
            "a change of `{name}` is no valid text; it is checked again once the editor sends the \
             whole text"
        );
        self.tell(MessageType::WARNING, &message);
    }
}

#[async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = params.capabilities;
        let general = client.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let documents = client.text_document.as_ref();
        let files = client.workspace.as_ref();
        let files = files.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let completion = documents.and_then(|documents| documents.completion.as_ref());
        let item = completion.and_then(|completion| completion.completion_item.as_ref());
        let symbols = documents.and_then(|documents| documents.document_symbol.as_ref());
        let agreed = Agreed {
            nests: symbols
                .is_some_and(|symbols| symbols.hierarchical_document_symbol_support == Some(true)),
            snippets: item.is_some_and(|item| item.snippet_support == Some(true)),
            encoding: convert::negotiate(offered),
            pulls: documents.is_some_and(|documents| documents.diagnostic.is_some()),
            watches: files.is_some_and(|files| files.dynamic_registration == Some(true)),
        };
        // The protocol has one `initialize` a session; a second one is refused
        // before it gets here.
        let agreed = *self.agreed.get_or_init(|| agreed);
        Ok(InitializeResult {
            capabilities: capabilities::of(agreed.encoding),
            server_info: Some(ServerInfo {
                name: diagnostics::SOURCE.to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        if !self.agreed().watches {
            return;
        }
        let watchers = vec![FileSystemWatcher {
            glob_pattern: GlobPattern::String(CONFIG_FILES.to_owned()),
            kind: None,
        }];
        let options = DidChangeWatchedFilesRegistrationOptions { watchers };
        let registration = Registration {
            id: "autoscale.toml".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        // A client that refuses does not watch, which is its right.
        let _refused = self.client.register_capability(vec![registration]).await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let config = self.config(&item.uri);
        let document = Document::new(item.uri, item.version, item.text, config);
        self.analyst.ask(self.documents.insert(document));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let (id, encoding) = (params.text_document, self.agreed().encoding);
        let changes = params.content_changes;
        if let Some(document) = self
            .documents
            .change(&id.uri, id.version, changes, encoding)
        {
            self.analyst.ask(document);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.tokens.forget(&uri);
        if self.documents.close(&uri) {
            publish(&self.notices, &uri, None, Vec::new());
        }
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {
        self.reconfigure();
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.reconfigure();
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let document = self.documents.get(&params.text_document.uri);
        let encoding = self.agreed().encoding;
        let items = document.map_or_else(Vec::new, |document| diagnostics::of(&document, encoding));
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: None,
                items,
            },
        };
        Ok(DocumentDiagnosticReport::Full(report).into())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let Some(document) = self.documents.get(&params.text_document.uri) else {
            return Ok(None);
        };
        Ok(Some(actions::of(
            &document,
            &params,
            self.agreed().encoding,
        )))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        let document = self.documents.get(&place.text_document.uri);
        let encoding = self.agreed().encoding;
        Ok(document.and_then(|document| hover::of(&document, place.position, encoding)))
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let place = params.text_document_position_params;
        let document = self.documents.get(&place.text_document.uri);
        let encoding = self.agreed().encoding;
        Ok(document.and_then(|document| signature::of(&document, place.position, encoding)))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let place = params.text_document_position;
        let agreed = self.agreed();
        let document = self.documents.get(&place.text_document.uri);
        let items = document.map(|document| {
            completion::of(&document, place.position, agreed.encoding, agreed.snippets)
        });
        Ok(items.map(CompletionResponse::Array))
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let document = completion::document_of(&item).and_then(|uri| self.documents.get(&uri));
        Ok(match document {
            Some(document) => completion::resolve(item, &document),
            None => item,
        })
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let place = &params.text_document_position_params;
        Ok(self.ask_at(place, navigation::definition))
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let with_assignments = params.context.include_declaration;
        let place = &params.text_document_position;
        Ok(self.ask_at(place, |document, position, encoding| {
            navigation::references(document, position, with_assignments, encoding)
        }))
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = &params.text_document_position_params;
        Ok(self.ask_at(place, navigation::highlights))
    }

    async fn prepare_rename(
        &self,
        place: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let name = self.ask_at(&place, |document, position, encoding| {
            navigation::prepare_rename(document, position, encoding).transpose()
        });
        name.transpose()
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (place, new) = (&params.text_document_position, &params.new_name);
        let edits = self.ask_at(place, |document, position, encoding| {
            navigation::rename(document, position, new, encoding).transpose()
        });
        edits.transpose()
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let place = &params.text_document_position_params;
        Ok(self.ask_at(place, navigation::linked_editing))
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let nests = self.agreed().nests;
        Ok(self.ask(&params.text_document.uri, |document, encoding| {
            outline::of(document, nests, encoding)
        }))
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        let documents = self.documents.all();
        let documents = documents.iter().map(AsRef::as_ref);
        let encoding = self.agreed().encoding;
        Ok(Some(outline::search(documents, &params.query, encoding)))
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = &params.text_document.uri;
        let found = self.ask(uri, |document, encoding| {
            tokens::of(document, None, encoding)
        });
        Ok(found.map(|found| self.tokens.all(uri, found).into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (uri, previous) = (&params.text_document.uri, &params.previous_result_id);
        let found = self.ask(uri, |document, encoding| {
            tokens::of(document, None, encoding)
        });
        Ok(found.map(|found| self.tokens.change(uri, previous, found)))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = Some(params.range);
        let found = self.ask(&params.text_document.uri, |document, encoding| {
            tokens::of(document, range, encoding)
        });
        Ok(found.map(|data| {
            let result_id = None;
            SemanticTokens { result_id, data }.into()
        }))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        Ok(self.ask(&params.text_document.uri, |document, encoding| {
            hints::inlay(document, params.range, encoding)
        }))
    }

    async fn inline_value(&self, params: InlineValueParams) -> Result<Option<Vec<InlineValue>>> {
        Ok(self.ask(&params.text_document.uri, |document, encoding| {
            hints::values(document, params.range, encoding)
        }))
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        Ok(self.ask(&params.text_document.uri, hints::lenses))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        Ok(self.ask(&params.text_document.uri, |document, _| {
            structure::folds(document)
        }))
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        Ok(self.ask(&params.text_document.uri, |document, encoding| {
            structure::selections(document, &params.positions, encoding)
        }))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        Ok(self.ask(&params.text_document.uri, structure::links))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        Ok(self.ask(&params.text_document.uri, formatting::whole))
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        Ok(self.ask(&params.text_document.uri, |document, encoding| {
            formatting::range(document, params.range, encoding)
        }))
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let place = params.text_document_position;
        Ok(self.ask(&place.text_document.uri, |document, encoding| {
            formatting::typed(document, place.position, &params.ch, encoding)
        }))
    }
}
