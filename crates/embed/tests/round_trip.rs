//! Formulas of any text, written into every kind of literal of every host, come
//! out as they went in; every byte maps there and back; and an edit of the
//! formula is an edit of the host.

#![expect(clippy::expect_used, reason = "a test")]
#![expect(clippy::panic, reason = "a test")]

use std::cell::Cell;

use autoscale_base::{Edit, Span};
use autoscale_embed::{Formula, Host, Keys, SegmentKind, extract};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// A file with one literal, which holds [`SEED`]. Its text is replaced by others.
struct Template {
    host: Host,
    file: &'static str,
    /// What the literal can hold.
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Any text.
    All,
    /// Some texts.
    Line,
    /// Whole lines.
    Lines,
    /// Texts that do not end in a newline.
    Chomped,
}

/// The text of every literal in [`TEMPLATES`], but for a newline at its end.
const SEED: &str = "$a = 1;";

const TEMPLATES: &[Template] = &[
    row(Host::Formula, "$a = 1;", Holds::All),
    row(
        Host::Terraform,
        "auto_scale_formula = \"$a = 1;\"\n",
        Holds::All,
    ),
    row(
        Host::Terraform,
        "auto_scale_formula = format(\"$a = 1;\", 3)\n",
        Holds::All,
    ),
    row(
        Host::Terraform,
        "auto_scale_formula = <<EOT\n$a = 1;\nEOT\n",
        Holds::Lines,
    ),
    row(
        Host::Terraform,
        "x {\n  auto_scale_formula = <<-EOT\n    $a = 1;\n  EOT\n}\n",
        Holds::Lines,
    ),
    row(
        Host::Json,
        "{ \"autoScaleFormula\": \"$a = 1;\" }\n",
        Holds::All,
    ),
    row(
        Host::Json,
        "{ \"autoScaleFormula\": \"[concat('$a = 1;')]\" }\n",
        Holds::All,
    ),
    row(
        Host::Json,
        "{ \"autoScaleFormula\": \"[format('$a = 1;', 2)]\" }\n",
        Holds::All,
    ),
    row(Host::Yaml, "autoScaleFormula: $a = 1;\n", Holds::Line),
    row(
        Host::Yaml,
        "{autoScaleFormula: $a = 1;, b: 2}\n",
        Holds::Line,
    ),
    row(Host::Yaml, "autoScaleFormula: '$a = 1;'\n", Holds::Line),
    row(Host::Yaml, "- autoScaleFormula: \"$a = 1;\"\n", Holds::All),
    row(
        Host::Yaml,
        "autoScaleFormula: |\n  $a = 1;\nb: 2\n",
        Holds::Lines,
    ),
    row(
        Host::Yaml,
        "- autoScaleFormula: |-\n    $a = 1;\n\n- x\n",
        Holds::Lines,
    ),
    row(
        Host::Yaml,
        "autoScaleFormula: >\n  $a = 1;\nb: 2\n",
        Holds::Lines,
    ),
    row(
        Host::Yaml,
        "autoScaleFormula: >-\n  $a = 1;\nb: 2\n",
        Holds::Lines,
    ),
    row(Host::Markdown, "```autoscale\n$a = 1;\n```\n", Holds::Lines),
    row(
        Host::Markdown,
        "- > ```autoscale\n  > $a = 1;\n  > ```\n",
        Holds::Lines,
    ),
    row(
        Host::Markdown,
        "1. ```json\n   { \"autoScaleFormula\": \"$a = 1;\" }\n   ```\n",
        Holds::Line,
    ),
    row(
        Host::Markdown,
        "> ```hcl\n> auto_scale_formula = <<-EOT\n>   $a = 1;\n> EOT\n> ```\n",
        Holds::Lines,
    ),
    row(
        Host::Notebook,
        "{\"cells\":[{\"cell_type\":\"markdown\",\"source\":[\"```autoscale\\n\",\n\"$a = 1;\\n\",\n\"```\"]}]}",
        Holds::Lines,
    ),
    row(
        Host::Notebook,
        "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"f(auto_scale_formula='$a = 1;')\"}]}",
        Holds::All,
    ),
];

