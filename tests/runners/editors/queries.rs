//! The queries of Helix and Zed: those of the tree-sitter grammar, under the
//! names that the themes of these editors know.

use std::fmt::Write as _;

use crate::fresh::{is_fresh, read};
use crate::lists::{HIGHLIGHTS, highlights};

/// The name that an editor has for ours.
type Renamed = (&'static str, &'static str);

#[test]
fn helix() {
    const NAMES: &[Renamed] = &[
        ("number", "constant.numeric"),
        ("property", "variable.other.member"),
        ("variable.member", "variable.other.member"),
    ];
    for query in ["highlights", "indents", "injections", "textobjects"] {
        is_derived("helix/queries", query, NAMES);
    }
}

#[test]
fn zed() {
    const NAMES: &[Renamed] = &[
        ("constant.builtin", "constant"),
        ("constant.builtin.option", "constant"),
        ("function.method", "function"),
        ("variable.builtin", "variable.special"),
        ("variable.builtin.readonly", "variable.special"),
        ("variable.member", "property"),
    ];
    for query in ["highlights", "injections"] {
        is_derived("zed/languages/autoscale", query, NAMES);
    }
}

fn is_derived(folder: &str, query: &str, names: &[Renamed]) {
    let source = format!("tree-sitter/queries/{query}.scm");
    // The lists in it may be stale, and renewed by another test just now.
    let text = match source.as_str() {
        HIGHLIGHTS => highlights(),
        _ => read(&source),
    };
    let head = format!("; Derived from editors/{source}; do not edit.\n\n");
    let derived = text.lines().fold(head, |mut derived, line| {
        let _ = writeln!(derived, "{}", renamed(line, names));
        derived
    });
    is_fresh(&format!("{folder}/{query}.scm"), &derived);
}

/// A line with other names behind each `@`, unless it is a comment.
fn renamed(line: &str, names: &[Renamed]) -> String {
    if line.trim_start().starts_with(';') {
        return line.to_owned();
    }
    let mut parts = line.split('@');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && !".-_".contains(c));
        let (name, rest) = part.split_at(end.unwrap_or(part.len()));
        let new = names.iter().find(|(old, _)| *old == name);
        text + "@" + new.map_or(name, |(_, new)| new) + rest
    })
}
