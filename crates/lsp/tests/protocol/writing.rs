//! Hover, completion and signature help, in formulas and in host files.

use serde_json::{Value, json};

use crate::client::{Client, session};

const URI: &str = "file:///pool.autoscale";
const TERRAFORM: &str = "file:///main.tf";

/// A Terraform file whose formula ends with `code` on the fourth line.
fn terraform(code: &str) -> String {
    format!(
        "resource \"azurerm_batch_pool\" \"é\" {{\n  auto_scale {{\n    formula = <<-EOF\n      \
         {code}\n    EOF\n  }}\n}}\n"
    )
}

fn snippets() -> Value {
    json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}})
}

impl Client {
    /// Asks about a place of a document that is open.
    async fn ask(&mut self, method: &str, uri: &str, line: u32, column: u32) -> Value {
        let place = json!({
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": column},
        });
        let mut response = self.request(method, place).await;
        assert_eq!(response.get("error"), None, "{response}");
        response["result"].take()
    }
}

fn item<'a>(items: &'a Value, label: &str) -> &'a Value {
    let items = items.as_array().unwrap();
    let found = items.iter().find(|item| item["label"] == label);
    found.unwrap_or_else(|| panic!("no {label}"))
}

#[test]
fn a_hover_tells_of_the_word_and_where_it_stands() {
    session(async |mut client| {
        let result = client.initialize(json!({})).await;
        assert_eq!(result["capabilities"]["hoverProvider"], true);
        client.open(URI, "/*😀*/ x = avg(1, 2);").await;
        let hover = client.ask("textDocument/hover", URI, 0, 13).await;
        let text = hover["contents"]["value"].as_str().unwrap();
        assert!(
            text.contains("avg(doubleVecList values) -> double"),
            "{text}"
        );
        assert!(text.contains("Proved: 1.5"), "{text}");
        // The smiling face is two units of UTF-16.
        assert_eq!(hover["range"]["start"]["character"], 11);
        assert_eq!(hover["range"]["end"]["character"], 14);
        let nothing = client.ask("textDocument/hover", URI, 0, 3).await;
        assert_eq!(nothing, Value::Null);
    });
}

#[test]
fn a_hover_in_a_host_file_is_in_its_coordinates() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(TERRAFORM, &terraform("x = avg(1, 2);")).await;
        let hover = client.ask("textDocument/hover", TERRAFORM, 3, 11).await;
        assert_eq!(hover["range"]["start"], json!({"line": 3, "character": 10}));
        assert_eq!(hover["range"]["end"], json!({"line": 3, "character": 13}));
        let outside = client.ask("textDocument/hover", TERRAFORM, 1, 4).await;
        assert_eq!(outside, Value::Null);
    });
}

#[test]
fn completion_replaces_the_word_and_documents_an_item_when_asked() {
    session(async |mut client| {
        let result = client.initialize(snippets()).await;
        let provider = &result["capabilities"]["completionProvider"];
        assert_eq!(provider["resolveProvider"], true);
        client.open(URI, "x = $PendingTasks.GetS").await;
        let items = client.ask("textDocument/completion", URI, 0, 22).await;
        let sample = item(&items, "GetSample");
        let edit = &sample["textEdit"];
        assert_eq!(
            edit["newText"],
            "GetSample(${1:TimeInterval_Minute * 15})$0"
        );
        assert_eq!(sample["insertTextFormat"], 2);
        assert_eq!(edit["range"]["start"]["character"], 18);
        assert_eq!(edit["range"]["end"]["character"], 22);
        assert_eq!(sample.get("documentation"), None);
        let resolved = client
            .request("completionItem/resolve", sample.clone())
            .await;
        let text = resolved["result"]["documentation"]["value"]
            .as_str()
            .unwrap();
        assert!(text.contains("newest few samples"), "{text}");
    });
}

#[test]
fn clients_without_snippets_get_plain_text() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, "").await;
        let items = client.ask("textDocument/completion", URI, 0, 0).await;
        let target = item(&items, "$TargetDedicatedNodes");
        assert_eq!(target["textEdit"]["newText"], "$TargetDedicatedNodes = ;");
        assert_eq!(target.get("insertTextFormat"), None);
    });
}

#[test]
fn completion_in_a_host_file_writes_as_the_host_does() {
    session(async |mut client| {
        client.initialize(snippets()).await;
        client.open(TERRAFORM, &terraform("x = $Pend")).await;
        let items = client
            .ask("textDocument/completion", TERRAFORM, 3, 15)
            .await;
        let edit = &item(&items, "$PendingTasks")["textEdit"];
        assert_eq!(edit["range"]["start"], json!({"line": 3, "character": 10}));
        assert_eq!(edit["range"]["end"], json!({"line": 3, "character": 15}));
        let outside = client.ask("textDocument/completion", TERRAFORM, 1, 4).await;
        assert_eq!(outside, json!([]));

        let uri = "file:///pool.json";
        let json_text = r#"{"autoScaleFormula": "x = ti"}"#;
        client.open(uri, json_text).await;
        let items = client.ask("textDocument/completion", uri, 0, 28).await;
        let time = item(&items, "time");
        assert_eq!(time["textEdit"]["newText"], "time()");

        let uri = "file:///empty.json";
        client.open(uri, r#"{"autoScaleFormula": "x = 1; "}"#).await;
        let items = client.ask("textDocument/completion", uri, 0, 29).await;
        let recipe = item(&items, "queue with cap");
        // A line break must be escaped, which no snippet can be.
        let text = recipe["textEdit"]["newText"].as_str().unwrap();
        assert!(text.contains(r";\n"), "{text}");
        assert!(!text.contains('\n') && !text.contains("${"), "{text}");
        assert_eq!(recipe.get("insertTextFormat"), None);
    });
}

#[test]
fn completion_on_a_blank_line_of_a_host_file_keeps_the_indentation() {
    for (blank, column) in [("      ", 6), ("", 0)] {
        session(async |mut client| {
            client.initialize(json!({})).await;
            let code = format!("x = 1;\n{blank}\n      y = 2;");
            client.open(TERRAFORM, &terraform(&code)).await;
            let items = client
                .ask("textDocument/completion", TERRAFORM, 4, column)
                .await;
            let edit = &item(&items, "x")["textEdit"];
            // The range is of this line, and the line is indented afterwards.
            let [start, end] = ["start", "end"].map(|end| &edit["range"][end]);
            assert_eq!([&start["line"], &end["line"]], [4, 4]);
            assert_eq!(end["character"], column);
            let kept = usize::try_from(start["character"].as_u64().unwrap()).unwrap();
            let text = edit["newText"].as_str().unwrap();
            assert_eq!(" ".repeat(kept) + text, "      x");
        });
    }
}

#[test]
fn signature_help_follows_the_argument() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, "x = percentile([1, 2], ").await;
        let help = client.ask("textDocument/signatureHelp", URI, 0, 23).await;
        assert_eq!(help["activeParameter"], 1);
        let signature = &help["signatures"][0];
        let label = signature["label"].as_str().unwrap();
        let [start, end] = [0, 1].map(|at| {
            let offset = &signature["parameters"][1]["label"][at];
            usize::try_from(offset.as_u64().unwrap()).unwrap()
        });
        assert_eq!(label.get(start..end), Some("double percent"));
        let outside = client.ask("textDocument/signatureHelp", URI, 0, 2).await;
        assert_eq!(outside, Value::Null);
    });
}
