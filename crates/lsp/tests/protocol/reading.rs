//! Finding one's way: navigation, symbols, tokens, hints, folding and
//! selection, in formulas and in host files.

use serde_json::{Value, json};

use crate::at;
use crate::client::{Client, session};

const URI: &str = "file:///pool.autoscale";
const TERRAFORM: &str = "file:///main.tf";

/// The smiling face is 4 bytes, 2 units of UTF-16 and 1 of UTF-32.
const EMOJI: &str = "/*😀*/ cap = 25;\n/*😀*/ n = cap + cap;\n$TargetDedicatedNodes = n;\n";

/// Terraform with an indented heredoc.
const HEREDOC: &str = "\
resource \"azurerm_batch_pool\" \"é\" {
  auto_scale {
    formula = <<-EOF
      // See https://e.example.
      cap = min(25,
        10);
      $TargetDedicatedNodes = cap;
    EOF
  }
}
";

/// Asks about a place of a document that is open.
fn place(uri: &str, line: u32, column: u32) -> Value {
    json!({
        "textDocument": {"uri": uri},
        "position": {"line": line, "character": column},
    })
}

fn with(mut params: Value, key: &str, value: Value) -> Value {
    params[key] = value;
    params
}

impl Client {
    /// The answer to a request that must not fail.
    pub(crate) async fn answer(&mut self, method: &str, params: Value) -> Value {
        let mut response = self.request(method, params).await;
        assert_eq!(response.get("error"), None, "{response}");
        response["result"].take()
    }

    async fn about(&mut self, method: &str, uri: &str) -> Value {
        self.answer(method, json!({"textDocument": {"uri": uri}}))
            .await
    }

