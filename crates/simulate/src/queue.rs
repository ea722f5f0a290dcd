//! Tasks that wait: higher priorities first, equal ones in order of submission.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

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
    /// Those that came in order of submission, as nearly all do.
    tasks: VecDeque<u32>,
    /// Those that came later than tasks submitted after them: taken off a node,
    /// run again, or waited for others first.
    late: BinaryHeap<Reverse<u32>>,
}

impl Class {
    fn push(&mut self, task: u32) {
        if self.tasks.back().is_none_or(|&last| last < task) {
            self.tasks.push_back(task);
        } else {
            self.late.push(Reverse(task));
        }
    }

    #[inline]
    fn first(&self) -> Option<u32> {
        let late = self.late.peek().map(|task| task.0);
        match (self.tasks.front().copied(), late) {
            (Some(task), Some(late)) => Some(task.min(late)),
            (task, late) => task.or(late),
        }
    }

    #[inline]
    fn pop(&mut self) -> Option<u32> {
        let first = self.first()?;
        if self.tasks.front() == Some(&first) {
            self.tasks.pop_front()
        } else {
            self.late.pop().map(|task| task.0)
        }
    }

    fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.late.is_empty()
    }
}

/// So many classes are kept when they have no tasks, since others will come.
const FEW_CLASSES: usize = 16;

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

    /// Puts a task in its place.
    pub(crate) fn push(&mut self, task: u32, priority: i32, need: Need) {
        self.class(priority, need).push(task);
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
            if let Some(first) = class.first()
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
        let task = class.pop();
        if class.is_empty() && self.classes.len() > FEW_CLASSES {
            self.classes.remove(at);
        }
        task
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
                late: BinaryHeap::new(),
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
        queue.push(0, 0, slots(1));
        while let Some(task) = pop(&mut queue, 4) {
            taken.push(task);
        }
        assert_eq!(taken, [2, 1, 0, 0, 3, 4]);
        assert_eq!((queue.len(), queue.instances()), (0, 0));
    }

    #[test]
    fn equal_tasks_come_in_order_of_submission_whenever_they_are_put_in() {
        let mut queue = Queue::default();
        for task in [5, 6, 2, 3, 9, 7] {
            queue.push(task, 0, slots(1));
        }
        let taken = std::iter::from_fn(|| pop(&mut queue, 1));
        assert_eq!(taken.collect::<Vec<_>>(), [2, 3, 5, 6, 7, 9]);
    }

    #[test]
    fn classes_without_tasks_do_not_pile_up() {
        let mut queue = Queue::default();
        for priority in 0..1000 {
            queue.push(0, priority, slots(1));
            assert_eq!(pop(&mut queue, 1), Some(0));
        }
        assert!(queue.classes.len() <= FEW_CLASSES);
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
