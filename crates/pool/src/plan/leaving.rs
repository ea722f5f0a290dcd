//! The nodes that leave, and their tasks.

use autoscale_catalog::{DeallocationOption, Policy};

use super::{Plan, Removed, Targets};
use crate::victims::{Candidate, choose_victims};
use crate::{Node, NodeKind, NodeState, Pool, Task};

impl Plan {
    /// Removes the nodes that are on their way out already, and those that are
    /// too many.
    pub(super) fn shrink(&mut self, pool: &Pool, targets: Targets, policy: &Policy) {
        let tasks = pool.tasks_by_node();
        for kind in NodeKind::ALL {
            let mut victims: Vec<usize> = pool.leaving(kind).collect();
            let stay = self.before.current.of(kind) as usize - victims.len();
            let surplus = stay.saturating_sub(targets.sizes.of(kind) as usize);
            let candidates = candidates(pool, kind, &tasks);
            victims.extend(choose_victims(candidates, surplus, policy.victim_order));
            for victim in victims {
                *self.after.current.of_mut(kind) -= 1;
                if let (Some(node), Some(tasks)) = (pool.nodes.get(victim), tasks.get(victim)) {
                    self.remove(node, tasks, targets.option);
                }
            }
        }
    }

    fn remove(&mut self, node: &Node, tasks: &[&Task], option: DeallocationOption) {
        self.removed.push(Removed {
            id: node.id.clone(),
            kind: node.kind,
            state: node.state,
        });
        let fate = match option {
            DeallocationOption::Requeue => &mut self.requeued,
            DeallocationOption::Terminate => &mut self.terminated,
            DeallocationOption::TaskCompletion | DeallocationOption::RetainedData => {
                &mut self.waited_for
            }
        };
        fate.extend(tasks.iter().map(|&task| task.clone()));
        let unlisted = (node.running_tasks as usize).saturating_sub(tasks.len());
        if unlisted > 0 {
            self.note_unlisted(node, unlisted, option);
        }
        if matches!(node.state, NodeState::Unusable | NodeState::StartTaskFailed) {
            self.note_stuck(node, option);
        }
    }
}

impl Pool {
    /// The tasks of each node.
    fn tasks_by_node(&self) -> Vec<Vec<&Task>> {
        let mut tasks = vec![Vec::new(); self.nodes.len()];
        for task in &self.tasks {
            if let Some(here) = tasks.get_mut(task.node) {
                here.push(task);
            }
        }
        tasks
    }

    /// Nodes of that kind that are on their way out already.
    fn leaving(&self, kind: NodeKind) -> impl Iterator<Item = usize> {
        let nodes = self.nodes.iter().enumerate();
        nodes
            .filter(move |(_, node)| node.kind == kind && node.state == NodeState::LeavingPool)
            .map(|(index, _)| index)
    }
}

fn candidates(pool: &Pool, kind: NodeKind, tasks: &[Vec<&Task>]) -> Vec<Candidate> {
    let nodes = pool.nodes.iter().zip(tasks).enumerate();
    let stay =
        nodes.filter(|(_, (node, _))| node.kind == kind && node.state != NodeState::LeavingPool);
    stay.map(|(index, (node, tasks))| Candidate {
        index,
        runs_tasks: node.state.runs_tasks(),
        // Tasks that are not listed take a slot each at least.
        busy_slots: tasks
            .iter()
            .map(|task| task.slots)
            .sum::<u32>()
            .max(node.running_tasks),
        allocated: node.allocated,
        job_manager: tasks.iter().any(|task| task.job_manager),
    })
    .collect()
}
