//! Did you mean: the known name that a misspelt one is nearest to.

/// The candidate that differs from `name` by case or a leading `$` only, or
/// else by the fewest typing mistakes, at most one in three characters.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = fold(name);
    let most = folded.chars().count().div_ceil(3).min(3);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let distance = strsim::damerau_levenshtein(&folded, &fold(candidate));
            (distance <= most && candidate != name).then_some((distance, candidate))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

fn fold(name: &str) -> String {
    name.trim_start_matches('$').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_case_dollar_and_typing_mistakes() {
        let names = ["$PendingTasks", "$ActiveTasks", "$TaskSlotsPerNode", "avg"];
        assert_eq!(nearest("$pendingTasks", names), Some("$PendingTasks"));
        assert_eq!(nearest("PendingTasks", names), Some("$PendingTasks"));
        assert_eq!(nearest("$PendingTask", names), Some("$PendingTasks"));
        assert_eq!(nearest("agv", names), Some("avg"));
        assert_eq!(nearest("$IdleNodes", names), None);
        assert_eq!(nearest("x", names), None);
    }
}
