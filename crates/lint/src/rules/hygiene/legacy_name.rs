//! AS511: an old name of a service variable.

use std::collections::{BTreeMap, BTreeSet};

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span, rule};
use autoscale_catalog::profile::{Case, LegacyNames};
use autoscale_catalog::{Status, variable};
use autoscale_syntax::{StatementKind, Token};

use crate::context::Context;

rule! {
    /// ## What it does
    /// Finds the names that service variables had before 2017: the aliases
    /// `$TargetDedicated` and `$TargetLowPriority`, and `$CurrentDedicated` and
    /// `$TVMDeallocationOption`, which the documentation has dropped.
    ///
    /// ## Why it matters
    /// The aliases still work, but where a formula sets both names the alias
    /// loses whatever the order, and results print the full name. Whether the
    /// service still knows the other names is not documented.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicated = min(10, max(0, $PendingTasks.GetSample(1)));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = min(10, max(0, $PendingTasks.GetSample(1)));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The documentation names the aliases since 2017; the article of
    /// 2015-07-21 has the others. Profile setting `legacy-names`.
    pub(super) static LEGACY_NAME = ("AS511", "legacy-name", Info, label "an old name", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let places = places(cx);
    if places.is_empty() {
        return;
    }
    let assigned = assigned(cx);
    for (old, places) in places {
        let (name, legacy) = match variable(old).map(|variable| variable.status) {
            Some(Status::Alias { name }) => (name, false),
            Some(Status::Legacy { name }) => (name, true),
            _ => continue,
        };
        // An undefined symbol, which has been reported, or a rule of its own.
        let refused = legacy && cx.profile().legacy_names == LegacyNames::Error;
        let both = assigned.contains(old) && assigned.contains(name);
        let Some(&first) = places.first() else {
            continue;
        };
        if refused || is_retired(name) || both {
            continue;
        }
        let message = format!("`{old}` is an old name of `{name}`");
        let finding = Diagnostic::new(&LEGACY_NAME, first, message)
            .with_help(format!("write `{name}`"))
            .with_fix(renamed(cx, &places, name));
        report.push(if legacy {
            finding.with_setting("legacy-names")
        } else {
            finding
        });
    }
}

/// Where the formula has which names of service variables that are not those
/// of today.
fn places<'a>(cx: &Context<'a>) -> BTreeMap<&'a str, Vec<Span>> {
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for &(token, span) in cx.tree.tokens() {
        if token != Token::Ident {
            continue;
        }
        let written = cx.at(span);
        if !written.starts_with('$') {
            continue;
        }
        let status = variable(written).map(|variable| variable.status);
        if let Some(Status::Alias { .. } | Status::Legacy { .. }) = status {
            places.entry(written).or_default().push(span);
        }
    }
    places
}

/// All at once: of a target that has one name here and the other there, the
/// alias loses.
fn renamed(cx: &Context<'_>, places: &[Span], name: &str) -> Fix {
    let edit = |&span: &Span| Edit {
        span,
        text: name.to_owned(),
    };
    // Where case does not matter, the name may stand elsewhere in another case.
    let applicability = match cx.profile().case {
        Case::Sensitive => Applicability::Safe,
        Case::Insensitive => Applicability::Unsafe,
    };
    Fix {
        applicability,
        edits: places.iter().map(edit).collect(),
    }
}

fn is_retired(name: &str) -> bool {
    let status = variable(name).map(|variable| variable.status);
    matches!(status, Some(Status::Retired { .. }))
}

/// The names that statements assign.
fn assigned<'a>(cx: &Context<'a>) -> BTreeSet<&'a str> {
    let statements = cx.tree.statements().iter();
    let names = statements.filter_map(|statement| match statement.kind {
        StatementKind::Assign { target, .. } => Some(cx.at(target)),
        StatementKind::Expr(_) | StatementKind::Error => None,
    });
    names.collect()
}
