//! A client that speaks to a language server as a process, one message after
//! the other.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

pub(crate) struct Client {
    pub(crate) server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last_id: i64,
    /// Notifications that came while a response was waited for.
    pub(crate) notices: Vec<Value>,
}

/// The binary that is measured: `AUTOSCALE`, or what `cargo build --release -p
/// autoscale` leaves beside this program.
pub(crate) fn autoscale() -> Command {
    let beside = || {
        let own = std::env::current_exe().expect("a program has a path");
        let folder = own.parent().and_then(|deps| deps.parent());
        folder
            .expect("it is in target/release/deps")
            .join("autoscale")
    };
    let path = std::env::var_os("AUTOSCALE").map_or_else(beside, PathBuf::from);
    assert!(
        path.exists(),
        "there is no {}; `cargo build --release -p autoscale` makes it",
        path.display()
    );
    let mut command = Command::new(path);
    command.arg("lsp");
    command
}

impl Client {
    /// Starts a server; `None` when there is none.
    pub(crate) fn start(mut command: Command) -> Option<Self> {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = command.spawn().ok()?;
        let mut client = Self {
            input: server.stdin.take().expect("it is piped"),
            output: BufReader::new(server.stdout.take().expect("it is piped")),
            server,
            last_id: 0,
            notices: Vec::new(),
        };
        let capabilities = json!({"general": {"positionEncodings": ["utf-16"]}});
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        client.request("initialize", params);
        client.notify("initialized", json!({}));
        Some(client)
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input
            .write_all(message.as_bytes())
            .expect("the server reads");
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and waits for its response.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.read();
            if message.get("method").is_none() && message["id"] == id {
                return message;
            }
            self.notices.push(message);
        }
    }

    /// The next notification or response; requests of the server are answered.
    fn read(&mut self) -> Value {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                let read = self.output.read_line(&mut line).expect("the server writes");
                assert!(read > 0, "the server lives");
                match line.trim().split_once(": ") {
                    Some(("Content-Length", value)) => length = value.parse().expect("a number"),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut body = vec![0; length];
            self.output
                .read_exact(&mut body)
                .expect("the server writes");
            let message: Value = serde_json::from_slice(&body).expect("a server writes JSON");
            if message.get("method").is_none() || message.get("id").is_none() {
                return message;
            }
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Sends the changes that make `version` of a document.
    pub(crate) fn change(&mut self, uri: &str, version: i64, change: &Value) {
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        self.notify("textDocument/didChange", params);
    }

    /// Waits for the diagnostics of that version of a document.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i64) -> Value {
        let is = |message: &Value| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"] == version
        };
        if let Some(at) = self.notices.iter().position(is) {
            return self.notices.drain(..=at).next_back().expect("it is there");
        }
        self.notices.clear();
        loop {
            let message = self.read();
            if is(&message) {
                return message;
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.server.kill().expect("the server lives");
        self.server.wait().expect("it ends");
    }
}
