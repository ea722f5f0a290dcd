//! Numbers over time in a fixed number of buckets, however long the time.

use autoscale_base::{Interval, TICKS_PER_SECOND, Timestamp};

/// Most buckets; half as many are left when their width doubles.
const CAPACITY: usize = 1024;
/// The first width in ticks. Doubled often enough it comes to 15 s, 1 min and
/// 1 h 4 min, instead of to odd seconds.
const FIRST_WIDTH: u64 = TICKS_PER_SECOND.unsigned_abs() / 16 * 15;

/// `SERIES` numbers that hold until they are set again, and counts of `MARKS`
/// kinds of instants, by bucket. Integrals are exact, so it makes no difference
/// when buckets are merged.
#[derive(Clone, Debug)]
pub(super) struct Curves<const SERIES: usize, const MARKS: usize> {
    from: Timestamp,
    /// Ticks since `from`, up to which the buckets are filled.
    elapsed: u64,
    /// What holds since then.
    values: [u64; SERIES],
    /// Ticks of a bucket.
    width: u64,
    buckets: Vec<Bucket<SERIES, MARKS>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket<const SERIES: usize, const MARKS: usize> {
    /// Values times ticks.
    integrals: [u128; SERIES],
    peaks: [u64; SERIES],
    marks: [u64; MARKS],
}

impl<const SERIES: usize, const MARKS: usize> Bucket<SERIES, MARKS> {
    const EMPTY: Self = Self {
        integrals: [0; SERIES],
        peaks: [0; SERIES],
        marks: [0; MARKS],
    };

    fn hold(&mut self, values: &[u64; SERIES], ticks: u64) {
        let numbers = self.integrals.iter_mut().zip(&mut self.peaks);
        for ((integral, peak), value) in numbers.zip(values) {
            *integral += u128::from(*value) * u128::from(ticks);
            *peak = (*peak).max(*value);
        }
    }

    fn join(mut self, next: &Self) -> Self {
        for (integral, more) in self.integrals.iter_mut().zip(next.integrals) {
            *integral += more;
        }
        for (peak, other) in self.peaks.iter_mut().zip(next.peaks) {
            *peak = (*peak).max(other);
        }
        for (marks, more) in self.marks.iter_mut().zip(next.marks) {
            *marks += more;
        }
        self
    }
}

impl<const SERIES: usize, const MARKS: usize> Curves<SERIES, MARKS> {
    pub(super) const fn new(from: Timestamp) -> Self {
        Self {
            from,
            elapsed: 0,
            values: [0; SERIES],
            width: FIRST_WIDTH,
            buckets: Vec::new(),
        }
    }

    pub(super) const fn from(&self) -> Timestamp {
        self.from
    }

    pub(super) fn until(&self) -> Timestamp {
        let elapsed = Interval(i64::try_from(self.elapsed).unwrap_or(i64::MAX));
        self.from.checked_add(elapsed).unwrap_or(Timestamp::MAX)
    }

    pub(super) fn width(&self) -> Interval {
        Interval(i64::try_from(self.width).unwrap_or(i64::MAX))
    }

    /// From `time` on the numbers are `values`.
    pub(super) fn set(&mut self, time: Timestamp, values: [u64; SERIES]) {
        self.pass(time);
        self.values = values;
    }

    /// Counts an instant of that kind.
    pub(super) fn mark(&mut self, time: Timestamp, kind: usize, count: u64) {
        self.pass(time);
        let bucket = self.bucket_at(self.elapsed);
        if let Some(marks) = bucket.and_then(|bucket| bucket.marks.get_mut(kind)) {
            *marks += count;
        }
    }

    /// The numbers hold until `time`.
    fn pass(&mut self, time: Timestamp) {
        let until = u64::try_from(time.since(self.from).ticks()).unwrap_or(0);
        while self.index(until) >= CAPACITY {
            self.double();
        }
        while self.elapsed < until {
            let (start, width, values) = (self.elapsed, self.width, self.values);
            let end = (start - start % width).saturating_add(width).min(until);
            if let Some(bucket) = self.bucket_at(start) {
                bucket.hold(&values, end - start);
            }
            self.elapsed = end;
        }
    }

    fn index(&self, elapsed: u64) -> usize {
        usize::try_from(elapsed / self.width).unwrap_or(usize::MAX)
    }

    fn bucket_at(&mut self, elapsed: u64) -> Option<&mut Bucket<SERIES, MARKS>> {
        let index = self.index(elapsed);
        if index >= self.buckets.len() {
            self.buckets.resize(index + 1, Bucket::EMPTY);
        }
        self.buckets.get_mut(index)
    }

    fn double(&mut self) {
        let pairs = self.buckets.chunks(2).map(|pair| match pair {
            [one, next] => one.join(next),
            [one, ..] => *one,
            [] => Bucket::EMPTY,
        });
        self.buckets = pairs.collect();
        self.width = self.width.saturating_mul(2);
    }

    /// How many buckets hold any time; one when no time has passed.
    pub(super) fn len(&self) -> usize {
        self.index(self.elapsed.saturating_sub(1)) + 1
    }

    /// Value times seconds of every bucket, with the seconds it holds.
    pub(super) fn integrals(&self, series: usize) -> impl Iterator<Item = (f64, f64)> {
        let numbers = self.buckets.iter().map(move |bucket| {
            let integral = bucket.integrals.get(series);
            integral.copied().unwrap_or_default()
        });
        let spans = (0_u64..).map(|index| {
            let start = index.saturating_mul(self.width);
            self.elapsed.saturating_sub(start).min(self.width)
        });
        let all = numbers.chain(std::iter::repeat(0));
        all.zip(spans)
            .map(|(integral, span)| (seconds(integral), seconds(span.into())))
            .take(self.len())
    }

