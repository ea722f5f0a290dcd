//! What must hold at every instant; looked at in debug builds.

use std::collections::HashMap;

use autoscale_pool::{NodeKind, NodeState, Sizes};

use crate::nodes::Condition;
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
        // In one go, since there may be many.
        let mut counts = [0_u64; Stand::Terminated as usize + 1];
        for task in self.tasks.iter() {
            if let Some(count) = counts.get_mut(task.stand as usize) {
                *count += 1;
            }
        }
        let statistics = &self.statistics;
        let all = self.workload.tasks().len() as u64;
        for (stand, expected) in [
            (Stand::Coming, all - u64::from(self.submitted)),
            (Stand::Blocked, statistics.blocked),
            (Stand::Waiting, self.queue.len() as u64),
            (Stand::Stuck, statistics.stuck),
            (Stand::Running, statistics.running),
            (Stand::Completed, statistics.succeeded + statistics.failed),
            (Stand::Terminated, statistics.terminated),
        ] {
            let counted = counts.get(stand as usize).copied();
            debug_assert_eq!(counted, Some(expected), "{stand:?} tasks");
        }
    }

    /// Every running task is on one node, a multi-instance task on as many as
    /// it has instances.
    fn check_nodes(&self) {
        let mut on_nodes = HashMap::new();
        let mut spare = 0;
        for (_, node) in self.nodes.iter() {
            let leaves = node.state.is_none_or(|it| it == NodeState::LeavingPool);
            spare += usize::from(node.running == 0 && !leaves);
            let mut slots = 0;
            let mut here = 0;
            for task in self.tasks.linked(node.first_task) {
                let stand = self.tasks.get(task).map(|it| it.stand);
                debug_assert_eq!(stand, Some(Stand::Running), "a task on a node");
                slots += self.spec(task).slots;
                here += 1;
                *on_nodes.entry(task).or_insert(0) += 1;
            }
            debug_assert_eq!(here, node.running, "tasks of a node");
            debug_assert!(here == 0 || node.state.is_some(), "a task on no node");
            if node.running > 0 || matches!(node.state, Some(NodeState::Idle)) {
                let all = self.settings.pool.task_slots_per_node;
                debug_assert_eq!(slots + node.free_slots, all, "slots of a node");
            }
        }
        let spares = NodeKind::ALL.map(|kind| self.nodes.spare(kind).len());
        debug_assert_eq!(spares.iter().sum::<usize>(), spare, "spare nodes");
        for (&task, &nodes) in &on_nodes {
            debug_assert_eq!(nodes, self.spec(task).instances, "nodes of a task");
        }
        let running = on_nodes.len() as u64;
        debug_assert_eq!(running, self.statistics.running, "a task is on a node");
        let usable = self.nodes.iter().filter_map(|(_, node)| node.state);
        let usable = usable.filter(|state| state.runs_tasks()).count();
        let counted = self.nodes.count(Condition::Usable) as usize;
        debug_assert_eq!(usable, counted, "usable nodes");
    }

    fn check_quotas(&self) {
        let (pool, account) = (&self.settings.pool, &self.settings.account);
        let policy = &self.settings.policy;
        let cores = pool.vm.as_ref().map_or(0, |vm| vm.quota_cores(policy));
        for kind in NodeKind::ALL {
            let Some(quota) = account.core_quota(kind) else {
                continue;
            };
            let nodes = |sizes: Sizes| u64::from(sizes.of(kind)) * u64::from(cores);
            let room = quota.saturating_sub(account.cores_of_others(kind, None, policy));
            // A pool may have begun with more than its quota.
            let room = room.max(nodes(pool.current()));
            debug_assert!(nodes(self.counted()) <= room, "cores over quota");
        }
    }
}
