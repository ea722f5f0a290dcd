//! The Standard Workload Format of the Parallel Workloads Archive: a job a
//! line, 18 numbers each, -1 for what is not known.

use autoscale_base::{Interval, Timestamp, duration, quoted};

use super::submissions::{Builder, Submission, Submissions, Submit};
use super::{ReadError, Result};
use crate::workload::Task;

/// How many numbers a job has. Some archives write more behind them.
const COLUMNS: usize = 18;

/// The columns that are read, from 0. Those of the job before and of the think
/// time are not: the log's submissions already are when its users got to them.
const SUBMIT: usize = 1;
const RUNTIME: usize = 3;
const PROCESSORS: usize = 4;
const REQUESTED_PROCESSORS: usize = 7;
const STATUS: usize = 10;

/// 1990 in seconds since 1970. No log counts as many from its beginning: such
/// times are dates, though the format does not have them.
const DATES: f64 = 631_152_000.0;

/// What a job on several processors becomes. Its runtime is the same each time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParallelJobs {
    /// As many tasks of one slot, which run where and when there is room.
    #[default]
    Tasks,
    /// One task of as many slots, which needs a node that has them.
    Slots,
    /// One multi-instance task, which needs as many nodes at once.
    MultiInstance,
}

/// Reads jobs.
///
/// Jobs that never ran (no runtime or no processors) and pieces of jobs that
/// were checkpointed, whose whole has a line of its own, are left out and
/// counted in the warnings. Jobs that failed or were cancelled while they ran
/// are tasks that fail.
///
/// # Errors
/// What is wrong, with its line.
pub(super) fn read_swf(text: &str, parallel: ParallelJobs) -> Result<Submissions> {
    let mut builder = Builder::default();
    let mut counts = Counts::default();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim();
        if let Some(comment) = text.strip_prefix(';') {
            if let Some(start) = start(comment) {
                builder.begins(start);
            }
        } else if !text.is_empty() {
            let job = Job::read(line, text)?;
            counts.jobs += 1;
            if counts.jobs == 1 && job.submit >= DATES {
                builder.begins(Timestamp::EPOCH);
                let seconds = "submission times count from 1970, since no log is that long";
                builder.warn(seconds.to_owned());
            }
            match job.fate() {
                Fate::Ran => job.add(line, parallel, &mut builder)?,
                Fate::NeverRan => counts.never_ran += 1,
                Fate::Piece => counts.pieces += 1,
            }
        }
    }
    counts.warn(&mut builder);
    builder.finish()
}

/// `UnixStartTime: 1027839845`
fn start(comment: &str) -> Option<Timestamp> {
    let seconds = comment.trim().strip_prefix("UnixStartTime:")?;
    let seconds: i64 = seconds.trim().parse().ok()?;
    let ticks = seconds.checked_mul(autoscale_base::TICKS_PER_SECOND)?;
    Timestamp::EPOCH.checked_add(Interval(ticks))
}

/// Lines that are no tasks, by reason.
#[derive(Default)]
struct Counts {
    jobs: u64,
    never_ran: u64,
    pieces: u64,
}

impl Counts {
    fn warn(&self, builder: &mut Builder) {
        for (count, what) in [
            (self.never_ran, "without a runtime or processors"),
            (self.pieces, "that are pieces of others"),
        ] {
            match count {
                0 => {}
                1 => builder.warn(format!("1 job {what} has been left out")),
                _ => builder.warn(format!("{count} jobs {what} have been left out")),
            }
        }
    }
}

/// A job, in the numbers of its line.
struct Job {
    submit: f64,
    runtime: f64,
    processors: f64,
    status: f64,
}

impl Job {
    fn read(line: u64, text: &str) -> Result<Self> {
        let mut texts = [""; COLUMNS];
        let mut columns = 0;
        for (place, column) in texts.iter_mut().zip(text.split_ascii_whitespace()) {
            *place = column;
            columns += 1;
        }
        if columns < COLUMNS {
            let message = format!("a job has {COLUMNS} numbers, this one {columns}");
            return Err(ReadError::new(line, message));
        }
        let number = |column: usize| {
            let text = texts.get(column).copied().unwrap_or_default();
            let number = text.parse().ok().filter(|it: &f64| it.is_finite());
            let column = column + 1;
            number.ok_or_else(|| {
                let message = format!("{} in column {column} is not a number", quoted(text));
                ReadError::new(line, message)
            })
        };
        let mut processors = number(PROCESSORS)?;
        if processors < 1.0 {
            processors = number(REQUESTED_PROCESSORS)?;
        }
        Ok(Self {
            submit: number(SUBMIT)?,
            runtime: number(RUNTIME)?,
            processors,
            status: number(STATUS)?,
        })
    }

    /// The statuses: 0 failed, 1 completed, 2 to 4 a piece of a job that was
    /// checkpointed, 5 cancelled.
    fn fate(&self) -> Fate {
        if (2.0..=4.0).contains(&self.status) {
            return Fate::Piece;
        }
        let at_once = self.status >= 5.0 && self.runtime == 0.0;
        if self.runtime < 0.0 || self.processors < 1.0 || at_once {
            Fate::NeverRan
        } else {
            Fate::Ran
        }
    }

    /// Adds its tasks.
    fn add(&self, line: u64, parallel: ParallelJobs, builder: &mut Builder) -> Result<()> {
        let length = |name: &str, seconds| {
            let wrong = |error| ReadError::new(line, format!("`{name}` is {seconds}: {error}"));
            duration::seconds(seconds).map_err(wrong)
        };
        let submit = Submit::After(length("submit", self.submit)?);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of a double saturates, and there is a limit to tasks"
        )]
        let processors = self.processors as u32;
        let (tasks, slots, instances) = match parallel {
            ParallelJobs::Tasks => (processors, 1, 1),
            ParallelJobs::Slots => (1, processors, 1),
            ParallelJobs::MultiInstance => (1, 1, processors),
        };
        let completed = self.status == 1.0 || self.status < 0.0;
        let task = Task {
            slots,
            instances,
            exit_code: i32::from(!completed),
            ..Task::new(Timestamp::EPOCH, length("runtime", self.runtime)?)
        };
        builder.push(Submission { line, submit, task }, tasks as usize)?;
        Ok(())
    }
}

/// What a line has to do with tasks.
enum Fate {
    Ran,
    NeverRan,
    Piece,
}
