//! A short run of what `benches/endurance.rs` does at length.

use serde_json::json;

use crate::client::session;
use crate::random::{Random, documents};

const DOCUMENTS: usize = 50;
const EDITS: usize = 2_000;
/// Edits after which the client waits for the server.
const BURST: usize = 50;

#[test]
fn no_edit_is_lost() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        let mut documents = documents(DOCUMENTS);
        for document in &documents {
            client.open(&document.uri, &document.text).await;
            client.diagnostics().await;
        }
        let mut random = Random(7);
        for number in 1..=EDITS {
            let document = &mut documents[random.below(DOCUMENTS)];
            let change = document.edit(&mut random);
            let version = i32::try_from(document.version).unwrap();
            client.change(&document.uri, version, change).await;
            if number % BURST == 0 {
                client
                    .request("workspace/symbol", json!({"query": "$Target"}))
                    .await;
            }
        }
        for document in &mut documents {
            let uri = &document.uri;
            // One more version, so that this is surely the last one.
            let version = i32::try_from(document.version + 1).unwrap();
            let nowhere =
                json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
            client
                .change(uri, version, json!({"range": nowhere, "text": ""}))
                .await;
            let edited = client.diagnostics_of(uri, json!(version)).await;
            let id = json!({"textDocument": {"uri": uri}});
            client.notify("textDocument/didClose", id).await;
            client.diagnostics_of(uri, json!(null)).await;
            client.open(uri, &document.text).await;
            let fresh = client.diagnostics_of(uri, json!(1)).await;
            assert_eq!(edited, fresh, "{}", document.text);
        }
    });
}