/// The same for the programming languages.
const SCRIPTS: &[Template] = &[
    row(
        Host::Python,
        "f(auto_scale_formula=\"$a = 1;\")\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "x = dict(auto_scale_formula='$a = 1;')\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "x = {'autoScaleFormula': \"\"\"$a = 1;\"\"\"}\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula=r'$a = 1;')\n",
        Holds::Line,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula=rf'''$a = 1;''')\n",
        Holds::Line,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula=f'$a = 1;')\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula=f'''$a = 1;''')\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula='$a = 1;'.format(x))\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula='$a = 1;' % x)\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula=('' '$a = 1;' \"\"))\n",
        Holds::All,
    ),
    row(
        Host::Python,
        "f(auto_scale_formula=textwrap.dedent('''\\\n    $a = 1;\n'''))\n",
        Holds::Lines,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: \"$a = 1;\");\n",
        Holds::All,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: @\"$a = 1;\");\n",
        Holds::All,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: $\"$a = 1;\");\n",
        Holds::All,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: $@\"$a = 1;\");\n",
        Holds::All,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: \"\"\"$a = 1;\"\"\");\n",
        Holds::Line,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: $$\"\"\"$a = 1;\"\"\");\n",
        Holds::Line,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: \"\"\"\n    $a = 1;\n\n    \"\"\");\n",
        Holds::Lines,
    ),
    row(
        Host::CSharp,
        "f(autoScaleFormula: string.Format(\"$a = 1;\", x));\n",
        Holds::All,
    ),
    row(
        Host::PowerShell,
        "f -AutoScaleFormula '$a = 1;'\n",
        Holds::All,
    ),
    row(
        Host::PowerShell,
        "f -AutoScaleFormula \"`$a = 1;\"\n",
        Holds::All,
    ),
    row(
        Host::PowerShell,
        "$x = @{ AutoScaleFormula = @'\n$a = 1;\n'@\n}\n",
        Holds::Chomped,
    ),
    row(
        Host::PowerShell,
        "$x = @{ AutoScaleFormula = @\"\n`$a = 1;\n\"@\n}\n",
        Holds::Chomped,
    ),
    row(
        Host::PowerShell,
        "$x = @{ AutoScaleFormula = ('$a = 1;' -f 1) }\n",
        Holds::All,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula '$a = 1;'\n",
        Holds::All,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula=\"\\$a = 1;\"\n",
        Holds::All,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula $'$a = 1;'\n",
        Holds::All,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula \\$a\\ =\\ 1\\;\n",
        Holds::Line,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula \"$(cat <<'END'\n$a = 1;\nEND\n)\"\n",
        Holds::Chomped,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula \"$(cat <<END\n\\$a = 1;\nEND\n)\"\n",
        Holds::Chomped,
    ),
    row(
        Host::Shell,
        "az x --auto-scale-formula \"$(cat <<-'END'\n\t$a = 1;\n\tEND\n)\"\n",
        Holds::Chomped,
    ),
    row(
        Host::Bicep,
        "x = { autoScaleFormula: '$a = 1;' }\n",
        Holds::All,
    ),
    row(
        Host::Bicep,
        "x = { autoScaleFormula: '''\n$a = 1;''' }\n",
        Holds::Line,
    ),
    row(
        Host::Bicep,
        "x = { autoScaleFormula: $'''\n$a = 1;''' }\n",
        Holds::Line,
    ),
    row(
        Host::Bicep,
        "x = { autoScaleFormula: format('$a = 1;', 1) }\n",
        Holds::All,
    ),
    row(Host::Nextflow, "x(scaleFormula: '$a = 1;')\n", Holds::All),
    row(
        Host::Nextflow,
        "x(scaleFormula: \"\\$a = 1;\")\n",
        Holds::All,
    ),
    row(
        Host::Nextflow,
        "x(scaleFormula: '''$a = 1;''')\n",
        Holds::All,
    ),
    row(
        Host::Nextflow,
        "x(scaleFormula: \"\"\"\\$a = 1;\"\"\")\n",
        Holds::All,
    ),
];

const fn row(host: Host, file: &'static str, holds: Holds) -> Template {
    Template { host, file, holds }
}

/// What formulas are made of, and what hosts take for something else.
const PIECES: &[&str] = &[
    "$TargetDedicatedNodes",
    "$x",
    " = ",
    "1",
    ";",
    "min(",
    ")",
    ", ",
    " ? ",
    " : ",
    "// c",
    "é",
    "😀",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "$",
    "$$",
    "{",
    "${",
    "%{",
    "$${",
    "}",
    "%",
    "%d",
    "{{",
    "}}",
    "{0}",
    "#",
    " #",
    ": ",
    "-",
    "[",
    "]",
    "[[",
    "`",
    "EOT",
    "```",
    "&a",
    "*a",
    "!",
    "|",
    ">",
    "@",
    "\u{a0}",
    "\u{1}",
    "\u{2028}",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat())
}

fn only_formula(template: &Template, host: &str) -> Formula {
    let mut found = extract(host, template.host, &Keys::default());
    assert_eq!(found.problem, None, "in {host:?}");
    assert_eq!(found.formulas.len(), 1, "in {host:?}");
    found.formulas.pop().expect("just counted")
}

