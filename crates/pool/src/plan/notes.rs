//! What a plan says beside its numbers.

use autoscale_catalog::DeallocationOption;

use super::{Plan, Sizes};
use crate::{Account, AllocationMode, Node, NodeState, Pool};

impl Plan {
    pub(super) fn note_restart(&mut self, old: Sizes) {
        self.note(format!(
            "the running resize to {} is stopped (`ResizeStopped`) before this one begins",
            words(old)
        ));
    }

    pub(super) fn note_blocked(&mut self, pool: &Pool, target: Sizes) {
        let target = words(target);
        if pool.drains() {
            self.note(format!(
                "nodes are waiting for their tasks before they leave, which holds back every \
                 other resize; {target} are asked for at the first evaluation after that"
            ));
        } else {
            self.note(format!(
                "a resize is running; {target} are asked for once it has ended"
            ));
        }
    }

    pub(super) fn note_no_retry(&mut self) {
        self.note(
            "the targets are as before, so the nodes that the last resize did not get are not \
             asked for again"
                .to_owned(),
        );
    }

    pub(super) fn note_unlisted(&mut self, node: &Node, tasks: usize, option: DeallocationOption) {
        let name = name(node);
        let fate = match option {
            DeallocationOption::Requeue => "requeued",
            DeallocationOption::Terminate => "terminated",
            DeallocationOption::TaskCompletion | DeallocationOption::RetainedData => "waited for",
        };
        let s = if tasks == 1 { "" } else { "s" };
        self.note(format!(
            "{name} runs {tasks} task{s} that `tasks` does not list; {fate} as well"
        ));
    }

    /// microsoft/ga4gh-tes#197: "Batch is not always able to remove unusable
    /// nodes when using taskcompletion".
    pub(super) fn note_stuck(&mut self, node: &Node, option: DeallocationOption) {
        if option == DeallocationOption::TaskCompletion {
            let (name, state) = (name(node), node.state.as_str());
            self.note(format!(
                "{name} is {state}; with `taskcompletion` the service does not always manage to \
                 remove such nodes"
            ));
        }
    }

    pub(super) fn note_rest(&mut self, pool: &Pool, account: &Account) {
        if !self.waited_for.is_empty() {
            self.note(
                "until those tasks have ended, no other resize begins; after 15 minutes the \
                 resize counts as timed out (`AllocationTimedout`), and the nodes go on waiting"
                    .to_owned(),
            );
        }
        let preempted = pool.count(|node| node.state == NodeState::Preempted);
        let left = preempted.low_priority.min(self.after.current.low_priority);
        if left > 0 {
            let (s, are) = if left == 1 { ("", "is") } else { ("s", "are") };
            self.note(format!(
                "{left} preempted node{s} {are} counted as current, and brought back when there \
                 is capacity"
            ));
        }
        match (&pool.vm, &pool.vm_size) {
            (None, Some(size)) => self.note(format!(
                "the VM size `{size}` is not in the table, so its cores and its cost are not known"
            )),
            (None, None) => self.note(
                "the pool has no `vmSize`, so its cores and its cost are not known".to_owned(),
            ),
            (Some(vm), _) if self.after.cost.per_hour.is_none() => {
                self.note(format!("no price of `{}` is known", vm.name));
            }
            (Some(_), _) => {}
        }
        if account.mode == AllocationMode::UserSubscription && self.added.total() > 0 {
            self.note(
                "the account is of user subscription mode: the subscription's core quotas count, \
                 which are not known here"
                    .to_owned(),
            );
        }
    }

    fn note(&mut self, note: String) {
        self.notes.push(note);
    }
}

fn name(node: &Node) -> String {
    match &node.id {
        Some(id) => format!("node `{id}`"),
        None => format!("a {} node", node.kind.words()),
    }
}

fn words(sizes: Sizes) -> String {
    format!(
        "{} dedicated and {} low-priority nodes",
        sizes.dedicated, sizes.low_priority
    )
}
