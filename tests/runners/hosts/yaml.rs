//! YAML, as PyYAML reads it: block, folded, plain and quoted scalars.

use autoscale_embed::Host;
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::sample::select;

use crate::differential::{Style, compare};
use crate::interpreter::Interpreter;
use crate::pieces::{FORMULA, body};

const PYYAML: Interpreter = Interpreter {
    program: "python3",
    arguments: &["-c", SCRIPT],
    package: "python3-yaml",
};

const SCRIPT: &str = r#"
import json, sys, yaml
sys.stdin.reconfigure(encoding="utf-8")

def value(text):
    try:
        read = yaml.safe_load(text)["pool"]["auto_scale_formula"]
    except Exception:
        return None
    return read if isinstance(read, str) else None

json.dump([value(text) for text in json.load(sys.stdin)], sys.stdout)
"#;

/// What double quotes write in another way; in folded lines, too.
const ESCAPES: &[&str] = &[
    "\\n",
    "\\t",
    "\\\\",
    "\\\"",
    "\\x41",
    "\\u00e9",
    "\\U0001F600",
    "\\_",
    "\\0",
    "\\e",
    "'",
    "\\\n    ",
    "\n    ",
    "\n\n    ",
    " \n      ",
];

/// What single quotes write in another way.
const DOUBLED: &[&str] = &["''", "\"", "\\n", "\n    ", "\n\n    ", "#"];

fn pool(value: &str) -> String {
    format!("pool:\n  id: sims\n  auto_scale_formula: {value}\n")
}

fn quoted(quote: &'static str, others: &'static [&'static str]) -> impl Strategy<Value = String> {
    body(others).prop_map(move |body| pool(&format!("{quote}{body}{quote}")))
}

/// Lines, some of them empty or indented more than others.
fn block(headers: &'static [&'static str]) -> impl Strategy<Value = String> {
    let line = (select(&["", "  ", "    "][..]), vec(select(FORMULA), 0..4));
    let line = line.prop_map(|(indent, pieces)| match pieces.concat() {
        text if text.trim().is_empty() => String::new(),
        text => format!("    {indent}{text}"),
    });
    let first = "    $TargetDedicatedNodes = 1;".to_owned();
    let end = select(&["", "\n", "\n\n", "\nother: 1", "\n# a remark"][..]);
    (select(headers), vec(line, 0..6), end).prop_map(move |(header, lines, end)| {
        let lines = std::iter::once(first.clone()).chain(lines);
        let lines: Vec<String> = lines.collect();
        pool(&format!("{header}\n{}{end}", lines.join("\n")))
    })
}

#[test]
fn pyyaml_reads_the_same() {
    let plain = vec(
        select(&["x", "$a", "min(1, 2)", " ", "\n    ", "'", "é"][..]),
        0..6,
    )
    .prop_map(|pieces| pool(&format!("$TargetDedicatedNodes = 1;{}", pieces.concat())));
    let style = |name, files| Style { name, files };
    let styles = [
        style(
            "literal block",
            block(&["|", "|-", "|+", "|2", "|2-", "| # a remark"]).boxed(),
        ),
        style("folded block", block(&[">", ">-", ">+", ">2"]).boxed()),
        style("double quotes", quoted("\"", ESCAPES).boxed()),
        style("single quotes", quoted("'", DOUBLED).boxed()),
        style("plain", plain.boxed()),
    ];
    compare(Host::Yaml, &PYYAML, &styles);
}
