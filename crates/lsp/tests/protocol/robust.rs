//! Bad input: the server answers with the protocol's error or recovers, and
//! lives.

use serde_json::{Value, json};

use crate::client::{Client, session};
use crate::{GOOD, URI, at};

const BAD: &str = "$x = y;";
const LARGE: &str = "file:///large.md";

/// A file of many formulas, each of five lines.
fn large() -> String {
    "```autoscale\nlimit = 10;\n$TargetDedicatedNodes = min(limit, y);\n```\n\n".repeat(4_000)
}

fn hover(uri: &str, line: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": 25}})
}

impl Client {
    async fn lives(&mut self) {
        let uri = "file:///alive.autoscale";
        self.open(uri, BAD).await;
        let found = self.diagnostics_of(uri, json!(1)).await;
        assert_ne!(found, json!([]));
    }
}

#[test]
fn a_wrong_length_costs_one_message() {
    for wrong in ["10", "400"] {
        session(async |mut client| {
            client.initialize(json!({})).await;
            let message =
                r#"{"jsonrpc":"2.0","method":"$/nothing","params":{"text":"xxxxxxxxxx"}}"#;
            let header = format!("Content-Length: {wrong}\r\n\r\n");
            client.bytes(header.as_bytes()).await;
            client.bytes(message.as_bytes()).await;
            // The bytes that the length promises have to come at last.
            let filler = json!({"value": "off".repeat(200)});
            client.notify("$/setTrace", filler).await;
            client.lives().await;
        });
    }
}

#[test]
fn unknown_notifications_are_passed_over() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client
            .notify("$/setTrace", json!({"value": "verbose"}))
            .await;
        client.notify("textDocument/nonsense", json!([1])).await;
        client
            .notify("textDocument/didChange", json!({"no": "document"}))
            .await;
        client
            .notify(
                "textDocument/didSave",
                json!({"textDocument": {"uri": URI}}),
            )
            .await;
        client.notify("$/cancelRequest", json!({"id": 999})).await;
        client.notify("$/cancelRequest", json!({"id": []})).await;
        client.lives().await;
    });
}

#[test]
fn answers_that_nobody_asked_for_are_passed_over() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        for body in [
            r#"{"jsonrpc":"2.0","id":77,"result":null}"#,
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":"no"}}"#,
        ] {
            client.body(body).await;
        }
        client.lives().await;
    });
}

#[test]
fn before_initialize_and_after_shutdown_nothing_is_done() {
    session(async |mut client| {
        client.open(URI, BAD).await;
        let response = client.request("textDocument/hover", hover(URI, 0)).await;
        assert_eq!(response["error"]["code"], -32002);
        client.initialize(json!({})).await;
        let response = client.request("textDocument/hover", hover(URI, 0)).await;
        assert_eq!(response["result"], Value::Null, "it was not opened");
        client.lives().await;
        client.request("shutdown", Value::Null).await;
        client.open(URI, BAD).await;
        for method in ["textDocument/hover", "shutdown"] {
            let response = client.request(method, hover(URI, 0)).await;
            assert_eq!(response["error"]["code"], -32600, "{method}");
        }
    });
}

#[test]
fn a_document_that_opens_with_half_a_character_is_healed_by_a_full_text() {
    for text in [&br"\ud83d"[..], b"\xFF"] {
        session(async |mut client| {
            client.initialize(json!({})).await;
            let item = format!(
                r#"{{"uri":"{URI}","languageId":"autoscale","version":1,"text":"$x = y;TEXT"}}"#
            );
            let body = format!(
                r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{item}}}}}"#
            );
            let (head, tail) = body.split_once("TEXT").unwrap();
            let body = [head.as_bytes(), text, tail.as_bytes()].concat();
            let header = format!("Content-Length: {}\r\n\r\n", body.len());
            client.bytes(header.as_bytes()).await;
            client.bytes(&body).await;
            client.notice("window/showMessage").await;
            client.change(URI, 2, json!({"text": BAD})).await;
            assert_ne!(client.diagnostics_of(URI, json!(2)).await, json!([]));
        });
    }
}

#[test]
fn a_range_that_ends_before_it_starts_makes_a_document_stale() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, BAD).await;
        assert_ne!(client.diagnostics_of(URI, json!(1)).await, json!([]));
        let backwards =
            json!({"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 1}});
        client
            .change(URI, 2, json!({"range": backwards, "text": ""}))
            .await;
        assert_eq!(client.diagnostics_of(URI, json!(2)).await, json!([]));
        client.notice("window/showMessage").await;
        client.change(URI, 3, json!({"text": BAD})).await;
        assert_ne!(client.diagnostics_of(URI, json!(3)).await, json!([]));
    });
}

#[test]
fn numbers_that_are_none_are_refused() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, GOOD).await;
        for number in [json!(-1), json!(1.5), json!(1_u64 << 40), json!("0")] {
            let place = json!({
                "textDocument": {"uri": URI},
                "position": {"line": number, "character": 0},
            });
            let response = client.request("textDocument/hover", place).await;
            assert_eq!(response["error"]["code"], -32602, "{number}");
        }
        let response = client
            .request("textDocument/hover", hover("no uri", 0))
            .await;
        assert_eq!(response["error"]["code"], -32602);
        client.lives().await;
    });
}

