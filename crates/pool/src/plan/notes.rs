//! What a plan says of its course, beside its numbers.

use std::mem::take;

use autoscale_catalog::DeallocationOption;
use autoscale_catalog::policy::{DrainTimeout, QuotaError, ResizeDuringDrain};
use autoscale_catalog::service_error::{ALLOCATION_TIMED_OUT, POOL_BEING_DELETED, RESIZE_STOPPED};

use super::planning::{Obstacle, Planning};
use crate::{AllocationState, NodeKind, NodeState, Removed, Sizes};

/// So many names stand in a note.
const MOST_NAMES: usize = 5;

impl Planning<'_> {
    pub(super) fn note_obstacle(&mut self, obstacle: Obstacle, target: Sizes) {
        let target = words(target);
        let note = match obstacle {
            Obstacle::Deletion => format!(
                "the pool is being deleted: it is resized to nothing, its tasks are requeued, and \
                 it takes no other targets (`{}`)",
                POOL_BEING_DELETED.code
            ),
            Obstacle::PoolQuota => {
                let quota = self.account.pool_quota.unwrap_or(0);
                format!(
                    "`poolQuota` is {quota}, and the account has as many other pools, so the \
                     request to create this one is refused (HTTP 409)"
                )
            }
            Obstacle::Drain => format!(
                "{} waiting for tasks before leaving, which holds back every other resize; {target} \
                 are asked for at the first evaluation after that (pool policy \
                 `resize-during-drain`)",
                self.leaving()
            ),
            Obstacle::Resize => format!(
                "a resize is running; {target} are asked for once it has ended (pool policy \
                 `resize-during-resize`)"
            ),
        };
        self.note(note);
    }

    /// "2 nodes are", or with their names.
    fn leaving(&self) -> String {
        let nodes = self.pool.nodes.iter();
        let leaving = nodes.filter(|node| node.state == NodeState::LeavingPool);
        let names: Vec<_> = leaving.map(|node| node.id.as_deref()).collect();
        let are = if names.len() == 1 { "is" } else { "are" };
        format!("{} {are}", listed(&names))
    }

    pub(super) fn note_rest(&mut self) {
        if self.staying().minus(self.pool.target) != self.pool.target.minus(self.staying()) {
            self.note(
                "the targets are as before, so what the last resize left undone is not asked for \
                 again (pool policy `retry-shortfall`)"
                    .to_owned(),
            );
        }
    }

    /// What becomes of a resize that is running.
    pub(super) fn note_allocation(&mut self, target: Sizes) {
        let pool = self.pool;
        match pool.allocation {
            AllocationState::Resizing if target != pool.target => self.note(format!(
                "the running resize to {} is stopped (`{}`) before this one begins (pool policy \
                 `resize-during-resize`)",
                words(pool.target),
                RESIZE_STOPPED.code
            )),
            AllocationState::Stopping => self.note(
                "the running resize is being stopped, which takes seconds; the targets are asked \
                 for once the pool is steady"
                    .to_owned(),
            ),
            AllocationState::Steady | AllocationState::Resizing => {}
        }
    }

    /// Why fewer nodes come than are wanted.
    pub(super) fn note_limits(
        &mut self,
        kind: NodeKind,
        wanted: u32,
        granted: u32,
        reasons: &[String],
    ) {
        let granted = match granted {
            0 => "none".to_owned(),
            some => format!("only {some}"),
        };
        let s = if wanted == 1 { "" } else { "s" };
        let (words, reasons) = (kind.words(), reasons.join("; "));
        self.note(format!(
            "{granted} of {wanted} new {words} node{s} fit: {reasons}"
        ));
    }

    /// How the resize goes.
    pub(super) fn note_course(&mut self, option: DeallocationOption) {
        if !self.plan.resize_errors.is_empty() && self.policy.quota_error == QuotaError::AtTimeout {
            self.note(
                "what keeps nodes from coming is reported once the resize has timed out, after 15 \
                 minutes (pool policy `quota-error`)"
                    .to_owned(),
            );
        }
        if self.has_choice {
            let order = self.policy.victim_order.as_str();
            self.note(format!(
                "which nodes leave is the service's choice; here it is `{order}` (pool policy \
                 `victim-order`)"
            ));
        }
        self.note_unlisted();
        self.note_waiting(option);
        self.note_stuck(option);
        if !self.plan.requeued.is_empty() || !self.plan.terminated.is_empty() {
            self.note(
                "a node that leaves takes its disk, its name and its address with it".to_owned(),
            );
        }
    }

    fn note_waiting(&mut self, option: DeallocationOption) {
        if option == DeallocationOption::RetainedData && !self.plan.removed.is_empty() {
            self.note(
                "with `retaineddata` a node also waits until the files of its tasks have expired, \
                 7 days after the end of each unless its `retentionTime` says otherwise"
                    .to_owned(),
            );
        }
        if self.draining == self.left_over {
            return;
        }
        let others = match self.policy.resize_during_drain {
            ResizeDuringDrain::Hold => "until those tasks have ended, no other resize begins; ",
            ResizeDuringDrain::Restart => "",
        };
        let nodes = match self.policy.drain_timeout {
            DrainTimeout::KeepDraining => "the nodes go on waiting",
            DrainTimeout::Reinstate => "nodes that still wait stay in the pool",
        };
        self.note(format!(
            "{others}after 15 minutes the resize counts as timed out (`{}`), and {nodes} (pool \
             policy `drain-timeout`)",
            ALLOCATION_TIMED_OUT.code
        ));
    }

    fn note_unlisted(&mut self) {
        for (fate, count) in take(&mut self.unlisted) {
            let (s, are) = if count == 1 { ("", "is") } else { ("s", "are") };
            self.note(format!(
                "{count} task{s} that `tasks` does not list {are} {fate} as well"
            ));
        }
    }

    /// microsoft/ga4gh-tes#197: "Batch is not always able to remove unusable
    /// nodes when using taskcompletion".
    fn note_stuck(&mut self, option: DeallocationOption) {
        let is_stuck = |node: &&Removed| {
            matches!(node.state, NodeState::Unusable | NodeState::StartTaskFailed)
        };
        let stuck = self.plan.removed.iter().filter(is_stuck);
        let names: Vec<_> = stuck.map(|node| node.id.as_deref()).collect();
        if option == DeallocationOption::TaskCompletion && !names.is_empty() {
            let are = if names.len() == 1 { "is" } else { "are" };
            self.note(format!(
                "{} {are} out of order; with `taskcompletion` the service does not always manage \
                 to remove such nodes",
                listed(&names)
            ));
        }
    }

    pub(super) fn note(&mut self, note: String) {
        self.plan.notes.push(note);
    }
}

/// "2 nodes", or "`a` and `b`" where they have names.
fn listed(names: &[Option<&str>]) -> String {
    named(names, "node")
}

pub(super) fn named(names: &[Option<&str>], what: &str) -> String {
    let known: Option<Vec<String>> = names
        .iter()
        .map(|name| name.map(|name| format!("`{name}`")))
        .collect();
    let s = if names.len() == 1 { "" } else { "s" };
    match known {
        Some(known) if known.len() <= MOST_NAMES => format!("{what}{s} {}", enumerated(&known)),
        _ => format!("{} {what}{s}", names.len()),
    }
}

/// "a, b and c".
pub(super) fn enumerated(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => parts.concat(),
    }
}

fn words(sizes: Sizes) -> String {
    format!(
        "{} dedicated and {} low-priority nodes",
        sizes.dedicated, sizes.low_priority
    )
}
