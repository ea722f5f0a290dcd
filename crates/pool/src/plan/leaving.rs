//! The nodes that leave, and their tasks.

use autoscale_catalog::DeallocationOption;

use super::planning::Planning;
use super::{Removed, Targets};
use crate::victims::{Candidate, choose_victims};
use crate::{Node, NodeKind, NodeState, Pool, Task};

impl Planning<'_> {
    /// The nodes that are on their way out already leave, by the option that
    /// sent them off. Where that is not known, tasks that they still have are
    /// being waited for: otherwise they would have none.
    pub(super) fn leave_already(&mut self) {
        let pool = self.pool;
        let tasks = pool.tasks_by_node();
        let option = pool.option.unwrap_or(DeallocationOption::TaskCompletion);
        for (node, tasks) in pool.nodes.iter().zip(&tasks) {
            if node.state == NodeState::LeavingPool {
                self.remove(node, tasks, option);
            }
        }
    }

    /// Those that are too many leave.
    pub(super) fn shrink(&mut self, targets: Targets) {
        let pool = self.pool;
        let tasks = pool.tasks_by_node();
        let surplus = self.staying().minus(targets.sizes);
        for kind in NodeKind::ALL {
            let candidates = candidates(pool, kind, &tasks);
            let count = surplus.of(kind) as usize;
            self.has_choice |= (1..candidates.len()).contains(&count) && pool.has_names();
            for victim in choose_victims(candidates, count, self.policy.victim_order) {
                if let (Some(node), Some(tasks)) = (pool.nodes.get(victim), tasks.get(victim)) {
                    self.remove(node, tasks, targets.option);
                }
            }
        }
    }

    fn remove(&mut self, node: &Node, tasks: &[&Task], option: DeallocationOption) {
        let plan = &mut self.plan;
        plan.removed.push(Removed {
            id: node.id.clone(),
            kind: node.kind,
            state: node.state,
        });
        let (fate, words) = match option {
            DeallocationOption::Requeue => (&mut plan.requeued, "requeued"),
            DeallocationOption::Terminate => (&mut plan.terminated, "terminated"),
            DeallocationOption::TaskCompletion | DeallocationOption::RetainedData => {
                if node.running_tasks > 0 {
                    *self.draining.of_mut(node.kind) += 1;
                }
                (&mut plan.waited_for, "waited for")
            }
        };
        fate.extend(tasks.iter().map(|&task| task.clone()));
        let unlisted = (node.running_tasks as usize).saturating_sub(tasks.len());
        if unlisted > 0 {
            *self.unlisted.entry(words).or_default() += unlisted;
        }
    }
}

impl Pool {
    /// Do its nodes have ids, so that one is not as good as another?
    fn has_names(&self) -> bool {
        self.nodes.iter().any(|node| node.id.is_some())
    }

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
}

fn candidates(pool: &Pool, kind: NodeKind, tasks: &[Vec<&Task>]) -> Vec<Candidate> {
    let nodes = pool.nodes.iter().zip(tasks).enumerate();
    let stay =
        nodes.filter(|(_, (node, _))| node.kind == kind && node.state != NodeState::LeavingPool);
    stay.map(|(index, (node, tasks))| Candidate {
        index,
        runs_tasks: node.state.runs_tasks(),
        busy_slots: busy_slots(node, tasks),
        allocated: node.allocated,
        job_manager: tasks.iter().any(|task| task.job_manager),
    })
    .collect()
}

/// Tasks that are not listed take a slot each at least.
fn busy_slots(node: &Node, tasks: &[&Task]) -> u32 {
    let listed = tasks.iter().map(|task| task.slots);
    listed.fold(0, u32::saturating_add).max(node.running_tasks)
}
