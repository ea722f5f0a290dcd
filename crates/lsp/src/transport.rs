//! Between the wire and the service. It stands in for `tower_lsp::Server`,
//! which lets handlers of notifications overtake each other, ends at the first
//! message that is no JSON, and waits for more input after `exit`.
//!
//! Every message is handled as far as it gets without waiting before the next
//! is read: what a handler does before its first await happens in the order of
//! the messages.

use std::io;
use std::panic::AssertUnwindSafe;
use std::task::Poll;

use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, SinkExt as _, StreamExt as _};
use serde::Deserialize as _;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc::UnboundedReceiver;
use tower::Service as _;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::lsp_types::DidChangeTextDocumentParams;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use crate::frame::{Frame, Frames};
use crate::surrogates;

/// The notification that opens a document.
const OPEN: &str = "textDocument/didOpen";
/// The notification that changes one.
const CHANGE: &str = "textDocument/didChange";

/// What the transport asks of a server beyond the protocol.
pub(crate) trait Backend: LanguageServer {
    /// The text that a notification gave `uri` could not be read.
    fn lost_text(&self, uri: &str);
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With `shutdown` and `exit`, or with the end of the input behind
    /// `shutdown`.
    Orderly,
    /// Without `shutdown`.
    Abrupt,
}

/// Serves one client until it says `exit` or closes the input. `notices` are
/// sent to the client as they come.
pub(crate) async fn serve<S: Backend>(
    input: impl AsyncRead + Unpin,
    mut output: impl AsyncWrite + Unpin,
    mut service: LspService<S>,
    socket: ClientSocket,
    mut notices: UnboundedReceiver<Request>,
) -> io::Result<Ending> {
    let (mut asked, mut answers) = socket.split();
    let mut frames = Frames::new(input);
    let mut waiting = FuturesUnordered::new();
    let mut ending = Ending::Abrupt;
    loop {
        tokio::select! {
            biased;
            Some(notice) = notices.recv() => write(&mut output, &notice).await?,
            Some(request) = asked.next() => write(&mut output, &request).await?,
            Some(response) = waiting.next() => write_some(&mut output, response).await?,
            frame = frames.next() => {
                let message = match frame? {
                    None => return Ok(ending),
                    Some(Frame::Garbage) => Message::Refused(parse_error()),
                    Some(Frame::Body(body)) => Message::read(&body),
                };
                match message {
                    Message::Request(request) => {
                        match request.method() {
                            "exit" => return Ok(ending),
                            "shutdown" => ending = Ending::Orderly,
                            _ => {}
                        }
                        let id = request.id().cloned();
                        let call = AssertUnwindSafe(service.call(request)).catch_unwind();
                        let mut call = Box::pin(call.map(move |result| match result {
                            // The library has no answer for `$/` methods that it
                            // does not know.
                            Ok(result) => result.unwrap_or(None).or_else(|| {
                                id.map(|id| Response::from_error(id, Error::method_not_found()))
                            }),
                            Err(_) => id.map(|id| Response::from_error(id, Error::internal_error())),
                        }));
                        match futures::poll!(&mut call) {
                            Poll::Ready(response) => write_some(&mut output, response).await?,
                            Poll::Pending => waiting.push(call),
                        }
                    }
                    Message::Response(response) => {
                        // The library panics when nobody waits for the answer
                        // any more.
                        let sent = AssertUnwindSafe(answers.send(response)).catch_unwind();
                        let _unwanted = sent.await;
                    }
                    Message::LostText { uri, opening } => {
                        if let Some(request) = opening {
                            // A notification, which has no answer.
                            let _none = AssertUnwindSafe(service.call(request)).catch_unwind().await;
                        }
                        service.inner().lost_text(&uri);
                    }
                    Message::Refused(response) => write(&mut output, &response).await?,
                }
            }
        }
    }
}

/// A message of the client.
enum Message {
    Request(Request),
    Response(Response),
    /// A notification with a change of the document `uri` that is no Unicode or
    /// not what the protocol says.
    LostText {
        uri: String,
        /// The same with what is left of the text, when it opens the document.
        opening: Option<Request>,
    },
    /// No message; this is the answer.
    Refused(Response),
}

impl Message {
    fn read(body: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(body) else {
            return Self::refuse(&String::from_utf8_lossy(body));
        };
        match serde_json::from_str::<Value>(text) {
            Ok(value) => Self::of(value),
            Err(_) => Self::refuse(&surrogates::replaced(text)),
        }
    }

    fn of(value: Value) -> Self {
        if let Some(uri) = unreadable_change(&value) {
            let (uri, opening) = (uri.to_owned(), None);
            return Self::LostText { uri, opening };
        }
        let id = id(&value);
        let is_request = value.get("method").is_some();
        let message = if is_request {
            serde_json::from_value(value).map(Self::Request)
        } else {
            serde_json::from_value(value).map(Self::Response)
        };
        message
            .unwrap_or_else(|_| Self::Refused(Response::from_error(id, Error::invalid_request())))
    }

    /// What to do about a message that `text` is left of.
    fn refuse(text: &str) -> Self {
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return Self::Refused(parse_error());
        };
        let uri = value.pointer("/params/textDocument/uri");
        match (value.get("id"), uri.and_then(Value::as_str)) {
            (None, Some(uri)) => Self::LostText {
                uri: uri.to_owned(),
                opening: serde_json::from_value(value)
                    .ok()
                    .filter(|request: &Request| request.method() == OPEN),
            },
            _ => Self::Refused(Response::from_error(id(&value), Error::parse_error())),
        }
    }
}

/// The document of a change that cannot be read.
fn unreadable_change(value: &Value) -> Option<&str> {
    let is_change = value.get("method").and_then(Value::as_str) == Some(CHANGE);
    let params = value.get("params").filter(|_| is_change)?;
    let read = DidChangeTextDocumentParams::deserialize(params);
    let uri = params.pointer("/textDocument/uri")?.as_str()?;
    read.is_err().then_some(uri)
}

fn id(value: &Value) -> Id {
    let id = value.get("id").cloned().unwrap_or_default();
    serde_json::from_value(id).unwrap_or(Id::Null)
}

fn parse_error() -> Response {
    Response::from_error(Id::Null, Error::parse_error())
}

async fn write_some(
    output: &mut (impl AsyncWrite + Unpin),
    response: Option<Response>,
) -> io::Result<()> {
    match response {
        Some(response) => write(output, &response).await,
        None => Ok(()),
    }
}

async fn write(
    output: &mut (impl AsyncWrite + Unpin),
    message: &impl serde::Serialize,
) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    output.write_all(&bytes).await?;
    output.flush().await
}
