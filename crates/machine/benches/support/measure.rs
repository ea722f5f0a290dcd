//! Times that one can trust on a machine with company: two ways taken in turn,
//! and the medians of many rounds.

#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark prints, and may panic"
)]

use std::time::{Duration, Instant};

/// Runs both ways in turn and prints the medians of each and of their ratio,
/// in nanoseconds a call.
pub(crate) fn compare(
    name: &str,
    aim: &str,
    mut ours: impl FnMut() -> Duration,
    mut theirs: impl FnMut() -> Duration,
    calls: usize,
) {
    let mut rounds: Vec<(f64, f64)> = (0..301)
        .map(|_| {
            let per_call = |total: Duration| total.as_nanos() as f64 / calls as f64;
            (per_call(ours()), per_call(theirs()))
        })
        .collect();
    let mut median = |key: fn(&(f64, f64)) -> f64| {
        rounds.sort_by(|a, b| key(a).total_cmp(&key(b)));
        key(&rounds[rounds.len() / 2])
    };
    let (a, b) = (median(|it| it.0), median(|it| it.1));
    let ratio = median(|it| it.0 / it.1);
    println!("{name:<44} {a:>10.1} ns {b:>10.1} ns  ratio {ratio:>6.2}  ({aim})");
}

/// The time of one call.
pub(crate) fn timed<R>(call: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    std::hint::black_box(call());
    start.elapsed()
}
