//! What the literals of all hosts are made of.

use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_oneof};
use proptest::sample::select;

/// Pieces of formulas, and characters that some host writes in another way.
pub(crate) const FORMULA: &[&str] = &[
    "$TargetDedicatedNodes = min(25, tasks);",
    "$NodeDeallocationOption = taskcompletion;",
    "w = TimeInterval_Minute * 5;",
    "$PendingTasks.GetSamplePercent(w) < 70 ? 1 : 2",
    "avg($PendingTasks.GetSample(w))",
    "time().hour >= 8 && time().hour < 18",
    "// up to a minute",
    "$a",
    "x",
    " ",
    "  ",
    "=",
    ";",
    "é",
    "\u{1F600}",
    "\u{a0}",
];

/// Up to 12 pieces of formulas and of `others`, one behind the other; every
/// text has a formula in it.
pub(crate) fn body(others: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(FORMULA), select(others)];
    (vec(piece.clone(), 0..6), vec(piece, 0..6)).prop_map(|(before, after)| {
        let (before, after) = (before.concat(), after.concat());
        format!("{before}$TargetDedicatedNodes = 1;{after}")
    })
}