fn apply(text: &str, edit: &Edit) -> String {
    let mut edited = text.to_owned();
    edited.replace_range(edit.span.range(), &edit.text);
    edited
}

/// Every byte of the formula has a place, in order, that leads back to it.
fn maps_there_and_back(host: &str, formula: &Formula) {
    let map = &formula.source;
    let mut before = 0;
    for segment in map.segments() {
        let text = segment.formula.text(map.text());
        assert!(before <= segment.host.start, "out of order in {host:?}");
        assert!(
            host.is_char_boundary(segment.host.end as usize),
            "cut in {host:?}"
        );
        before = segment.host.end;
        for (index, c) in text.char_indices() {
            let start = segment.formula.start + u32::try_from(index).expect("short");
            let span = Span::new(start, start + u32::try_from(c.len_utf8()).expect("short"));
            let there = map.to_host(span);
            let (place, back) = match segment.kind {
                SegmentKind::Verbatim => {
                    assert_eq!(there.text(host), span.text(map.text()), "in {host:?}");
                    (there, start)
                }
                _ => (segment.host, segment.formula.start),
            };
            assert_eq!(there, place, "in {host:?}");
            assert_eq!(map.to_formula(there.start), Some(back), "in {host:?}");
        }
    }
}

/// The text without what an edit of a block may change: indentation, and blank
/// lines at its end.
fn dedented(text: &str) -> String {
    let lines = text.trim_end().split('\n').map(str::trim_start);
    lines.collect::<Vec<_>>().join("\n")
}

fn check(template: &Template, text: &str, range: (Index, Index), new: &str) -> bool {
    let seed = only_formula(template, template.file);
    maps_there_and_back(template.file, &seed);
    assert_eq!(seed.source.text().trim_end(), SEED);
    let whole = Span::new(0, u32::try_from(seed.source.text().len()).expect("short"));
    let replace = Edit {
        span: whole,
        text: text.to_owned(),
    };
    let Some(edit) = seed.source.edit_in_host(&replace) else {
        // Of ARM, `[` starts an expression; of `az`, `@` is for a file.
        let allowed = template.holds != Holds::All || text.starts_with(['[', '@']);
        assert!(allowed, "cannot hold {text:?}");
        return false;
    };
    let host = apply(template.file, &edit);
    let formula = only_formula(template, &host);
    assert_eq!(formula.source.text(), text, "in {host:?}");
    maps_there_and_back(&host, &formula);

    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let (one, two) = (range.0.get(&places), range.1.get(&places));
    let span = Span::new(
        u32::try_from(*one.min(two)).expect("short"),
        u32::try_from(*one.max(two)).expect("short"),
    );
    let change = Edit {
        span,
        text: new.to_owned(),
    };
    if let Some(edit) = formula.source.edit_in_host(&change) {
        let edited = apply(&host, &edit);
        let wanted = apply(text, &change);
        let found = only_formula(template, &edited);
        if template.holds == Holds::Lines {
            let (found, wanted) = (dedented(found.source.text()), dedented(&wanted));
            assert_eq!(found, wanted, "{change:?} of {host:?} gave {edited:?}");
        } else if template.holds == Holds::Chomped {
            let ends = ['\n', '\r'];
            let found = found.source.text().trim_end_matches(ends);
            let wanted = wanted.trim_end_matches(ends);
            assert_eq!(found, wanted, "{change:?} of {host:?} gave {edited:?}");
        } else {
            assert_eq!(
                found.source.text(),
                wanted,
                "{change:?} of {host:?} gave {edited:?}"
            );
        }
    }
    true
}

#[test]
fn texts_survive_their_hosts() {
    survive(TEMPLATES);
}

#[test]
fn texts_survive_scripts() {
    survive(SCRIPTS);
}

fn survive(templates: &[Template]) {
    for template in templates {
        let mut runner = TestRunner::new(Config {
            cases: 512,
            rng_seed: RngSeed::Fixed(3),
            failure_persistence: None,
            ..Config::default()
        });
        let held = Cell::new(0);
        let cases = (texts(), any::<(Index, Index)>(), texts());
        let result = runner.run(&cases, |(text, range, new)| {
            let lines = text.replace("\r\n", "\n") + "\n";
            let text = if template.holds == Holds::Lines && !template.file.contains("-\n") {
                &lines
            } else {
                &text
            };
            if check(template, text, range, &new) {
                held.set(held.get() + 1);
            }
            Ok(())
        });
        if let Err(error) = result {
            panic!("{:?}: {error}", template.file);
        }
        assert!(
            held.get() > 3,
            "{:?} held {} texts",
            template.file,
            held.get()
        );
    }
}
