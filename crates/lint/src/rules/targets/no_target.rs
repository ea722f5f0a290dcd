//! AS301: a formula that sizes nothing.

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span, quoted, rule};
use autoscale_catalog::{VariableKind, variable};
use autoscale_check::nearest;
use autoscale_syntax::{ExprKind, StatementKind};

use crate::context::{Context, Lint};
use crate::rules::hidden::hides_statements;

rule! {
    /// ## What it does
    /// Finds formulas that assign neither `$TargetDedicatedNodes` nor
    /// `$TargetLowPriorityNodes`.
    ///
    /// ## Why it matters
    /// The service takes such a formula, evaluates it without an error at every
    /// interval, and never changes the pool. Mostly the name is misspelt: a name
    /// without its `$`, or with another letter case, makes a variable of the
    /// formula's own.
    ///
    /// ## Example
    /// ```autoscale
    /// TargetDedicatedNodes = 5;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = 5;
    /// ```
    ///
    /// ## Evidence
    /// A recorded evaluation of Azure/azure-sdk-for-net assigns a variable of its
    /// own only; its results keep the pool's targets.
    pub(super) static NO_TARGET = ("AS301", "no-target", Warning, label "no target is assigned", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &NO_TARGET,
    check,
};

/// What a misspelt name may have meant.
const TARGETS: [&str; 4] = [
    "$TargetDedicatedNodes",
    "$TargetLowPriorityNodes",
    "$TargetDedicated",
    "$TargetLowPriority",
];

/// The most names that are looked at: a formula has 100 statements at most.
const MOST_NAMES: usize = 100;

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let assigned = || cx.tree.statements().iter().filter_map(|it| target(it.kind));
    let Some(first) = cx.tree.statements().first() else {
        return;
    };
    if assigned().any(|name| is_target(cx.at(name))) || hides_statements(cx) {
        return;
    }
    let meant = |name: Span| Some((name, meant(cx.at(name))?));
    report.push(match assigned().take(MOST_NAMES).find_map(meant) {
        Some((name, meant)) => misspelt(cx, name, meant),
        None => Diagnostic::new(
            &NO_TARGET,
            first.span,
            "the formula assigns no target, so the pool keeps its size",
        )
        .with_help("assign `$TargetDedicatedNodes` or `$TargetLowPriorityNodes`"),
    });
}

fn misspelt(cx: &Context<'_>, name: Span, meant: &str) -> Diagnostic {
    let text = cx.at(name);
    let reads = cx
        .tree
        .exprs()
        .iter()
        .filter(|expr| matches!(expr.kind, ExprKind::Name) && cx.at(expr.span) == text);
    let writes = cx.tree.statements().iter().filter_map(|it| target(it.kind));
    let writes = writes.filter(|name| cx.at(*name) == text);
    let mut places: Vec<Span> = reads.map(|expr| expr.span).chain(writes).collect();
    places.sort_unstable();
    // `x -= 1` is understood as an assignment that reads the same `x`.
    places.dedup();
    let edits = places.into_iter().map(|span| Edit {
        span,
        text: meant.to_owned(),
    });
    let message = format!(
        "{} is a variable of the formula's own: no target is assigned",
        quoted(text)
    );
    Diagnostic::new(&NO_TARGET, name, message)
        .with_label("not a target")
        .with_help(format!("did you mean `{meant}`?"))
        .with_fix(Fix {
            applicability: Applicability::Unsafe,
            edits: edits.collect(),
        })
}

/// The name that a statement assigns.
const fn target(kind: StatementKind) -> Option<Span> {
    match kind {
        StatementKind::Assign { target, .. } => Some(target),
        StatementKind::Expr(_) | StatementKind::Error => None,
    }
}

fn is_target(name: &str) -> bool {
    let kind = variable(name).map(|variable| variable.kind);
    matches!(kind, Some(VariableKind::Target(_)))
}

fn meant(name: &str) -> Option<&'static str> {
    if variable(name).is_some() {
        return None;
    }
    match name.trim_start_matches('$').to_ascii_lowercase().as_str() {
        // A template whose author forgot to put the name in.
        "target_name" | "target" | "targetnodes" | "target_nodes" => Some("$TargetDedicatedNodes"),
        _ => nearest(name, TARGETS),
    }
}
