//! Tasks that wait: higher priorities first, equal ones in order of submission.

use std::cmp::Reverse;
use std::collections::VecDeque;

/// Tasks of one priority and size, so that a large one does not hold up small
/// ones behind it.
#[derive(Debug)]
struct Class {
    priority: i32,
    slots: u32,
    tasks: VecDeque<u32>,
}

/// The waiting tasks.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    /// Highest priority first.
    classes: Vec<Class>,
    len: usize,
}

impl Queue {
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// Puts a task at the end.
    pub(crate) fn push(&mut self, task: u32, priority: i32, slots: u32) {
        self.class(priority, slots).tasks.push_back(task);
        self.len += 1;
    }

    /// Puts a task back that was taken off a node, before those that were
    /// submitted after it.
    pub(crate) fn put_back(&mut self, task: u32, priority: i32, slots: u32) {
        let tasks = &mut self.class(priority, slots).tasks;
        let at = tasks.partition_point(|&other| other < task);
        tasks.insert(at, task);
        self.len += 1;
    }

    /// Takes the first task that needs no more slots than `most`.
    #[inline]
    pub(crate) fn pop(&mut self, most: u32) -> Option<u32> {
        let mut best: Option<(usize, i32, u32)> = None;
        for (at, class) in self.classes.iter().enumerate() {
            if best.is_some_and(|(_, priority, _)| class.priority < priority) {
                break;
            }
            if let Some(&first) = class.tasks.front()
                && class.slots <= most
                && best.is_none_or(|(_, _, before)| first < before)
            {
                best = Some((at, class.priority, first));
            }
        }
        let (at, ..) = best?;
        self.len -= 1;
        self.classes.get_mut(at)?.tasks.pop_front()
    }

    fn class(&mut self, priority: i32, slots: u32) -> &mut Class {
        let key = (Reverse(priority), slots);
        let found = self
            .classes
            .binary_search_by_key(&key, |class| (Reverse(class.priority), class.slots));
        let at = found.unwrap_or_else(|at| {
            let tasks = VecDeque::new();
            self.classes.insert(
                at,
                Class {
                    priority,
                    slots,
                    tasks,
                },
            );
            at
        });
        #[expect(clippy::indexing_slicing, reason = "found or inserted just now")]
        &mut self.classes[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_first_then_submission() {
        let mut queue = Queue::default();
        for (task, priority, slots) in [(0, 0, 1), (1, 5, 4), (2, 5, 1), (3, 0, 1), (4, -1, 1)] {
            queue.push(task, priority, slots);
        }
        let mut taken = Vec::new();
        for most in [1, 4, 4] {
            taken.push(queue.pop(most).unwrap());
        }
        queue.put_back(0, 0, 1);
        while let Some(task) = queue.pop(4) {
            taken.push(task);
        }
        assert_eq!(taken, [2, 1, 0, 0, 3, 4]);
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn a_large_task_lets_small_ones_by() {
        let mut queue = Queue::default();
        queue.push(0, 0, 8);
        queue.push(1, 0, 1);
        assert_eq!(queue.pop(4), Some(1));
        assert_eq!(queue.pop(4), None);
        assert_eq!(queue.len(), 1);
    }
}
