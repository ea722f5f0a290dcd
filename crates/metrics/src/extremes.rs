//! Least and greatest values of any run of a growing list in constant time.

use std::ops::Range;

/// Values of a block, the finest grain of the index. Larger blocks make the index
/// smaller and the ends of a range, which are scanned, longer.
const BLOCK: usize = 64;

/// The least and the greatest of some values that are not NaN; of none,
/// infinity and minus infinity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extremes {
    pub(crate) least: f64,
    pub(crate) greatest: f64,
}

impl Extremes {
    const NONE: Self = Self {
        least: f64::INFINITY,
        greatest: f64::NEG_INFINITY,
    };

    /// Of every value. The comparisons are false for NaN, which skips it.
    #[inline]
    fn of(values: &[f64]) -> Self {
        let mut lanes = [Self::NONE; 4];
        let (chunks, rest) = values.as_chunks::<4>();
        for chunk in chunks {
            for (lane, &value) in lanes.iter_mut().zip(chunk) {
                *lane = lane.with(value);
            }
        }
        let rest = rest.iter().fold(Self::NONE, |all, &value| all.with(value));
        lanes.into_iter().fold(rest, Self::and)
    }

    #[inline]
    fn with(self, value: f64) -> Self {
        Self {
            least: if value < self.least {
                value
            } else {
                self.least
            },
            greatest: if value > self.greatest {
                value
            } else {
                self.greatest
            },
        }
    }

    #[inline]
    fn and(self, other: Self) -> Self {
        Self {
            least: self.with(other.least).least,
            greatest: self.with(other.greatest).greatest,
        }
    }
}

/// A sparse table over whole blocks: row `k` holds the extremes of every 2ᵏ
/// blocks in a row. Any run of blocks is covered by two entries of one row, and
/// a block that is appended adds one entry to each row.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExtremesIndex {
    rows: Vec<Vec<Extremes>>,
}

impl ExtremesIndex {
    /// Takes note that `values` has grown by one value.
    #[inline]
    pub(crate) fn grown(&mut self, values: &[f64]) {
        if values.len().is_multiple_of(BLOCK) {
            self.push_block(values);
        }
    }

    fn push_block(&mut self, values: &[f64]) {
        let block = values.len().saturating_sub(BLOCK);
        let mut extremes = Extremes::of(values.get(block..).unwrap_or_default());
        for row in 0.. {
            if row == self.rows.len() {
                self.rows.push(Vec::new());
            }
            let Some(entries) = self.rows.get_mut(row) else {
                return;
            };
            entries.push(extremes);
            // The entry that ends where this one begins makes with it the next
            // row's.
            let before = entries.len().checked_sub(1 + (1 << row));
            let Some(before) = before.and_then(|at| entries.get(at)) else {
                return;
            };
            extremes = extremes.and(*before);
        }
    }

    /// The extremes of `values` in `range`.
    #[inline]
    pub(crate) fn query(&self, values: &[f64], range: Range<usize>) -> Extremes {
        let (first, end) = (range.start.div_ceil(BLOCK), range.end / BLOCK);
        let of = |range: Range<usize>| Extremes::of(values.get(range).unwrap_or_default());
        if first >= end {
            return of(range);
        }
        let row = (end - first).ilog2() as usize;
        let entry = |at: usize| self.rows.get(row).and_then(|row| row.get(at)).copied();
        let covering = entry(first).zip(entry(end - (1 << row)));
        let (left, right) = covering.unwrap_or((Extremes::NONE, Extremes::NONE));
        of(range.start..first * BLOCK)
            .and(of(end * BLOCK..range.end))
            .and(left.and(right))
    }
}
