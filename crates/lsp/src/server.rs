//! What a session knows, and how it is asked.

mod commands;
mod handlers;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use autoscale_base::Encoding;
use autoscale_workspace::FileError;
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Request, Result};
use tower_lsp::lsp_types::{
    ConfigurationItem, MessageType, Position, PublishDiagnosticsParams, ShowDocumentParams,
    TextDocumentPositionParams, Url,
};

use crate::agreed::{Agreed, Refreshes};
use crate::analyst::Analyst;
use crate::aside::Aside;
use crate::configuration::{Configuration, Configured, SECTION};
use crate::documents::{Document, Documents, path};
use crate::folders::Folders;
use crate::rule_page::RulePages;
use crate::transport::Backend;
use crate::{diagnostics, live, tokens};

/// What a session knows.
pub(crate) struct Server {
    client: Client,
    notices: UnboundedSender<Request>,
    agreed: Arc<OnceLock<Agreed>>,
    configuration: Configuration,
    documents: Arc<Documents>,
    folders: Arc<Folders>,
    /// Two of them, so that a formula does not wait for a large file.
    analysts: Analysts,
    /// Answers about large documents.
    answers: Aside,
    /// Searches of the workspace.
    searches: Aside,
    tokens: tokens::Sent,
    pages: RulePages,
}

struct Analysts {
    of_small: Analyst,
    of_large: Analyst,
}

impl Server {
    pub(crate) fn new(client: Client, notices: UnboundedSender<Request>) -> Self {
        let documents = Arc::new(Documents::default());
        let agreed: Arc<OnceLock<Agreed>> = Arc::default();
        let analyst = || {
            let (documents, agreed) = (Arc::clone(&documents), Arc::clone(&agreed));
            let notices = notices.clone();
            Analyst::new(move |document| {
                let agreed = agreed.get().copied().unwrap_or_default();
                if !documents.is_current(document) {
                    return;
                }
                for problem in live::news(document) {
                    tell(&notices, MessageType::WARNING, &problem);
                }
                if !agreed.pulls {
                    let found = diagnostics::of(document, agreed.encoding);
                    let notice = published(&document.uri, Some(document.version), found);
                    // A document that is closed meanwhile has none any more.
                    documents.while_current(document, || send(&notices, notice));
                }
            })
        };
        Self {
            analysts: Analysts {
                of_small: analyst(),
                of_large: analyst(),
            },
            client,
            notices,
            agreed,
            configuration: Configuration::new(),
            documents,
            folders: Arc::default(),
            answers: Aside::new(),
            searches: Aside::new(),
            tokens: tokens::Sent::default(),
            pages: RulePages::default(),
        }
    }

    fn agreed(&self) -> Agreed {
        self.agreed.get().copied().unwrap_or_default()
    }

    /// Has a new version of a document analysed, and its diagnostics sent.
    fn analyse(&self, document: Arc<Document>) {
        let analyst = if document.is_large() {
            &self.analysts.of_large
        } else {
            &self.analysts.of_small
        };
        analyst.ask(document);
    }

