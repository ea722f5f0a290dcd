//! Tasks as a file has them, before it is known when the simulation begins.

use std::collections::HashMap;

use autoscale_base::{Interval, Timestamp};

use super::{ReadError, Result};
use crate::workload::{Task, Workload, WorkloadError};

/// When a task is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Submit {
    At(Timestamp),
    /// After the beginning.
    After(Interval),
}

/// A task of a file.
#[derive(Clone, Debug)]
pub(super) struct Submission {
    pub(super) line: u64,
    pub(super) id: Option<String>,
    pub(super) submit: Submit,
    /// Its time of submission does not count yet.
    pub(super) task: Task,
    pub(super) depends_on: Vec<String>,
}

/// The tasks of a file.
#[derive(Clone, Debug, Default)]
pub struct Submissions {
    pub(super) tasks: Vec<Submission>,
    /// The beginning that the file names.
    pub(super) begins: Option<Timestamp>,
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
    /// When a task waits for one that there is not, or for itself, or when two
    /// have the same id.
    pub fn workload(&self, from: Timestamp) -> Result<Workload> {
        let begins = self.begins.unwrap_or(from);
        let mut places = HashMap::new();
        for (place, submission) in self.tasks.iter().enumerate() {
            if let Some(id) = &submission.id
                && places.insert(id.as_str(), place).is_some()
            {
                let message = format!("two tasks have the id `{id}`");
                return Err(ReadError::new(submission.line, message));
            }
        }
        let mut depends_on = Vec::new();
        let mut tasks = Vec::with_capacity(self.tasks.len());
        for (place, submission) in self.tasks.iter().enumerate() {
            for id in &submission.depends_on {
                let Some(&needed) = places.get(id.as_str()) else {
                    let message = format!("there is no task `{id}` to wait for");
                    return Err(ReadError::new(submission.line, message));
                };
                depends_on.push((place, needed));
            }
            let submit = match submission.submit {
                Submit::At(time) => Some(time),
                Submit::After(after) => begins.checked_add(after),
            };
            let late = || ReadError::new(submission.line, "`submit` is out of range");
            tasks.push(Task {
                submit: submit.ok_or_else(late)?,
                ..submission.task
            });
        }
        Workload::new(tasks, &depends_on).map_err(|error| {
            let (line, message) = match &error {
                WorkloadError::Cycle { task } => {
                    let line = self.tasks.get(*task).map_or(0, |it| it.line);
                    (
                        line,
                        "the task waits for itself, over others perhaps".to_owned(),
                    )
                }
                WorkloadError::TooMany => (0, error.to_string()),
            };
            ReadError::new(line, message)
        })
    }
}
