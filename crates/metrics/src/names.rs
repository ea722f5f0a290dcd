//! The names that files give to metrics.

use autoscale_catalog::{Metric, VARIABLES, VariableKind, variable};

use crate::json::excerpt;

/// Why a name names no metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownMetric {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// The metric of that name, with its `$` or without, of today, legacy or
/// retired.
pub(crate) fn metric_named(name: &str) -> Result<Metric, UnknownMetric> {
    let found = match name.strip_prefix('$') {
        Some(_) => variable(name),
        None => variable(&format!("${name}")),
    };
    match found.map(|variable| variable.kind) {
        Some(VariableKind::Metric { metric, .. }) => Ok(metric),
        Some(VariableKind::Target(_)) => Err(UnknownMetric {
            message: format!("`{name}` is a target of the pool, not a metric"),
            help: "write `targetDedicatedNodes` or `targetLowPriorityNodes` under `pool`".into(),
        }),
        Some(VariableKind::DeallocationOption) => Err(UnknownMetric {
            message: format!("`{name}` is not a metric"),
            help: "leave it out: a formula starts with `requeue`".into(),
        }),
        None => Err(UnknownMetric {
            message: format!("unknown metric `{}`", excerpt(name)),
            help: match nearest(name, metric_names()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "the metrics are the read-only service variables, such as \
                    `$PendingTasks`"
                    .into(),
            },
        }),
    }
}

/// The names of all metrics with their `$`.
pub(crate) fn metric_names() -> impl Iterator<Item = &'static str> {
    let is_metric = |kind| matches!(kind, VariableKind::Metric { .. });
    let metrics = VARIABLES
        .iter()
        .filter(move |variable| is_metric(variable.kind));
    metrics.map(|variable| variable.name)
}

/// The candidate that is nearest to a misspelt name: at most one typing mistake
/// in three characters, or another case.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    /// Longer texts are no typing mistakes, and would take long to compare.
    const LONGEST: usize = 64;
    if name.len() > LONGEST {
        return None;
    }
    let fold = |name: &str| name.trim_start_matches('$').to_lowercase();
    let folded = fold(name);
    candidates
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&folded, &fold(candidate)),
                candidate,
            )
        })
        .filter(|&(distance, _)| distance <= folded.chars().count().div_ceil(3).min(3))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Result<Metric, String> {
        metric_named(name).map_err(|error| format!("{}; {}", error.message, error.help))
    }

    #[test]
    fn takes_every_name_that_a_formula_may_use() {
        assert_eq!(found("$PendingTasks"), Ok(Metric::PendingTasks));
        assert_eq!(found("PendingTasks"), Ok(Metric::PendingTasks));
        assert_eq!(
            found("$CurrentDedicated"),
            Ok(Metric::CurrentDedicatedNodes)
        );
        assert_eq!(found("SampleTVMCount"), Ok(Metric::SampleNodeCount));
        assert_eq!(found("MemoryBytes"), Ok(Metric::MemoryBytes));
    }

    #[test]
    fn says_what_else_a_name_may_be() {
        for (name, error) in [
            (
                "$pendingTasks",
                "unknown metric `$pendingTasks`; did you mean `$PendingTasks`?",
            ),
            (
                "$PendingTask",
                "unknown metric `$PendingTask`; did you mean `$PendingTasks`?",
            ),
            (
                "$TargetDedicated",
                "`$TargetDedicated` is a target of the pool, not a metric; write \
                    `targetDedicatedNodes` or `targetLowPriorityNodes` under `pool`",
            ),
        ] {
            assert_eq!(found(name), Err(error.to_owned()));
        }
        assert!(found("$$PendingTasks").is_err());
        assert!(found("").is_err());
    }
}