    /// What `answer` says about a document; `None` when that is not open. An
    /// answer about a large one is given beside the loop that reads messages,
    /// and not at all once the document has changed.
    async fn ask<T: Send + 'static>(
        &self,
        uri: &Url,
        answer: impl FnOnce(&Document, Agreed) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let agreed = self.agreed();
        let Some(document) = self.documents.get(uri) else {
            return Ok(None);
        };
        if !document.is_large() {
            return Ok(Some(answer(&document, agreed)));
        }
        let documents = Arc::clone(&self.documents);
        let answer = self.answers.run(move |asker| {
            let is_wanted = || asker.waits() && documents.is_current(&document);
            if is_wanted() {
                document.analysis();
            }
            is_wanted().then(|| answer(&document, agreed))
        });
        answer.await.map(Some)
    }

    /// The same about a place in it.
    async fn ask_at<T: Send + 'static>(
        &self,
        place: TextDocumentPositionParams,
        answer: impl FnOnce(&Document, Position, Encoding) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let position = place.position;
        let answer = self.ask(&place.text_document.uri, move |document, agreed| {
            answer(document, position, agreed.encoding)
        });
        Ok(answer.await?.flatten())
    }

    /// The configuration for a document. A file that cannot be read counts as
    /// none; the client is told.
    fn configured(&self, uri: &Url) -> Configured {
        let (configured, error) = self.configuration.of(uri);
        if let Some(error) = error {
            self.complain(&error);
        }
        configured
    }

    fn complain(&self, error: &FileError) {
        self.tell(MessageType::WARNING, &error.to_string());
    }

    /// Shows the user a message.
    fn tell(&self, kind: MessageType, message: &str) {
        tell(&self.notices, kind, message);
    }

    /// The user is told that our text of a document is not hers.
    fn tell_of_loss(&self, uri: &Url) {
        let name = path(uri);
        let name = name.display();
        let message = format!(
            "a change of `{name}` cannot be understood; it is checked again once the editor sends \
             the whole text"
        );
        self.tell(MessageType::WARNING, &message);
    }

    /// Reads all configurations again, and with them all documents.
    fn reconfigure(&self) {
        if let Err(error) = self.configuration.reload() {
            self.complain(&error);
        }
        for document in self.documents.all() {
            let configured = self.configured(&document.uri);
            self.analyse(self.documents.configure(&document, configured));
        }
    }

    /// Takes over the client's settings. False when nothing changes.
    fn set(&self, settings: &Value) -> bool {
        let base = self.folders.roots();
        let changes = self
            .configuration
            .set(settings, base.first().map(PathBuf::as_path));
        if changes {
            self.reconfigure();
        }
        changes
    }

    /// Asks the client for its settings, and takes them over.
    async fn ask_for_settings(&self) {
        let ours = ConfigurationItem {
            scope_uri: None,
            section: Some(SECTION.to_owned()),
        };
        let settings = self.client.configuration(vec![ours]).await;
        let settings = settings.unwrap_or_default();
        if settings.first().is_some_and(|settings| self.set(settings)) {
            self.refresh().await;
        }
    }

    /// Has the client show the documentation of a rule.
    async fn show_rule(&self, code: Option<&Value>) -> Result<Option<Value>> {
        let page = code
            .and_then(Value::as_str)
            .map(|code| self.pages.write(code));
        let uri = match page {
            Some(Ok(Some(uri))) => uri,
            Some(Err(error)) => {
                let why = autoscale_workspace::reason(&error);
                self.tell(
                    MessageType::ERROR,
                    &format!("the page cannot be written: {why}"),
                );
                return Ok(None);
            }
            Some(Ok(None)) | None => {
                return Err(Error::invalid_params("the argument is no code of a rule"));
            }
        };
        let shown = self.client.show_document(ShowDocumentParams {
            uri: uri.clone(),
            external: Some(false),
            take_focus: Some(true),
            selection: None,
        });
        // A client that fails to show it has said so.
        let _failed = shown.await;
        Ok(Some(json!(uri)))
    }

    /// Has the client ask again for what it shows of documents that it has not
    /// changed.
    async fn refresh(&self) {
        refresh(&self.client, self.agreed().refreshes).await;
    }
}

async fn refresh(client: &Client, refreshes: Refreshes) {
    // A client that fails to is as stale as it wants to be.
    if refreshes.diagnostics {
        let _failed = client.workspace_diagnostic_refresh().await;
    }
    if refreshes.hints {
        let _failed = client.inlay_hint_refresh().await;
    }
    if refreshes.values {
        let _failed = client.inline_value_refresh().await;
    }
    if refreshes.lenses {
        let _failed = client.code_lens_refresh().await;
    }
}

fn tell(notices: &UnboundedSender<Request>, kind: MessageType, message: &str) {
    let params = json!({ "type": kind, "message": message });
    let notice = Request::build("window/showMessage").params(params).finish();
    // Fails only once the session has ended.
    let _ended = notices.send(notice);
}

/// The notice of a document's diagnostics.
fn published(
    uri: &Url,
    version: Option<i32>,
    diagnostics: Vec<tower_lsp::lsp_types::Diagnostic>,
) -> Option<Request> {
    let params = PublishDiagnosticsParams::new(uri.clone(), diagnostics, version);
    let params = serde_json::to_value(params).ok()?;
    let notice = Request::build("textDocument/publishDiagnostics");
    Some(notice.params(params).finish())
}

fn send(notices: &UnboundedSender<Request>, notice: Option<Request>) {
    if let Some(notice) = notice {
        let _ended = notices.send(notice);
    }
}

impl Backend for Server {
    fn lost_text(&self, uri: &str) {
        let Ok(uri) = Url::parse(uri) else { return };
        if let Some(document) = self.documents.lose(&uri) {
            self.analyse(document);
            self.tell_of_loss(&uri);
        }
    }
}
