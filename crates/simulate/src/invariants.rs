//! What must hold at every instant; looked at in debug builds.

use autoscale_pool::{NodeKind, NodeState};

use crate::simulation::Simulation;
use crate::tasks::Stand;

impl Simulation<'_> {
    /// Checks every count against what it counts, in debug builds.
    pub(crate) fn check(&self) {
        if cfg!(debug_assertions) {
            self.check_tasks();
            self.check_nodes();
            self.check_quotas();
        }
    }

    fn check_tasks(&self) {
        let tasks = |stand| self.tasks.iter().filter(|it| it.stand == stand).count() as u64;
        let statistics = &self.statistics;
        let completed = statistics.succeeded + statistics.failed;
        debug_assert_eq!(tasks(Stand::Completed), completed, "completed tasks");
        debug_assert_eq!(tasks(Stand::Running), statistics.running, "running tasks");
        debug_assert_eq!(
            tasks(Stand::Waiting),
            self.queue.len() as u64,
            "waiting tasks"
        );
        debug_assert_eq!(
            tasks(Stand::Terminated),
            statistics.terminated,
            "terminated tasks"
        );
        let coming = self.workload.tasks().len() as u64 - u64::from(self.submitted);
        debug_assert_eq!(tasks(Stand::Coming), coming, "tasks to come");
    }

    fn check_nodes(&self) {
        let mut on_nodes = 0;
        for (_, node) in self.nodes.iter() {
            let mut task = node.first_task;
            let mut slots = 0;
            let mut here = 0;
            while let Some(progress) = self.tasks.get(task) {
                debug_assert_eq!(progress.stand, Stand::Running, "a task on a node");
                slots += self.spec(task).slots;
                here += 1;
                task = progress.after;
            }
            debug_assert_eq!(here, node.running, "tasks of a node");
            if node.running > 0 || matches!(node.state, Some(NodeState::Idle)) {
                let all = self.settings.pool.task_slots_per_node;
                debug_assert_eq!(slots + node.free_slots, all, "slots of a node");
            }
            on_nodes += u64::from(here);
        }
        debug_assert_eq!(on_nodes, self.statistics.running, "a task is on one node");
    }

    fn check_quotas(&self) {
        let cores = self
            .settings
            .pool
            .vm
            .as_ref()
            .map_or(0, |vm| u64::from(vm.cores));
        let account = &self.settings.account;
        for kind in NodeKind::ALL {
            let (quota, others) = match kind {
                NodeKind::Dedicated => (account.dedicated_core_quota, account.others.dedicated),
                NodeKind::LowPriority => {
                    (account.low_priority_core_quota, account.others.low_priority)
                }
            };
            let started_with = self.settings.pool.current().of(kind);
            let used = u64::from(self.nodes.current().of(kind)) * cores;
            let limit = quota.map(|quota| quota.saturating_sub(others));
            let limit = limit.map(|limit| limit.max(u64::from(started_with) * cores));
            debug_assert!(limit.is_none_or(|limit| used <= limit), "cores over quota");
        }
    }
}
