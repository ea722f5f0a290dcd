//! Bash: quotes of both kinds, words of several parts, heredocs. The shell is
//! a restricted one without programs: a wrong literal does no harm.

use autoscale_embed::Host;
use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_oneof};
use proptest::sample::select;

use crate::differential::{Style, compare};
use crate::interpreter::Interpreter;
use crate::pieces::body;

/// Python only starts the one shell: JSON is nothing for bash.
const BASH: Interpreter = Interpreter {
    program: "python3",
    arguments: &["-c", SCRIPT],
    package: "python3",
};

const SCRIPT: &str = r#"
import json, shutil, subprocess, sys
sys.stdin.reconfigure(encoding="utf-8")
files = json.load(sys.stdin)
shell = r'''
az() {
    while (($#)); do
        if [[ $1 == --auto-scale-formula ]]; then printf 'found\0%s\0' "$2"; fi
        shift
    done
}
cat() { local text; IFS= read -r -d '' text; printf '%s' "$text"; }
while IFS= read -r -d '' file; do
    (eval "$file") </dev/null
    printf 'end\0'
done
'''
run = subprocess.run(
    [shutil.which("bash"), "--norc", "-r", "-c", shell],
    input="".join(text + "\0" for text in files).encode(),
    stdout=subprocess.PIPE,
    stderr=subprocess.DEVNULL,
    env={"PATH": "", "LC_ALL": "C.UTF-8"},
)
decoded, parts = [], iter(run.stdout.decode().split("\0")[:-1])
for part in parts:
    value = None
    while part != "end":
        value, part = next(parts), next(parts)
    decoded.append(value)
json.dump(decoded, sys.stdout)
"#;

/// What double quotes write in another way, dollars apart.
const ESCAPES: &[&str] = &["\\\\", "\\\"", "\\`", "\\n", "\\\n", "\n", "'", "!", "#"];

/// What `$'…'` writes in another way.
const ANSI: &[&str] = &[
    "\\n", "\\t", "\\\\", "\\'", "\\\"", "\\x41", "\\101", "\\u00e9", "\\e", "\\q", "\n",
];

fn single() -> impl Strategy<Value = String> {
    body(&["\"", "\\n", "\\\\", "\n", "`", "!", "#"]).prop_map(|body| format!("'{body}'"))
}

/// A dollar that the shell must leave alone is written `\$`.
fn double() -> impl Strategy<Value = String> {
    body(ESCAPES).prop_map(|body| format!("\"{}\"", body.replace('$', "\\$")))
}

fn ansi() -> impl Strategy<Value = String> {
    body(ANSI).prop_map(|body| format!("$'{body}'"))
}

fn argument(value: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    let before = select(&["", "set -e\n", "# it's a remark\n", "az group list && "][..]);
    let key = select(&["--auto-scale-formula ", "--auto-scale-formula \\\n  "][..]);
    (before, key, value).prop_map(|(before, key, value)| {
        format!("{before}az batch pool autoscale enable --pool-id sims {key}{value}\n")
    })
}

fn heredoc(
    operator: &'static str,
    indent: &'static str,
    body: impl Strategy<Value = String> + 'static,
) -> impl Strategy<Value = String> {
    let end = operator.trim_start_matches(['<', '-']).trim_matches('\'');
    body.prop_map(move |body| {
        let body = format!("{indent}{}", body.replace('\n', &format!("\n{indent}")));
        format!(
            "FORMULA=$(cat {operator}\n{body}\n{indent}{end}\n)\n\
             az batch pool autoscale enable --auto-scale-formula \"$FORMULA\"\n"
        )
    })
}

#[test]
fn bash_reads_the_same() {
    let quoted = || body(&["\"", "'", "\\n", "\\\\", "\n", "`", "\n\n"]);
    let open = || {
        let body = body(&["\\\\", "\"", "'", "\\n", "\\\n", "\n"]);
        body.prop_map(|body| body.replace('$', "\\$"))
    };
    let part = || prop_oneof![single().boxed(), double().boxed(), ansi().boxed()];
    let parts = vec(part(), 2..4).prop_map(|parts| parts.concat());
    let variable = part().prop_map(|value| {
        format!(
            "FORMULA={value}\naz batch pool autoscale enable --auto-scale-formula \"$FORMULA\"\n"
        )
    });
    let style = |name, files| Style { name, files };
    let styles = [
        style("single quotes", argument(single()).boxed()),
        style("double quotes", argument(double()).boxed()),
        style("dollar quotes", argument(ansi()).boxed()),
        style("parts", argument(parts).boxed()),
        style("variable", variable.boxed()),
        style("quoted heredoc", heredoc("<<'EOF'", "", quoted()).boxed()),
        style("heredoc", heredoc("<<EOF", "", open()).boxed()),
        style(
            "indented heredoc",
            heredoc("<<-'END'", "\t", quoted()).boxed(),
        ),
    ];
    compare(Host::Shell, &BASH, &styles);
}
