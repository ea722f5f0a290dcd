//! What happens when: the events to come, in order of time.
//!
//! Of one instant, what was under way comes to its end first: tasks and phases
//! of boots are over, nodes join, leave, are taken away and come back. Then
//! resizes run out of time, so that a node that joins in the last instant is in
//! time. Then people do things to the pool, the service takes its samples,
//! evaluates the formula, which sees them if nothing delays them, and last
//! tasks are submitted, which the evaluation therefore does not know of. Events
//! of the same rank happen in the order in which they were planned.

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

impl Event {
    /// Which events of one instant come first; see the head of this file.
    const fn rank(self) -> u64 {
        match self {
            Self::Finish { .. }
            | Self::Join { .. }
            | Self::Booted { .. }
            | Self::Expired { .. }
            | Self::Preempt { .. }
            | Self::Recover { .. }
            | Self::Stopped { .. }
            | Self::Upgrade => 0,
            Self::Timeout { .. } => 1,
            Self::Operate => 2,
            Self::Sample { .. } => 3,
            Self::Evaluate { .. } => 4,
            Self::Submit => 5,
        }
    }
}

/// Bits for the number of an event among those of its rank.
const ORDER_BITS: u32 = 60;

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    time: Timestamp,
    /// The rank, then how many events were planned before.
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
#[derive(Debug)]
pub(crate) struct Agenda {
    /// What is later never happens, and is not kept.
    until: Timestamp,
    heap: BinaryHeap<Entry>,
    /// Submissions come one after the other and are half of all events, so the
    /// next one need not go through the heap.
    submission: Option<Turn>,
    planned: u64,
}

impl Agenda {
    pub(crate) const fn new(until: Timestamp) -> Self {
        Self {
            until,
            heap: BinaryHeap::new(),
            submission: None,
            planned: 0,
        }
    }

    /// Plans an event.
    #[inline]
    pub(crate) fn plan(&mut self, time: Timestamp, event: Event) {
        if time > self.until {
            return;
        }
        let order = (event.rank() << ORDER_BITS) | self.planned;
        self.planned += 1;
        let turn = Turn { time, order };
        if event == Event::Submit {
            self.submission = Some(turn);
        } else {
            self.heap.push(Entry { turn, event });
        }
    }

    /// The next event.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<(Timestamp, Event)> {
        let planned = self.heap.peek().map(|entry| entry.turn);
        if let Some(turn) = self.submission
            && planned.is_none_or(|planned| turn < planned)
        {
            self.submission = None;
            return Some((turn.time, Event::Submit));
        }
        let entry = self.heap.pop()?;
        Some((entry.turn.time, entry.event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_an_instant_come_by_their_rank() {
        let [now, later] = [7, 9].map(|ticks| Timestamp::from_ticks(ticks).unwrap());
        let finish = |task| Event::Finish { task, attempt: 0 };
        let events = [
            finish(1),
            finish(2),
            Event::Timeout { resize: 0 },
            Event::Operate,
            Event::Sample { since: 0 },
            Event::Evaluate { schedule: 0 },
            Event::Submit,
        ];
        let mut agenda = Agenda::new(now);
        agenda.plan(later, finish(0));
        let [first, second, others @ ..] = events;
        for event in others.into_iter().rev().chain([first, second]) {
            agenda.plan(now, event);
        }
        let happened: Vec<Event> = std::iter::from_fn(|| agenda.next())
            .map(|(_, event)| event)
            .collect();
        assert_eq!(happened, events);
    }
}
