//! What somebody who types waits for: from a one-character edit to the
//! published diagnostics, beside `ruff server` with a Python file of the same
//! size, taken in turn; a completion right after an edit, and a hover. Then the
//! same in a host file of 5 MB.
//!
//! `cargo build --release -p autoscale && cargo bench -p autoscale-lsp --bench latency`;
//! `RUFF` names another ruff than the one on the path.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and may panic"
)]

#[path = "support/client.rs"]
mod client;

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use client::{Client, autoscale};
use serde_json::{Value, json};

/// Edits that count.
const EDITS: usize = 500;
/// Edits that only warm the caches.
const WARM_UP: usize = 50;
/// Edits of the large file.
const LARGE_EDITS: usize = 20;
/// As long as a formula may be, less what is typed.
const SIZE: usize = 8_100;

/// A document that is edited: a line of it is `x = 10`, somewhere in the middle.
struct Edited {
    uri: &'static str,
    line: usize,
    column: usize,
    version: i64,
}

impl Edited {
    fn open(client: &mut Client, uri: &'static str, language: &str, text: &str) -> Self {
        client.open(uri, language, text);
        client.diagnostics(uri, 1);
        let lines = text.lines().enumerate();
        let mut places = lines.filter_map(|(line, text)| Some((line, text.find("= 10")? + 4)));
        let (line, column) = places.next().expect("there is such a line");
        Self {
            uri,
            line,
            column,
            version: 1,
        }
    }

    /// A digit is typed, or the one typed before is taken back.
    fn edit(&mut self, client: &mut Client) {
        let start = json!({"line": self.line, "character": self.column});
        let behind = json!({"line": self.line, "character": self.column + 1});
        self.version += 1;
        let change = if self.version % 2 == 0 {
            json!({"range": {"start": start, "end": start}, "text": "7"})
        } else {
            json!({"range": {"start": start, "end": behind}, "text": ""})
        };
        client.change(self.uri, self.version, &change);
    }

    fn place(&self) -> Value {
        let position = json!({"line": self.line, "character": self.column});
        json!({"textDocument": {"uri": self.uri}, "position": position})
    }

    /// Milliseconds from an edit to its diagnostics.
    fn diagnosed(&mut self, client: &mut Client) -> f64 {
        let start = Instant::now();
        self.edit(client);
        client.diagnostics(self.uri, self.version);
        milliseconds(start)
    }

    /// Milliseconds to the answer of a request.
    fn answered(&self, client: &mut Client, method: &str) -> f64 {
        let start = Instant::now();
        let response = client.request(method, self.place());
        let elapsed = milliseconds(start);
        assert!(response.get("error").is_none(), "{response}");
        elapsed
    }
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1_000.0
}

/// The median and the 99th percentile.
fn quantiles(mut times: Vec<f64>) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [0.5, 0.99].map(|part| times[((times.len() - 1) as f64 * part).round() as usize])
}

fn main() {
    let mut ours = Client::start(autoscale()).expect("the server starts");
    let mut formula = Edited::open(&mut ours, "file:///pool.autoscale", "autoscale", &formula());
    let ruff = std::env::var_os("RUFF").unwrap_or_else(|| "ruff".into());
    let mut command = Command::new(ruff);
    command.arg("server");
    let mut theirs = Client::start(command);
    if theirs.is_none() {
        println!("SKIPPED: there is no ruff on the path; `pip install ruff` brings it");
    }
    let mut module = theirs
        .as_mut()
        .map(|client| Edited::open(client, "file:///pool.py", "python", &python()));
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..WARM_UP + EDITS {
        times[0].push(formula.diagnosed(&mut ours));
        if let (Some(client), Some(module)) = (&mut theirs, &mut module) {
            times[1].push(module.diagnosed(client));
        }
    }
    let [our_times, their_times] = times.map(|times| times.into_iter().skip(WARM_UP).collect());
    let [p50, p99] = report("edit to diagnostics, 8 KB", our_times);
    if theirs.is_some() {
        let theirs = report("the same by ruff server", their_times);
        let (p50, p99) = (p50 / theirs[0], p99 / theirs[1]);
        println!("  ratio: p50 {p50:.2}, p99 {p99:.2} (at most 1.00, aim 0.50)");
    }
    let completions = (0..EDITS).map(|_| {
        formula.edit(&mut ours);
        formula.answered(&mut ours, "textDocument/completion")
    });
    report(
        "completion after an edit (p99 at most 2 ms)",
        completions.collect(),
    );
    let hovers = (0..EDITS).map(|_| formula.answered(&mut ours, "textDocument/hover"));
    report("hover (p99 at most 2 ms)", hovers.collect());
    for (uri, language, text) in large() {
        let mut file = Edited::open(&mut ours, uri, language, &text);
        let times = (0..LARGE_EDITS)
            .map(|_| file.diagnosed(&mut ours))
            .collect();
        report(&format!("edit to diagnostics, 5 MB, {language}"), times);
        let times = (0..LARGE_EDITS).map(|_| {
            file.edit(&mut ours);
            formula.answered(&mut ours, "textDocument/hover")
        });
        report("  hover in the formula meanwhile", times.collect());
        let times = (0..LARGE_EDITS).map(|_| file.answered(&mut ours, "textDocument/hover"));
        report("  hover in it", times.collect());
        let document = json!({"textDocument": {"uri": uri}});
        ours.notify("textDocument/didClose", document);
    }
}

