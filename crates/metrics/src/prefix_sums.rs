//! Exact sums of the first 0, 1, 2, … items of a growing list, so that the sum
//! of any run of items costs two look-ups.

use std::ops::Range;

use crate::double_double::two_sum;
use crate::exact_sum::deposit;
use crate::{DoubleDouble, ExactSum};

/// Running totals, each held without error in `PARTS` doubles. An item that
/// would make the total inexact (NaN, an infinity, a magnitude far from that of
/// the others) is left out of all totals and listed instead: it can spoil no
/// window but its own.
#[derive(Clone, Debug)]
pub(crate) struct PrefixSums<const PARTS: usize> {
    /// The total before item 0, before item 1, …, and of all items.
    totals: Vec<[f64; PARTS]>,
    left_out: Vec<usize>,
    largest: f64,
}

impl<const PARTS: usize> PrefixSums<PARTS> {
    /// No items. A term beyond `largest` is left out even when the total could
    /// hold it, since it would leave no room for the terms to come.
    pub(crate) fn new(largest: f64) -> Self {
        Self {
            totals: vec![[0.0; PARTS]],
            left_out: Vec::new(),
            largest,
        }
    }

    pub(crate) fn reserve(&mut self, items: usize) {
        self.totals.reserve_exact(items);
    }

    /// Appends an item that is the sum of `terms`.
    #[inline]
    pub(crate) fn push(&mut self, terms: impl IntoIterator<Item = f64>) {
        let before = self.totals.last().copied().unwrap_or([0.0; PARTS]);
        let mut total = before;
        let mut exact = true;
        for term in terms {
            // Both are false for NaN.
            exact &= deposit(&mut total, term) == 0.0 && term.abs() <= self.largest;
        }
        if !exact {
            self.left_out.push(self.totals.len() - 1);
            total = before;
        }
        self.totals.push(total);
    }

    /// Adds the items in `range` to `sum`, but for those left out.
    #[inline]
    pub(crate) fn add(&self, range: &Range<usize>, sum: &mut ExactSum) {
        if let (Some(from), Some(to)) = (self.totals.get(range.start), self.totals.get(range.end)) {
            for (from, to) in from.iter().zip(to) {
                let (difference, error) = two_sum(*to, -*from);
                sum.add(difference);
                sum.add(error);
            }
        }
    }

    /// The items in `range` that are left out, ascending.
    #[inline]
    pub(crate) fn left_out(&self, range: &Range<usize>) -> &[usize] {
        within(&self.left_out, range)
    }
}

impl PrefixSums<2> {
    /// The sum of the items in `range`; `None` when that takes more than a
    /// difference of totals.
    #[inline]
    pub(crate) fn between(&self, range: &Range<usize>) -> Option<DoubleDouble> {
        let [from, from_rest] = *self.totals.get(range.start)?;
        let [to, to_rest] = *self.totals.get(range.end)?;
        // Whole numbers: one double holds each total and their difference.
        let difference = to - from;
        let whole = from_rest == 0.0 && to_rest == 0.0;
        if whole && to - difference == from && difference + from == to && self.left_out.is_empty() {
            return Some(DoubleDouble::new(difference, 0.0));
        }
        let (high, middle) = two_sum(to, -from);
        let (low, lowest) = two_sum(to_rest, -from_rest);
        let (middle, rest) = two_sum(middle, low);
        let (high, low) = two_sum(high, middle);
        let exact = rest == 0.0 && lowest == 0.0 && self.left_out(range).is_empty();
        exact.then(|| DoubleDouble::new(high, low))
    }
}

/// Those of the ascending `positions` that lie in `range`.
#[inline]
pub(crate) fn within<'a>(positions: &'a [usize], range: &Range<usize>) -> &'a [usize] {
    if positions.is_empty() {
        return &[];
    }
    let from = positions.partition_point(|&position| position < range.start);
    let to = positions.partition_point(|&position| position < range.end);
    positions.get(from..to).unwrap_or_default()
}
