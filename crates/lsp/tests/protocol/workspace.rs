//! The files around an open document: its configuration, and the other files of
//! the workspace.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, session};
use crate::{GOOD, URI, at};

const BAD: &str = "$TargetDedicatedNodes = y;\n";

pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn uri(folder: &TempDir, name: &str) -> String {
    let path = folder.path().join(name);
    let path = path.to_str().unwrap().replace('\\', "/");
    format!(
        "file://{}{path}",
        if path.starts_with('/') { "" } else { "/" }
    )
}

/// What a client says that can do everything about edits.
fn able() -> Value {
    json!({
        "window": {"showDocument": {"support": true}},
        "workspace": {
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
        },
    })
}

impl Client {
    /// The code action of that title at the first line of a document.
    async fn action(&mut self, uri: &str, title: &str) -> Option<Value> {
        let params = json!({
            "textDocument": {"uri": uri},
            "range": at(0, 0, 80),
            "context": {"diagnostics": []},
        });
        let response = self.request("textDocument/codeAction", params).await;
        let actions = response["result"].as_array().unwrap();
        let mut named = actions.iter().filter(|action| action["title"] == title);
        let found = named.next().cloned();
        assert_eq!(named.next(), None, "{title} is offered once");
        found
    }

    async fn symbols(&mut self, query: &str) -> Vec<String> {
        let response = self
            .request("workspace/symbol", json!({"query": query}))
            .await;
        let symbols = response["result"].as_array().unwrap().iter();
        let place = |symbol: &Value| {
            let uri = symbol["location"]["uri"].as_str().unwrap();
            let (_, file) = uri.rsplit_once('/').unwrap();
            format!("{file} {}", symbol["name"].as_str().unwrap())
        };
        symbols.map(place).collect()
    }

    async fn codes(&mut self, uri: &str, version: i32) -> Vec<String> {
        let found = self.diagnostics_of(uri, json!(version)).await;
        let found = found.as_array().unwrap().iter();
        found
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect()
    }
}

const DISABLE: &str = "disable AS101 in autoscale.toml";

#[test]
fn a_rule_is_turned_off_in_the_nearest_configuration() {
    session(async |mut client| {
        let folder = folder(&[
            ("autoscale.toml", "# ours\n[rules]\nAS5 = \"info\"\n"),
            ("a/b/x", ""),
        ]);
        client.initialize(able()).await;
        let document = uri(&folder, "a/b/pool.autoscale");
        client.open(&document, BAD).await;
        let action = client.action(&document, DISABLE).await.unwrap();
        assert_eq!(action["diagnostics"][0]["code"], "AS101");
        let change = &action["edit"]["documentChanges"][0];
        let config = uri(&folder, "autoscale.toml");
        assert_eq!(
            change["textDocument"],
            json!({"uri": config, "version": null})
        );
        let edit = json!({"range": at(2, 12, 12), "newText": "\nAS101 = \"off\""});
        assert_eq!(change["edits"], json!([edit]));
        // What the client has open counts before the disk.
        client.open(&config, "[rules]\nAS101 = \"error\"").await;
        let action = client.action(&document, DISABLE).await.unwrap();
        let change = &action["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({"uri": config, "version": 1}));
        let edit = json!({"range": at(1, 8, 15), "newText": "\"off\""});
        assert_eq!(change["edits"], json!([edit]));
    });
}

#[test]
fn a_configuration_is_created_where_there_is_none() {
    session(async |mut client| {
        let folder = folder(&[("a/x", "")]);
        let root = json!({"uri": uri(&folder, ""), "name": "x"});
        client
            .initialize_with(json!({"capabilities": able(), "workspaceFolders": [root]}))
            .await;
        let document = uri(&folder, "a/pool.autoscale");
        client.open(&document, BAD).await;
        let action = client.action(&document, DISABLE).await.unwrap();
        let [create, change] = [0, 1].map(|at| &action["edit"]["documentChanges"][at]);
        let config = uri(&folder, "autoscale.toml");
        assert_eq!(
            (&create["kind"], &create["uri"]),
            (&json!("create"), &json!(config))
        );
        assert_eq!(change["edits"][0]["newText"], "[rules]\nAS101 = \"off\"\n");
    });
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, BAD).await;
        assert_eq!(
            client.action(URI, DISABLE).await,
            None,
            "the client creates no files"
        );
    });
}