fn report(what: &str, times: Vec<f64>) -> [f64; 2] {
    let [p50, p99] = quantiles(times);
    println!("{what}: p50 {p50:.2} ms, p99 {p99:.2} ms");
    [p50, p99]
}

/// A formula as long as one may be.
fn formula() -> String {
    let mut text = String::from("limit = 10;\n");
    let mut sum = "0".to_owned();
    for number in 0.. {
        let queue = format!(
            "w{number} = TimeInterval_Minute * {};\n\
             n{number} = $PendingTasks.GetSamplePercent(w{number}) < 70 ? \
             max(0, $PendingTasks.GetSample(1)) : ceil(avg($PendingTasks.GetSample(w{number})));\n",
            number % 20 + 5,
        );
        if text.len() + queue.len() + sum.len() + 100 > SIZE {
            break;
        }
        text.push_str(&queue);
        // Writing to a string cannot fail, here and below.
        let _ = write!(sum, " + n{number}");
    }
    let _ = write!(
        text,
        "$TargetDedicatedNodes = min(limit, {sum});\n$NodeDeallocationOption = taskcompletion;\n"
    );
    text
}

/// A module of that length.
fn python() -> String {
    let mut text = String::from("limit = 10\n");
    for number in 0.. {
        let queue = format!(
            "\n\ndef queue_{number}(samples, newest, window={}):\n    \
             if len(samples) / window * 100 < 70:\n        return max(0, newest)\n    \
             return max(newest, sum(samples) / len(samples))\n",
            number % 20 + 5,
        );
        if text.len() + queue.len() > SIZE {
            break;
        }
        text.push_str(&queue);
    }
    text
}

/// Files of 5 MB of every kind, each with one formula that is edited and others.
fn large() -> Vec<(&'static str, &'static str, String)> {
    const BYTES: usize = 5 << 20;
    let fill = |head: &str, piece: &dyn Fn(usize) -> String, tail: &str| {
        let mut text = head.to_owned();
        for number in 0.. {
            if text.len() > BYTES {
                break;
            }
            text.push_str(&piece(number));
        }
        text + tail
    };
    let formula = "limit = 10;\\n$TargetDedicatedNodes = min(limit, 2);";
    let terraform = fill(
        "",
        &|number| {
            format!(
                "resource \"azurerm_batch_pool\" \"pool{number}\" {{\n  name = \"é{number}\"\n  \
             auto_scale {{\n    formula = <<EOF\nlimit = 10;\n$TargetDedicatedNodes = min(limit, \
             $PendingTasks.GetSample(1));\nEOF\n  }}\n}}\n"
            )
        },
        "",
    );
    let json = fill(
        "{\"pools\": [\n",
        &|number| format!("{{\"id\": \"é{number}\", \"autoScaleFormula\": \"{formula}\"}},\n"),
        "{}]}\n",
    );
    let yaml = fill(
        "pools:\n",
        &|number| {
            format!(
                "- id: é{number}\n  autoScaleFormula: |\n    limit = 10;\n    $TargetDedicatedNodes = min(limit, 2);\n"
            )
        },
        "",
    );
    let python = fill(
        "",
        &|number| {
            format!(
                "class P{number}:\n    name = 'é'\n    auto_scale_formula = '''\n    limit = 10;\n    $TargetDedicatedNodes = min(limit, 2);\n    '''\n\n"
            )
        },
        "",
    );
    let markdown = fill(
        "",
        &|number| {
            format!(
                "# é{number}\n\n```autoscale\nlimit = 10;\n$TargetDedicatedNodes = min(limit, 2);\n```\n\nText.\n\n"
            )
        },
        "",
    );
    let autoscale = fill("", &|number| format!("n{number} = é;\nlimit = 10;\n"), "");
    vec![
        ("file:///large.tf", "terraform", terraform),
        ("file:///large.json", "json", json),
        ("file:///large.yaml", "yaml", yaml),
        ("file:///large.py", "python", python),
        ("file:///large.md", "markdown", markdown),
        ("file:///large.autoscale", "autoscale", autoscale),
    ]
}
