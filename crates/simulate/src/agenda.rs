//! What happens when: the events to come, in order of time.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use autoscale_base::Timestamp;
use autoscale_pool::NodeKind;

/// Something that happens. Nodes and attempts carry a generation, so that what
/// was planned for one that is gone can be told from what is planned for its
/// successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The next task of the workload is submitted.
    Submit,
    /// A task ends by itself.
    Finish { task: u32, attempt: u32 },
    /// A node that was asked for joins the pool.
    Join { resize: u32, kind: NodeKind },
    /// A node has booted.
    Booted { node: u32, generation: u32 },
    /// The data of the last task on a leaving node has expired.
    Expired { node: u32, generation: u32 },
    /// A node is taken away.
    Preempt { node: u32, generation: u32 },
    /// There is capacity for a preempted node again.
    Recover { node: u32, generation: u32 },
    /// A resize has run out of time.
    Timeout { resize: u32 },
    /// The service takes its samples.
    Sample,
    /// The formula is evaluated.
    Evaluate,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    time: Timestamp,
    /// Of equal times the one planned first comes first.
    order: u64,
    event: Event,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The heap gives its greatest: the soonest.
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.time, other.order).cmp(&(self.time, self.order))
    }
}

/// The events to come.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    heap: BinaryHeap<Entry>,
    planned: u64,
}

impl Agenda {
    /// Plans an event.
    #[inline]
    pub(crate) fn plan(&mut self, time: Timestamp, event: Event) {
        let order = self.planned;
        self.planned += 1;
        self.heap.push(Entry { time, order, event });
    }

    /// The next event, if it is not later than `until`.
    #[inline]
    pub(crate) fn next(&mut self, until: Timestamp) -> Option<(Timestamp, Event)> {
        if self.heap.peek()?.time > until {
            return None;
        }
        let entry = self.heap.pop()?;
        Some((entry.time, entry.event))
    }
}
