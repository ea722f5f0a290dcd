//! What the formula did not use under the snapshot, to be shown faintly.

use autoscale_base::Span;
use autoscale_syntax::ExprKind;

use crate::Subject;

/// The arms of ternaries that were not taken, in text order, those within
/// another left out; none without a snapshot.
#[must_use]
pub fn faded_arms(subject: &Subject<'_>) -> Vec<Span> {
    let Some(evaluation) = subject.run else {
        return Vec::new();
    };
    let tree = &subject.analysis.tree;
    let arms = evaluation.arms().iter().filter_map(|(ternary, first)| {
        let ExprKind::Ternary {
            then, otherwise, ..
        } = tree.expr(*ternary).kind
        else {
            return None;
        };
        let dead = if *first { otherwise } else { then };
        Some(tree.expr(dead).span)
    });
    let mut arms: Vec<Span> = arms.collect();
    arms.sort_by_key(|arm| (arm.start, std::cmp::Reverse(arm.end)));
    arms.dedup_by(|inner, outer| outer.contains(*inner));
    arms
}
