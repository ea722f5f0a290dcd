//! What a host that fills in `$name` does to the names of a formula.

use std::collections::HashSet;

use autoscale_base::Span;

use super::targets::is_assignment;
use super::text::Text;
use crate::{HostFault, SourceMap};

/// The faults of a formula in a text. `is_set` tells the names that the host
/// file sets itself: those are meant to be filled in.
pub(crate) fn faults(
    text: &Text,
    formula: &SourceMap,
    is_set: impl Fn(&str) -> bool,
) -> Vec<HostFault> {
    let mut faults = Vec::new();
    if text.expands
        && let Some(span) = replaced(formula, is_set)
    {
        faults.push(HostFault::Replaced(span));
    }
    faults.extend(text.unfilled.map(HostFault::NotReplaced));
    faults
}

/// The first placeholder that looks like a name of the formula: a variable of
/// the service, or one that the formula assigns.
fn replaced(formula: &SourceMap, is_set: impl Fn(&str) -> bool) -> Option<Span> {
    let source = formula.text();
    let assigned = assigned_names(source);
    let looks_own = |hole: &&Span| {
        let Some(name) = hole.text(source).strip_prefix('$') else {
            return false;
        };
        if name == "$" {
            let behind = source.get(hole.end as usize..).unwrap_or_default();
            return behind.starts_with(|c: char| c.is_ascii_alphabetic());
        }
        // Braces are of the host: who writes them means its own variable.
        autoscale_catalog::variable(&format!("${name}")).is_some()
            || assigned.contains(name) && !is_set(name)
    };
    let hole = formula.holes().iter().find(looks_own)?;
    Some(formula.to_host(*hole))
}

/// The names, without `$`, that a formula assigns.
fn assigned_names(formula: &str) -> HashSet<&str> {
    let mut names = HashSet::new();
    for (at, _) in formula.match_indices('$') {
        let rest = formula.get(at + 1..).unwrap_or_default();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        if let Some((name, rest)) = end.and_then(|end| rest.split_at_checked(end))
            && !name.is_empty()
            && is_assignment(rest)
        {
            names.insert(name);
        }
    }
    names
}
