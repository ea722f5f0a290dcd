//! The lists of names inside the grammars. A line with `generated: LIST` says
//! where one belongs; how it is written is the language's matter.

use std::fmt::Write as _;

use crate::fresh::{is_fresh, read};
use crate::names::{LISTS, names};

const BEGIN: &str = "generated: ";
const END: &str = "end generated";
/// Columns of a line of names.
const WIDTH: usize = 88;

#[test]
fn textmate() {
    let file = "vscode/syntaxes/autoscale.tmLanguage.json";
    let mut fresh = String::new();
    let mut list = None;
    let mut found = Vec::new();
    for line in read(file).lines() {
        let line = match list.take() {
            None => line.to_owned(),
            Some(list) => alternatives(line, list),
        };
        let announced = marked(&line).and_then(|rest| rest.strip_suffix("\","));
        list = announced.map(|name| LISTS.iter().find(|list| list.0 == name).unwrap().0);
        found.extend(list);
        fresh.push_str(&line);
        fresh.push('\n');
    }
    all_are_there(file, found);
    is_fresh(file, &fresh);
}

/// A line of JSON with a pattern in which the names stand in the first `(?:…)`.
fn alternatives(line: &str, list: &str) -> String {
    let (before, rest) = line.split_once("(?:").expect("a group for the names");
    let (_, after) = rest.split_once(')').expect("the end of the group");
    let names = names(list).join("|").replace('$', "\\\\$");
    format!("{before}(?:{names}){after}")
}

#[test]
fn tree_sitter() {
    is_fresh(HIGHLIGHTS, &highlights());
}

/// The query that colours formulas.
pub(crate) const HIGHLIGHTS: &str = "tree-sitter/queries/highlights.scm";

/// Its text.
pub(crate) fn highlights() -> String {
    blocks(HIGHLIGHTS, |list| {
        let quoted = names(list).into_iter().map(|name| format!("\"{name}\""));
        wrapped("    ", quoted)
    })
}

#[test]
fn vim() {
    let file = "vim/syntax/autoscale.vim";
    let fresh = blocks(file, |list| {
        let quoted = names(list).into_iter().map(|name| format!("'{name}',"));
        let lines = wrapped("      \\ ", quoted);
        format!("let s:{list} = [\n{lines}      \\ ]\n")
    });
    is_fresh(file, &fresh);
}

#[test]
fn emacs() {
    let mut text = EMACS_BEGIN.to_owned();
    for (list, about) in LISTS {
        let name = match list {
            "targets" => "writable-variables",
            "metrics" => "readable-variables",
            other => other,
        };
        let quoted = names(list).into_iter().map(|name| format!("\"{name}\""));
        let lines = wrapped("    ", quoted);
        let lines = lines.trim();
        let _ = write!(
            text,
            "(defconst autoscale-keywords-{name}\n  '({lines})\n  \"{about}\")\n\n"
        );
    }
    text.push_str(EMACS_END);
    is_fresh("emacs/autoscale-keywords.el", &text);
}

const EMACS_BEGIN: &str = "\
;;; autoscale-keywords.el --- Names of Azure Batch autoscale formulas -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Generated from the catalog; do not edit.  To write it anew:
;; UPDATE_DOCS=1 cargo test -p autoscale-tests --test editors

;;; Code:

";

const EMACS_END: &str = "\
(provide 'autoscale-keywords)
;;; autoscale-keywords.el ends here
";

/// A file with every block renewed: what stands between the marks.
fn blocks(file: &str, block: impl Fn(&str) -> String) -> String {
    let present = read(file);
    let mut fresh = String::new();
    let mut found = Vec::new();
    let mut lines = present.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(fresh, "{line}");
        let Some(list) = marked(line) else { continue };
        found.push(list);
        fresh.push_str(&block(list));
        let end = lines.find(|line| line.contains(END));
        let _ = writeln!(fresh, "{}", end.expect("the end of a block"));
    }
    all_are_there(file, found);
    fresh
}

/// The list that a line announces.
fn marked(line: &str) -> Option<&str> {
    line.split_once(BEGIN).map(|(_, list)| list)
}

fn all_are_there(file: &str, found: Vec<&str>) {
    for (list, _) in LISTS {
        assert!(found.contains(&list), "editors/{file} has no {list}");
    }
}

/// Words on lines of a fair length, each with `indent`.
fn wrapped(indent: &str, words: impl Iterator<Item = String>) -> String {
    let mut lines = String::new();
    let mut length = WIDTH;
    for word in words {
        if length + 1 + word.len() > WIDTH {
            let _ = write!(lines, "\n{indent}{word}");
            length = indent.len() + word.len();
        } else {
            let _ = write!(lines, " {word}");
            length += 1 + word.len();
        }
    }
    format!("{}\n", lines.trim_start_matches('\n'))
}
