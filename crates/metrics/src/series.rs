//! The samples of one metric in order of time, with what it takes to aggregate
//! any window of them at a cost that does not grow with the window.

use std::fmt;
use std::ops::Range;

use autoscale_base::{Interval, Timestamp};

use crate::exact_sum::square;
use crate::extremes::ExtremesIndex;
use crate::prefix_sums::{PrefixSums, within};
use crate::{DoubleDouble, ExactSum};

/// The service takes a sample every 30 seconds ("A sample is 30 seconds worth
/// of metrics data", documentation since 2016).
const SERVICE_INTERVAL: Interval = Interval::from_seconds(30);

/// Samples beyond this magnitude, which no metric of the service reaches, are
/// summed up one by one. Below it whole numbers are exact.
const LARGEST: f64 = (1_u64 << 53) as f64;

/// Samples a block of squares: squares are asked for seldom.
const SQUARES_BLOCK: usize = 8;

/// The samples of a metric.
///
/// A sample of -0 is kept as 0: a quantity has no sign when there is none of
/// it, and then no order of samples can change the sign of a result.
#[derive(Clone, Debug)]
pub struct Series {
    interval: Interval,
    times: Vec<Timestamp>,
    values: Vec<f64>,
    lost: Vec<Timestamp>,
    nans: Vec<usize>,
    sums: PrefixSums<2>,
    /// Of blocks of [`SQUARES_BLOCK`] samples. A third part, since a square
    /// has twice the bits.
    squares: PrefixSums<3>,
    extremes: ExtremesIndex,
}

/// A sample that is not later than every sample before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfOrder {
    /// The time of the refused sample.
    pub time: Timestamp,
    /// The time of the newest sample, or lost sample, so far.
    pub newest: Timestamp,
}

impl fmt::Display for OutOfOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { time, newest } = self;
        if time == newest {
            write!(f, "two samples at {time}")
        } else {
            write!(f, "the sample at {time} comes after the one at {newest}")
        }
    }
}

impl std::error::Error for OutOfOrder {}

impl Default for Series {
    fn default() -> Self {
        Self {
            interval: SERVICE_INTERVAL,
            times: Vec::new(),
            values: Vec::new(),
            lost: Vec::new(),
            nans: Vec::new(),
            sums: PrefixSums::new(LARGEST),
            squares: PrefixSums::new(LARGEST * LARGEST),
            extremes: ExtremesIndex::default(),
        }
    }
}

impl Series {
    /// The time from one sample to the next when none is lost.
    #[must_use]
    pub const fn interval(&self) -> Interval {
        self.interval
    }

    /// Sets the time from one sample to the next. An interval that is not
    /// positive leaves the series as it is.
    pub fn set_interval(&mut self, interval: Interval) {
        if interval > Interval::ZERO {
            self.interval = interval;
        }
    }

    /// Makes room for that many more samples.
    pub fn reserve(&mut self, samples: usize) {
        self.times.reserve_exact(samples);
        self.values.reserve_exact(samples);
        self.sums.reserve(samples);
        self.squares.reserve(samples.div_ceil(SQUARES_BLOCK));
    }

    /// Appends a sample.
    ///
    /// # Errors
    /// When it is not later than every sample and lost sample before it; the
    /// series is then unchanged.
    #[inline]
    pub fn push(&mut self, time: Timestamp, value: f64) -> Result<(), OutOfOrder> {
        self.check_order(time)?;
        let value = value + 0.0;
        if value.is_nan() {
            self.nans.push(self.values.len());
        }
        self.times.push(time);
        self.values.push(value);
        self.sums.push([value]);
        if self.values.len().is_multiple_of(SQUARES_BLOCK) {
            let block = self.values.len() - SQUARES_BLOCK;
            let block = self.values.get(block..).unwrap_or_default();
            self.squares
                .push(block.iter().flat_map(|&value| square(value)));
        }
        self.extremes.grown(&self.values);
        Ok(())
    }

    /// Appends a sample that was due but never arrived.
    ///
    /// # Errors
    /// As [`Series::push`].
    pub fn push_lost(&mut self, time: Timestamp) -> Result<(), OutOfOrder> {
        self.check_order(time)?;
        self.lost.push(time);
        Ok(())
    }

    /// The times of the samples, ascending.
    #[must_use]
    pub fn times(&self) -> &[Timestamp] {
        &self.times
    }

    /// The values of the samples in order of time.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// When samples were due that never arrived, ascending.
    #[must_use]
    pub fn lost(&self) -> &[Timestamp] {
        &self.lost
    }

    /// How many samples are not later than `now`.
    #[inline]
    #[must_use]
    pub fn visible(&self, now: Timestamp) -> usize {
        match self.times.last() {
            Some(&last) if last > now => self.not_later(now, self.times.len(), last),
            _ => self.times.len(),
        }
    }

