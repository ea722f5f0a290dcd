//! The protocol, spoken by a client that does not always know it.

#[cfg(test)]
mod client;
#[cfg(test)]
mod endurance;
#[cfg(test)]
mod formatting;
#[cfg(test)]
mod live;
#[cfg(test)]
mod random;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod robust;
#[cfg(test)]
mod workspace;
#[cfg(test)]
mod writing;

use autoscale_lsp::Ending;
use serde_json::{Value, json};

use crate::client::session;

const URI: &str = "file:///pool.autoscale";
const GOOD: &str = "$TargetDedicatedNodes = 3;\n";

fn at(line: u32, start: u32, end: u32) -> Value {
    json!({
        "start": {"line": line, "character": start},
        "end": {"line": line, "character": end},
    })
}

#[test]
fn findings_follow_the_edits() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, "$TargetDedicatedNodes = 3").await;
        let (version, first) = client.diagnostics().await;
        assert_eq!(version, 1);
        client
            .change(URI, 2, json!({"range": at(0, 24, 25), "text": "x"}))
            .await;
        let (version, second) = client.diagnostics().await;
        assert_eq!(version, 2);
        assert!(second.contains(&"AS101".to_owned()), "{first:?} {second:?}");
        client.change(URI, 3, json!({"text": GOOD})).await;
        assert_eq!(client.diagnostics().await, (json!(3), vec![]));
        client
            .notify(
                "textDocument/didClose",
                json!({"textDocument": {"uri": URI}}),
            )
            .await;
        assert_eq!(client.diagnostics().await, (Value::Null, vec![]));
    });
}

#[test]
fn a_pool_without_a_formula_is_checked_and_mended() {
    let pool = "file:///pool.json";
    let text = r#"{"id": "p", "vmSize": "standard_d2v3", "targetDedicatedNodes": 2}"#;
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(pool, text).await;
        assert_eq!(client.diagnostics().await.1, ["AS706"]);
        let params = json!({
            "textDocument": {"uri": pool},
            "range": at(0, 25, 25),
            "context": {"diagnostics": []},
        });
        let actions = client.answer("textDocument/codeAction", params).await;
        let actions = actions.as_array().unwrap().iter();
        let titles: Vec<&str> = actions.filter_map(|it| it["title"].as_str()).collect();
        assert!(
            titles.contains(&"did you mean `Standard_D2_v3`?"),
            "{titles:?}"
        );
    });
}

#[test]
fn columns_count_what_was_agreed() {
    for (offered, agreed, column) in [
        (json!(["utf-16", "utf-8"]), "utf-8", 7),
        (json!(["utf-32"]), "utf-32", 4),
        (json!(["utf-16", "utf-32"]), "utf-16", 5),
        (Value::Null, "utf-16", 5),
    ] {
        session(async |mut client| {
            let general = json!({"general": {"positionEncodings": offered}});
            let result = client.initialize(general).await;
            assert_eq!(result["capabilities"]["positionEncoding"], agreed);
            client.open(URI, "//😀\n😀;x").await;
            let params = client.notice("textDocument/publishDiagnostics").await;
            let found = params["diagnostics"].as_array().unwrap();
            let undefined = found.iter().find(|found| found["code"] == "AS101").unwrap();
            // The line is `😀;x`, and `x` stands behind 4, 2 or 1 units and `;`.
            assert_eq!(
                undefined["range"]["start"]["character"],
                column - 2,
                "{agreed}"
            );
        });
    }
}

#[test]
fn messages_that_are_none_are_refused_and_the_session_lives() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.body("{\"jsonrpc\": ").await;
        assert_eq!(client.read().await["error"]["code"], -32700);
        client.body("[]").await;
        assert_eq!(client.read().await["error"]["code"], -32600);
        client.bytes(b"Content-Length: many\r\n\r\n").await;
        assert_eq!(client.read().await["error"]["code"], -32700);
        let response = client.request("textDocument/nonsense", json!({})).await;
        assert_eq!(response["error"]["code"], -32601);
        let response = client
            .request("textDocument/codeAction", json!({"no": 1}))
            .await;
        assert_eq!(response["error"]["code"], -32602);
        client.open(URI, GOOD).await;
        assert_eq!(client.diagnostics().await, (json!(1), vec![]));
    });
}

#[test]
fn half_characters_make_a_document_stale_until_the_next_full_text() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, "$x = y;").await;
        client.diagnostics().await;
        client
            .body(&format!(
                r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{URI}","version":2}},"contentChanges":[{{"text":"\ud83d"}}]}}}}"#
            ))
            .await;
        assert!(client.diagnostics().await.1.is_empty());
        let told = client.notice("window/showMessage").await;
        assert!(told["message"].as_str().unwrap().contains("pool.autoscale"));
        client
            .change(URI, 3, json!({"range": at(0, 0, 1), "text": "$"}))
            .await;
        assert_eq!(client.diagnostics().await, (json!(3), vec![]));
        client.change(URI, 4, json!({"text": "$x = y;"})).await;
        assert!(!client.diagnostics().await.1.is_empty());
    });
}

#[test]
fn requests_before_initialize_are_refused() {
    session(async |mut client| {
        let response = client.request("textDocument/codeAction", json!({})).await;
        assert_eq!(response["error"]["code"], -32002);
        client.initialize(json!({})).await;
        let again = client
            .request("initialize", json!({"capabilities": {}}))
            .await;
        assert_eq!(again["error"]["code"], -32600);
    });
}

#[test]
fn a_session_ends_at_once() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.request("shutdown", Value::Null).await;
        client.notify("exit", Value::Null).await;
        assert_eq!(client.ended().await, Ending::Orderly);
    });
    session(async |mut client| {
        client.notify("exit", Value::Null).await;
        assert_eq!(client.ended().await, Ending::Abrupt);
    });
}

#[test]
fn old_versions_and_strange_ranges_do_no_harm() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, GOOD).await;
        client.diagnostics().await;
        client.change(URI, 1, json!({"text": "x"})).await;
        client
            .change(URI, 2, json!({"range": at(99, 5, 9), "text": "\n"}))
            .await;
        assert_eq!(client.diagnostics().await, (json!(2), vec![]));
        let backwards =
            json!({"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 1}});
        client
            .change(URI, 3, json!({"range": backwards, "text": "y"}))
            .await;
        assert_eq!(client.diagnostics().await.0, 3);
        let close = json!({"textDocument": {"uri": URI}});
        client.notify("textDocument/didClose", close.clone()).await;
        client.notify("textDocument/didClose", close).await;
        client.change(URI, 4, json!({"text": "x"})).await;
        client.request("shutdown", Value::Null).await;
    });
}
