//! JSON, as JavaScript reads it.

use autoscale_embed::Host;
use proptest::prelude::Strategy as _;

use crate::differential::{Style, compare};
use crate::interpreter::Interpreter;
use crate::pieces::body;

const NODE: Interpreter = Interpreter {
    program: "node",
    arguments: &["-e", SCRIPT],
    package: "nodejs",
};

const SCRIPT: &str = r#"
const value = (text) => {
    try {
        return JSON.parse(text).autoScaleFormula;
    } catch {
        return null;
    }
};
const files = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(files.map(value)));
"#;

/// What JSON writes in another way.
const PIECES: &[&str] = &[
    "\\n",
    "\\r\\n",
    "\\t",
    "\\b",
    "\\f",
    "\\\\",
    "\\/",
    "/",
    "\\\"",
    "\\u0024",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\u000A",
    "'",
];

#[test]
fn javascript_reads_the_same() {
    let files = body(PIECES).prop_map(|body| format!("{{\"autoScaleFormula\": \"{body}\"}}"));
    let styles = [Style {
        name: "string",
        files: files.boxed(),
    }];
    compare(Host::Json, &NODE, &styles);
}