    /// Begins a session in an encoding, with a document.
    async fn begin(&mut self, encoding: &str, uri: &str, text: &str) {
        let general = json!({"positionEncodings": [encoding]});
        let symbols = json!({"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}});
        self.initialize(json!({"general": general, "textDocument": symbols}))
            .await;
        self.open(uri, text).await;
    }
}

fn ranges(found: &Value) -> Vec<Value> {
    let found = found.as_array().unwrap().iter();
    found.map(|found| found["range"].clone()).collect()
}

#[test]
fn places_behind_an_emoji_count_in_the_agreed_unit() {
    for (encoding, face) in [("utf-8", 4_u32), ("utf-16", 2), ("utf-32", 1)] {
        session(async |mut client| {
            client.begin(encoding, URI, EMOJI).await;
            // `n = cap + cap` starts behind `/*😀*/ `.
            let n = face + 5;
            let (name, uses) = (
                at(0, n, n + 3),
                [at(1, n + 4, n + 7), at(1, n + 10, n + 13)],
            );
            let cap = place(URI, 1, n + 5);
            let definition = client.answer("textDocument/definition", cap.clone()).await;
            assert_eq!(definition, json!({"uri": URI, "range": name}));

            let asked = with(cap.clone(), "context", json!({"includeDeclaration": false}));
            let references = client.answer("textDocument/references", asked).await;
            assert_eq!(ranges(&references), uses);

            let marked = client
                .answer("textDocument/documentHighlight", cap.clone())
                .await;
            assert_eq!(marked[0], json!({"range": name, "kind": 3}));
            assert_eq!(marked[1], json!({"range": uses[0], "kind": 2}));

            let linked = client
                .answer("textDocument/linkedEditingRange", cap.clone())
                .await;
            assert_eq!(linked["ranges"], json!([name, uses[0], uses[1]]));

            let renamed = with(cap, "newName", json!("limit"));
            let renamed = client.answer("textDocument/rename", renamed).await;
            let edits = renamed["changes"][URI].as_array().unwrap();
            assert_eq!(edits.len(), 3);
            assert_eq!(edits[0], json!({"range": name, "newText": "limit"}));

            let tokens = client.about("textDocument/semanticTokens/full", URI).await;
            let tokens = decoded(&tokens["data"]);
            assert_eq!(tokens[0], [0, 0, u64::from(face + 4), 8, 0]);
            assert_eq!(tokens[1], [0, u64::from(face + 5), 3, 0, 4]);
        });
    }
}

#[test]
fn a_rename_that_cannot_be_is_refused_with_a_reason() {
    session(async |mut client| {
        client.begin("utf-16", URI, EMOJI).await;
        let cap = place(URI, 0, 8);
        let prepared = client
            .answer("textDocument/prepareRename", cap.clone())
            .await;
        assert_eq!(prepared["placeholder"], "cap");
        for (new, reason) in [
            ("n", "the formula uses `n` already"),
            (
                "$PendingTasks",
                "`$PendingTasks` is the name of a service variable",
            ),
            ("1st", "`1st` is no name"),
        ] {
            let params = with(cap.clone(), "newName", json!(new));
            let response = client.request("textDocument/rename", params).await;
            let message = response["error"]["message"].as_str().unwrap();
            assert!(message.starts_with(reason), "{message}");
        }
        let target = place(URI, 2, 3);
        let response = client.request("textDocument/prepareRename", target).await;
        assert_eq!(response["error"]["code"], -32803);
    });
}

#[test]
fn a_host_file_answers_in_its_own_coordinates() {
    session(async |mut client| {
        client.begin("utf-16", TERRAFORM, HEREDOC).await;
        let cap = place(TERRAFORM, 6, 31);
        let definition = client.answer("textDocument/definition", cap.clone()).await;
        assert_eq!(definition["range"], at(4, 6, 9));
        let params = with(cap.clone(), "newName", json!("limit"));
        let renamed = client.answer("textDocument/rename", params).await;
        let edits = &renamed["changes"][TERRAFORM];
        assert_eq!(ranges(edits), [at(4, 6, 9), at(6, 30, 33)]);

        let symbols = client.about("textDocument/documentSymbol", TERRAFORM).await;
        let children = &symbols[0]["children"];
        assert_eq!(children[1]["name"], "$TargetDedicatedNodes");
        assert_eq!(children[1]["selectionRange"], at(6, 6, 27));

        let folds = client.about("textDocument/foldingRange", TERRAFORM).await;
        assert_eq!(folds, json!([{"startLine": 4, "endLine": 5}]));

        let links = client.about("textDocument/documentLink", TERRAFORM).await;
        assert_eq!(links[0]["target"], "https://e.example/");
        assert_eq!(links[0]["range"], at(3, 13, 30));

        let asked = json!({
            "textDocument": {"uri": TERRAFORM},
            "positions": [{"line": 6, "character": 31}, {"line": 0, "character": 2}],
        });
        let around = client.answer("textDocument/selectionRange", asked).await;
        assert_eq!(around[0]["range"], at(6, 30, 33));
        assert_eq!(around[0]["parent"]["range"], at(6, 6, 33));
        assert_eq!(around[1], json!({"range": at(0, 2, 2)}));

        let lenses = client.about("textDocument/codeLens", TERRAFORM).await;
        assert_eq!(lenses[0]["command"]["command"], "autoscale.evaluate");
        assert_eq!(lenses[1]["command"]["title"], "Bounds: 10");

        let asked = json!({"textDocument": {"uri": TERRAFORM}, "range": at(6, 0, 40)});
        let hints = client.answer("textDocument/inlayHint", asked).await;
        assert_eq!(hints, json!([]));
        let asked = json!({
            "textDocument": {"uri": TERRAFORM},
            "range": {"start": {"line": 4, "character": 0}, "end": {"line": 5, "character": 0}},
        });
        let hints = client.answer("textDocument/inlayHint", asked).await;
        assert_eq!(hints[0]["label"], ": double");
        assert_eq!(hints[0]["position"], json!({"line": 4, "character": 9}));
    });
}

#[test]
fn a_rename_that_the_host_cannot_hold_is_refused() {
    const PYTHON: &str = "file:///pool.py";
    // The name is written as two literals of different quotes.
    let text = "a = dict(auto_scale_formula='c' \"ap = 1; $TargetDedicatedNodes = cap;\")\n";
    session(async |mut client| {
        client.begin("utf-16", PYTHON, text).await;
        let cap = with(place(PYTHON, 0, 66), "newName", json!("n"));
        let response = client.request("textDocument/rename", cap).await;
        let message = &response["error"]["message"];
        assert_eq!(message, "the file around the formula cannot take that name");
    });
}

/// Decodes tokens to line, column, length, kind and modifiers.
fn decoded(data: &Value) -> Vec<[u64; 5]> {
    let numbers: Vec<u64> = data
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_u64().unwrap())
        .collect();
    let (mut line, mut column) = (0, 0);
    let tokens = numbers.chunks_exact(5).map(|token| {
        if token[0] > 0 {
            column = 0;
        }
        line += token[0];
        column += token[1];
        [line, column, token[2], token[3], token[4]]
    });
    tokens.collect()
}

#[test]
fn tokens_come_whole_in_part_and_as_changes() {
    session(async |mut client| {
        client.begin("utf-16", URI, EMOJI).await;
        let full = client.about("textDocument/semanticTokens/full", URI).await;
        let tokens = decoded(&full["data"]);
        assert_eq!(tokens[0], [0, 0, 6, 8, 0]);
        assert_eq!(tokens[1], [0, 7, 3, 0, 4]);
        assert_eq!(tokens[4], [1, 0, 6, 8, 0]);

        let part = json!({"textDocument": {"uri": URI}, "range": at(2, 0, 30)});
        let part = client
            .answer("textDocument/semanticTokens/range", part)
            .await;
        assert_eq!(decoded(&part["data"]), tokens[10..]);

        // `25` becomes `250`: one token changes.
        client
            .change(URI, 2, json!({"range": at(0, 15, 15), "text": "0"}))
            .await;
        let previous = json!({
            "textDocument": {"uri": URI},
            "previousResultId": full["resultId"],
        });
        let delta = client
            .answer("textDocument/semanticTokens/full/delta", previous.clone())
            .await;
        let edit = json!({"start": 15, "deleteCount": 5, "data": [0, 2, 3, 5, 0]});
        assert_eq!(delta["edits"], json!([edit]));
        // What was answered before that is forgotten: all of them.
        let again = client
            .answer("textDocument/semanticTokens/full/delta", previous)
            .await;
        assert_eq!(again["data"].as_array().unwrap().len(), tokens.len() * 5);
    });
}

#[test]
fn no_token_reaches_over_a_line_of_the_host() {
    let text = HEREDOC.replace("// See https://e.example.", "/* one\n      two */");
    session(async |mut client| {
        client.begin("utf-16", TERRAFORM, &text).await;
        let full = client
            .about("textDocument/semanticTokens/full", TERRAFORM)
            .await;
        let tokens = decoded(&full["data"]);
        assert_eq!(tokens[0], [3, 6, 6, 8, 0]);
        assert_eq!(tokens[1][0], 4);
        assert_eq!(tokens[1][3], 8);
        assert_eq!(tokens[2], [5, 6, 3, 0, 4]);
    });
}

#[test]
fn symbols_of_all_open_documents_are_found() {
    session(async |mut client| {
        client.begin("utf-16", URI, EMOJI).await;
        client.open(TERRAFORM, HEREDOC).await;
        let found = client
            .answer("workspace/symbol", json!({"query": "cp"}))
            .await;
        let names = found.as_array().unwrap().iter();
        let names: Vec<&Value> = names.map(|found| &found["location"]["uri"]).collect();
        assert_eq!(names, [TERRAFORM, URI]);
    });
}

#[test]
fn nothing_is_said_of_documents_that_are_not_open() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        for method in [
            "foldingRange",
            "documentSymbol",
            "codeLens",
            "semanticTokens/full",
        ] {
            let method = format!("textDocument/{method}");
            assert_eq!(client.about(&method, URI).await, Value::Null);
        }
        let definition = client.answer("textDocument/definition", place(URI, 0, 0));
        assert_eq!(definition.await, Value::Null);
    });
}
