//! Writes comments that ignore what is found, so that a rule can be taken up
//! before all old formulas are mended.

use std::collections::{BTreeMap, BTreeSet};

use autoscale_base::{Edit, LineIndex, Rule, Span};
use autoscale_embed::Formula;
use autoscale_syntax::Tree;

use crate::levels::is_syntax;
use crate::mend::edited;
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
    /// What no comment can ignore: mistakes of syntax, findings outside of
    /// formulas, and those where the host file has no room for a comment.
    pub left: Vec<Finding>,
}

/// Writes comments into `text` that ignore the findings of `analysis`, which
/// is of `text`. `None` when there is none that a comment can ignore.
#[must_use]
pub fn add_ignores(text: &str, analysis: &FileAnalysis) -> Option<Ignored> {
    let mut left: Vec<&Finding> = analysis.findings.iter().collect();
    let mut edits = Vec::new();
    for of_formula in &analysis.formulas {
        let formula = of_formula.formula.as_ref();
        let formula_text = formula.map_or(text, |formula| formula.source.text());
        let mut comments = Comments::new(formula_text, &of_formula.analysis.tree);
        left.retain(|found| {
            let diagnostic = &found.diagnostic;
            let place = place_in(formula, diagnostic.span);
            let can = !is_syntax(diagnostic.rule) && *diagnostic.rule != UNUSED_SUPPRESSION;
            !(can && place.is_some_and(|place| comments.add(place, diagnostic.rule)))
        });
        let new = comments.edits();
        let in_host = |edit: &Edit| match formula {
            Some(formula) => formula.source.edit_in_host(edit),
            None => Some(edit.clone()),
        };
        edits.extend(new.iter().filter_map(in_host));
    }
    edits.sort_by_key(|edit: &Edit| edit.span);
    let new = edited(text, edits.iter())?;
    let ignored = analysis.findings.len() - left.len();
    (ignored > 0).then(|| Ignored {
        text: new,
        ignored,
        left: left.into_iter().cloned().collect(),
    })
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
    /// The codes to be ignored on a line.
    by_line: BTreeMap<u32, BTreeSet<&'static str>>,
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

    /// Notes that findings of `rule` at `place` are to be ignored. False when
    /// there is no line of code for the comment to stand above.
    fn add(&mut self, place: u32, rule: &Rule) -> bool {
        let line =
            statement_line(self.tree, &self.lines, place).unwrap_or_else(|| self.lines.line(place));
        let has_code = self.first_token(line).is_some();
        if has_code {
            self.by_line.entry(line).or_default().insert(rule.code);
        }
        has_code
    }

    /// Where the first token of `line` begins.
    fn first_token(&self, line: u32) -> Option<u32> {
        let start = self.lines.line_start(line)?;
        let tokens = self.tree.tokens();
        let first = tokens.partition_point(|(_, span)| span.start < start);
        let (_, span) = tokens.get(first)?;
        (self.lines.line(span.start) == line).then_some(span.start)
    }

    /// The comments as edits: a longer list where there is a comment already,
    /// otherwise a comment of its own above the line.
    fn edits(&self) -> Vec<Edit> {
        let lists = lists_by_line(self.text, self.tree);
        let line_break = if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let edit = |(line, codes): (&u32, &BTreeSet<&str>)| {
            let codes: Vec<&str> = codes.iter().copied().collect();
            let codes = codes.join(", ");
            if let Some(&end) = lists.get(line) {
                return Some(Edit {
                    span: Span::empty(end),
                    text: format!(", {codes}"),
                });
            }
            let first = self.first_token(*line)?;
            let start = self.lines.line_start(*line)?;
            let indent = Span::new(start, first).text(self.text);
            Some(Edit {
                span: Span::empty(first),
                text: format!("// autoscale: ignore[{codes}]{line_break}{indent}"),
            })
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
        assert_eq!(new.left, []);
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
        let new = ignored("$TargetDedicatedNodes = Foo +;").map(|new| new.left.len());
        assert_ne!(new, Some(0));
    }
}
