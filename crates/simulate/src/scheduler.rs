//! Tasks: they come, wait, run and end.

use autoscale_base::Interval;
use autoscale_pool::NodeState;

use crate::agenda::Event;
use crate::simulation::Simulation;
use crate::tasks::{NONE, Stand};
use crate::workload::Task;

impl Simulation<'_> {
    /// The next task comes.
    pub(crate) fn submit(&mut self) {
        let task = self.submitted;
        self.submitted += 1;
        let next = self.workload.tasks().get(self.submitted as usize);
        if let Some(next) = next {
            self.agenda.plan(next.submit.max(self.now), Event::Submit);
        }
        let Some(progress) = self.tasks.get_mut(task) else {
            return;
        };
        if progress.unmet > 0 {
            progress.stand = Stand::Blocked;
            self.statistics.blocked += 1;
        } else {
            self.enqueue(task, false);
        }
    }

    /// Puts a task into the queue, in its old place if it was in it before.
    fn enqueue(&mut self, task: u32, again: bool) {
        let spec = self.spec(task);
        if let Some(progress) = self.tasks.get_mut(task) {
            progress.stand = Stand::Waiting;
            progress.since = self.now;
        }
        if again {
            self.queue.put_back(task, spec.priority, spec.slots);
        } else {
            self.queue.push(task, spec.priority, spec.slots);
        }
    }

    /// Starts what can be started.
    #[inline]
    pub(crate) fn dispatch(&mut self) {
        while self.queue.len() > 0 {
            let most = self.free.most();
            if most == 0 {
                return;
            }
            let Some(task) = self.queue.pop(most) else {
                return;
            };
            let slots = self.spec(task).slots;
            let node = if self.settings.pack {
                self.free.fullest(slots)
            } else {
                self.free.emptiest(slots)
            };
            if let Some(node) = node {
                self.start(task, node);
            }
        }
    }

    fn start(&mut self, task: u32, place: u32) {
        let spec = self.spec(task);
        let now = self.now;
        let (Some(node), Some(progress)) = (self.nodes.get_mut(place), self.tasks.get_mut(task))
        else {
            return;
        };
        let wait = now.since(progress.since);
        progress.stand = Stand::Running;
        progress.since = now;
        progress.node = place;
        let attempt = progress.attempt;
        node.running += 1;
        node.free_slots -= spec.slots;
        let (first, free) = (node.first_task, node.free_slots);
        node.first_task = task;
        let idle = node.state == Some(NodeState::Idle);
        self.tasks.link(task, first);
        self.free.set(place, free);
        if idle {
            self.nodes.set(place, Some(NodeState::Running));
        }
        self.statistics.started(wait, spec.slots);
        let end = now.checked_add(spec.runtime).unwrap_or(self.settings.until);
        self.agenda.plan(end, Event::Finish { task, attempt });
    }

    /// A task ends by itself.
    pub(crate) fn finish(&mut self, task: u32, attempt: u32) {
        let as_planned =
            |it: &&crate::tasks::Progress| it.attempt == attempt && it.stand == Stand::Running;
        let Some(&progress) = self.tasks.get(task).filter(as_planned) else {
            return;
        };
        let spec = self.spec(task);
        self.take_off(task, Stand::Completed);
        let left = u32::try_from(spec.max_retries).map_or(true, |most| progress.retries < most);
        if spec.exit_code != 0 && left {
            if let Some(progress) = self.tasks.get_mut(task) {
                progress.retries += 1;
            }
            self.enqueue(task, true);
        } else {
            self.complete(task, spec);
        }
        if let Some(node) = self.nodes.get_mut(progress.node) {
            let expiry = self.now.checked_add(spec.retention).unwrap_or(self.now);
            node.data_until = node.data_until.max(expiry);
        }
        self.freed(progress.node);
        self.dispatch();
    }

    fn complete(&mut self, task: u32, spec: Task) {
        self.statistics.completed(spec.exit_code == 0);
        if spec.exit_code != 0 || self.workload.unmet().is_empty() {
            return;
        }
        let workload = self.workload;
        for follower in workload.followers(task) {
            let Some(progress) = self.tasks.get_mut(follower) else {
                continue;
            };
            progress.unmet -= 1;
            if progress.unmet == 0 && progress.stand == Stand::Blocked {
                self.statistics.blocked -= 1;
                self.enqueue(follower, false);
            }
        }
    }

    /// Takes a running task off its node.
    fn take_off(&mut self, task: u32, stand: Stand) {
        let slots = self.spec(task).slots;
        let Some(progress) = self.tasks.get_mut(task) else {
            return;
        };
        let place = progress.node;
        progress.stand = stand;
        progress.attempt += 1;
        progress.node = NONE;
        let ran = self.now.since(progress.since);
        if let Some(node) = self.nodes.get_mut(place) {
            node.running -= 1;
            node.free_slots += slots;
            node.first_task = self.tasks.unlink(task, node.first_task);
        }
        self.statistics.stopped(slots);
        if stand != Stand::Completed {
            self.statistics.lost += u128::from(ran.ticks().unsigned_abs());
        }
    }

    /// A node has free slots again: it takes other tasks, or leaves.
    fn freed(&mut self, place: u32) {
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        match node.state {
            Some(NodeState::Running) => {
                let (free, idle) = (node.free_slots, node.running == 0);
                self.free.set(place, free);
                if idle {
                    self.nodes.set(place, Some(NodeState::Idle));
                }
            }
            Some(NodeState::LeavingPool) if node.running == 0 => self.leave(place),
            _ => {}
        }
    }

    /// Takes all tasks off a node, back into the queue or for good.
    pub(crate) fn evict(&mut self, place: u32, stand: Stand) {
        self.free.set(place, 0);
        while let Some(task) = self.nodes.get(place).map(|node| node.first_task)
            && task != NONE
        {
            self.take_off(task, stand);
            if stand == Stand::Waiting {
                self.statistics.requeued += 1;
                self.enqueue(task, true);
            } else {
                self.statistics.terminated += 1;
            }
        }
    }

    /// What the workload says of a task.
    #[inline]
    pub(crate) fn spec(&self, task: u32) -> Task {
        let spec = self.workload.tasks().get(task as usize).copied();
        spec.unwrap_or(Task::new(self.now, Interval::ZERO))
    }
}
