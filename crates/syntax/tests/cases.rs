//! Trees and findings of the formulas in `cases/*.txt`, one formula between
//! two lines of `---`. The expected output stands beside each file as a
//! snapshot; `cargo insta review` shows what changed.

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
    let text = formula.split('\n').map(|line| format!("| {line}\n"));
    let findings = parsed.diagnostics.iter();
    let shown: String = text.collect();
    let findings: String = findings.map(|it| show_finding(formula, it)).collect();
    shown + &dump(formula, &parsed.tree) + &findings
}

fn show_finding(formula: &str, finding: &Diagnostic) -> String {
    let (code, span) = (finding.rule.code, finding.span);
    let mut lines = vec![format!(
        "{code} {}..{} {:?} {}",
        span.start,
        span.end,
        span.text(formula),
        finding.message
    )];
    for related in &finding.related {
        let text = related.span.text(formula);
        lines.push(format!("    related {text:?}: {}", related.message));
    }
    if let Some(help) = &finding.help {
        lines.push(format!("    help: {help}"));
    }
    for note in &finding.notes {
        lines.push(format!("    note: {note}"));
    }
    if let Some(fix) = &finding.fix {
        let fixed = apply(formula, fix).replace('\n', "⏎");
        lines.push(format!("    {}: {fixed}", fix.applicability.as_str()));
    }
    lines.join("\n") + "\n"
}

fn apply(formula: &str, fix: &Fix) -> String {
    let mut fixed = formula.to_owned();
    for edit in fix.edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.text);
    }
    fixed
}
