//! `fuzz TARGET [--seconds N] [--seed S]`: tries random formulas, files and
//! pools for a while. What breaks is made small, printed, and ends it with exit 1.
//!
//! The targets are those of [`Target`]. Equal seeds try equal formulas. `cargo test` tries a few of each, and proves that a
//! fault in the thing under test would be found.

mod generate;
mod property;
mod report;
#[cfg(test)]
mod smoke;
mod target;

use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use target::{Budget, Target};

const USAGE: &str = "usage: fuzz parse|format|soundness|machine|bounds|lint|embed|simulate [--seconds N] [--seed S]";

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((target, seconds, seed)) = read(&arguments) else {
        // There is no one left to tell when writing fails, here and below.
        let _ = writeln!(out, "{USAGE}");
        return ExitCode::from(2);
    };
    // A panic is caught and reported with the formula that caused it.
    std::panic::set_hook(Box::new(|_| {}));
    let start = Instant::now();
    let end = start + Duration::from_secs(seconds);
    match target.run(seed, Budget::Until(end)) {
        Ok(cases) => {
            #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
            let rate = cases as f64 / start.elapsed().as_secs_f64();
            let name = target.name();
            let _ = writeln!(
                out,
                "{name}: {cases} cases, {rate:.0} a second, nothing found"
            );
            ExitCode::SUCCESS
        }
        Err(found) => {
            let _ = writeln!(out, "{}, seed {seed}: {found}", target.name());
            ExitCode::FAILURE
        }
    }
}

/// Target, seconds and seed.
fn read(arguments: &[String]) -> Option<(Target, u64, u64)> {
    let (name, options) = arguments.split_first()?;
    let target = Target::ALL
        .into_iter()
        .find(|target| target.name() == name)?;
    let (mut seconds, mut seed) = (10, 0);
    for option in options.chunks(2) {
        match option {
            [key, value] if key == "--seconds" => seconds = value.parse().ok()?,
            [key, value] if key == "--seed" => seed = value.parse().ok()?,
            _ => return None,
        }
    }
    Some((target, seconds, seed))
}