#[test]
fn the_documentation_of_a_rule_is_shown() {
    let title = "open documentation of AS101";
    session(async |mut client| {
        let result = client.initialize(able()).await;
        let commands = &result["capabilities"]["executeCommandProvider"]["commands"];
        client.open(URI, BAD).await;
        let action = client.action(URI, title).await.unwrap();
        let command = &action["command"];
        assert!(commands.as_array().unwrap().contains(&command["command"]));
        let request = json!({"command": command["command"], "arguments": command["arguments"]});
        let request = client.send("workspace/executeCommand", request).await;
        let shown = client
            .reply("window/showDocument", json!({"success": true}))
            .await;
        let page = shown["uri"]
            .as_str()
            .unwrap()
            .strip_prefix("file://")
            .unwrap();
        let text = fs::read_to_string(page).unwrap();
        assert!(text.starts_with("# AS101 undefined-symbol"), "{text}");
        assert_eq!(client.response(request).await["result"], shown["uri"]);
        let wrong = json!({"command": command["command"], "arguments": ["AS999"]});
        let response = client.request("workspace/executeCommand", wrong).await;
        assert_eq!(response["error"]["code"], -32602);
        client.request("shutdown", Value::Null).await;
        client.notify("exit", Value::Null).await;
        client.ended().await;
        assert!(!Path::new(page).exists(), "it goes with the session");
    });
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, BAD).await;
        assert_eq!(
            client.action(URI, title).await,
            None,
            "the client shows no documents"
        );
    });
}

#[test]
fn edits_name_the_version_that_they_are_for() {
    session(async |mut client| {
        client.initialize(able()).await;
        client.open(URI, "a = 1; b = a;").await;
        let place = json!({
            "textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}, "newName": "c",
        });
        let response = client.request("textDocument/rename", place.clone()).await;
        let changes = &response["result"]["documentChanges"];
        assert_eq!(
            changes[0]["textDocument"],
            json!({"uri": URI, "version": 1})
        );
        assert_eq!(changes[0]["edits"].as_array().unwrap().len(), 2);
        client.change(URI, 7, json!({"text": "a = 1;"})).await;
        let response = client.request("textDocument/rename", place).await;
        let changes = &response["result"]["documentChanges"];
        assert_eq!(changes[0]["textDocument"]["version"], 7);
    });
}

#[test]
fn symbols_of_closed_files_are_found() {
    session(async |mut client| {
        let one = folder(&[
            ("a.autoscale", "one = 1;"),
            (
                "main.tf",
                "resource \"azurerm_batch_pool\" \"p\" {\n  auto_scale {\n    formula = \"two = 2;\"\n  }\n}\n",
            ),
            ("node_modules/x.autoscale", "no = 1;"),
        ]);
        let other = folder(&[("b.autoscale", "three = 3;")]);
        let root = |folder| json!({"uri": uri(folder, ""), "name": "x"});
        let params = json!({"capabilities": {}, "workspaceFolders": [root(&one)]});
        let result = client.initialize_with(params).await;
        let folders = &result["capabilities"]["workspace"]["workspaceFolders"];
        assert_eq!(folders["changeNotifications"], true);
        assert_eq!(client.symbols("").await, ["a.autoscale one", "main.tf two"]);
        // The client's text counts before the disk's.
        let open = uri(&one, "a.autoscale");
        client.open(&open, "opened = 1;").await;
        assert_eq!(
            client.symbols("o").await,
            ["a.autoscale opened", "main.tf two"]
        );
        let closed = json!({"textDocument": {"uri": open}});
        client.notify("textDocument/didClose", closed).await;
        fs::write(one.path().join("a.autoscale"), "one = 1; more = 2;").unwrap();
        assert_eq!(
            client.symbols("o").await,
            ["a.autoscale one", "a.autoscale more", "main.tf two",]
        );
        let event = json!({"added": [root(&other)], "removed": [root(&one)]});
        client
            .notify(
                "workspace/didChangeWorkspaceFolders",
                json!({"event": event}),
            )
            .await;
        assert_eq!(client.symbols("e").await, ["b.autoscale three"]);
        assert_eq!(client.symbols("q").await, [""; 0]);
    });
}