    /// The samples later than `after` and not later than `until`.
    #[inline]
    #[must_use]
    pub fn window(&self, after: Timestamp, until: Timestamp) -> Range<usize> {
        let end = self.visible(until);
        let last = end.checked_sub(1).and_then(|last| self.times.get(last));
        match last {
            Some(&last) if last > after => self.not_later(after, end, last)..end,
            _ => end..end,
        }
    }

    /// The sum of the samples in `range`, exact but for the final rounding.
    #[inline]
    #[must_use]
    pub fn sum(&self, range: Range<usize>) -> DoubleDouble {
        let range = self.clamp(range);
        self.sums.between(&range).unwrap_or_else(|| {
            let mut sum = ExactSum::default();
            self.add_to(range, &mut sum);
            sum.total()
        })
    }

    /// Adds the samples in `range` to a sum.
    #[inline]
    fn add_to(&self, range: Range<usize>, sum: &mut ExactSum) {
        let range = self.clamp(range);
        self.sums.add(&range, sum);
        for &sample in self.sums.left_out(&range) {
            sum.add(self.values.get(sample).copied().unwrap_or_default());
        }
    }

    /// The sum of the squares of the samples in `range`, exact but for the
    /// final rounding.
    #[must_use]
    pub fn sum_of_squares(&self, range: Range<usize>) -> DoubleDouble {
        let mut sum = ExactSum::default();
        self.add_squares_to(range, &mut sum);
        sum.total()
    }

    /// Adds the squares of the samples in `range` to a sum.
    fn add_squares_to(&self, range: Range<usize>, sum: &mut ExactSum) {
        let range = self.clamp(range);
        let mut add_each = |range: Range<usize>| {
            sum.extend_squares(self.values.get(range).unwrap_or_default());
        };
        let first = range.start.div_ceil(SQUARES_BLOCK);
        let end = range.end / SQUARES_BLOCK;
        if first >= end {
            return add_each(range);
        }
        add_each(range.start..first * SQUARES_BLOCK);
        add_each(end * SQUARES_BLOCK..range.end);
        let blocks = first..end;
        for &block in self.squares.left_out(&blocks) {
            add_each(block * SQUARES_BLOCK..(block + 1) * SQUARES_BLOCK);
        }
        self.squares.add(&blocks, sum);
    }

    /// The least sample in `range` that is not NaN; NaN when there is none.
    #[inline]
    #[must_use]
    pub fn min(&self, range: Range<usize>) -> f64 {
        let range = self.clamp(range);
        let least = self.extremes.query(&self.values, range.clone()).least;
        if least == f64::INFINITY && self.is_all_nan(&range) {
            return f64::NAN;
        }
        least
    }

    /// The greatest sample in `range` that is not NaN; NaN when there is none.
    #[inline]
    #[must_use]
    pub fn max(&self, range: Range<usize>) -> f64 {
        let range = self.clamp(range);
        let greatest = self.extremes.query(&self.values, range.clone()).greatest;
        if greatest == f64::NEG_INFINITY && self.is_all_nan(&range) {
            return f64::NAN;
        }
        greatest
    }

    /// Is a sample in `range` NaN?
    #[inline]
    #[must_use]
    pub fn has_nan(&self, range: Range<usize>) -> bool {
        !within(&self.nans, &range).is_empty()
    }

    fn is_all_nan(&self, range: &Range<usize>) -> bool {
        within(&self.nans, range).len() == range.len()
    }

    fn clamp(&self, range: Range<usize>) -> Range<usize> {
        let end = range.end.min(self.values.len());
        range.start.min(end)..end
    }

    #[inline]
    fn check_order(&self, time: Timestamp) -> Result<(), OutOfOrder> {
        let newest = self.times.last().max(self.lost.last());
        match newest {
            Some(&newest) if newest >= time => Err(OutOfOrder { time, newest }),
            _ => Ok(()),
        }
    }

    /// How many of the first `end` samples, the last of which is at `last`, are
    /// not later than `time`, which is before `last`.
    ///
    /// On the regular grid that the service samples, the place can be told from
    /// the interval. Lost samples move it towards the start by their number, so
    /// the search widens from the guess in doubling steps.
    #[inline]
    fn not_later(&self, time: Timestamp, end: usize, last: Timestamp) -> usize {
        let steps = (last.since(time).ticks() - 1) / self.interval.ticks() + 1;
        let guess = end.saturating_sub(usize::try_from(steps).unwrap_or(end));
        let later = |at: usize| self.times.get(at).is_none_or(|&at| at > time);
        // Samples before `low` are not later, those from `high` on are.
        let (mut low, mut high, mut step) = (guess, guess, 1);
        while low > 0 && later(low - 1) {
            high = low - 1;
            low = high.saturating_sub(step);
            step *= 2;
        }
        while !later(high) {
            low = high + 1;
            high = (low + step).min(end);
            step *= 2;
        }
        let between = self.times.get(low..high).unwrap_or_default();
        low + between.partition_point(|&at| at <= time)
    }
}
