//! The loop: one event after the other.

use std::fmt;

use autoscale_base::Timestamp;
use autoscale_catalog::policy::PreemptedCost;
use autoscale_pool::{NodeKind, Sizes};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, StandardUniform};

use crate::agenda::{Agenda, Event};
use crate::autoscaler::Evaluator;
use crate::nodes::Nodes;
use crate::queue::Queue;
use crate::random::{Concern, stream};
use crate::resize::Resize;
use crate::sampler::{PERIOD, Sampler, Values};
use crate::slots::FreeSlots;
use crate::statistics::Statistics;
use crate::tasks::Tasks;
use crate::{Formula, Observer, Outcome, Settings, Workload};

/// A pool, its tasks and its formula on their way through time.
pub struct Simulation<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) workload: &'a Workload,
    pub(crate) evaluator: Option<Evaluator<'a>>,
    pub(crate) observer: Option<&'a mut dyn Observer>,
    pub(crate) now: Timestamp,
    pub(crate) agenda: Agenda,
    /// How many tasks of the workload have come.
    pub(crate) submitted: u32,
    pub(crate) tasks: Tasks,
    pub(crate) queue: Queue,
    pub(crate) nodes: Nodes,
    pub(crate) free: FreeSlots,
    pub(crate) target: Sizes,
    pub(crate) resize: Resize,
    pub(crate) sampler: Sampler,
    pub(crate) statistics: Statistics,
    pub(crate) random: Random,
}

/// The streams that a running simulation draws from.
pub(crate) struct Random {
    pub(crate) boot: ChaCha8Rng,
    start_tasks: ChaCha8Rng,
    pub(crate) preemption: ChaCha8Rng,
    samples: ChaCha8Rng,
}

impl Random {
    fn new(seed: u64) -> Self {
        Self {
            boot: stream(seed, Concern::Boot),
            start_tasks: stream(seed, Concern::StartTasks),
            preemption: stream(seed, Concern::Preemption),
            samples: stream(seed, Concern::Samples),
        }
    }

    /// From 0 up to but not including 1.
    pub(crate) fn start_task(&mut self) -> f64 {
        StandardUniform.sample(&mut self.start_tasks)
    }
}

impl fmt::Debug for Simulation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulation")
            .field("now", &self.now)
            .field("row", &self.row())
            .finish_non_exhaustive()
    }
}

impl<'a> Simulation<'a> {
    /// A simulation at its beginning. Without a formula the pool keeps its
    /// size.
    #[must_use]
    pub fn new(
        settings: &'a Settings,
        workload: &'a Workload,
        formula: Option<&'a Formula>,
    ) -> Self {
        let now = settings.from;
        let mut simulation = Self {
            settings,
            workload,
            evaluator: formula.map(Formula::evaluator),
            observer: None,
            now,
            agenda: Agenda::default(),
            submitted: 0,
            tasks: Tasks::new(workload, now),
            queue: Queue::default(),
            nodes: Nodes::default(),
            free: FreeSlots::new(),
            target: settings.pool.target,
            resize: Resize::none(now),
            sampler: Sampler::default(),
            statistics: Statistics::default(),
            random: Random::new(settings.seed),
        };
        let current = settings.pool.current();
        for kind in NodeKind::ALL {
            for _ in 0..current.of(kind) {
                let place = simulation.nodes.join(kind, now);
                simulation.open(place);
            }
        }
        if formula.is_some() {
            simulation.agenda.plan(now, Event::Sample);
            simulation.agenda.plan(now, Event::Evaluate);
        }
        if let Some(first) = workload.tasks().first() {
            simulation.agenda.plan(first.submit.max(now), Event::Submit);
        }
        simulation
    }

    /// Lets somebody look on.
    #[must_use]
    pub fn watched_by(mut self, observer: &'a mut dyn Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Runs it to its end.
    #[must_use]
    pub fn run(mut self) -> Outcome {
        let until = self.settings.until;
        let mut shown = None;
        while let Some((time, event)) = self.agenda.next(until) {
            if time > self.now {
                self.show(&mut shown);
                self.pass(time);
            }
            self.happen(event);
            if self.settings.until_done && self.is_done() {
                break;
            }
        }
        if !(self.settings.until_done && self.is_done()) {
            self.show(&mut shown);
            self.pass(until);
        }
        self.end(&mut shown);
        self.outcome()
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Submit => {
                self.submit();
                self.dispatch();
            }
            Event::Finish { task, attempt } => self.finish(task, attempt),
            Event::Join { resize, kind } => self.join(resize, kind),
            Event::Booted { node, generation } => self.booted(node, generation),
            Event::Expired { node, generation } => self.expired(node, generation),
            Event::Preempt { node, generation } => self.preempt(node, generation),
            Event::Recover { node, generation } => self.recover(node, generation),
            Event::Timeout { resize } => self.time_out(resize),
            Event::Sample => self.sample(),
            Event::Evaluate => {
                self.evaluate();
                self.dispatch();
                self.check();
                if let Some(next) = self.next_evaluation() {
                    self.agenda.plan(next, Event::Evaluate);
                }
            }
        }
    }

    /// Nothing changes until then.
    #[inline]
    fn pass(&mut self, time: Timestamp) {
        let unpaid = match self.settings.policy.preempted_cost {
            PreemptedCost::Free => self.nodes.preempted(),
            PreemptedCost::Paid => 0,
        };
        let current = self.nodes.current();
        self.statistics
            .pass(self.now, time, current, unpaid, self.queue.len());
        self.now = time;
    }

    /// Have all tasks come and ended?
    fn is_done(&self) -> bool {
        self.submitted as usize == self.workload.tasks().len()
            && self.statistics.running == 0
            && self.queue.len() == 0
    }

    fn sample(&mut self) {
        let current = self.nodes.current();
        let statistics = &self.statistics;
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        let count = |count: u64| count as f64;
        let active = count(self.queue.len() as u64);
        let running = count(statistics.running);
        let values: Values = [
            active,
            running,
            active + running,
            count(statistics.succeeded),
            count(statistics.failed),
            current.dedicated.into(),
            current.low_priority.into(),
            self.nodes.preempted().into(),
            self.nodes.usable().into(),
            current.total().into(),
        ];
        let loss = self.settings.sampling.loss;
        self.sampler
            .take(self.now, values, loss, &mut self.random.samples);
        if let Some(next) = self.now.checked_add(PERIOD) {
            self.agenda.plan(next, Event::Sample);
        }
    }

    /// Shows the state after an instant, if it is another than the one before.
    fn show(&mut self, shown: &mut Option<crate::Row>) {
        if let Some(observer) = self.observer.take() {
            let row = self.row();
            let same = |before: &crate::Row| {
                crate::Row {
                    time: row.time,
                    ..*before
                } == row
            };
            if !shown.as_ref().is_some_and(same) {
                observer.row(&row);
                *shown = Some(row);
            }
            self.observer = Some(observer);
        }
    }

    /// The last row, whether or not something has changed.
    fn end(&mut self, shown: &mut Option<crate::Row>) {
        if shown.is_none_or(|row| row.time != self.now) {
            *shown = None;
            self.show(shown);
        }
    }
}