    /// The time-weighted mean of every bucket.
    pub(super) fn means(&self, series: usize) -> Vec<f64> {
        let held = self.values.get(series).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a double is what is asked for")]
        let held = held as f64;
        self.integrals(series)
            .map(
                |(integral, span)| {
                    if span > 0.0 { integral / span } else { held }
                },
            )
            .collect()
    }

    /// The most that held for any time in every bucket.
    pub(super) fn peaks(&self, series: usize) -> Vec<u64> {
        let peaks = self.buckets.iter().map(|bucket| bucket.peaks.get(series));
        let mut peaks: Vec<u64> = peaks.flatten().copied().collect();
        peaks.resize(self.len(), 0);
        peaks
    }

    /// How many instants of that kind fall into every bucket; those of the last
    /// instant of all into the last one.
    pub(super) fn marks(&self, kind: usize) -> Vec<u64> {
        let mut marks = vec![0; self.len()];
        let last = marks.len() - 1;
        for (index, bucket) in self.buckets.iter().enumerate() {
            let count = bucket.marks.get(kind).copied().unwrap_or_default();
            if let Some(sum) = marks.get_mut(index.min(last)) {
                *sum += count;
            }
        }
        marks
    }
}

#[expect(clippy::cast_precision_loss, reason = "a double is what is asked for")]
fn seconds(ticks: u128) -> f64 {
    ticks as f64 / TICKS_PER_SECOND as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 638_000_000 * TICKS_PER_SECOND;

    fn at(ticks: i64) -> Timestamp {
        Timestamp::from_ticks(START + ticks).unwrap()
    }

    fn curves() -> Curves<1, 1> {
        Curves::new(at(0))
    }

    #[test]
    fn a_bucket_has_the_mean_and_the_peak_of_what_held() {
        let mut curves = curves();
        let half = i64::try_from(FIRST_WIDTH / 2).unwrap();
        curves.set(at(0), [4]);
        curves.set(at(half), [8]);
        curves.set(at(half), [2]);
        curves.set(at(4 * half), [100]);
        assert_eq!(curves.means(0), [3.0, 2.0]);
        assert_eq!(curves.peaks(0), [4, 2], "what held for no time is no peak");
    }

    #[test]
    fn no_time_at_all_is_one_bucket() {
        let mut curves = curves();
        curves.set(at(0), [7]);
        curves.mark(at(0), 0, 2);
        assert_eq!(curves.means(0), [7.0]);
        assert_eq!(curves.peaks(0), [0]);
        assert_eq!(curves.marks(0), [2]);
        assert_eq!(curves.until(), at(0));
    }

    #[test]
    fn an_instant_at_the_very_end_counts_to_the_last_bucket() {
        let mut curves = curves();
        let width = i64::try_from(FIRST_WIDTH).unwrap();
        curves.mark(at(width), 0, 1);
        curves.mark(at(2 * width), 0, 1);
        assert_eq!(curves.marks(0), [0, 2]);
    }

    /// The widths are what people can read.
    #[test]
    fn a_day_has_buckets_of_two_minutes() {
        let mut curves = curves();
        curves.set(at(86_400 * TICKS_PER_SECOND), [0]);
        assert_eq!(curves.width(), Interval::from_seconds(120));
        assert_eq!(curves.len(), 720);
    }

    #[test]
    fn all_time_there_is_has_room() {
        let mut curves: Curves<1, 1> = Curves::new(Timestamp::MIN);
        curves.set(Timestamp::MIN, [u64::MAX]);
        curves.mark(Timestamp::MAX, 0, 1);
        assert!(curves.len() <= CAPACITY);
        assert_eq!(curves.until(), Timestamp::MAX);
        assert_eq!(curves.marks(0).last(), Some(&1));
    }

    /// Steps of very different lengths, from a small generator of its own.
    #[test]
    fn the_integral_of_the_means_is_exact_whatever_the_width() {
        for longest in [1_000, 1_000_000, 100_000_000_000, 40_000_000_000_000_u64] {
            let (mut curves, mut state) = (curves(), longest);
            let mut next = |below: u64| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let (mut time, mut value, mut exact, mut peak, mut marks) = (0, 0, 0_u128, 0, 0);
            for _ in 0..3_000 {
                let step = next(longest);
                exact += u128::from(value) * u128::from(step);
                peak = if step > 0 { peak.max(value) } else { peak };
                time += i64::try_from(step).unwrap();
                value = next(1000);
                curves.set(at(time), [value]);
                if step % 3 == 0 {
                    curves.mark(at(time), 0, 1);
                    marks += 1;
                }
            }
            let sum: u128 = curves
                .buckets
                .iter()
                .map(|bucket| bucket.integrals[0])
                .sum();
            assert_eq!(sum, exact, "steps up to {longest}");
            let spans = curves.integrals(0).map(|(_, span)| span);
            let integral: f64 = curves.means(0).iter().zip(spans).map(|(a, b)| a * b).sum();
            assert!((integral / seconds(exact) - 1.0).abs() < 1e-9);
            assert_eq!(curves.peaks(0).into_iter().max(), Some(peak));
            assert_eq!(curves.marks(0).iter().sum::<u64>(), marks);
            assert!(curves.len() <= CAPACITY && curves.len() == curves.means(0).len());
            assert_eq!(curves.until(), at(time));
        }
    }
}
