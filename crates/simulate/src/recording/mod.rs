//! What charts and reports show of a run, in bounded memory.

mod curves;
mod log;

use std::borrow::Cow;
use std::collections::BTreeMap;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::DeallocationOption;
use autoscale_catalog::service_error::RESIZE_STOPPED;
use autoscale_machine::{AutoScaleRun, RunError};
use autoscale_pool::{NodeKind, ResizeError, Sizes};

use self::curves::Curves;
pub use self::log::{Log, Repeated};
use crate::outcome::is_limit;
use crate::{Observer, PoolEvent, ResizeNow, Row, Settings};

/// A number over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Dedicated nodes of the pool.
    Dedicated,
    /// Dedicated nodes that it wishes for.
    DedicatedTarget,
    /// Low-priority nodes of the pool, preempted ones included.
    LowPriority,
    /// Low-priority nodes that it wishes for.
    LowPriorityTarget,
    /// Nodes that are preempted and not yet back.
    Preempted,
    /// Tasks on nodes.
    RunningTasks,
    /// Tasks in the queue.
    WaitingTasks,
    /// Dedicated nodes that are paid for.
    PaidDedicated,
    /// Low-priority nodes that are paid for.
    PaidLowPriority,
}

impl Measure {
    const COUNT: usize = Self::PaidLowPriority as usize + 1;
}

/// An instant that a chart of the whole run should show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A resize ended at a quota or at a limit of the pool's size.
    QuotaHit,
    /// A resize ended with another error, except that it was stopped: a formula
    /// does that to its own resizes whenever it changes its mind.
    ResizeError,
    /// An evaluation ended with an error.
    EvaluationError,
    /// A node was preempted.
    Preemption,
}

impl Mark {
    const COUNT: usize = Self::Preemption as usize + 1;

    fn of_resize(code: &str) -> Option<Self> {
        if is_limit(code) {
            Some(Self::QuotaHit)
        } else if code == RESIZE_STOPPED.code {
            None
        } else {
            Some(Self::ResizeError)
        }
    }
}

/// A number over time, by bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The time-weighted mean of every bucket.
    pub means: Vec<f64>,
    /// The most that held for any time in every bucket.
    pub peaks: Vec<u64>,
}

/// What came of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The variables as the service prints them.
    pub results: String,
    /// Why it failed, if it did.
    pub error: Option<RunError>,
}

/// What came of a resize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resize {
    /// What happened to the tasks of nodes that left.
    pub option: DeallocationOption,
    /// How many nodes the pool had.
    pub before: Sizes,
    /// How many it wished for.
    pub target: Sizes,
    /// How many it had in the end; `None` when another resize took its place.
    pub after: Option<Sizes>,
    /// Why the target was not reached.
    pub errors: Vec<ResizeError>,
}

/// How often an error was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What the first one said.
    pub message: String,
    /// When it was first reported.
    pub first: Timestamp,
    /// When it was last reported.
    pub last: Timestamp,
    /// How often.
    pub count: u64,
}

/// Looks on and remembers, in memory that does not grow with the length of the
/// run: curves in about a thousand buckets whose width doubles as time goes on,
/// what happened with repetitions as one, and every error's count.
#[derive(Clone, Debug)]
pub struct Recording {
    curves: Curves<{ Measure::COUNT }, { Mark::COUNT }>,
    preemptions: u64,
    evaluations: Log<Evaluation>,
    evaluation_errors: BTreeMap<Cow<'static, str>, Tally>,
    resizes: Log<Resize>,
    resize_errors: BTreeMap<Cow<'static, str>, Tally>,
    resizing: Option<(Timestamp, ResizeNow)>,
}

impl Recording {
    /// Of a run that begins at `from`.
    #[must_use]
    pub fn new(from: Timestamp) -> Self {
        Self {
            curves: Curves::new(from),
            preemptions: 0,
            evaluations: Log::default(),
            evaluation_errors: BTreeMap::new(),
            resizes: Log::default(),
            resize_errors: BTreeMap::new(),
            resizing: None,
        }
    }

    /// When it begins.
    #[must_use]
    pub const fn from(&self) -> Timestamp {
        self.curves.from()
    }

