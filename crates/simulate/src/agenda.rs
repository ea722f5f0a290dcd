//! What happens when: the events to come, in order of time.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use autoscale_base::Timestamp;
use autoscale_pool::NodeKind;

/// Something that happens. Nodes, attempts, resizes and schedules carry a
/// number, so that what was planned for one that is gone can be told from what
/// is planned for its successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The next task of the workload is submitted.
    Submit,
    /// A task ends by itself, or because its time is over.
    Finish { task: u32, attempt: u32 },
    /// A node that was asked for joins the pool.
    Join { resize: u32, kind: NodeKind },
    /// A phase of a node's boot is over.
    Booted { node: u32, generation: u32 },
    /// The data of the last task on a leaving node has expired.
    Expired { node: u32, generation: u32 },
    /// A node is taken away.
    Preempt { node: u32, generation: u32 },
    /// There is capacity for a preempted node again.
    Recover { node: u32, generation: u32 },
    /// A resize has run out of time.
    Timeout { resize: u32 },
    /// A resize that was stopped has come to rest.
    Stopped { resize: u32 },
    /// The service takes its samples.
    Sample { since: u32 },
    /// The formula is evaluated.
    Evaluate { schedule: u32 },
    /// Somebody does the next thing to the pool.
    Operate,
    /// It is the next node's turn to get another operating system.
    Upgrade,
}

/// When something happens. Of equal times the one planned first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    time: Timestamp,
    order: u64,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    turn: Turn,
    event: Event,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.turn == other.turn
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
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        other.turn.cmp(&self.turn)
    }
}

/// The events to come.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    heap: BinaryHeap<Entry>,
    /// Submissions come one after the other and are half of all events, so the
    /// next one need not go through the heap.
    submission: Option<Turn>,
    planned: u64,
}

impl Agenda {
    /// Plans an event.
    #[inline]
    pub(crate) fn plan(&mut self, time: Timestamp, event: Event) {
        let order = self.planned;
        self.planned += 1;
        let turn = Turn { time, order };
        if event == Event::Submit {
            self.submission = Some(turn);
        } else {
            self.heap.push(Entry { turn, event });
        }
    }

    /// The next event, if it is not later than `until`.
    #[inline]
    pub(crate) fn next(&mut self, until: Timestamp) -> Option<(Timestamp, Event)> {
        let planned = self.heap.peek().map(|entry| entry.turn);
        if let Some(turn) = self.submission
            && planned.is_none_or(|planned| turn < planned)
        {
            if turn.time > until {
                return None;
            }
            self.submission = None;
            return Some((turn.time, Event::Submit));
        }
        if planned?.time > until {
            return None;
        }
        let entry = self.heap.pop()?;
        Some((entry.turn.time, entry.event))
    }
}
