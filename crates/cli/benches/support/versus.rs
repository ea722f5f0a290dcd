//! Two programs taken in turn, so that both see the same machine.

use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs of each that only warm the caches.
const WARM_UP: usize = 5;

/// Medians over all rounds.
pub(crate) struct Medians {
    /// Milliseconds of a run of ours.
    pub(crate) ours: f64,
    /// Milliseconds of a run of theirs.
    pub(crate) theirs: f64,
    /// Ours over theirs, of the same round.
    pub(crate) ratio: f64,
}

/// The medians of so many rounds. `None`, with a line that says so, when
/// theirs cannot be started.
pub(crate) fn versus(runs: usize, ours: &mut Command, theirs: &mut Command) -> Option<Medians> {
    for command in [&mut *ours, &mut *theirs] {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
    }
    if theirs.status().is_err() {
        let program = theirs.get_program().to_string_lossy();
        println!("SKIPPED: there is no {program} on the path; `pip install {program}` brings it");
        return None;
    }
    let rounds = (0..runs + WARM_UP).map(|_| (milliseconds(ours), milliseconds(theirs)));
    let mut rounds: Vec<(f64, f64)> = rounds.skip(WARM_UP).collect();
    let mut median = |key: fn(&(f64, f64)) -> f64| {
        rounds.sort_by(|a, b| key(a).total_cmp(&key(b)));
        rounds.get(runs / 2).map_or(f64::NAN, key)
    };
    Some(Medians {
        ours: median(|it| it.0),
        theirs: median(|it| it.1),
        ratio: median(|it| it.0 / it.1),
    })
}

/// How long the command takes. It must find nothing.
fn milliseconds(command: &mut Command) -> f64 {
    let start = Instant::now();
    let status = command.status().expect("the command starts");
    let elapsed = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    elapsed.as_secs_f64() * 1_000.0
}
