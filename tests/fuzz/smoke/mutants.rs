//! The share of wrong programs that comparing them with the reference evaluator
//! finds out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};

use super::SEED;
use crate::generate::{Case, runnable_cases, world};
use crate::property::machine;
use crate::target::runner;

/// So many mutants of each kind are tried.
const EACH: usize = 30;
const MOST_CASES: usize = 4000;
/// Of one kind from one formula.
const MOST_HERE: usize = 2;
/// In which each is tried.
const WORLDS: usize = 4;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    killed: usize,
    tried: usize,
}

#[test]
fn wrong_programs_are_found() {
    let counts = count(SEED, EACH, MOST_CASES);
    for (part, count) in &counts {
        println!("{part}: {} of {}", count.killed, count.tried);
    }
    let killed: usize = counts.values().map(|count| count.killed).sum();
    let tried: usize = counts.values().map(|count| count.tried).sum();
    println!("all: {killed} of {tried}");
}

/// By the part that is wrong, how many mutants were tried in the worlds of a few
/// cases, and how many were found out.
fn count(seed: u64, each: usize, most_cases: usize) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut runner = runner(seed);
    let strategy = (runnable_cases(), vec(world(), WORLDS));
    for _ in 0..most_cases {
        let (case, worlds) = strategy.new_tree(&mut runner).unwrap().current();
        let Some((tree, program)) = machine::compile(&case) else {
            continue;
        };
        let mut here: BTreeMap<String, usize> = BTreeMap::new();
        for mutation in program.mutations() {
            let count = counts.entry(mutation.part.clone()).or_default();
            let here = here.entry(mutation.part.clone()).or_default();
            if count.tried >= each || *here >= MOST_HERE {
                continue;
            }
            *here += 1;
            let mutant = program.mutated(&mutation);
            count.tried += 1;
            let killed = worlds.iter().any(|world| {
                let case = Case { world: world.clone(), ..case.clone() };
                let verdict = catch_unwind(AssertUnwindSafe(|| machine::agrees(&mutant, &tree, &case)));
                !matches!(verdict, Ok(Ok(())))
            });
            count.killed += usize::from(killed);
            if !killed && std::env::var("SHOW").is_ok_and(|it| mutation.part == it) {
                println!("{}\n{:?}\n{}\n{mutation:?}\n", case.text, case.settings, program.disassemble(&case.text));
            }
        }
    }
    counts
}
