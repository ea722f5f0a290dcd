//! Which nodes leave when a pool shrinks.

use std::cmp::Reverse;

use autoscale_base::Timestamp;
use autoscale_catalog::policy::VictimOrder;

/// A node that may have to leave.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// What the caller knows it by.
    pub index: usize,
    /// Can it run tasks, or does it run some?
    pub runs_tasks: bool,
    /// How many of its slots are taken.
    pub busy_slots: u32,
    /// Since when it is in the pool.
    pub allocated: Option<Timestamp>,
    /// Does it run a job manager task?
    pub job_manager: bool,
}

/// The `count` nodes that leave first, in that order; all, when there are no
/// more. Of equal candidates the later in the list is taken for the newer.
///
/// The node of a job manager task goes last (MicrosoftDocs/azure-docs
/// `articles/batch/jobs-and-tasks.md`); for the rest see the policy
/// `victim-order`.
#[must_use]
pub fn choose_victims(
    mut candidates: Vec<Candidate>,
    count: usize,
    order: VictimOrder,
) -> Vec<usize> {
    let newest = |it: &Candidate| (Reverse(it.allocated), Reverse(it.index));
    match order {
        VictimOrder::IdleFirst => choose(&mut candidates, count, |it| {
            (it.job_manager, it.runs_tasks, it.busy_slots, newest(it))
        }),
        VictimOrder::NewestFirst => {
            choose(&mut candidates, count, |it| (it.job_manager, newest(it)))
        }
        VictimOrder::OldestFirst => choose(&mut candidates, count, |it| {
            (it.job_manager, it.allocated, it.index)
        }),
    }
    candidates.iter().map(|it| it.index).collect()
}

/// Leaves the `count` least, in order; linear in the others.
fn choose<K: Ord>(candidates: &mut Vec<Candidate>, count: usize, key: impl Fn(&Candidate) -> K) {
    if count < candidates.len() {
        candidates.select_nth_unstable_by_key(count, &key);
        candidates.truncate(count);
    }
    candidates.sort_unstable_by_key(&key);
}
