//! Evaluations of the formula.

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_check::check;
use autoscale_machine::{AutoScaleRun, Env, Program, Runner, evaluate};
use autoscale_syntax::parse;

use crate::between::{facts, targets};
use crate::simulation::Simulation;

/// A formula that is ready to be evaluated many times.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    profile: Profile,
    /// `None` for one with mistakes, which the reference evaluator meets as it
    /// comes to them.
    program: Option<Program>,
}

impl Formula {
    /// Prepares a formula.
    #[must_use]
    pub fn new(text: &str, profile: &Profile) -> Self {
        let parsed = parse(text);
        let program = if parsed.diagnostics.is_empty() {
            let checked = check(text, &parsed.tree, profile);
            Program::compile(text, &checked.hir, profile).ok()
        } else {
            None
        };
        Self {
            text: text.to_owned(),
            profile: *profile,
            program,
        }
    }

    pub(crate) fn evaluator(&self) -> Evaluator<'_> {
        Evaluator {
            formula: self,
            runner: self.program.as_ref().map(Program::runner),
        }
    }
}

/// Evaluates a formula again and again.
#[derive(Debug)]
pub(crate) struct Evaluator<'f> {
    formula: &'f Formula,
    runner: Option<Runner<'f>>,
}

impl Evaluator<'_> {
    fn run(&mut self, env: &Env<'_>) -> AutoScaleRun {
        let Formula { text, profile, .. } = self.formula;
        match &mut self.runner {
            Some(runner) => runner.run(text, env),
            None => evaluate(text, profile, env),
        }
    }
}

impl Simulation<'_> {
    /// Evaluates the formula and asks the pool for what it says. After an
    /// error the pool keeps its targets.
    pub(crate) fn evaluate(&mut self) {
        let Some(mut evaluator) = self.evaluator.take() else {
            return;
        };
        self.sampler.arrive(self.now, self.settings.sampling);
        let env = Env {
            now: self.now,
            seed: self.settings.seed,
            history: &self.sampler.history,
            pool: facts(
                self.target,
                self.nodes.current(),
                self.settings.pool.task_slots_per_node,
            ),
        };
        let run = evaluator.run(&env);
        self.evaluator = Some(evaluator);
        self.statistics.evaluations += 1;
        if let Some(observer) = &mut self.observer {
            observer.evaluation(&run);
        }
        if run.error.is_some() {
            self.statistics.evaluation_errors += 1;
        } else {
            self.ask(targets(&run));
        }
    }

    /// When the evaluation after this one is.
    pub(crate) fn next_evaluation(&self) -> Option<Timestamp> {
        self.now.checked_add(self.settings.evaluation_interval)
    }
}
