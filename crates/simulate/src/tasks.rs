//! The tasks of the workload as they stand.

use autoscale_base::Timestamp;

use crate::Workload;

/// No task, or no node.
pub(crate) const NONE: u32 = u32::MAX;

/// Where a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Not yet submitted.
    Coming,
    /// Waits for tasks that it depends on.
    Blocked,
    /// In the queue.
    Waiting,
    /// Ready, but no node of the pool can ever run it.
    Stuck,
    /// On a node.
    Running,
    /// Ended by itself, well or badly.
    Completed,
    /// Ended by a node that left.
    Terminated,
}

/// A task as it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    pub(crate) stand: Stand,
    /// Grows whenever it leaves a node, so that an end that was planned there
    /// can be told.
    pub(crate) attempt: u32,
    /// How often it was run again after a failure.
    pub(crate) retries: u32,
    /// How many tasks it still waits for.
    pub(crate) unmet: u32,
    /// Since when it waits or runs.
    pub(crate) since: Timestamp,
    pub(crate) node: u32,
    /// Its neighbours in the list of tasks on the node.
    pub(crate) before: u32,
    pub(crate) after: u32,
}

/// The tasks in order of submission.
#[derive(Debug)]
pub(crate) struct Tasks(Vec<Progress>);

impl Tasks {
    pub(crate) fn new(workload: &Workload, now: Timestamp) -> Self {
        let coming = Progress {
            stand: Stand::Coming,
            attempt: 0,
            retries: 0,
            unmet: 0,
            since: now,
            node: NONE,
            before: NONE,
            after: NONE,
        };
        let mut tasks = vec![coming; workload.tasks().len()];
        for (task, &unmet) in tasks.iter_mut().zip(workload.unmet()) {
            task.unmet = unmet;
        }
        Self(tasks)
    }

    #[inline]
    pub(crate) fn get(&self, task: u32) -> Option<&Progress> {
        self.0.get(task as usize)
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, task: u32) -> Option<&mut Progress> {
        self.0.get_mut(task as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Progress> {
        self.0.iter()
    }

    /// The tasks of the list that starts with that one.
    pub(crate) fn linked(&self, first: u32) -> impl Iterator<Item = u32> {
        let next = |task: &u32| self.get(*task).map(|progress| progress.after);
        let exists = move |task: &u32| *task != NONE;
        std::iter::successors(Some(first).filter(exists), next).take_while(exists)
    }

    /// Puts a task before `first` in the list of a node.
    #[inline]
    pub(crate) fn link(&mut self, task: u32, first: u32) {
        if let Some(progress) = self.get_mut(task) {
            progress.before = NONE;
            progress.after = first;
        }
        if let Some(next) = self.get_mut(first) {
            next.before = task;
        }
    }

    /// Takes a task out of the list that starts with `first`; the list then
    /// starts with what is returned.
    #[inline]
    pub(crate) fn unlink(&mut self, task: u32, first: u32) -> u32 {
        let Some(&Progress { before, after, .. }) = self.get(task) else {
            return first;
        };
        if let Some(next) = self.get_mut(after) {
            next.before = before;
        }
        if let Some(previous) = self.get_mut(before) {
            previous.after = after;
            first
        } else {
            after
        }
    }
}
