//! A few seconds of every target, and the proof that a fault in the thing under
//! test would be found.

mod coverage;
mod faults;
mod mutants;

use proptest::strategy::{Strategy, ValueTree};

use crate::property::Verdict;
use crate::target::{Budget, Target, runner};

const SEED: u64 = 1;
const CASES: usize = 400;

fn holds(target: Target) {
    if let Err(found) = target.run(SEED, Budget::Cases(CASES)) {
        panic!("{found}");
    }
}

#[test]
fn parse_holds() {
    holds(Target::Parse);
}

#[test]
fn format_holds() {
    holds(Target::Format);
}

#[test]
fn soundness_holds() {
    holds(Target::Soundness);
}

#[test]
fn machine_holds() {
    holds(Target::Machine);
}

#[test]
fn lint_holds() {
    holds(Target::Lint);
}

#[test]
fn embed_holds() {
    holds(Target::Embed);
}

#[test]
fn simulate_holds() {
    holds(Target::Simulate);
}

#[test]
fn bounds_hold() {
    holds(Target::Bounds);
}

/// The first of so many values that breaks the property.
fn first_broken<S: Strategy>(
    cases: usize,
    strategy: S,
    property: impl Fn(&S::Value) -> Verdict,
) -> Option<usize> {
    let mut runner = runner(SEED);
    (0..cases).find(|_| {
        let value = strategy.new_tree(&mut runner).unwrap().current();
        property(&value).is_err()
    })
}
