//! One rule a file, a folder a family.

mod comparison;
mod duration_limits;
mod hidden;
mod host;
mod hygiene;
mod pool;
mod printed;
mod reads;
mod sampling;
mod targets;
mod time;
mod written;

use autoscale_base::Rule;

use crate::context::{HostLint, Lint, PoolLint};

pub(crate) use host::{HOST_INTERPOLATION, UNREADABLE_HOST, tells_of};
pub(crate) use hygiene::UNUSED_SUPPRESSION;

/// The rules about formulas.
pub(crate) static LINTS: &[&[Lint]] =
    &[sampling::LINTS, targets::LINTS, time::LINTS, hygiene::LINTS];

/// The rules about what stands around formulas.
pub(crate) static HOST_LINTS: &[HostLint] = host::LINTS;

/// The rules about definitions of pools.
pub(crate) static POOL_LINTS: &[PoolLint] = pool::LINTS;

/// The rules that are raised beside the analysis of a formula: about files,
/// and about comments that ignore findings.
static OTHERS: &[&Rule] = &[&UNREADABLE_HOST, &UNUSED_SUPPRESSION];

/// Every rule there is, by code.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let below = autoscale_syntax::RULES.iter().chain(autoscale_check::RULES);
    let ours = LINTS.iter().copied().flatten().map(|lint| lint.rule);
    let host = HOST_LINTS.iter().map(|lint| lint.rule);
    let mut rules: Vec<&Rule> = below.chain(OTHERS).copied().collect();
    let pool = POOL_LINTS.iter().map(|lint| lint.rule);
    rules.extend(ours.chain(host).chain(pool));
    rules.sort_by_key(|rule| rule.code);
    rules.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_rules_documented() {
        let rules: Vec<&Rule> = rules().collect();
        assert!(rules.is_sorted_by(|a, b| a.code < b.code));
        let headings = [
            "What it does",
            "Why it matters",
            "Example",
            "Use instead",
            "Evidence",
        ];
        for rule in rules {
            for heading in headings {
                let heading = format!("## {heading}\n");
                assert!(rule.docs.contains(&heading), "{} {heading}", rule.code);
            }
        }
    }
}