#[test]
fn a_changed_configuration_counts_for_all_open_documents() {
    session(async |mut client| {
        let folder = folder(&[("autoscale.toml", "")]);
        let capabilities = json!({
            "workspace": {
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "inlayHint": {"refreshSupport": true},
            },
        });
        client.initialize(capabilities).await;
        let wanted = client.reply("client/registerCapability", Value::Null).await;
        assert_eq!(
            wanted["registrations"][0]["registerOptions"]["watchers"][0]["globPattern"],
            "**/autoscale.toml"
        );
        let uris = ["a.autoscale", "b.autoscale"].map(|name| uri(&folder, name));
        for uri in &uris {
            client.open(uri, BAD).await;
            assert!(client.codes(uri, 1).await.contains(&"AS101".to_owned()));
        }
        let config = folder.path().join("autoscale.toml");
        let changed = json!({"changes": [{"uri": uri(&folder, "autoscale.toml"), "type": 2}]});
        fs::write(&config, "[rules]\nAS1 = \"off\"\n").unwrap();
        client
            .notify("workspace/didChangeWatchedFiles", changed.clone())
            .await;
        for uri in &uris {
            assert!(!client.codes(uri, 1).await.contains(&"AS101".to_owned()));
        }
        client
            .reply("workspace/inlayHint/refresh", Value::Null)
            .await;
        // A bad one counts as none, and is told once.
        fs::write(&config, "[rules]\nAS999 = \"off\"\n").unwrap();
        client
            .notify("workspace/didChangeWatchedFiles", changed)
            .await;
        for uri in &uris {
            assert!(client.codes(uri, 1).await.contains(&"AS101".to_owned()));
        }
        client
            .reply("workspace/inlayHint/refresh", Value::Null)
            .await;
        let told = client.notice("window/showMessage").await;
        assert!(
            told["message"].as_str().unwrap().contains("AS999"),
            "{told}"
        );
        client.request("shutdown", Value::Null).await;
        assert!(!client.was_told("window/showMessage"));
    });
}

#[test]
fn the_client_may_name_a_configuration() {
    let off = "[rules]\nAS1 = \"off\"\n";
    let folder = || folder(&[("ours/off.toml", off), ("pool.autoscale", BAD)]);
    session(async |mut client| {
        let folder = folder();
        let params = json!({
            "capabilities": {}, "rootUri": uri(&folder, ""),
            "initializationOptions": {"config": "ours/off.toml"},
        });
        client.initialize_with(params).await;
        let document = uri(&folder, "pool.autoscale");
        client.open(&document, BAD).await;
        assert!(
            !client
                .codes(&document, 1)
                .await
                .contains(&"AS101".to_owned())
        );
        let settings = json!({"settings": {"autoscale": {"config": null}}});
        client
            .notify("workspace/didChangeConfiguration", settings)
            .await;
        assert!(
            client
                .codes(&document, 1)
                .await
                .contains(&"AS101".to_owned())
        );
    });
    session(async |mut client| {
        let folder = folder();
        let capabilities = json!({"workspace": {
            "configuration": true, "didChangeConfiguration": {"dynamicRegistration": true},
        }});
        let params = json!({"capabilities": capabilities, "rootUri": uri(&folder, "")});
        client.initialize_with(params).await;
        client.reply("client/registerCapability", Value::Null).await;
        let asked = client.reply("workspace/configuration", json!([{}])).await;
        assert_eq!(asked["items"][0]["section"], "autoscale");
        let document = uri(&folder, "pool.autoscale");
        client.open(&document, BAD).await;
        assert!(
            client
                .codes(&document, 1)
                .await
                .contains(&"AS101".to_owned())
        );
        let nothing = json!({"settings": null});
        client
            .notify("workspace/didChangeConfiguration", nothing)
            .await;
        let settings = json!([{"config": "ours/off.toml"}]);
        client.reply("workspace/configuration", settings).await;
        assert!(
            !client
                .codes(&document, 1)
                .await
                .contains(&"AS101".to_owned())
        );
    });
}

#[test]
fn diagnostics_are_pulled_by_a_client_that_does() {
    session(async |mut client| {
        let pulls = json!({"textDocument": {"diagnostic": {}}});
        let result = client.initialize(pulls).await;
        let provider = &result["capabilities"]["diagnosticProvider"];
        assert_eq!(provider["identifier"], "autoscale");
        client.open(URI, BAD).await;
        let document = json!({"textDocument": {"uri": URI}});
        let response = client
            .request("textDocument/diagnostic", document.clone())
            .await;
        assert_eq!(response["result"]["kind"], "full");
        assert_eq!(response["result"]["items"][0]["code"], "AS101");
        client.change(URI, 2, json!({"text": GOOD})).await;
        let response = client.request("textDocument/diagnostic", document).await;
        assert_eq!(response["result"]["items"], json!([]));
        assert!(!client.was_told("textDocument/publishDiagnostics"));
    });
}

#[test]
fn a_new_text_without_a_name_is_a_formula_when_the_client_says_so() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        let uri = "untitled:Untitled-1";
        client.open(uri, BAD).await;
        assert!(client.codes(uri, 1).await.contains(&"AS101".to_owned()));
        client.change(uri, 2, json!({"text": GOOD})).await;
        assert_eq!(client.codes(uri, 2).await, [""; 0]);
    });
}
