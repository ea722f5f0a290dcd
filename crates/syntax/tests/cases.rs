//! Trees and findings of the formulas in `cases/*.txt`, one formula between
//! two lines of `---`. The expected output stands beside each file as a
//! snapshot; `cargo insta review` shows what changed.

use std::fmt::Write as _;
use std::fs;

use autoscale_base::{Diagnostic, Fix};
use autoscale_syntax::{dump, parse};

#[test]
fn cases() {
    insta::glob!("cases/*.txt", |path| {
        let file = fs::read_to_string(path).unwrap();
        let formulas = file.trim_end_matches('\n').split("\n---\n");
        let shown: Vec<String> = formulas.map(show).collect();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "cases" }, {
            insta::assert_snapshot!(shown.join("\n"));
        });
    });
}

/// A formula, its tree, and its findings with their fixes.
fn show(formula: &str) -> String {
    let parsed = parse(formula);
    let mut out = String::new();
    for line in formula.split('\n') {
        writeln!(out, "| {line}").unwrap();
    }
    out.push_str(&dump(formula, &parsed.tree));
    for finding in &parsed.diagnostics {
        out.push_str(&show_finding(formula, finding));
    }
    out
}

fn show_finding(formula: &str, finding: &Diagnostic) -> String {
    let mut out = String::new();
    let (rule, span) = (finding.rule, finding.span);
    writeln!(
        out,
        "{} {}..{} {:?} {}",
        rule.code,
        span.start,
        span.end,
        span.text(formula),
        finding.message
    )
    .unwrap();
    for related in &finding.related {
        let text = related.span.text(formula);
        writeln!(out, "    related {text:?}: {}", related.message).unwrap();
    }
    if let Some(help) = &finding.help {
        writeln!(out, "    help: {help}").unwrap();
    }
    for note in &finding.notes {
        writeln!(out, "    note: {note}").unwrap();
    }
    if let Some(fix) = &finding.fix {
        let fixed = apply(formula, fix).replace('\n', "⏎");
        writeln!(out, "    {}: {fixed}", fix.applicability.as_str()).unwrap();
    }
    out
}

fn apply(formula: &str, fix: &Fix) -> String {
    let mut fixed = formula.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}
