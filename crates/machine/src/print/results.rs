//! The results string: `name=value` joined by `;`, the three service variables
//! first, then the formula's own variables in order of their names.

use autoscale_catalog::profile::{Collation, Profile};
use autoscale_catalog::{DeallocationOption, Target};

use super::{number, value};
use crate::Value;

/// The results string of a run. The variables must be in the order of
/// [`sort_variables`].
pub(crate) fn results(
    dedicated: f64,
    low_priority: f64,
    option: DeallocationOption,
    variables: &[(String, Value)],
    profile: &Profile,
) -> String {
    let mut out = String::with_capacity(128);
    for (target, nodes) in [
        (Target::Dedicated, dedicated),
        (Target::LowPriority, low_priority),
    ] {
        out.push_str(target.name());
        out.push('=');
        number(&mut out, nodes, profile);
        out.push(';');
    }
    out.push_str("$NodeDeallocationOption=");
    out.push_str(option.name());
    for (name, of) in variables {
        out.push(';');
        out.push_str(name);
        out.push('=');
        value(&mut out, of, profile);
    }
    out
}

/// Sorts variables by name: recorded results show that `$` comes before
/// letters, which leaves open whether case counts; profile: `collation`.
pub(crate) fn sort_variables(variables: &mut [(String, Value)], profile: &Profile) {
    match profile.collation {
        Collation::Ordinal => variables.sort_unstable_by(|(a, _), (b, _)| a.cmp(b)),
        Collation::IgnoreCase => variables.sort_unstable_by(|(a, _), (b, _)| {
            let lower = |name: &str| name.to_ascii_lowercase();
            lower(a).cmp(&lower(b)).then_with(|| a.cmp(b))
        }),
    }
}
