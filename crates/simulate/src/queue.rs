//! Tasks that wait: higher priorities first, equal ones in order of submission.

use std::cmp::Reverse;
use std::collections::VecDeque;

/// What a task needs to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Need {
    /// Free slots on a node.
    pub(crate) slots: u32,
    /// Such nodes; more than 1 of a multi-instance task.
    pub(crate) nodes: u32,
}

/// What there is to start a task.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    /// The most free slots of a node.
    pub(crate) slots: u32,
    /// How many nodes are idle.
    pub(crate) idle: u32,
    /// Are idle nodes kept for the multi-instance task that is next?
    pub(crate) reserve: bool,
}

/// Tasks of one priority and need, so that a large one does not hold up small
/// ones behind it.
#[derive(Debug)]
struct Class {
    priority: i32,
    need: Need,
    tasks: VecDeque<u32>,
}

/// The waiting tasks.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    /// Highest priority first.
    classes: Vec<Class>,
    len: usize,
    /// Those tasks, a multi-instance task once for each of its instances.
    instances: u64,
}

impl Queue {
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// The number of tasks as the service counts them: a multi-instance task
    /// for as many as it has instances.
    pub(crate) const fn instances(&self) -> u64 {
        self.instances
    }

    /// Puts a task at the end.
    pub(crate) fn push(&mut self, task: u32, priority: i32, need: Need) {
        self.class(priority, need).tasks.push_back(task);
        self.len += 1;
        self.instances += u64::from(need.nodes);
    }

    /// Puts a task back that was taken off a node, before those that were
    /// submitted after it.
    pub(crate) fn put_back(&mut self, task: u32, priority: i32, need: Need) {
        let tasks = &mut self.class(priority, need).tasks;
        let at = tasks.partition_point(|&other| other < task);
        tasks.insert(at, task);
        self.len += 1;
        self.instances += u64::from(need.nodes);
    }

    /// Takes the first task that can start.
    #[inline]
    pub(crate) fn pop(&mut self, offer: Offer) -> Option<u32> {
        let mut best: Option<(usize, i32, u32)> = None;
        let mut starts = true;
        for (at, class) in self.classes.iter().enumerate() {
            if best.is_some_and(|(_, priority, _)| class.priority < priority) {
                break;
            }
            let enough = class.need.nodes <= 1 || class.need.nodes <= offer.idle;
            if let Some(&first) = class.tasks.front()
                && class.need.slots <= offer.slots
                && (enough || offer.reserve)
                && best.is_none_or(|(_, _, before)| first < before)
            {
                best = Some((at, class.priority, first));
                starts = enough;
            }
        }
        let (at, ..) = best.filter(|_| starts)?;
        let class = self.classes.get_mut(at)?;
        self.len -= 1;
        self.instances -= u64::from(class.need.nodes);
        class.tasks.pop_front()
    }

    fn class(&mut self, priority: i32, need: Need) -> &mut Class {
        let key = (Reverse(priority), need);
        let found = self
            .classes
            .binary_search_by_key(&key, |class| (Reverse(class.priority), class.need));
        let at = found.unwrap_or_else(|at| {
            let class = Class {
                priority,
                need,
                tasks: VecDeque::new(),
            };
            self.classes.insert(at, class);
            at
        });
        #[expect(clippy::indexing_slicing, reason = "found or inserted just now")]
        &mut self.classes[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn slots(slots: u32) -> Need {
        Need { slots, nodes: 1 }
    }

    const fn nodes(nodes: u32) -> Need {
        Need { slots: 1, nodes }
    }

    fn pop(queue: &mut Queue, slots: u32) -> Option<u32> {
        queue.pop(Offer {
            slots,
            idle: 0,
            reserve: false,
        })
    }

    #[test]
    fn priorities_first_then_submission() {
        let mut queue = Queue::default();
        for (task, priority, need) in [(0, 0, 1), (1, 5, 4), (2, 5, 1), (3, 0, 1), (4, -1, 1)] {
            queue.push(task, priority, slots(need));
        }
        let mut taken = Vec::new();
        for most in [1, 4, 4] {
            taken.push(pop(&mut queue, most).unwrap());
        }
        queue.put_back(0, 0, slots(1));
        while let Some(task) = pop(&mut queue, 4) {
            taken.push(task);
        }
        assert_eq!(taken, [2, 1, 0, 0, 3, 4]);
        assert_eq!((queue.len(), queue.instances()), (0, 0));
    }

    #[test]
    fn a_large_task_lets_small_ones_by() {
        let mut queue = Queue::default();
        queue.push(0, 0, slots(8));
        queue.push(1, 0, slots(1));
        assert_eq!(pop(&mut queue, 4), Some(1));
        assert_eq!(pop(&mut queue, 4), None);
        assert_eq!(queue.len(), 1);
    }

    #[test]
    fn several_nodes_are_waited_for_or_reserved() {
        let offer = |idle, reserve| Offer {
            slots: 1,
            idle,
            reserve,
        };
        let mut queue = Queue::default();
        for (task, need) in [(0, 1), (1, 3), (2, 1)] {
            queue.push(task, 0, nodes(need));
        }
        assert_eq!((queue.len(), queue.instances()), (3, 5));
        assert_eq!(queue.pop(offer(2, true)), Some(0));
        assert_eq!(queue.pop(offer(2, true)), None);
        assert_eq!(queue.pop(offer(2, false)), Some(2));
        assert_eq!(queue.pop(offer(2, false)), None);
        assert_eq!(queue.pop(offer(3, false)), Some(1));
        assert_eq!(queue.instances(), 0);
    }
}
