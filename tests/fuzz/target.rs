//! The targets: what is generated, and what must hold of it.

use std::time::Instant;

use autoscale_bounds::bounds;
use autoscale_check::check;
use autoscale_embed::extract;
use autoscale_format::format;
use autoscale_syntax::parse;
use proptest::prelude::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::generate::{
    Case, HostFile, PoolWorld, Source, WorkloadFile, careless_cases, guarded_cases, host_files,
    pool_worlds, runnable_cases, sources, workload_files,
};
use crate::property::{
    Verdict, bounds as proved, embed, format as canonical, lint, machine, parse as syntax,
    simulate as simulation, soundness,
};
use crate::report::case_file;

/// Something to try for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The parser on any text.
    Parse,
    /// The formatter on any text, and what its output evaluates to.
    Format,
    /// The checker against the reference evaluator.
    Soundness,
    /// The bytecode against the reference evaluator.
    Machine,
    /// The proved ranges against the reference evaluator.
    Bounds,
    /// The whole analysis of any text, and what its fixes make of a formula.
    Lint,
    /// Formulas inside host files.
    Embed,
    /// Workload files, and what becomes of pools.
    Simulate,
}

impl Target {
    pub(crate) const ALL: [Self; 8] = [
        Self::Parse,
        Self::Format,
        Self::Soundness,
        Self::Machine,
        Self::Bounds,
        Self::Lint,
        Self::Embed,
        Self::Simulate,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Format => "format",
            Self::Soundness => "soundness",
            Self::Machine => "machine",
            Self::Bounds => "bounds",
            Self::Lint => "lint",
            Self::Embed => "embed",
            Self::Simulate => "simulate",
        }
    }

    /// Tries the target until the budget is used up; the number of cases, or
    /// what broke.
    pub(crate) fn run(self, seed: u64, budget: Budget) -> Result<usize, String> {
        match self {
            Self::Parse => search(
                seed,
                budget,
                sources(),
                |it| syntax::parses(parse, it),
                text,
            ),
            Self::Format => {
                let (texts, cases) = budget.halves();
                let formats = |it: &Source| canonical::formats(format, it);
                let count = search(seed, texts, sources(), formats, text)?;
                let keeps = |it: &Case| canonical::keeps_the_outcome(format, it);
                let more = search(seed, cases, runnable_cases(), keeps, case_file)?;
                Ok(count + more)
            }
            Self::Soundness => {
                let (texts, cases) = budget.halves();
                let survives = |it: &Source| soundness::survives(check, it);
                let count = search(seed, texts, sources(), survives, text)?;
                let sound = |it: &Case| soundness::is_sound(check, it);
                let more = search(seed, cases, careless_cases(), sound, case_file)?;
                Ok(count + more)
            }
            Self::Machine => search(seed, budget, runnable_cases(), agrees, case_file),
            Self::Bounds => {
                let (guarded, others) = budget.halves();
                let (runnable, careless) = others.halves();
                let hold = |it: &Case| proved::hold(bounds, it);
                let mut count = search(seed, guarded, guarded_cases(), hold, case_file)?;
                count += search(seed, runnable, runnable_cases(), hold, case_file)?;
                count += search(seed, careless, careless_cases(), hold, case_file)?;
                Ok(count)
            }
            Self::Lint => {
                let (texts, cases) = budget.halves();
                let analyses = |it: &Source| lint::analyses(lint::analyse, it);
                let count = search(seed, texts, sources(), analyses, text)?;
                let mends = |it: &Case| lint::mends(lint::analyse, it);
                let more = search(seed, cases, runnable_cases(), mends, case_file)?;
                Ok(count + more)
            }
            Self::Embed => search(seed, budget, host_files(), reads, host_file),
            Self::Simulate => {
                let (files, worlds) = budget.halves();
                let count = search(seed, files, workload_files(), simulation::reads, workload)?;
                let holds = |it: &PoolWorld| simulation::holds(simulation::simulate, it);
                let more = search(seed, worlds, pool_worlds(), holds, |it| format!("{it:?}"))?;
                Ok(count + more)
            }
        }
    }
}

fn text(source: &Source) -> String {
    source.text.clone()
}

fn host_file(file: &HostFile) -> String {
    format!("{}:\n{}", file.host.name(), file.text)
}

fn workload(file: &WorkloadFile) -> String {
    format!("{}:\n{}", file.name, file.bytes.escape_ascii())
}

fn reads(file: &HostFile) -> Verdict {
    embed::extracts(extract, file)?;
    embed::analyses(file)
}

fn agrees(case: &Case) -> Verdict {
    match machine::compile(case) {
        Some((tree, program)) => machine::agrees(&program, &tree, case),
        None => Ok(()),
    }
}

/// When to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Budget {
    Cases(usize),
    Until(Instant),
}

impl Budget {
    fn is_used_up(self, cases: usize) -> bool {
        match self {
            Self::Cases(most) => cases >= most,
            Self::Until(end) => Instant::now() >= end,
        }
    }

    /// For two searches, one after the other.
    fn halves(self) -> (Self, Self) {
        match self {
            Self::Cases(most) => (Self::Cases(most / 2), Self::Cases(most - most / 2)),
            Self::Until(end) => {
                let now = Instant::now();
                let half = now + end.saturating_duration_since(now) / 2;
                (Self::Until(half), self)
            }
        }
    }
}

/// Makes values until the budget is used up or one breaks the property; that
/// one is made as small as it can be and shown. Equal seeds make equal values.
pub(crate) fn search<S: Strategy>(
    seed: u64,
    budget: Budget,
    strategy: S,
    property: impl Fn(&S::Value) -> Verdict,
    show: impl Fn(&S::Value) -> String,
) -> Result<usize, String> {
    let mut runner = runner(seed);
    let mut cases = 0;
    while !budget.is_used_up(cases) {
        let tree = strategy
            .new_tree(&mut runner)
            .map_err(|reason| reason.to_string())?;
        let test = |value| property(&value).map_err(TestCaseError::fail);
        match runner.run_one(tree, test) {
            Ok(_) => cases += 1,
            Err(TestError::Abort(reason)) => return Err(reason.to_string()),
            Err(TestError::Fail(reason, value)) => {
                return Err(format!(
                    "{reason}\n\nAfter {cases} cases:\n\n{}",
                    show(&value)
                ));
            }
        }
    }
    Ok(cases)
}

/// A stream of random choices; equal seeds make equal streams.
pub(crate) fn runner(seed: u64) -> TestRunner {
    let mut key = [0; 32];
    for (byte, seed) in key.iter_mut().zip(seed.to_le_bytes()) {
        *byte = seed;
    }
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 100_000,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &key))
}
