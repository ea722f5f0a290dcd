//! Where a variable got the value that is read.

use autoscale_base::Span;
use autoscale_syntax::StatementKind;

use crate::Subject;
use crate::words::{Access, Key, Word, word_at, words};

/// The assignment that a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The name that was asked about.
    pub name: Span,
    /// The name in the assignment.
    pub target: Span,
    /// The whole assignment, without its `;`.
    pub statement: Span,
}

/// The assignment whose value is read at `offset`. A name without a value leads
/// to the first place that would give it one. `None` for builtins, and for a
/// target that has its value from the pool.
#[must_use]
pub fn definition(subject: &Subject<'_>, offset: u32) -> Option<Definition> {
    let words = words(subject);
    let word = word_at(&words, offset)?;
    let statements = subject.analysis.tree.statements();
    let statement = match word.version() {
        Some(version) => {
            let version = subject.analysis.hir.vars().get(version.index())?;
            statements.get(version.assigned_by?)?
        }
        None => {
            let target = first_assignment(subject, &words, word)?;
            let index = statements.partition_point(|statement| statement.span.end <= target.start);
            statements.get(index)?
        }
    };
    match statement.kind {
        StatementKind::Assign { target, .. } => Some(Definition {
            name: word.span,
            target,
            statement: statement.span,
        }),
        _ => None,
    }
}

fn first_assignment(subject: &Subject<'_>, words: &[Word<'_>], word: &Word<'_>) -> Option<Span> {
    let key = word.key(subject.profile);
    let key = key.filter(|key| matches!(key, Key::Own(_)))?;
    let mut writes = words.iter().filter(|word| word.access == Access::Write);
    let first = writes.find(|word| word.key(subject.profile).as_ref() == Some(&key));
    first.map(|word| word.span)
}
