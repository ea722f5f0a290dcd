//! One handler a method. Each does its work before its first await, so that
//! messages take effect in the order in which they arrive.

use tower_lsp::jsonrpc::Result;
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
    InlineValueParams, LinkedEditingRangeParams, LinkedEditingRanges, Location,
    PrepareRenameResponse, ReferenceParams, Registration, RelatedFullDocumentDiagnosticReport,
    RenameParams, SelectionRange, SelectionRangeParams, SemanticTokens, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, SignatureHelp,
    SignatureHelpParams, SymbolInformation, TextDocumentPositionParams, TextEdit, WorkspaceEdit,
    WorkspaceSymbolParams,
};
use tower_lsp::{LanguageServer, async_trait};

use super::{Server, publish};
use crate::agreed::Agreed;
use crate::documents::Document;
use crate::{
    actions, capabilities, completion, diagnostics, formatting, hints, hover, navigation, outline,
    signature, structure, tokens,
};

/// The name of the configuration file, as clients watch it.
const CONFIG_FILES: &str = "**/autoscale.toml";

#[async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let agreed = Agreed::with(&params.capabilities);
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
        let place = &params.text_document_position_params;
        Ok(self.ask_at(place, hover::of))
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let place = &params.text_document_position_params;
        Ok(self.ask_at(place, signature::of))
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