    /// When the last row was.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.curves.until()
    }

    /// How long a bucket of the curves is; the last one may hold less.
    #[must_use]
    pub fn bucket(&self) -> Interval {
        self.curves.width()
    }

    /// That number over time.
    #[must_use]
    pub fn curve(&self, measure: Measure) -> Curve {
        Curve {
            means: self.curves.means(measure as usize),
            peaks: self.curves.peaks(measure as usize),
        }
    }

    /// How many such instants are in every bucket.
    #[must_use]
    pub fn marks(&self, mark: Mark) -> Vec<u64> {
        self.curves.marks(mark as usize)
    }

    /// US dollars from the beginning to the end of every bucket; `None` when a
    /// price that counts is unknown.
    #[must_use]
    pub fn costs(&self, settings: &Settings) -> Option<Vec<f64>> {
        let hours = |measure| {
            let integrals = self.curves.integrals(measure as usize);
            integrals.map(|(integral, _)| integral / 3600.0)
        };
        let price = |kind| settings.pool.vm.as_ref().and_then(|vm| vm.price_of(kind));
        let prices = NodeKind::ALL.map(price);
        let mut sum = 0.0;
        hours(Measure::PaidDedicated)
            .zip(hours(Measure::PaidLowPriority))
            .map(|(dedicated, low_priority)| {
                for (hours, price) in [dedicated, low_priority].into_iter().zip(prices) {
                    if hours > 0.0 {
                        sum += hours * price?;
                    }
                }
                Some(sum)
            })
            .collect()
    }

    /// All evaluations.
    #[must_use]
    pub const fn evaluations(&self) -> &Log<Evaluation> {
        &self.evaluations
    }

    /// The errors of evaluations by code.
    #[must_use]
    pub const fn evaluation_errors(&self) -> &BTreeMap<Cow<'static, str>, Tally> {
        &self.evaluation_errors
    }

    /// All resizes that have ended.
    #[must_use]
    pub const fn resizes(&self) -> &Log<Resize> {
        &self.resizes
    }

    /// The resize that has not ended, and when it began.
    #[must_use]
    pub const fn resizing(&self) -> Option<&(Timestamp, ResizeNow)> {
        self.resizing.as_ref()
    }

    /// The errors of resizes by code.
    #[must_use]
    pub const fn resize_errors(&self) -> &BTreeMap<Cow<'static, str>, Tally> {
        &self.resize_errors
    }

    fn resized(&mut self, ended: Timestamp, after: Option<Sizes>, errors: &[ResizeError]) {
        let Some((started, resize)) = self.resizing.take() else {
            return;
        };
        for error in errors {
            if let Some(mark) = Mark::of_resize(&error.code) {
                self.curves.mark(ended, mark as usize, 1);
            }
            let code = error.code.clone();
            tally(&mut self.resize_errors, code, &error.message, ended);
        }
        let same = |last: &Resize| {
            (last.option, last.before, last.target)
                == (resize.option, resize.current, resize.target)
                && last.after == after
                && last.errors == errors
        };
        let text = errors.iter().map(|error| error.message.len()).sum();
        self.resizes.note([started, ended], text, same, || Resize {
            option: resize.option,
            before: resize.current,
            target: resize.target,
            after,
            errors: errors.to_vec(),
        });
    }
}

fn tally(
    tallies: &mut BTreeMap<Cow<'static, str>, Tally>,
    code: Cow<'static, str>,
    message: &str,
    time: Timestamp,
) {
    let tally = tallies.entry(code).or_insert_with(|| Tally {
        message: message.to_owned(),
        first: time,
        last: time,
        count: 0,
    });
    tally.last = time;
    tally.count += 1;
}

impl Observer for Recording {
    fn row(&mut self, row: &Row) {
        let preempted = row.preemptions.saturating_sub(self.preemptions);
        if preempted > 0 {
            self.curves
                .mark(row.time, Mark::Preemption as usize, preempted);
        }
        self.preemptions = row.preemptions;
        let mut values = [0; Measure::COUNT];
        for (measure, value) in [
            (Measure::Dedicated, row.current.dedicated.into()),
            (Measure::DedicatedTarget, row.target.dedicated.into()),
            (Measure::LowPriority, row.current.low_priority.into()),
            (Measure::LowPriorityTarget, row.target.low_priority.into()),
            (Measure::Preempted, row.preempted.into()),
            (Measure::RunningTasks, row.running_tasks),
            (Measure::WaitingTasks, row.waiting_tasks),
            (Measure::PaidDedicated, row.paid.dedicated.into()),
            (Measure::PaidLowPriority, row.paid.low_priority.into()),
        ] {
            if let Some(place) = values.get_mut(measure as usize) {
                *place = value;
            }
        }
        self.curves.set(row.time, values);
    }

    fn evaluation(&mut self, run: &AutoScaleRun) {
        let time = run.timestamp;
        if let Some(error) = &run.error {
            self.curves.mark(time, Mark::EvaluationError as usize, 1);
            let code = Cow::Borrowed(error.code);
            tally(&mut self.evaluation_errors, code, &error.detail, time);
        }
        let detail = run.error.as_ref().map_or(0, |error| error.detail.len());
        self.evaluations.note(
            [time, time],
            run.results.len() + detail,
            |last| last.results == run.results && last.error == run.error,
            || Evaluation {
                results: run.results.clone(),
                error: run.error.clone(),
            },
        );
    }

    fn pool_event(&mut self, time: Timestamp, event: &PoolEvent) {
        match event {
            PoolEvent::ResizeStart(resize) => {
                self.resized(time, None, &[]);
                self.resizing = Some((time, *resize));
            }
            PoolEvent::ResizeComplete { resize, errors, .. } => {
                self.resized(time, Some(resize.current), errors);
            }
        }
    }
}
