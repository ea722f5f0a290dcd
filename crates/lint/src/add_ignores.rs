//! Writes comments that ignore what is found, so that a rule can be taken up
//! before all old formulas are mended.

use std::collections::{BTreeMap, BTreeSet};

use autoscale_base::{Edit, LineIndex, Rule, Span};
use autoscale_embed::Formula;
use autoscale_syntax::Tree;

use crate::levels::is_syntax;
use crate::rules::UNUSED_SUPPRESSION;
use crate::suppress::{lists_by_line, statement_line};
use crate::{FileAnalysis, Finding};

/// A file with comments that ignore what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The new text.
    pub text: String,
    /// How many findings are ignored now.
    pub ignored: usize,
}

/// Writes comments into `text` that ignore the findings of `analysis`, which
/// is of `text`. `None` when there is none that a comment can ignore: mistakes
/// of syntax, findings outside of formulas, and those where the host file has
/// no room for a comment stay.
#[must_use]
pub fn add_ignores(text: &str, analysis: &FileAnalysis) -> Option<Ignored> {
    let mut ignored = 0;
    let mut edits = Vec::new();
    for of_formula in &analysis.formulas {
        let formula = of_formula.formula.as_ref();
        let formula_text = formula.map_or(text, |formula| formula.source.text());
        let mut comments = Comments::new(formula_text, &of_formula.analysis.tree);
        for found in findings_in(&analysis.findings, formula) {
            let rule = found.diagnostic.rule;
            if !is_syntax(rule)
                && *rule != UNUSED_SUPPRESSION
                && let Some(place) = place_in(formula, found.diagnostic.span)
            {
                comments.add(place, rule);
            }
        }
        for (edit, findings) in comments.edits() {
            let edit = match formula {
                Some(formula) => formula.source.edit_in_host(&edit),
                None => Some(edit),
            };
            ignored += edit.as_ref().map_or(0, |_| findings);
            edits.extend(edit);
        }
    }
    edits.sort_by_key(|edit: &Edit| edit.span);
    let text = Edit::apply(text, &edits)?;
    (ignored > 0).then_some(Ignored { text, ignored })
}

/// The findings that begin inside of a formula; of a file that is one, all.
fn findings_in<'f>(findings: &'f [Finding], formula: Option<&Formula>) -> &'f [Finding] {
    let Some(formula) = formula else {
        return findings;
    };
    let start = |found: &Finding| found.diagnostic.span.start;
    let first = findings.partition_point(|found| start(found) < formula.span.start);
    let behind = findings.partition_point(|found| start(found) < formula.span.end);
    findings.get(first..behind).unwrap_or_default()
}

/// Where in the formula a range of the file begins; `None` when it does not.
fn place_in(formula: Option<&Formula>, span: Span) -> Option<u32> {
    match formula {
        None => Some(span.start),
        Some(formula) if formula.span.contains(span) => formula.source.to_formula(span.start),
        Some(_) => None,
    }
}

/// The comments to be written into a formula.
struct Comments<'t> {
    text: &'t str,
    tree: &'t Tree,
    lines: LineIndex,
    /// What is to be ignored on a line.
    by_line: BTreeMap<u32, OnLine>,
}

/// What is to be ignored on a line.
#[derive(Default)]
struct OnLine {
    codes: BTreeSet<&'static str>,
    findings: usize,
}

impl<'t> Comments<'t> {
    fn new(text: &'t str, tree: &'t Tree) -> Self {
        Self {
            text,
            tree,
            lines: LineIndex::new(text),
            by_line: BTreeMap::new(),
        }
    }

    /// Notes that a finding of `rule` at `place` is to be ignored, if there is
    /// a line of code for the comment to stand above.
    fn add(&mut self, place: u32, rule: &Rule) {
        let line =
            statement_line(self.tree, &self.lines, place).unwrap_or_else(|| self.lines.line(place));
        if self.first_token(line).is_some() {
            let on_line = self.by_line.entry(line).or_default();
            on_line.codes.insert(rule.code);
            on_line.findings += 1;
        }
    }

    /// Where the first token of `line` begins.
    fn first_token(&self, line: u32) -> Option<u32> {
        let start = self.lines.line_start(line)?;
        let tokens = self.tree.tokens();
        let first = tokens.partition_point(|(_, span)| span.start < start);
        let (_, span) = tokens.get(first)?;
        (self.lines.line(span.start) == line).then_some(span.start)
    }

    /// The comments as edits, with how many findings each ignores: a longer
    /// list where there is a comment already, otherwise a comment of its own
    /// above the line.
    fn edits(&self) -> Vec<(Edit, usize)> {
        let lists = lists_by_line(self.text, self.tree);
        let line_break = if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let edit = |(line, on_line): (&u32, &OnLine)| {
            let codes: Vec<&str> = on_line.codes.iter().copied().collect();
            let codes = codes.join(", ");
            if let Some(&end) = lists.get(line) {
                let edit = Edit {
                    span: Span::empty(end),
                    text: format!(", {codes}"),
                };
                return Some((edit, on_line.findings));
            }
            let first = self.first_token(*line)?;
            let start = self.lines.line_start(*line)?;
            let indent = Span::new(start, first).text(self.text);
            let edit = Edit {
                span: Span::empty(first),
                text: format!("// autoscale: ignore[{codes}]{line_break}{indent}"),
            };
            Some((edit, on_line.findings))
        };
        self.by_line.iter().filter_map(edit).collect()
    }
}

#[cfg(test)]
mod tests {
    use autoscale_embed::Host;

    use super::*;
    use crate::{Config, analyse_file};

    fn ignored(text: &str) -> Option<Ignored> {
        let analysis = analyse_file(text, Host::Formula, &Config::default());
        add_ignores(text, &analysis)
    }

    #[test]
    fn a_comment_above_the_statement_ignores_what_is_in_it() {
        let text = "a = 1;\r\n  b = a +\r\n    $Foo.x(Bar);\r\n";
        let new = ignored(text).unwrap();
        let again = analyse_file(&new.text, Host::Formula, &Config::default());
        assert_eq!(again.findings, []);
        assert!(
            new.text.contains("\r\n  // autoscale: ignore[AS"),
            "{}",
            new.text
        );
        assert!(ignored(&new.text).is_none());
    }

    #[test]
    fn a_list_that_is_there_gets_longer() {
        let text = "// autoscale: ignore[AS201] why\n$TargetDedicatedNodes = Foo;";
        let new = ignored(text).unwrap();
        assert!(
            new.text.starts_with("// autoscale: ignore[AS201, AS"),
            "{}",
            new.text
        );
    }

    #[test]
    fn syntax_is_not_ignored() {
        let text = "$TargetDedicatedNodes = Foo +;";
        let new = ignored(text).map_or_else(|| text.to_owned(), |new| new.text);
        assert!(!new.contains("AS0"), "{new}");
    }
}
