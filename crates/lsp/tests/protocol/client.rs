//! A client for tests: sends what it is told, byte for byte, and reads what
//! comes back.

use std::time::Duration;

use autoscale_lsp::{Ending, serve_on};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::task::JoinHandle;

/// Nothing takes this long.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    to_server: DuplexStream,
    from_server: DuplexStream,
    server: JoinHandle<std::io::Result<Ending>>,
    last_id: i64,
    /// Notifications that were read while something else was waited for.
    notices: Vec<Value>,
}

/// Runs a test with a client whose session has not begun.
pub(crate) fn session<F: Future<Output = ()>>(test: impl FnOnce(Client) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (to_server, input) = tokio::io::duplex(1 << 16);
        let (output, from_server) = tokio::io::duplex(1 << 16);
        let server = tokio::spawn(serve_on(input, output));
        let client = Client {
            to_server,
            from_server,
            server,
            last_id: 0,
            notices: Vec::new(),
        };
        tokio::time::timeout(PATIENCE, test(client)).await.unwrap();
    });
}

impl Client {
    pub(crate) async fn bytes(&mut self, bytes: &[u8]) {
        self.to_server.write_all(bytes).await.unwrap();
    }

    pub(crate) async fn body(&mut self, body: &str) {
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.bytes(message.as_bytes()).await;
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        let message = json!({"jsonrpc": "2.0", "method": method, "params": params});
        self.body(&message.to_string()).await;
    }

    /// Sends a request and waits for its response.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params).await;
        self.response(id).await
    }

    /// Sends a request.
    pub(crate) async fn send(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        let message = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        self.body(&message.to_string()).await;
        id
    }

    /// Waits for the response of a request, which is the next one.
    pub(crate) async fn response(&mut self, id: i64) -> Value {
        loop {
            let message = self.read().await;
            if message.get("method").is_none() {
                assert_eq!(message["id"], id, "{message}");
                return message;
            }
            self.notices.push(message);
        }
    }

    /// The next message of the server.
    pub(crate) async fn read(&mut self) -> Value {
        let mut headers = Vec::new();
        while !headers.ends_with(b"\r\n\r\n") {
            headers.push(self.from_server.read_u8().await.unwrap());
        }
        let headers = String::from_utf8(headers).unwrap();
        let length = headers.trim().strip_prefix("Content-Length: ").unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        self.from_server.read_exact(&mut body).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// The next notification `method`.
    pub(crate) async fn notice(&mut self, method: &str) -> Value {
        let is = |message: &Value| message["method"] == method;
        if let Some(at) = self.notices.iter().position(is) {
            return self.notices.remove(at)["params"].take();
        }
        loop {
            let mut message = self.read().await;
            if is(&message) {
                return message["params"].take();
            }
            self.notices.push(message);
        }
    }

    /// Waits for the server's request `method`, and answers it.
    pub(crate) async fn reply(&mut self, method: &str, result: Value) -> Value {
        let is = |message: &Value| message["method"] == method && message.get("id").is_some();
        let mut request = loop {
            if let Some(at) = self.notices.iter().position(is) {
                break self.notices.remove(at);
            }
            let message = self.read().await;
            self.notices.push(message);
        };
        let response = json!({"jsonrpc": "2.0", "id": request["id"], "result": result});
        self.body(&response.to_string()).await;
        request["params"].take()
    }

    /// Was that notification read while something else was waited for?
    pub(crate) fn was_told(&self, method: &str) -> bool {
        self.notices
            .iter()
            .any(|message| message["method"] == method)
    }

    /// The next diagnostics: the version and the codes.
    pub(crate) async fn diagnostics(&mut self) -> (Value, Vec<String>) {
        let params = self.notice("textDocument/publishDiagnostics").await;
        let found = params["diagnostics"].as_array().unwrap();
        let code = |found: &Value| found["code"].as_str().unwrap().to_owned();
        (params["version"].clone(), found.iter().map(code).collect())
    }

    /// The next diagnostics of that version of a document. Documents come in no
    /// certain order: those of others are kept.
    pub(crate) async fn diagnostics_of(&mut self, uri: &str, version: Value) -> Value {
        let is = |message: &Value| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"] == version
        };
        loop {
            if let Some(at) = self.notices.iter().position(is) {
                return self.notices.remove(at)["params"]["diagnostics"].take();
            }
            let message = self.read().await;
            self.notices.push(message);
        }
    }

    pub(crate) async fn initialize(&mut self, capabilities: Value) -> Value {
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        self.initialize_with(params).await
    }

    pub(crate) async fn initialize_with(&mut self, params: Value) -> Value {
        let mut response = self.request("initialize", params).await;
        self.notify("initialized", json!({})).await;
        response["result"].take()
    }

    pub(crate) async fn open(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "autoscale", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}))
            .await;
    }

    pub(crate) async fn change(&mut self, uri: &str, version: i32, change: Value) {
        let params = json!({
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [change],
        });
        self.notify("textDocument/didChange", params).await;
    }

    /// Waits for the end of the session.
    pub(crate) async fn ended(self) -> Ending {
        self.server.await.unwrap().unwrap()
    }
}
