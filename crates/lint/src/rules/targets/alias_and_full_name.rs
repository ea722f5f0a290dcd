//! AS302: one target under two names.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted, rule};
use autoscale_catalog::{Status, variable};
use autoscale_syntax::{Statement, StatementKind};

use crate::context::{Context, Lint};

rule! {
    /// ## What it does
    /// Finds formulas that assign a target under its full name and under its
    /// alias: `$TargetDedicatedNodes` and `$TargetDedicated`, or
    /// `$TargetLowPriorityNodes` and `$TargetLowPriority`.
    ///
    /// ## Why it matters
    /// The two are one target. The value of the full name wins wherever the two
    /// stand, so the other assignment does nothing, whoever thought that it caps
    /// or replaces the first.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = 10;
    /// $TargetDedicated = 5;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = 5;
    /// ```
    ///
    /// ## Evidence
    /// The service's documentation: "If both the fully named variable and its
    /// alias are set by the formula, the value assigned to the fully named
    /// variable will take precedence." MicrosoftDocs/azure-docs#13456 asks what
    /// the two are.
    pub(super) static ALIAS_AND_FULL_NAME = ("AS302", "alias-and-full-name", Warning, label "has no effect", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &ALIAS_AND_FULL_NAME,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let mut full = Vec::new();
    let mut aliases = Vec::new();
    for statement in cx.tree.statements() {
        if let StatementKind::Assign { target, .. } = statement.kind
            && let Some(variable) = variable(cx.at(target))
        {
            match variable.status {
                Status::Alias { name } => aliases.push((name, target, statement)),
                _ => full.push((variable.name, target)),
            }
        }
    }
    for (name, alias, statement) in aliases {
        if let Some((_, full)) = full.iter().find(|(full, _)| *full == name) {
            report.push(finding(cx, alias, statement, *full));
        }
    }
}

fn finding(cx: &Context<'_>, alias: Span, statement: &Statement, full: Span) -> Diagnostic {
    let message = format!(
        "{} has no effect, because {} is assigned as well",
        quoted(cx.at(alias)),
        quoted(cx.at(full))
    );
    Diagnostic::new(&ALIAS_AND_FULL_NAME, alias, message)
        .with_related(full, "the same target under its full name")
        .with_help("keep one of the two assignments")
        .with_fix(Fix::one(
            Applicability::Unsafe,
            whole(cx, statement),
            String::new(),
        ))
}

/// The statement with its semicolon and the line break behind it.
fn whole(cx: &Context<'_>, statement: &Statement) -> Span {
    let end = statement.semicolon.unwrap_or(statement.span).end;
    let behind = cx.text.get(end as usize..).unwrap_or_default();
    let blank = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
    let rest = behind.get(blank..).unwrap_or_default();
    let gap = if rest.starts_with('\n') { blank + 1 } else { 0 };
    Span::new(statement.span.start, end + u32::try_from(gap).unwrap_or(0))
}
