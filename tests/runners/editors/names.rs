//! The lists of names that editors colour, from the catalog.

use autoscale_catalog::{Builtin, VariableKind, builtins};

/// Every list: what files call it, and what it says in Emacs.
pub(crate) const LISTS: [(&str, &str); 7] = [
    ("targets", "Service variables that a formula may assign."),
    ("metrics", "Service variables that a formula may only read."),
    ("functions", "Functions."),
    ("methods", "Methods of metrics."),
    ("members", "Members of timestamps."),
    ("constants", "Lengths of time."),
    ("options", "Values of `$NodeDeallocationOption'."),
];

/// The names of a list in the order of the catalog. `names` is all that can
/// stand for a value.
pub(crate) fn names(list: &str) -> Vec<&'static str> {
    if list == "names" {
        let lists = ["targets", "metrics", "constants", "options"];
        return lists.into_iter().flat_map(names).collect();
    }
    let found: Vec<_> = builtins()
        .filter(|builtin| list_of(*builtin) == list)
        .map(Builtin::name)
        .collect();
    assert!(!found.is_empty(), "there is no list of {list}");
    found
}

const fn list_of(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::Variable(variable) => match variable.kind {
            VariableKind::Metric { .. } => "metrics",
            VariableKind::Target(_) | VariableKind::DeallocationOption => "targets",
        },
        Builtin::Function(_) => "functions",
        Builtin::Method(_) => "methods",
        Builtin::Member(_) => "members",
        Builtin::Constant(_) => "constants",
        Builtin::Option(_) => "options",
    }
}
