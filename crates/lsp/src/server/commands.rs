//! Commands, and snapshots that change: what depends on them is evaluated again
//! and shown anew.

use std::path::Path;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, MessageType, Url};

use super::{Server, refresh};
use crate::commands::{self, Asked};
use crate::documents::path;
use crate::rule_page;

impl Server {
    /// Does what a command says.
    pub(super) async fn execute(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let arguments = params.arguments;
        match params.command.as_str() {
            rule_page::COMMAND => self.show_rule(arguments.first()).await,
            commands::CHOOSE_SNAPSHOT => self.choose_snapshot(&arguments).await,
            commands::EVALUATE | commands::BOUNDS | commands::TRACE => {
                let asked = Asked::read(&arguments)?;
                let uri = asked.uri.clone();
                let done = self.ask(&uri, move |document, _| {
                    let formula = asked.one(document)?;
                    commands::answer(&params.command, formula, document)
                });
                let done = done.await?.ok_or_else(not_open)??;
                if !self.agreed().shows_answers {
                    self.tell(MessageType::INFO, &done.message);
                }
                Ok(Some(done.result))
            }
            _ => Err(Error::invalid_params("there is no such command")),
        }
    }

    /// Chooses the snapshot of one formula, or of all in a document. The answer
    /// is the URI of the one that counts now.
    async fn choose_snapshot(&self, arguments: &[Value]) -> Result<Option<Value>> {
        let asked = Asked::read(arguments)?;
        let snapshot = commands::uri(arguments.get(2))?;
        let known = asked.clone();
        let is_known = self.ask(&asked.uri, move |document, _| {
            known.some(document).map(|_| ())
        });
        is_known.await?.ok_or_else(not_open)??;

        let snapshots = &self.documents.snapshots;
        let snapshot = snapshot.as_ref().map(path);
        snapshots.choose(&asked.uri, asked.formula.as_deref(), snapshot);
        let document = self.documents.get(&asked.uri).ok_or_else(not_open)?;
        self.analyse(self.documents.evaluate_again(&document));
        self.refresh_later();

        let uri = asked.uri.clone();
        let counts = self.ask(&uri, move |document, _| {
            asked.some(document).map(commands::counting)
        });
        let (counting, message) = counts.await?.ok_or_else(not_open)??;
        self.tell(MessageType::INFO, &message);
        Ok(Some(json!(counting)))
    }

    /// A document was opened, edited or closed: if it is a snapshot, what
    /// depends on it has to be evaluated again.
    pub(super) fn edited(&self, uri: &Url) {
        if self.documents.snapshots.is_one(uri) {
            self.snapshot_changed(&path(uri));
        }
    }

    /// A file changed on the disk. True when it may be a snapshot.
    pub(super) fn changed_on_disk(&self, uri: &Url) -> bool {
        let is_snapshot = self.documents.snapshots.is_one(uri);
        if is_snapshot {
            let path = path(uri);
            self.documents.snapshots.forget(&path);
            self.snapshot_changed(&path);
        }
        is_snapshot
    }

    fn snapshot_changed(&self, snapshot: &Path) {
        let snapshots = &self.documents.snapshots;
        let documents = self.documents.all().into_iter();
        let mut concerned = documents
            .filter(|document| snapshots.may_concern(document, snapshot))
            .peekable();
        if concerned.peek().is_none() {
            return;
        }
        for document in concerned {
            self.analyse(self.documents.evaluate_again(&document));
        }
        self.refresh_later();
    }

    /// As [`Server::refresh`], but nobody waits for the client's answers.
    fn refresh_later(&self) {
        let (client, refreshes) = (self.client.clone(), self.agreed().refreshes);
        tokio::spawn(async move { refresh(&client, refreshes).await });
    }
}

fn not_open() -> Error {
    Error::invalid_params("the first argument must be the URI of an open document")
}