#[test]
fn lines_end_in_any_of_three_ways() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client
            .open(URI, "a = 1;\rb = 2;\r\nc = 3;\n\r\n😀 = d;\r")
            .await;
        client.diagnostics().await;
        // Behind the emoji of line 4, and at the start of line 2.
        let changes = json!([
            {"range": at(4, 5, 6), "text": "a"},
            {"range": at(2, 0, 1), "text": "é"},
            {"range": {"start": {"line": 0, "character": 6}, "end": {"line": 1, "character": 0}},
             "text": "\r\n"},
        ]);
        let document = json!({"uri": URI, "version": 2});
        let params = json!({"textDocument": document, "contentChanges": changes});
        client.notify("textDocument/didChange", params).await;
        let edited = client.diagnostics_of(URI, json!(2)).await;
        let other = "file:///other.autoscale";
        client
            .open(other, "a = 1;\r\nb = 2;\r\né = 3;\n\r\n😀 = a;\r")
            .await;
        let fresh = client.diagnostics_of(other, json!(1)).await;
        let ranges = |found: &Value| {
            let found = found.as_array().unwrap().iter();
            found
                .map(|found| found["range"].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(ranges(&edited), ranges(&fresh));
        assert!(ranges(&fresh).contains(&at(4, 0, 2)), "{fresh}");
    });
}

#[test]
fn many_edits_at_once_are_made_one_after_the_other() {
    let at = |from: u32, to: u32| json!({"start": {"line": 0, "character": from}, "end": {"line": 0, "character": to}});
    // Each makes `aXbYc;` of `abc;`: from the end on, from the start on, and
    // back and forth.
    for changes in [
        json!([{"range": at(2, 2), "text": "Y"}, {"range": at(1, 1), "text": "X"}]),
        json!([{"range": at(1, 1), "text": "X"}, {"range": at(3, 3), "text": "Y"}]),
        json!([
            {"range": at(2, 2), "text": "Z"}, {"range": at(0, 1), "text": ""},
            {"range": at(0, 0), "text": "aX"}, {"range": at(3, 4), "text": "Y"},
        ]),
        json!([{"text": "?"}, {"range": at(0, 9), "text": "aXbYc;"}]),
    ] {
        session(async |mut client| {
            client.initialize(json!({})).await;
            client.open(URI, "abc;").await;
            let document = json!({"uri": URI, "version": 2});
            let params = json!({"textDocument": document, "contentChanges": changes});
            client.notify("textDocument/didChange", params).await;
            let found = client.diagnostics_of(URI, json!(2)).await.to_string();
            assert!(found.contains("aXbYc"), "{changes}: {found}");
        });
    }
}

#[test]
fn a_large_file_keeps_nobody_waiting() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(URI, GOOD).await;
        client.diagnostics_of(URI, json!(1)).await;
        client.open(LARGE, &large()).await;
        let about_large = client.send("textDocument/hover", hover(LARGE, 2)).await;
        let here = client.request("textDocument/hover", hover(URI, 0)).await;
        assert_eq!(here.get("error"), None);
        client.change(URI, 2, json!({"text": BAD})).await;
        // Nothing was said of the large file yet.
        let first = client.notice("textDocument/publishDiagnostics").await;
        assert_eq!(first["uri"], URI);
        let there = client.response(about_large).await;
        assert_eq!(there["result"]["range"]["start"]["line"], 2, "{there}");
    });
}

#[test]
fn a_question_can_be_taken_back() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(LARGE, &large()).await;
        let first = client.send("textDocument/hover", hover(LARGE, 2)).await;
        let second = client
            .send("textDocument/semanticTokens/full", hover(LARGE, 2))
            .await;
        client
            .notify("$/cancelRequest", json!({"id": second}))
            .await;
        assert_eq!(client.response(second).await["error"]["code"], -32800);
        client.notify("$/cancelRequest", json!({"id": first})).await;
        assert_eq!(client.response(first).await["error"]["code"], -32800);
        client.lives().await;
    });
}

#[test]
fn a_question_about_a_text_that_is_gone_is_not_answered() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(LARGE, &large()).await;
        let question = client.send("textDocument/hover", hover(LARGE, 2)).await;
        client.change(LARGE, 2, json!({"text": ""})).await;
        assert_eq!(client.response(question).await["error"]["code"], -32801);
        client.lives().await;
    });
}

#[test]
fn columns_far_into_a_long_line_are_right() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        let count = 2_000;
        let text = "/*é😀*/x=y;".repeat(count);
        let uri = "file:///long.autoscale";
        client.open(uri, &text).await;
        let found = client.diagnostics_of(uri, json!(1)).await;
        let found = found.as_array().unwrap();
        let undefined = found.iter().filter(|found| found["code"] == "AS101");
        for (number, found) in undefined.enumerate() {
            // The face is two units of UTF-16, and each piece eleven.
            assert_eq!(found["range"]["start"]["character"], number * 11 + 9);
        }
        assert!(!found.is_empty());
    });
}
