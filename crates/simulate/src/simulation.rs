//! The loop: one event after the other.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use autoscale_base::{Interval, Timestamp};
use autoscale_pool::Sizes;
use rand_chacha::ChaCha8Rng;

use crate::agenda::{Agenda, Event};
use crate::autoscaler::Autoscale;
use crate::lifetime::{Existence, Lifetime};
use crate::nodes::Nodes;
use crate::queue::Queue;
use crate::random::{Concern, stream};
use crate::resize::Resize;
use crate::sampler::Sampler;
use crate::slots::FreeSlots;
use crate::statistics::Statistics;
use crate::tasks::Tasks;
use crate::{Formula, Observer, Operated, Outcome, Settings, Workload};

/// A pool, its tasks and its formula on their way through time.
pub struct Simulation<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) workload: &'a Workload,
    pub(crate) autoscale: Autoscale<'a>,
    pub(crate) observer: Option<&'a mut dyn Observer>,
    pub(crate) now: Timestamp,
    pub(crate) agenda: Agenda,
    /// How many tasks of the workload have come.
    pub(crate) submitted: u32,
    pub(crate) tasks: Tasks,
    pub(crate) queue: Queue,
    /// Job manager tasks that have come into the queue at this instant.
    pub(crate) to_make_room_for: Vec<u32>,
    pub(crate) nodes: Nodes,
    pub(crate) free: FreeSlots,
    /// The nodes of multi-instance tasks that run.
    pub(crate) gangs: HashMap<u32, Vec<u32>>,
    /// May there be tasks that no node of the pool can ever run?
    pub(crate) misfits: bool,
    pub(crate) lifetime: Lifetime,
    pub(crate) existence: Existence,
    pub(crate) target: Sizes,
    pub(crate) resize: Resize,
    /// How many certificates nodes get that boot now.
    pub(crate) certificates: u32,
    /// Nodes that are to get another operating system, and since when.
    pub(crate) upgrading: VecDeque<(u32, Timestamp)>,
    /// Is one of them getting it now?
    pub(crate) is_upgrading: bool,
    /// The operations so far.
    pub(crate) operated: Vec<Operated>,
    pub(crate) sampler: Sampler,
    pub(crate) statistics: Statistics,
    pub(crate) random: Random,
    /// Events since all counts were looked at last; counted in debug builds.
    pub(crate) unchecked: usize,
}

/// The streams that a running simulation draws from.
pub(crate) struct Random {
    pub(crate) boot: ChaCha8Rng,
    pub(crate) start_tasks: ChaCha8Rng,
    pub(crate) preemption: ChaCha8Rng,
    pub(crate) samples: ChaCha8Rng,
    pub(crate) packages: ChaCha8Rng,
    pub(crate) images: ChaCha8Rng,
    pub(crate) start_task_times: ChaCha8Rng,
    pub(crate) operations: ChaCha8Rng,
}

impl Random {
    fn new(seed: u64) -> Self {
        Self {
            boot: stream(seed, Concern::Boot),
            start_tasks: stream(seed, Concern::StartTasks),
            preemption: stream(seed, Concern::Preemption),
            samples: stream(seed, Concern::Samples),
            packages: stream(seed, Concern::Packages),
            images: stream(seed, Concern::Images),
            start_task_times: stream(seed, Concern::StartTaskTimes),
            operations: stream(seed, Concern::Operations),
        }
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
    /// A simulation at its beginning. Without a formula the pool has the size
    /// that its definition says.
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
            autoscale: Autoscale::new(formula),
            observer: None,
            now,
            agenda: Agenda::new(settings.until),
            submitted: 0,
            tasks: Tasks::new(workload, now),
            queue: Queue::default(),
            to_make_room_for: Vec::new(),
            nodes: Nodes::new(now),
            free: FreeSlots::new(),
            gangs: HashMap::new(),
            misfits: false,
            lifetime: Lifetime::of(settings),
            existence: Existence::NotYet,
            target: settings.pool.target,
            resize: Resize::none(now),
            certificates: settings.pool.configuration.certificates,
            upgrading: VecDeque::new(),
            is_upgrading: false,
            operated: Vec::new(),
            sampler: Sampler::new(settings.assumptions.cpu_percent),
            statistics: Statistics::default(),
            random: Random::new(settings.seed),
            unchecked: 0,
        };
        simulation.misfits = !workload.tasks().iter().all(|task| simulation.fits(task));
        simulation
    }

    fn set_out(&mut self) {
        if self.settings.pool.is_deleting {
            self.existence = Existence::Gone;
        } else if self.lifetime == Lifetime::LongLived {
            self.fill();
            self.begin();
        }
        if let Some(first) = self.settings.operations.first() {
            self.agenda.plan(first.at.max(self.now), Event::Operate);
        }
        if let Some(first) = self.workload.tasks().first() {
            self.agenda.plan(first.submit.max(self.now), Event::Submit);
        }
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
        let until = self.settings.until.max(self.now);
        let mut shown = None;
        self.set_out();
        while let Some((time, event)) = self.agenda.next() {
            debug_assert!(time >= self.now, "the clock is monotone");
            if time > self.now {
                self.show(&mut shown);
                self.pass(time);
            }
            self.happen(event);
            if self.lifetime == Lifetime::Job {
                self.end_with_tasks();
            }
            self.check();
            if self.settings.until_done && self.is_done() {
                break;
            }
        }
        if !(self.settings.until_done && self.is_done()) {
            self.show(&mut shown);
            self.pass(until);
        }
        self.check_all();
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
            Event::Sample { since } => self.sample(since),
            event => {
                self.happen_to_pool(event);
                self.check_quotas();
                self.dispatch();
            }
        }
    }

    fn happen_to_pool(&mut self, event: Event) {
        match event {
            Event::Join { resize, kind } => self.join(resize, kind),
            Event::Booted { node, generation } => self.booted(node, generation),
            Event::Expired { node, generation } => self.expired(node, generation),
            Event::Preempt { node, generation } => self.preempt(node, generation),
            Event::Recover { node, generation } => self.recover(node, generation),
            Event::Timeout { resize } => self.time_out(resize),
            Event::Stopped { resize } => self.stopped(resize),
            Event::Evaluate { schedule } => self.evaluate(schedule),
            Event::Operate => self.operate(),
            Event::Upgrade => self.upgrade(),
            Event::Submit | Event::Finish { .. } | Event::Sample { .. } => {}
        }
    }

    /// Nothing changes until then.
    #[inline]
    fn pass(&mut self, time: Timestamp) {
        let (told, current, paid) = (self.current(), self.nodes.current(), self.paid());
        self.statistics
            .pass(self.now, time, told, current, paid, self.queue.len());
        self.now = time;
    }

    /// Have all tasks come, and can none of them go on?
    fn is_done(&self) -> bool {
        self.submitted as usize == self.workload.tasks().len()
            && self.statistics.running == 0
            && self.queue.len() == 0
    }

    /// Plans an event after that time.
    pub(crate) fn after(&mut self, delay: Interval, event: Event) {
        if let Some(time) = self.now.checked_add(delay) {
            self.agenda.plan(time, event);
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
