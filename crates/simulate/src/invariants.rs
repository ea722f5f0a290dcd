//! What must hold after every event; looked at in debug builds.
//!
//! Totals are compared after each event. That every count is that of what it
//! counts takes a look at all tasks and nodes, which is taken once enough
//! events have passed to make up for it, and at the end.

use std::collections::HashMap;

use autoscale_pool::{NodeKind, NodeState};

use crate::nodes::Condition;
use crate::simulation::Simulation;
use crate::tasks::Stand;

/// Tasks and nodes that are looked at for each event, on average.
const LOOKS: usize = 8;

impl Simulation<'_> {
    /// Checks after an event.
    pub(crate) fn check(&mut self) {
        if cfg!(debug_assertions) {
            self.check_totals();
            self.unchecked += 1;
            let all = self.workload.tasks().len() + self.nodes.places();
            if self.unchecked.saturating_mul(LOOKS) >= all {
                self.unchecked = 0;
                self.check_all();
            }
        }
    }

    /// Checks every count against what it counts.
    pub(crate) fn check_all(&self) {
        if cfg!(debug_assertions) {
            self.check_tasks();
            self.check_nodes();
            self.check_gangs();
        }
    }

    /// No task and no node is lost or there twice.
    fn check_totals(&self) {
        let statistics = &self.statistics;
        let tasks = statistics.blocked
            + self.queue.len() as u64
            + statistics.stuck
            + statistics.running
            + statistics.ended();
        debug_assert_eq!(tasks, u64::from(self.submitted), "submitted tasks");
        let counts = Condition::ALL.iter().map(|it| self.nodes.count(*it));
        let current = self.nodes.current().total();
        debug_assert_eq!(counts.sum::<u32>(), current, "nodes of the pool");
        let leaving = self.nodes.count(Condition::Leaving);
        debug_assert_eq!(self.nodes.leaving().total(), leaving, "leaving nodes");
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
        let mut conditions = [0; Condition::COUNT];
        for (place, node) in self.nodes.iter() {
            let leaves = node.state.is_none_or(|it| it == NodeState::LeavingPool);
            spare += usize::from(node.running == 0 && !leaves);
            if let Some(state) = node.state
                && let Some(count) = conditions.get_mut(Condition::of(state) as usize)
            {
                *count += 1;
            }
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
            let usable = node.state.is_some_and(NodeState::runs_tasks);
            if here > 0 || usable {
                let all = self.settings.pool.task_slots_per_node;
                debug_assert_eq!(slots + node.free_slots, all, "slots of a node");
            }
            let offered = if usable { node.free_slots } else { 0 };
            debug_assert_eq!(self.free.of(place), offered, "slots that are offered");
        }
        let spares = NodeKind::ALL.map(|kind| self.nodes.spare(kind).len());
        debug_assert_eq!(spares.iter().sum::<usize>(), spare, "spare nodes");
        let counts = Condition::ALL.map(|condition| self.nodes.count(condition));
        debug_assert_eq!(conditions, counts, "nodes by condition");
        for (&task, &nodes) in &on_nodes {
            debug_assert_eq!(nodes, self.spec(task).instances, "nodes of a task");
        }
        let running = on_nodes.len() as u64;
        debug_assert_eq!(running, self.statistics.running, "a task is on a node");
    }

    /// The nodes of a multi-instance task run nothing else.
    fn check_gangs(&self) {
        for (&task, gang) in &self.gangs {
            let instances = self.spec(task).instances as usize;
            debug_assert_eq!(gang.len(), instances, "instances of a task");
            let own = |place: &u32| {
                let node = self.nodes.get(*place);
                node.is_some_and(|node| node.first_task == task && node.running == 1)
            };
            debug_assert!(gang.iter().all(own), "a node of several instances");
        }
    }

    /// The pool stays in its quotas and limits; after what happens to it.
    pub(crate) fn check_quotas(&self) {
        if !cfg!(debug_assertions) {
            return;
        }
        let (pool, account) = (&self.settings.pool, &self.settings.account);
        // It may have begun with more.
        let (begun, now) = (pool.current(), self.counted());
        if pool.inter_node {
            let most = account.inter_node_limit().max(begun.total());
            debug_assert!(now.total() <= most, "nodes over the limit");
        }
        let Some(vm) = &pool.vm else { return };
        let policy = &self.settings.policy;
        for kind in NodeKind::ALL {
            let cores = |nodes: u32| u64::from(nodes) * u64::from(vm.quota_cores(policy));
            let of_family = account.family_quota(&vm.family);
            for (quota, family) in [
                (account.core_quota(kind), None),
                (
                    of_family.filter(|_| kind == NodeKind::Dedicated),
                    Some(&*vm.family),
                ),
            ] {
                let Some(quota) = quota else { continue };
                let room = quota.saturating_sub(account.cores_of_others(kind, family, policy));
                let most = room.max(cores(begun.of(kind)));
                debug_assert!(cores(now.of(kind)) <= most, "cores over quota");
            }
        }
    }
}
