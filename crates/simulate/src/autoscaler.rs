//! Evaluations of the formula.

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_catalog::policy::EvaluationAfterEnable;
use autoscale_check::check;
use autoscale_machine::{AutoScaleRun, Env, Program, Runner, evaluate};
use autoscale_syntax::parse;

use crate::agenda::Event;
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

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator {
            formula: self,
            runner: self.program.as_ref().map(Program::runner),
        }
    }
}

/// Evaluates a formula again and again.
#[derive(Debug)]
struct Evaluator<'f> {
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

/// The pool's autoscaling: on or off, and since when.
#[derive(Debug)]
pub(crate) struct Autoscale<'f> {
    evaluator: Option<Evaluator<'f>>,
    on: bool,
    /// The number of the schedule of evaluations; what was planned for another
    /// is void.
    schedule: u32,
    /// How often it was turned on.
    since: u32,
    /// When it was enabled last.
    pub(crate) enabled: Option<Timestamp>,
}

impl<'f> Autoscale<'f> {
    pub(crate) fn new(formula: Option<&'f Formula>) -> Self {
        Self {
            evaluator: formula.map(Formula::evaluator),
            on: false,
            schedule: 0,
            since: 0,
            enabled: None,
        }
    }

    pub(crate) const fn has_formula(&self) -> bool {
        self.evaluator.is_some()
    }

    pub(crate) const fn is_on(&self) -> bool {
        self.on
    }

    /// Are samples taken that were planned then?
    pub(crate) const fn samples(&self, since: u32) -> bool {
        self.on && self.since == since
    }
}

impl Simulation<'_> {
    /// Autoscaling begins, or begins a new schedule. When it was off, "there
    /// are no sampled metrics available" at first (microsoft/ga4gh-tes,
    /// `BatchPool.cs`).
    pub(crate) fn turn_on(&mut self) {
        self.autoscale.enabled = Some(self.now);
        if !self.autoscale.on {
            self.autoscale.on = true;
            self.autoscale.since += 1;
            self.sampler.clear();
            let since = self.autoscale.since;
            self.agenda.plan(self.now, Event::Sample { since });
        }
        self.autoscale.schedule += 1;
        match self.settings.policy.evaluation_after_enable {
            EvaluationAfterEnable::AtOnce => self.plan_evaluation(self.now),
            EvaluationAfterEnable::AfterInterval => self.plan_next_evaluation(),
        }
    }

    /// Autoscaling ends; the targets stay.
    pub(crate) fn turn_off(&mut self) {
        self.autoscale.on = false;
        self.autoscale.schedule += 1;
        self.resize.held = None;
    }

    fn plan_evaluation(&mut self, time: Timestamp) {
        let schedule = self.autoscale.schedule;
        self.agenda.plan(time, Event::Evaluate { schedule });
    }

    fn plan_next_evaluation(&mut self) {
        if let Some(next) = self.now.checked_add(self.settings.evaluation_interval) {
            self.plan_evaluation(next);
        }
    }

    /// Evaluates the formula and asks the pool for what it says. After an
    /// error the pool keeps its targets.
    pub(crate) fn evaluate(&mut self, schedule: u32) {
        if !self.autoscale.on || self.autoscale.schedule != schedule {
            return;
        }
        let Some(mut evaluator) = self.autoscale.evaluator.take() else {
            return;
        };
        self.sampler
            .arrive(self.now, self.settings.assumptions.sample_delay);
        let env = Env {
            now: self.now,
            seed: self.settings.seed,
            history: &self.sampler.history,
            pool: facts(
                self.target,
                self.current(),
                self.settings.pool.task_slots_per_node,
            ),
        };
        let run = evaluator.run(&env);
        self.autoscale.evaluator = Some(evaluator);
        self.statistics.evaluations += 1;
        if let Some(observer) = &mut self.observer {
            observer.evaluation(&run);
        }
        match &run.error {
            Some(error) => self.statistics.evaluation_error(error),
            None => self.ask(targets(&run)),
        }
        self.plan_next_evaluation();
    }
}
