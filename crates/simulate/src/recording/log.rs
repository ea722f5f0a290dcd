//! What happened, in order, with repetitions as one entry and a cap.

use autoscale_base::Timestamp;

/// Most entries.
const MOST_ENTRIES: usize = 5_000;
/// Most bytes of text in all entries together, about.
const MOST_TEXT: usize = 4 << 20;

/// Something that happened, once or several times in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated<T> {
    /// When it first began.
    pub first: Timestamp,
    /// When it last ended.
    pub last: Timestamp,
    /// How often.
    pub count: u64,
    /// What it was.
    pub what: T,
}

/// What happened, in order; equal things in a row are one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log<T> {
    entries: Vec<Repeated<T>>,
    text: usize,
    left_out: u64,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            text: 0,
            left_out: 0,
        }
    }
}

impl<T> Log<T> {
    /// The entries that there was room for: the first ones.
    #[must_use]
    pub fn entries(&self) -> &[Repeated<T>] {
        &self.entries
    }

    /// How many things happened after there was no more room.
    #[must_use]
    pub const fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Notes what happened from `first` to `last`; `what` is asked only when it
    /// is not the `same` as the last entry, and there is room for it.
    pub(super) fn note(
        &mut self,
        [first, last]: [Timestamp; 2],
        text: usize,
        same: impl FnOnce(&T) -> bool,
        what: impl FnOnce() -> T,
    ) {
        if self.left_out > 0 {
            self.left_out += 1;
        } else if let Some(entry) = self.entries.last_mut().filter(|it| same(&it.what)) {
            entry.last = last;
            entry.count += 1;
        } else if self.entries.len() == MOST_ENTRIES || self.text > MOST_TEXT {
            self.left_out = 1;
        } else {
            self.text += text;
            self.entries.push(Repeated {
                first,
                last,
                count: 1,
                what: what(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(things: impl IntoIterator<Item = u64>, text: usize) -> Log<u64> {
        let mut log = Log::default();
        for (time, thing) in (0..).zip(things) {
            let time = Timestamp::from_ticks(time).unwrap();
            log.note([time, time], text, |last| *last == thing, || thing);
        }
        log
    }

    #[test]
    fn repetitions_are_one_entry() {
        let log = log([1, 1, 1, 2, 1], 0);
        let entries = log.entries().iter();
        let entries: Vec<_> = entries
            .map(|it| (it.first.ticks(), it.last.ticks(), it.count, it.what))
            .collect();
        assert_eq!(entries, [(0, 2, 3, 1), (3, 3, 1, 2), (4, 4, 1, 1)]);
        assert_eq!(log.left_out(), 0);
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let many = log((0..MOST_ENTRIES as u64).chain([7, 7, 8]), 0);
        assert_eq!((many.entries().len(), many.left_out()), (MOST_ENTRIES, 3));
        let long = log([1, 2, 2, 3, 3], MOST_TEXT);
        assert_eq!((long.entries().len(), long.left_out()), (2, 2));
    }
}
