//! Python: every prefix, every quote, adjacent literals.

use autoscale_embed::Host;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::select;

use crate::differential::{Style, compare};
use crate::interpreter::Interpreter;
use crate::pieces::body;

const PYTHON: Interpreter = Interpreter {
    program: "python3",
    arguments: &["-c", SCRIPT],
    package: "python3",
};

const SCRIPT: &str = r#"
import json, sys, warnings
warnings.simplefilter("ignore")
sys.stdin.reconfigure(encoding="utf-8")

def value(text):
    scope = {}
    try:
        exec(compile(text.encode(), "host", "exec"), scope)
    except Exception:
        return None
    return scope.get("auto_scale_formula")

json.dump([value(text) for text in json.load(sys.stdin)], sys.stdout)
"#;

/// What Python writes in another way; the name of a character apart, which is
/// a hole for us.
const PIECES: &[&str] = &[
    "\\n",
    "\\t",
    "\\r",
    "\\\\",
    "\\'",
    "\\\"",
    "\\x41",
    "\\u00e9",
    "\\U0001F600",
    "\\101",
    "\\0",
    "\\q",
    "\\{",
    "\\\n",
    "{{",
    "}}",
    "\t",
];

/// What stands in triple quotes only.
const LINES: &[&str] = &[
    "\n", "\n    ", "\r\n", "\\\n", "'", "\"", "\\n", "\\\\", "{{", "}}",
];

fn literal(prefixes: &'static [&'static str]) -> impl Strategy<Value = String> {
    let one_line = (select(&["'", "\""][..]), body(PIECES));
    let lines = (select(&["'''", "\"\"\""][..]), body(LINES));
    let text =
        prop_oneof![one_line, lines].prop_map(|(quote, body)| format!("{quote}{body}{quote}"));
    (select(prefixes), text).prop_map(|(prefix, text)| format!("{prefix}{text}"))
}

fn assigned(value: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    value.prop_map(|value| format!("auto_scale_formula = {value}\n"))
}

#[test]
fn python_reads_the_same() {
    let style = |name, prefixes| Style {
        name,
        files: assigned(literal(prefixes)).boxed(),
    };
    let any = || literal(&["", "r", "f", "u"]);
    let gap = select(&[" ", "\n", "\n    ", " # a remark\n", " \\\n"][..]);
    let adjacent = (any(), vec((gap, any()), 1..4)).prop_map(|(first, rest)| {
        let rest = rest.into_iter().map(|(gap, text)| gap.to_owned() + &text);
        format!("({first}{})", rest.collect::<String>())
    });
    let sum = (any(), Just(" + "), any()).prop_map(|(left, plus, right)| left + plus + &right);
    let styles = [
        style("plain", &["", "u", "U"]),
        style("raw", &["r", "R"]),
        style("formatted", &["f", "F"]),
        style("raw and formatted", &["rf", "fr", "Rf"]),
        Style {
            name: "adjacent",
            files: assigned(adjacent).boxed(),
        },
        Style {
            name: "added",
            files: assigned(sum).boxed(),
        },
    ];
    compare(Host::Python, &PYTHON, &styles);
}
