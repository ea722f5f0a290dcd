//! Tasks: they come, wait, run and end.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::policy::{JobManagerRoom, MultiInstance};
use autoscale_pool::NodeState;
use autoscale_pool::configuration::FillType;

use crate::agenda::Event;
use crate::lifetime::Existence;
use crate::queue::{Need, Offer};
use crate::simulation::Simulation;
use crate::tasks::{NONE, Progress, Stand};
use crate::workload::Task;

/// Higher than that of any job.
const JOB_MANAGER_PRIORITY: i32 = i32::MAX;

impl<'a> Simulation<'a> {
    /// The next task comes.
    pub(crate) fn submit(&mut self) {
        if self.existence == Existence::NotYet {
            self.begin();
        }
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
            self.enqueue(task);
        }
    }

    /// Puts a task into the queue.
    fn enqueue(&mut self, task: u32) {
        let spec = self.spec(task);
        let stuck = self.misfits && !self.fits(spec);
        if let Some(progress) = self.tasks.get_mut(task) {
            progress.stand = if stuck { Stand::Stuck } else { Stand::Waiting };
            progress.since = self.now;
        }
        if stuck {
            self.statistics.stuck += 1;
            self.statistics.stuck_instances += u64::from(spec.instances);
            return;
        }
        let priority = if spec.job_manager {
            JOB_MANAGER_PRIORITY
        } else {
            spec.priority
        };
        let need = Need {
            slots: spec.slots,
            nodes: spec.instances,
        };
        self.queue.push(task, priority, need);
        let interrupts = self.settings.policy.job_manager_room == JobManagerRoom::Interrupt;
        if spec.job_manager && interrupts {
            self.to_make_room_for.push(task);
        }
    }

    /// Could nodes of this pool run it? "Accepted and never scheduled" is what
    /// becomes of a task with too many slots (Azure/Batch#117), and of a
    /// multi-instance task in a pool without inter-node communication or with
    /// several slots a node.
    pub(crate) fn fits(&self, task: &Task) -> bool {
        let pool = &self.settings.pool;
        if task.instances <= 1 {
            return task.slots <= pool.task_slots_per_node;
        }
        pool.inter_node
            && pool.task_slots_per_node == 1
            && task.slots <= 1
            && task.instances <= self.settings.account.inter_node_limit()
    }

    /// Starts what can be started, job manager tasks perhaps at the cost of
    /// others.
    #[inline]
    pub(crate) fn dispatch(&mut self) {
        self.start_all();
        while let Some(task) = self.to_make_room_for.pop() {
            self.make_room(task);
            self.start_all();
        }
    }

    /// Puts another task back into the queue, if that lets this one start.
    fn make_room(&mut self, task: u32) {
        let waits = |it: &Progress| it.stand == Stand::Waiting;
        let spec = self.spec(task);
        if spec.instances > 1 || !self.tasks.get(task).is_some_and(waits) {
            return;
        }
        let running = self.nodes.iter().filter(|(_, node)| {
            // A node that leaves takes no more tasks.
            node.state == Some(NodeState::Running)
        });
        let others = running.flat_map(|(place, node)| {
            let others = self.tasks.linked(node.first_task).filter(|&other| {
                let other = self.spec(other);
                let room = node.free_slots + other.slots;
                !other.job_manager && other.instances == 1 && room >= spec.slots
            });
            others.map(move |other| (other, place))
        });
        let began = |other| self.tasks.get(other).map(|it| it.since);
        if let Some((other, place)) = others.max_by_key(|&(other, _)| (began(other), other)) {
            self.take_away(other, Stand::Waiting);
            self.freed(place);
        }
    }

    #[inline]
    fn start_all(&mut self) {
        while self.queue.len() > 0 {
            let slots = self.free.most();
            if slots == 0 {
                return;
            }
            let offer = Offer {
                slots,
                idle: self.free.of_one_slot(),
                reserve: self.settings.policy.multi_instance == MultiInstance::Reserve,
            };
            let Some(task) = self.queue.pop(offer) else {
                return;
            };
            let spec = self.spec(task);
            if spec.instances > 1 {
                self.start_together(task, spec);
                continue;
            }
            let node = match self.settings.pool.configuration.fill_type {
                FillType::Pack => self.free.fullest(spec.slots),
                FillType::Spread => self.free.emptiest(spec.slots),
            };
            if let Some(node) = node {
                self.start(task, spec, node);
            }
        }
    }

    fn start(&mut self, task: u32, spec: &Task, place: u32) {
        let Some(node) = self.nodes.get_mut(place) else {
            return;
        };
        node.running += 1;
        node.free_slots -= spec.slots;
        let (first, free) = (node.first_task, node.free_slots);
        node.first_task = task;
        let idle = node.state == Some(NodeState::Idle);
        self.tasks.link(task, first);
        self.free.set(place, free);
        if idle {
            self.nodes.set_busy(place, true);
        }
        self.started(task, spec, place);
    }

    /// Starts a multi-instance task on as many nodes as it has instances.
    fn start_together(&mut self, task: u32, spec: &Task) {
        let mut gang = Vec::new();
        for _ in 0..spec.instances {
            let Some(place) = self.free.fullest(1) else {
                break;
            };
            self.free.set(place, 0);
            if let Some(node) = self.nodes.get_mut(place) {
                node.running = 1;
                node.free_slots = 0;
                node.first_task = task;
            }
            self.nodes.set_busy(place, true);
            gang.push(place);
        }
        let primary = gang.first().copied().unwrap_or(NONE);
        self.gangs.insert(task, gang);
        self.started(task, spec, primary);
    }

    fn started(&mut self, task: u32, spec: &Task, place: u32) {
        let now = self.now;
        let Some(progress) = self.tasks.get_mut(task) else {
            return;
        };
        let wait = now.since(progress.since);
        progress.stand = Stand::Running;
        progress.since = now;
        progress.node = place;
        let attempt = progress.attempt;
        self.statistics.started(wait, spec);
        let (stay, _) = spec.stay();
        let end = now.checked_add(stay).unwrap_or(Timestamp::MAX);
        self.agenda.plan(end, Event::Finish { task, attempt });
    }

    /// A task ends by itself, or because its time is over.
    pub(crate) fn finish(&mut self, task: u32, attempt: u32) {
        let as_planned = |it: &&Progress| it.attempt == attempt && it.stand == Stand::Running;
        let Some(&progress) = self.tasks.get(task).filter(as_planned) else {
            return;
        };
        let spec = self.spec(task);
        let gang = self.take_off(task, spec, Stand::Completed);
        let (_, over) = spec.stay();
        let left = u32::try_from(spec.max_retries).map_or(true, |most| progress.retries < most);
        // "Retries the task if its exit code is nonzero", not for other
        // reasons (`azure-batch` 15.1.0, `BatchTaskConstraints`).
        if spec.exit_code != 0 && left && !over {
            if let Some(progress) = self.tasks.get_mut(task) {
                progress.retries += 1;
            }
            self.enqueue(task);
        } else {
            self.statistics.over_time += u64::from(over);
            self.complete(task, spec.exit_code == 0 && !over);
        }
        if gang.is_empty() {
            self.left(progress.node, spec);
        }
        for place in gang {
            self.left(place, spec);
        }
        self.dispatch();
    }

    /// A task has ended on a node, where its files stay for a while.
    fn left(&mut self, place: u32, spec: &Task) {
        if let Some(node) = self.nodes.get_mut(place) {
            let expiry = self.now.checked_add(spec.retention).unwrap_or(self.now);
            node.data_until = node.data_until.max(expiry);
        }
        self.freed(place);
    }

    fn complete(&mut self, task: u32, well: bool) {
        self.statistics.completed(well);
        if !well || self.workload.unmet().is_empty() {
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
                self.enqueue(follower);
            }
        }
    }

    /// Takes a running task off its node; of a multi-instance task all nodes
    /// come back.
    fn take_off(&mut self, task: u32, spec: &Task, stand: Stand) -> Vec<u32> {
        let Some(progress) = self.tasks.get_mut(task) else {
            return Vec::new();
        };
        let place = progress.node;
        progress.stand = stand;
        progress.attempt += 1;
        progress.node = NONE;
        let ran = self.now.since(progress.since);
        self.statistics.stopped(spec);
        if stand != Stand::Completed {
            self.statistics.lost += u128::from(ran.ticks().unsigned_abs());
        }
        if spec.instances > 1 {
            return self.take_off_all(task);
        }
        if let Some(node) = self.nodes.get_mut(place) {
            node.running -= 1;
            node.free_slots += spec.slots;
            node.first_task = self.tasks.unlink(task, node.first_task);
        }
        Vec::new()
    }

    fn take_off_all(&mut self, task: u32) -> Vec<u32> {
        let gang = self.gangs.remove(&task).unwrap_or_default();
        for &place in &gang {
            if let Some(node) = self.nodes.get_mut(place) {
                node.running = 0;
                node.free_slots = 1;
                node.first_task = NONE;
            }
        }
        gang
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
                    self.nodes.set_busy(place, false);
                }
            }
            Some(NodeState::LeavingPool) if node.running == 0 => self.leave(place),
            _ => {}
        }
    }

    /// Takes all tasks off a node, back into the queue or for good. What comes
    /// back are the other nodes of multi-instance tasks among them, to be
    /// released once the node has got its new state.
    #[must_use]
    pub(crate) fn evict(&mut self, place: u32, stand: Stand) -> Vec<u32> {
        self.free.set(place, 0);
        let mut others = Vec::new();
        while let Some(task) = self.nodes.get(place).map(|node| node.first_task)
            && task != NONE
        {
            let gang = self.take_away(task, stand);
            others.extend(gang.into_iter().filter(|&other| other != place));
        }
        others
    }

    /// Takes a task off its nodes, back into the queue or for good; of a
    /// multi-instance task all nodes come back.
    fn take_away(&mut self, task: u32, stand: Stand) -> Vec<u32> {
        let gang = self.take_off(task, self.spec(task), stand);
        if stand == Stand::Waiting {
            self.statistics.requeued += 1;
            self.enqueue(task);
        } else {
            self.statistics.terminated += 1;
        }
        gang
    }

    /// Nodes whose tasks ended with those of another node.
    pub(crate) fn release(&mut self, nodes: &[u32]) {
        for &place in nodes {
            self.freed(place);
        }
    }

    /// What the workload says of a task.
    #[inline]
    pub(crate) fn spec(&self, task: u32) -> &'a Task {
        static NO_TASK: Task = Task::new(Timestamp::EPOCH, Interval::ZERO);
        let workload = self.workload;
        workload.tasks().get(task as usize).unwrap_or(&NO_TASK)
    }
}
