//! Which findings a directive is about.
//!
//! Formatting may move a finding within its statement, but not the statement
//! away from a comment above or on its first line. So a directive that is
//! about a line is about all of every statement that begins there.

use std::collections::HashMap;

use autoscale_base::{LineIndex, Span};
use autoscale_syntax::{Statement, Tree};

use super::directive::Directive;

/// The directives of a formula by what they are about.
pub(super) struct Reach<'t> {
    tree: &'t Tree,
    lines: LineIndex,
    by_line: HashMap<u32, Vec<usize>>,
    of_file: Vec<usize>,
    /// What was found out before, so that many findings of one rule beside
    /// many directives do not cost their product. Without a line it is about
    /// the directives of the whole formula.
    known: HashMap<(Option<u32>, &'static str), Option<EntryId>>,
}

/// A directive and an entry of its list, by their numbers.
type EntryId = (usize, usize);

impl<'t> Reach<'t> {
    pub(super) fn new<'d>(
        text: &str,
        tree: &'t Tree,
        directives: impl Iterator<Item = &'d Directive>,
    ) -> Self {
        let lines = LineIndex::new(text);
        let mut by_line: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut of_file = Vec::new();
        for (index, directive) in directives.enumerate() {
            if directive.file {
                of_file.push(index);
            } else if let Some(line) = line_of(directive.span.start, tree, &lines) {
                by_line.entry(line).or_default().push(index);
            }
        }
        Self {
            tree,
            lines,
            by_line,
            of_file,
            known: HashMap::new(),
        }
    }

    /// The first directive about `place` that `entry` finds an entry of, and
    /// this entry. `rule` is the code of the rule that `entry` looks for.
    pub(super) fn first(
        &mut self,
        rule: &'static str,
        place: Option<u32>,
        entry: impl Fn(usize) -> Option<usize>,
    ) -> Option<EntryId> {
        let line = place.map(|place| self.lines.line(place));
        let of_statement = place.and_then(|place| statement_line(self.tree, &self.lines, place));
        let own = of_statement.filter(|own| Some(*own) != line);
        let mut of = |line: Option<u32>| {
            *self.known.entry((line, rule)).or_insert_with(|| {
                let directives = match line {
                    Some(line) => self.by_line.get(&line)?,
                    None => &self.of_file,
                };
                directives
                    .iter()
                    .find_map(|&index| Some((index, entry(index)?)))
            })
        };
        line.and_then(|line| of(Some(line)))
            .or_else(|| own.and_then(|line| of(Some(line))))
            .or_else(|| of(None))
    }
}

/// The first line of the statement at `place`.
pub(crate) fn statement_line(tree: &Tree, lines: &LineIndex, place: u32) -> Option<u32> {
    let statements = tree.statements();
    let behind = statements.partition_point(|statement| statement.span.start <= place);
    let statement = statements.get(behind.checked_sub(1)?)?;
    let touches = whole(statement).touches(place);
    touches.then(|| lines.line(statement.span.start))
}

/// A statement with its `;`.
fn whole(statement: &Statement) -> Span {
    let end = statement.semicolon.unwrap_or(statement.span);
    statement.span.to(end)
}

/// The line that a comment at `start` is about: its own, or the next one if it
/// stands alone and only comments stand in between.
pub(super) fn line_of(start: u32, tree: &Tree, lines: &LineIndex) -> Option<u32> {
    let own = lines.line(start);
    let tokens = tree.tokens();
    let next = tokens.partition_point(|(_, span)| span.start < start);
    let last = next.checked_sub(1).and_then(|last| tokens.get(last));
    if last.is_some_and(|(_, span)| lines.line(span.end) == own) {
        return Some(own);
    }
    let (_, next) = tokens.get(next)?;
    let line = lines.line(next.start);
    let comments = tree.comments();
    let first = comments.partition_point(|comment| comment.span.start <= start);
    let behind = comments.partition_point(|comment| comment.span.start < next.start);
    let between = u32::try_from(behind.saturating_sub(first)).unwrap_or(u32::MAX);
    (line - own == between.saturating_add(1)).then_some(line)
}
