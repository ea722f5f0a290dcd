//! One handler a method. Each does its work before its first await, so that
//! messages take effect in the order in which they arrive.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem,
    CompletionParams, CompletionResponse, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, DocumentFormattingParams,
    DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
    DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
    FullDocumentDiagnosticReport, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, InlineValue,
    InlineValueParams, LinkedEditingRangeParams, LinkedEditingRanges, Location,
    PrepareRenameResponse, ReferenceParams, Registration, RelatedFullDocumentDiagnosticReport,
    RenameParams, SelectionRange, SelectionRangeParams, SemanticTokens, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, SignatureHelp,
    SignatureHelpParams, SymbolInformation, TextDocumentPositionParams, TextEdit, WorkspaceEdit,
    WorkspaceSymbolParams,
};
use tower_lsp::{LanguageServer, async_trait};

use super::{Server, published, send};
use crate::agreed::Agreed;
use crate::configuration::SECTION;
use crate::documents::{Document, path};
use crate::{
    actions, capabilities, completion, diagnostics, formatting, hints, hover, navigation, outline,
    signature, structure, tokens,
};

/// The files that the client tells of when they change on the disk.
const WATCHED: [&str; 2] = ["**/autoscale.toml", "**/*.snapshot.json"];

/// Our language, by the name that clients give it.
const LANGUAGE: &str = "autoscale";

fn registration(method: &str, options: Value) -> Registration {
    Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: Some(options),
    }
}

