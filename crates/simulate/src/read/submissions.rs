//! Tasks as a file has them, before it is known when the simulation begins.

use std::collections::HashMap;

use autoscale_base::{Interval, Timestamp, quoted};

use super::{MOST_TASKS, ReadError, Result};
use crate::workload::{Task, Workload, WorkloadError};

/// When a task is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Submit {
    At(Timestamp),
    /// After the beginning.
    After(Interval),
}

/// A task of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Submission {
    pub(super) line: u64,
    pub(super) submit: Submit,
    /// Its time of submission does not count yet.
    pub(super) task: Task,
}

/// The tasks of a file.
#[derive(Clone, Debug, Default)]
pub struct Submissions {
    tasks: Vec<Submission>,
    /// Pairs of a task and one that it waits for.
    depends_on: Vec<(usize, usize)>,
    /// The beginning that the file names.
    begins: Option<Timestamp>,
    /// What a reader should know, a sentence each.
    pub warnings: Vec<String>,
}

impl Submissions {
    /// How many tasks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// When the first task is submitted, if the file tells.
    #[must_use]
    pub fn first(&self) -> Option<Timestamp> {
        let submits = self.tasks.iter().filter_map(|task| match task.submit {
            Submit::At(time) => Some(time),
            Submit::After(after) => self.begins?.checked_add(after),
        });
        submits.min()
    }

    /// The most slots that a task needs.
    #[must_use]
    pub fn most_slots(&self) -> u32 {
        self.tasks.iter().map(|it| it.task.slots).max().unwrap_or(0)
    }

    /// The line of the first task that needs more slots than that.
    #[must_use]
    pub fn line_above(&self, slots: u32) -> Option<u64> {
        let large = self.tasks.iter().find(|it| it.task.slots > slots);
        large.map(|it| it.line)
    }

    /// The workload of a simulation that begins at `from`.
    ///
    /// # Errors
    /// When a task waits for itself, or a time is out of range.
    pub fn workload(&self, from: Timestamp) -> Result<Workload> {
        let begins = self.begins.unwrap_or(from);
        let tasks = self.tasks.iter().map(|it| {
            let submit = match it.submit {
                Submit::At(time) => Some(time),
                Submit::After(after) => begins.checked_add(after),
            };
            let late = || ReadError::new(it.line, "`submit` is after the year 9999");
            let submit = submit.ok_or_else(late)?;
            Ok(Task { submit, ..it.task })
        });
        let tasks = tasks.collect::<Result<Vec<Task>>>()?;
        Workload::new(tasks, &self.depends_on).map_err(|error| match error {
            WorkloadError::Cycle { task } => {
                let line = self.tasks.get(task).map_or(0, |it| it.line);
                ReadError::new(line, "the task waits for itself, over others perhaps")
                    .with_help("take one task out of `depends_on` of another in the circle")
            }
            WorkloadError::TooMany => ReadError::new(0, error.to_string()),
        })
    }
}

/// Collects the tasks of a file.
#[derive(Debug, Default)]
pub(super) struct Builder {
    submissions: Submissions,
    places: HashMap<Box<str>, usize>,
    /// Tasks that wait for one that has not been named yet.
    ahead: Vec<(usize, u64, Box<str>)>,
}

impl Builder {
    /// Adds a task, so many times; the place of the first.
    pub(super) fn push(&mut self, submission: Submission, times: usize) -> Result<usize> {
        let tasks = &mut self.submissions.tasks;
        let place = tasks.len();
        if times > MOST_TASKS - place {
            let message = format!("more than {MOST_TASKS} tasks");
            return Err(
                ReadError::new(submission.line, message).with_help("take a part of the file")
            );
        }
        tasks.extend(std::iter::repeat_n(submission, times));
        Ok(place)
    }

    /// A task has an id.
    pub(super) fn name(&mut self, place: usize, line: u64, id: &str) -> Result<()> {
        let Some(other) = self.places.insert(id.into(), place) else {
            return Ok(());
        };
        let other = self.submissions.tasks.get(other).map_or(0, |it| it.line);
        let message = format!("the id {} is that of the task in line {other}", quoted(id));
        Err(ReadError::new(line, message))
    }

    /// A task waits for another.
    pub(super) fn depends_on(&mut self, place: usize, line: u64, id: &str) {
        match self.places.get(id) {
            Some(&needed) => self.submissions.depends_on.push((place, needed)),
            None => self.ahead.push((place, line, id.into())),
        }
    }

    /// The file names its beginning.
    pub(super) const fn begins(&mut self, begins: Timestamp) {
        self.submissions.begins = Some(begins);
    }

    pub(super) fn warn(&mut self, warning: String) {
        self.submissions.warnings.push(warning);
    }

    /// All tasks have been added.
    pub(super) fn finish(mut self) -> Result<Submissions> {
        for (place, line, id) in &self.ahead {
            match self.places.get(id) {
                Some(&needed) => self.submissions.depends_on.push((*place, needed)),
                None => return Err(self.unknown(*line, id)),
            }
        }
        if let Some(warning) = self.unsorted() {
            self.warn(warning);
        }
        Ok(self.submissions)
    }

    fn unknown(&self, line: u64, id: &str) -> ReadError {
        let message = format!("there is no task {} to wait for", quoted(id));
        let error = ReadError::new(line, message);
        let mut ids: Vec<&str> = self.places.keys().map(|id| &**id).collect();
        // The map's order is not the same from run to run.
        ids.sort_unstable();
        match autoscale_check::nearest(id, ids) {
            Some(meant) => error.with_help(format!("did you mean `{meant}`?")),
            None => error.with_help("the column `id` names tasks"),
        }
    }

    /// Are tasks submitted before the one above them?
    fn unsorted(&self) -> Option<String> {
        let mut pairs = self.submissions.tasks.windows(2);
        let late = pairs.find_map(|pair| {
            let [above, below] = pair else { return None };
            let late = match (above.submit, below.submit) {
                (Submit::At(above), Submit::At(below)) => below < above,
                (Submit::After(above), Submit::After(below)) => below < above,
                _ => false,
            };
            late.then_some(below.line)
        })?;
        Some(format!(
            "the task in line {late} is submitted before the one above it; the tasks have been \
             sorted by `submit`"
        ))
    }
}
