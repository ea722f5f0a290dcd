//! What a session knows, and how it is asked.

mod handlers;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use autoscale_base::Encoding;
use autoscale_lint::Config;
use autoscale_workspace::{Configs, FileError, Overrides};
use tokio::sync::mpsc::UnboundedSender;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::{
    MessageType, Position, PublishDiagnosticsParams, TextDocumentPositionParams, Url,
};

use crate::agreed::Agreed;
use crate::analyst::Analyst;
use crate::documents::{Document, Documents, path};
use crate::transport::Backend;
use crate::{diagnostics, tokens};

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
