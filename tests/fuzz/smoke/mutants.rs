//! Programs with a wrong instruction, and whether comparing them with the
//! reference evaluator finds out.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use autoscale_machine::{Mutation, Program};
use autoscale_syntax::Tree;
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};

use super::SEED;
use crate::generate::{Case, World, runnable_cases, world};
use crate::property::machine;
use crate::target::runner;

/// A part of a program and a way to do it wrong.
type Fault = (String, usize);

struct Trial {
    case: Case,
    tree: Tree,
    program: Program,
    faults: BTreeMap<Fault, Vec<Mutation>>,
}

impl Trial {
    fn of(case: Case) -> Option<Self> {
        let (tree, program) = machine::compile(&case)?;
        let mut faults: BTreeMap<Fault, Vec<Mutation>> = BTreeMap::new();
        for mutation in program.mutations() {
            let fault = (mutation.part.clone(), mutation.variant);
            faults.entry(fault).or_default().push(mutation);
        }
        Some(Self {
            case,
            tree,
            program,
            faults,
        })
    }

    fn is_killed(&self, mutations: &[Mutation], worlds: &[World]) -> bool {
        let mutant = self.program.mutated(mutations);
        worlds.iter().any(|world| {
            let world = world.clone();
            let case = Case {
                world,
                ..self.case.clone()
            };
            let run = || machine::agrees(&mutant, &self.tree, &case);
            !matches!(catch_unwind(AssertUnwindSafe(run)), Ok(Ok(())))
        })
    }
}

/// What a compiler with that fault would make of a formula is found out sooner
/// or later, whatever the fault.
#[test]
fn a_compiler_with_any_fault_is_found() {
    const AT_LEAST: usize = 600;
    const AT_MOST: usize = 10_000;
    /// So many faults there are to be found.
    const FAULTS: usize = 90;
    let mut runner = runner(SEED);
    let strategy = runnable_cases();
    let mut alive = BTreeSet::new();
    let mut killed: BTreeMap<Fault, usize> = BTreeMap::new();
    for number in 0..AT_MOST {
        if number >= AT_LEAST && alive.is_empty() && killed.len() >= FAULTS {
            break;
        }
        let case = strategy.new_tree(&mut runner).unwrap().current();
        let world = case.world.clone();
        let Some(trial) = Trial::of(case) else {
            continue;
        };
        for (fault, mutations) in &trial.faults {
            if killed.contains_key(fault) {
                continue;
            }
            if trial.is_killed(mutations, std::slice::from_ref(&world)) {
                killed.insert(fault.clone(), number);
                alive.remove(fault);
            } else {
                alive.insert(fault.clone());
            }
        }
    }
    for (fault, number) in &killed {
        println!("{fault:?}: found by case {number}");
    }
    println!("{} of {} found", killed.len(), killed.len() + alive.len());
    assert_eq!(alive, BTreeSet::new());
    assert!(killed.len() >= FAULTS, "no more faults were tried");
}

/// One wrong instruction in one formula shows in a good share of all formulas,
/// though many stand where nothing is reached or where nothing changes.
#[test]
fn one_wrong_instruction_is_often_found() {
    const EACH: usize = 8;
    const WORLDS: usize = 4;
    const CASES: usize = 200;
    let mut runner = runner(SEED);
    let strategy = (runnable_cases(), vec(world(), WORLDS));
    let mut counts: BTreeMap<Fault, (usize, usize)> = BTreeMap::new();
    for number in 0..CASES {
        let (case, worlds) = strategy.new_tree(&mut runner).unwrap().current();
        let Some(trial) = Trial::of(case) else {
            continue;
        };
        for (fault, mutations) in &trial.faults {
            let (killed, tried) = counts.entry(fault.clone()).or_default();
            if *tried < EACH {
                let one = number % mutations.len();
                *tried += 1;
                *killed += usize::from(trial.is_killed(&mutations[one..=one], &worlds));
            }
        }
    }
    let (mut killed, mut tried) = (0, 0);
    for (fault, of) in &counts {
        println!("{fault:?}: {} of {}", of.0, of.1);
        killed += of.0;
        tried += of.1;
    }
    println!("all: {killed} of {tried}");
    assert!(killed * 4 > tried, "{killed} of {tried}");
}