#[async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let agreed = Agreed::with(&params.capabilities);
        // The protocol has one `initialize` a session; a second one is refused
        // before it gets here.
        let agreed = *self.agreed.get_or_init(|| agreed);
        match &params.workspace_folders {
            Some(folders) => self.folders.add(folders.iter().map(|folder| &folder.uri)),
            None => self.folders.add(&params.root_uri),
        }
        if let Some(settings) = params.initialization_options {
            self.set(&settings);
        }
        Ok(InitializeResult {
            capabilities: capabilities::of(agreed.encoding),
            server_info: Some(ServerInfo {
                name: diagnostics::SOURCE.to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let agreed = self.agreed();
        let mut wanted = Vec::new();
        if agreed.watches {
            wanted.push(registration(
                "workspace/didChangeWatchedFiles",
                json!({ "watchers": WATCHED.map(|files| json!({ "globPattern": files })) }),
            ));
        }
        if agreed.watches_settings {
            wanted.push(registration(
                "workspace/didChangeConfiguration",
                json!({ "section": SECTION }),
            ));
        }
        if !wanted.is_empty() {
            // A client that refuses does not watch, which is its right.
            let _refused = self.client.register_capability(wanted).await;
        }
        if agreed.has_settings {
            self.ask_for_settings().await;
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let configured = self.configured(&item.uri);
        let mut document = Document::new(item.uri, item.version, item.text, configured);
        if item.language_id == LANGUAGE {
            document.tell_formula();
        }
        let document = self.documents.insert(document);
        self.edited(&document.uri);
        self.analyse(document);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let (id, encoding) = (params.text_document, self.agreed().encoding);
        let Some(old) = self.documents.get(&id.uri) else {
            return;
        };
        let (changes, was_stale) = (params.content_changes, old.stale);
        if let Some(document) = self.documents.change(old, id.version, changes, encoding) {
            if document.stale && !was_stale {
                self.tell_of_loss(&id.uri);
            }
            self.edited(&id.uri);
            self.analyse(document);
        }
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.tokens.forget(&uri);
        if self.documents.close(&uri) {
            send(&self.notices, published(&uri, None, Vec::new()));
            self.edited(&uri);
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let event = params.event;
        self.folders.remove(&event.removed);
        let added = event.added.iter().map(|folder| &folder.uri);
        self.folders.add(added);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.agreed().has_settings {
            self.ask_for_settings().await;
        } else if self.set(&params.settings) {
            self.refresh().await;
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let mut others = params.changes;
        others.retain(|change| !self.changed_on_disk(&change.uri));
        if !others.is_empty() {
            self.reconfigure();
            self.refresh().await;
        }
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.execute(params).await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let items = self.ask(&params.text_document.uri, |document, agreed| {
            diagnostics::of(document, agreed.encoding)
        });
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: None,
                items: items.await?.unwrap_or_default(),
            },
        };
        Ok(DocumentDiagnosticReport::Full(report).into())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        let nearest = self.configuration.nearest(&uri, &self.folders.roots());
        let nearest = nearest.map(|nearest| {
            let open = self.documents.get(nearest.uri());
            nearest.with_open(open)
        });
        let actions = self.ask(&uri, move |document, agreed| {
            actions::of(document, &params, nearest.as_ref(), agreed)
        });
        actions.await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        let markdown = self.agreed().markdown_in_hovers;
        self.ask_at(place, move |document, position, encoding| {
            hover::of(document, position, encoding, markdown)
        })
        .await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let place = params.text_document_position_params;
        self.ask_at(place, signature::of).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams {
            text_document: id,
            position,
        } = params.text_document_position;
        let items = self.ask(&id.uri, move |document, agreed| {
            completion::of(document, position, agreed.encoding, agreed.snippets)
        });
        Ok(items.await?.map(CompletionResponse::Array))
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let document = completion::document_of(&item).and_then(|uri| self.documents.get(&uri));
        Ok(match document {
            Some(document) => completion::resolve(item, &document, self.agreed().markdown_in_items),
            None => item,
        })
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        self.ask_at(place, navigation::definition).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let with_assignments = params.context.include_declaration;
        let place = params.text_document_position;
        let places = self.ask_at(place, move |document, position, encoding| {
            navigation::references(document, position, with_assignments, encoding)
        });
        places.await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = params.text_document_position_params;
        self.ask_at(place, navigation::highlights).await
    }

    async fn prepare_rename(
        &self,
        place: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let name = self.ask_at(place, |document, position, encoding| {
            navigation::prepare_rename(document, position, encoding).transpose()
        });
        name.await?.transpose()
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams {
            text_document: id,
            position,
        } = params.text_document_position;
        let edit = self.ask(&id.uri, move |document, agreed| {
            navigation::rename(document, position, &params.new_name, agreed)
        });
        edit.await?.unwrap_or(Ok(None))
    }

    async fn linked_editing_range(
        &self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let place = params.text_document_position_params;
        self.ask_at(place, navigation::linked_editing).await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let symbols = self.ask(&params.text_document.uri, |document, agreed| {
            outline::of(document, agreed.nests, agreed.encoding)
        });
        symbols.await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        let (documents, encoding) = (self.documents.all(), self.agreed().encoding);
        let folders = Arc::clone(&self.folders);
        let configs = self.configuration.configs();
        let search = self.searches.run(move |asker| {
            let query = &params.query;
            let open = documents.iter().map(|document| path(&document.uri));
            let closed = folders.search(&open.collect(), configs, query, encoding, asker);
            let (closed, error) = match closed {
                Ok(closed) => (closed, None),
                Err(error) => (Vec::new(), Some(error)),
            };
            let open = documents
                .iter()
                .flat_map(|document| outline::flat(document, encoding));
            Some((outline::sorted(open, query, closed), error))
        });
        let (found, error) = search.await?;
        if let Some(error) = error.filter(|error| self.configuration.is_new(error)) {
            self.complain(&error);
        }
        Ok(Some(found))
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = &params.text_document.uri;
        let found = self.ask(uri, |document, agreed| {
            tokens::of(document, None, agreed.encoding)
        });
        let found = found.await?;
        Ok(found.map(|found| self.tokens.all(uri, found).into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (uri, previous) = (&params.text_document.uri, &params.previous_result_id);
        let found = self.ask(uri, |document, agreed| {
            tokens::of(document, None, agreed.encoding)
        });
        let found = found.await?;
        Ok(found.map(|found| self.tokens.change(uri, previous, found)))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let found = self.ask(&params.text_document.uri, move |document, agreed| {
            tokens::of(document, Some(params.range), agreed.encoding)
        });
        Ok(found.await?.map(|data| {
            let result_id = None;
            SemanticTokens { result_id, data }.into()
        }))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let hints = self.ask(&params.text_document.uri, move |document, agreed| {
            hints::inlay(document, params.range, agreed.encoding)
        });
        hints.await
    }

    async fn inline_value(&self, params: InlineValueParams) -> Result<Option<Vec<InlineValue>>> {
        let values = self.ask(&params.text_document.uri, move |document, agreed| {
            hints::values(document, params.range, agreed.encoding)
        });
        values.await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let lenses = self.ask(&params.text_document.uri, |document, agreed| {
            hints::lenses(document, agreed.encoding)
        });
        lenses.await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let folds = self.ask(&params.text_document.uri, |document, _| {
            structure::folds(document)
        });
        folds.await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let ranges = self.ask(&params.text_document.uri, move |document, agreed| {
            structure::selections(document, &params.positions, agreed.encoding)
        });
        ranges.await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let links = self.ask(&params.text_document.uri, |document, agreed| {
            structure::links(document, agreed.encoding)
        });
        links.await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let edits = self.ask(&params.text_document.uri, |document, agreed| {
            formatting::whole(document, agreed.encoding)
        });
        edits.await
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let edits = self.ask(&params.text_document.uri, move |document, agreed| {
            formatting::range(document, params.range, agreed.encoding)
        });
        edits.await
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let TextDocumentPositionParams {
            text_document: id,
            position,
        } = params.text_document_position;
        let edits = self.ask(&id.uri, move |document, agreed| {
            formatting::typed(document, position, &params.ch, agreed.encoding)
        });
        edits.await
    }
}
