//! The tasks that come, and when.

mod generate;

use std::fmt;

use autoscale_base::{Interval, Timestamp};

pub use generate::Generator;

/// An attempt that fails and is followed by another takes as long at least, so
/// that time goes on.
const LEAST_ATTEMPT: Interval = Interval::from_seconds(1);

/// A task as it is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// When it is submitted.
    pub submit: Timestamp,
    /// How long it runs; a second at least if it fails and is retried.
    pub runtime: Interval,
    /// `requiredSlots`: how many slots of a node it takes.
    pub slots: u32,
    /// The priority of its job: higher first.
    pub priority: i32,
    /// `maxTaskRetryCount`: how often it runs again after another exit code
    /// than 0; negative is for ever.
    pub max_retries: i32,
    /// What it ends with; other than 0 is a failure.
    pub exit_code: i32,
    /// `retentionTime`: how long its files stay.
    pub retention: Interval,
    /// `maxWallClockTime`: when it is ended, as a failure that is not retried.
    pub max_wall_clock: Option<Interval>,
    /// `numberOfInstances` of a multi-instance task: on how many nodes it runs
    /// at once; 1 for others.
    pub instances: u32,
    /// Is it the job manager task, which comes before all others and whose node
    /// leaves last?
    pub job_manager: bool,
}

impl Task {
    /// How long files stay unless a task says otherwise: 7 days (`azure-batch`
    /// 15.1.0, `BatchTaskConstraints`).
    pub const RETENTION: Interval = Interval::from_seconds(7 * 24 * 3600);

    /// A task of one slot that succeeds.
    #[must_use]
    pub const fn new(submit: Timestamp, runtime: Interval) -> Self {
        Self {
            submit,
            runtime,
            slots: 1,
            priority: 0,
            max_retries: 0,
            exit_code: 0,
            retention: Self::RETENTION,
            max_wall_clock: None,
            instances: 1,
            job_manager: false,
        }
    }

    /// How long it is on its nodes, and whether it is ended before its time.
    pub(crate) fn stay(&self) -> (Interval, bool) {
        let retried = self.exit_code != 0 && self.max_retries != 0;
        let runtime = if retried {
            self.runtime.max(LEAST_ATTEMPT)
        } else {
            self.runtime
        };
        match self.max_wall_clock {
            Some(most) if most < runtime => (most, true),
            _ => (runtime, false),
        }
    }
}

/// Tasks in order of submission, and which wait for which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    tasks: Vec<Task>,
    /// For each task that others wait for: first, then those that wait for it.
    /// In order of the first.
    followers: Vec<(u32, u32)>,
    /// For each task how many it waits for; empty when none waits.
    unmet: Vec<u32>,
    job_manager: bool,
}

/// Why tasks are no workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkloadError {
    /// More tasks than can be told apart.
    TooMany,
    /// A task waits, over others perhaps, for itself.
    Cycle {
        /// One of those in the circle, by its place among the tasks given.
        task: usize,
    },
}

impl fmt::Display for WorkloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "more than {} tasks", u32::MAX),
            Self::Cycle { task } => write!(f, "task {} waits for itself", task + 1),
        }
    }
}

impl std::error::Error for WorkloadError {}

impl Workload {
    /// A workload of these tasks, in whatever order; `depends_on` has pairs of
    /// a task and one that it waits for, both by their place in `tasks`. Pairs
    /// with a place that no task has are left out.
    ///
    /// # Errors
    /// When there are too many tasks, or some wait for one another.
    pub fn new(tasks: Vec<Task>, depends_on: &[(usize, usize)]) -> Result<Self, WorkloadError> {
        let count = u32::try_from(tasks.len()).map_err(|_| WorkloadError::TooMany)?;
        let job_manager = tasks.iter().any(|task| task.job_manager);
        if depends_on.is_empty() && tasks.is_sorted_by_key(|task| task.submit) {
            return Ok(Self {
                tasks,
                job_manager,
                ..Self::default()
            });
        }
        let mut order: Vec<u32> = (0..count).collect();
        // Stable: of equal times the first given comes first.
        let submit = |at: &u32| tasks.get(*at as usize).map(|task| task.submit);
        order.sort_by_key(submit);
        let mut rank = vec![0_u32; tasks.len()];
        for (&at, place) in order.iter().zip(0..) {
            if let Some(rank) = rank.get_mut(at as usize) {
                *rank = place;
            }
        }
        let of = |at: usize| rank.get(at).copied();
        let pairs = depends_on.iter();
        let pairs = pairs.filter_map(|&(task, needed)| Some((of(needed)?, of(task)?)));
        let mut followers: Vec<(u32, u32)> = pairs.collect();
        followers.sort_unstable();
        followers.dedup();
        let mut unmet = vec![0; tasks.len()];
        for &(_, follower) in &followers {
            if let Some(unmet) = unmet.get_mut(follower as usize) {
                *unmet += 1;
            }
        }
        let sorted = order.iter().filter_map(|&at| tasks.get(at as usize));
        let workload = Self {
            tasks: sorted.copied().collect(),
            followers,
            unmet,
            job_manager,
        };
        match workload.circle() {
            Some(member) => Err(WorkloadError::Cycle {
                task: order.get(member).map_or(member, |&at| at as usize),
            }),
            None => Ok(workload),
        }
    }

    /// The tasks in order of submission.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The tasks that wait for that one.
    pub(crate) fn followers(&self, task: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.followers.partition_point(|&(needed, _)| needed < task);
        let rest = self.followers.get(first..).unwrap_or_default();
        rest.iter()
            .take_while(move |&&(needed, _)| needed == task)
            .map(|&(_, follower)| follower)
    }

    /// Is there a job manager task among them?
    pub(crate) const fn has_job_manager(&self) -> bool {
        self.job_manager
    }

    /// How many tasks each waits for; empty when none waits.
    pub(crate) fn unmet(&self) -> &[u32] {
        &self.unmet
    }

    /// A task that can never run because it waits for itself.
    fn circle(&self) -> Option<usize> {
        let mut unmet = self.unmet.clone();
        let mut ready: Vec<u32> = (0..)
            .zip(&unmet)
            .filter(|(_, it)| **it == 0)
            .map(|(at, _)| at)
            .collect();
        while let Some(task) = ready.pop() {
            for follower in self.followers(task) {
                if let Some(left) = unmet.get_mut(follower as usize) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(follower);
                    }
                }
            }
        }
        unmet.iter().position(|&left| left > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(seconds: i64) -> Task {
        let submit = Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds));
        Task::new(submit.unwrap(), Interval::from_seconds(1))
    }

    #[test]
    fn tasks_are_sorted_and_dependencies_go_with_them() {
        let tasks = vec![task(9), task(3), task(6)];
        let workload = Workload::new(tasks, &[(0, 1), (0, 2), (2, 1), (0, 7)]).unwrap();
        assert_eq!(workload.tasks(), [task(3), task(6), task(9)]);
        assert_eq!(workload.unmet(), [0, 1, 2]);
        assert_eq!(workload.followers(0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(workload.followers(1).collect::<Vec<_>>(), [2]);
        assert_eq!(workload.followers(2).count(), 0);
    }

    #[test]
    fn circles_are_found() {
        let tasks = vec![task(9), task(3), task(6)];
        let error = Workload::new(tasks, &[(0, 1), (1, 2), (2, 0)]).unwrap_err();
        assert_eq!(error, WorkloadError::Cycle { task: 1 });
    }
}
