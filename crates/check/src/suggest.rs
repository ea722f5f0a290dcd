//! Did you mean: the known name that a misspelt one is nearest to.

/// Longer names are compared by case and `$` only: what typing mistakes two
/// names differ by takes the product of their lengths to find out.
const LONGEST: usize = 64;

/// The candidate that differs from `name` by case or a leading `$` only, or
/// else by the fewest typing mistakes, at most one in three characters.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let bare_name = bare(name);
    let length = bare_name.chars().count();
    let most = if length > LONGEST {
        0
    } else {
        length.div_ceil(3).min(3)
    };
    let folded = bare_name.to_ascii_lowercase();
    let distance = |candidate: &str| {
        let candidate = bare(candidate);
        if candidate.eq_ignore_ascii_case(bare_name) {
            return Some(0);
        }
        if candidate.chars().count().abs_diff(length) > most {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&folded, &candidate.to_ascii_lowercase());
        (distance <= most).then_some(distance)
    };
    candidates
        .into_iter()
        .filter(|&candidate| candidate != name)
        .filter_map(|candidate| Some((distance(candidate)?, candidate)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

fn bare(name: &str) -> &str {
    name.trim_start_matches('$')
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

    #[test]
    fn long_names_are_compared_by_case_and_dollar_only() {
        let long = "a".repeat(1 << 20);
        let (upper, other) = (format!("${}", "A".repeat(1 << 20)), format!("{long}b"));
        assert_eq!(nearest(&long, [upper.as_str()]), Some(upper.as_str()));
        assert_eq!(nearest(&long, [other.as_str()]), None);
    }
}
