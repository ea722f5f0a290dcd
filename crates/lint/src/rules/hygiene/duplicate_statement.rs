//! AS505: a statement that has been there already.

use std::collections::BTreeMap;
use std::ops::Range;

use autoscale_base::{Diagnostic, Fix, rule};
use autoscale_catalog::Function;
use autoscale_check::{ExprKind, StatementKind, Type};

use crate::context::Context;
use crate::facts::root;

use super::statements::{are_alike, removal};

rule! {
    /// ## What it does
    /// Finds assignments that repeat an earlier one although nothing that they
    /// depend on has changed since, and expressions that stand there twice in a
    /// row. `n = n + 1` twice is no repetition, nor is anything with `rand()`.
    ///
    /// ## Why it matters
    /// One of the two is left over from an edit. When only one of them is
    /// changed later, it may be the wrong one.
    ///
    /// ## Example
    /// ```autoscale
    /// $limit = 10;
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $limit = 10;
    /// $TargetDedicatedNodes = min($limit, $tasks);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $limit = 10;
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $TargetDedicatedNodes = min($limit, $tasks);
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// All of an evaluation sees the same samples and the same time.
    pub(super) static DUPLICATE_STATEMENT = ("AS505", "duplicate-statement", Warning, label "once more", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let parts = parts(cx);
    // By name, the assignment that holds.
    let mut holds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut before = None;
    for (index, statement) in cx.hir.statements().iter().enumerate() {
        let earlier = match statement.kind {
            StatementKind::Assign { var, .. } => {
                before = None;
                let var = cx.hir.vars().get(var.index());
                var.and_then(|var| holds.insert(&var.name, index))
            }
            StatementKind::Expr(value) if cx.hir.expr(value).ty != Type::Never => {
                before.replace(index)
            }
            StatementKind::Expr(_) | StatementKind::Error => None,
        };
        if let Some(earlier) = earlier
            && are_alike(cx, earlier, index)
            && mean_the_same(cx, &parts, earlier, index)
        {
            report.extend(finding(cx, earlier, index));
        }
    }
}

/// The expressions of each statement, as a range of the arena.
fn parts(cx: &Context<'_>) -> Vec<Range<usize>> {
    let mut done = 0;
    let statements = cx.hir.statements().iter();
    let parts = statements.map(|statement| {
        let end = root(statement.kind).map_or(done, |root| root.index() + 1);
        std::mem::replace(&mut done, end)..end
    });
    parts.collect()
}

/// Statements that are written alike mean the same when they read the same
/// versions of their variables.
fn mean_the_same(cx: &Context<'_>, parts: &[Range<usize>], one: usize, other: usize) -> bool {
    let exprs = |statement: usize| {
        let range = parts.get(statement).cloned().unwrap_or_default();
        cx.hir.exprs().get(range).unwrap_or_default()
    };
    let (one, other) = (exprs(one), exprs(other));
    one.len() == other.len()
        && one.iter().zip(other).all(|(a, b)| match (a.kind, b.kind) {
            (ExprKind::Read(a), ExprKind::Read(b)) => a == b,
            (ExprKind::Error, _) => false,
            (ExprKind::Call { function, .. }, _) => function != Function::Rand,
            _ => true,
        })
}

fn finding(cx: &Context<'_>, earlier: usize, index: usize) -> Option<Diagnostic> {
    let statements = cx.hir.statements();
    let (earlier, again) = (statements.get(earlier)?, statements.get(index)?);
    let finding = Diagnostic::new(
        &DUPLICATE_STATEMENT,
        again.span,
        "the same statement stands above, and nothing has changed since",
    )
    .with_related(earlier.span, "first here")
    .with_help("remove it");
    Some(match removal(cx, index..=index) {
        Some(span) => finding.with_fix(Fix::safe(span, "")),
        None => finding,
    })
}
