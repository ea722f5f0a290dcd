//! 100,000 random edits over 50 open documents: the memory of the server stays
//! flat, and in the end the diagnostics of each document are those of the same
//! text, opened afresh.
//!
//! `cargo build --release -p autoscale && cargo bench -p autoscale-lsp --bench endurance`

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and may panic"
)]

#[path = "support/client.rs"]
mod client;
#[path = "../tests/protocol/random.rs"]
mod random;

use std::time::Instant;

use client::{Client, autoscale};
use random::{Random, documents};
use serde_json::json;

const DOCUMENTS: usize = 50;
const EDITS: usize = 100_000;
/// Edits after which the client waits for the server.
const BURST: usize = 50;
/// Edits after which the memory is looked at.
const SAMPLE: usize = 10_000;
/// Flat: at the end so much more than after the first samples, at most.
const GROWTH: f64 = 1.10;

fn main() {
    let mut client = Client::start(autoscale()).expect("the server starts");
    let mut documents = documents(DOCUMENTS);
    for document in &documents {
        client.open(&document.uri, "", &document.text);
    }
    let start = Instant::now();
    let mut random = Random(42);
    let mut memory = Vec::new();
    for number in 1..=EDITS {
        let document = &mut documents[random.below(DOCUMENTS)];
        let change = document.edit(&mut random);
        client.change(&document.uri, document.version, &change);
        if number % BURST == 0 {
            let position = json!({"line": 0, "character": 3});
            let place = json!({"textDocument": {"uri": document.uri}, "position": position});
            let response = client.request("textDocument/hover", place);
            assert!(response.get("error").is_none(), "{response}");
            client.notices.clear();
        }
        if number % SAMPLE == 0 {
            memory.extend(resident(client.server.id()));
        }
    }
    println!("{EDITS} edits in {:.1} s", start.elapsed().as_secs_f64());
    println!("resident kB after each {SAMPLE}: {memory:?}");
    let mut wrong = 0;
    for document in &mut documents {
        document.version += 1;
        let change = json!({"range": {
            "start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0},
        }, "text": ""});
        client.change(&document.uri, document.version, &change);
        let edited = client.diagnostics(&document.uri, document.version);
        let id = json!({"textDocument": {"uri": document.uri}});
        client.notify("textDocument/didClose", id);
        client.open(&document.uri, "", &document.text);
        let fresh = client.diagnostics(&document.uri, 1);
        wrong += usize::from(edited["params"]["diagnostics"] != fresh["params"]["diagnostics"]);
    }
    println!("documents that differ from a fresh open: {wrong}");
    assert_eq!(wrong, 0, "no edit is lost");
    if let [_, early, .., last] = memory[..] {
        let growth = last / early;
        println!("growth: {growth:.3} (at most {GROWTH:.2})");
        assert!(growth <= GROWTH, "the memory stays flat");
    }
}

/// The resident memory of a process in kB, where the system tells.
fn resident(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
