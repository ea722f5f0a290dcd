//! Windows and their aggregates equal plain loops over the samples, to the
//! last bit and whatever the samples are.

use std::ops::Range;

use crate::{DoubleDouble, ExactSum, Series};
use autoscale_base::{Interval, Timestamp};
use proptest::prelude::*;

const STEP: i64 = 300_000_000;

fn time(ticks: i64) -> Timestamp {
    Timestamp::from_ticks(ticks).unwrap()
}

/// A sample as (time since the one before in steps of half a minute, value).
fn samples(value: impl Strategy<Value = f64>) -> impl Strategy<Value = Vec<(i64, f64)>> {
    let step = prop_oneof![9 => Just(STEP), 1 => 1..10 * STEP];
    prop::collection::vec((step, value), 0..700)
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => (0..1000_u32).prop_map(f64::from),
        8 => 0.0..100.0,
        1 => prop::num::f64::ANY,
    ]
}

fn series(samples: &[(i64, f64)]) -> Series {
    let mut series = Series::default();
    let mut ticks = 0;
    for &(step, value) in samples {
        ticks += step;
        series.push(time(ticks), value).unwrap();
    }
    series
}

fn bits(sum: DoubleDouble) -> (u64, u64) {
    let (hi, lo) = sum.parts();
    // All NaN are one.
    (
        if hi.is_nan() { f64::NAN } else { hi }.to_bits(),
        lo.to_bits(),
    )
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
}

/// Every aggregate of a range against a loop.
fn check(series: &Series, range: Range<usize>) {
    let values = &series.values()[range.clone()];
    let (mut sum, mut squares) = (ExactSum::default(), ExactSum::default());
    sum.extend(values);
    squares.extend_squares(values);
    assert_eq!(bits(series.sum(range.clone())), bits(sum.total()), "sum");
    let ours = series.sum_of_squares(range.clone());
    assert_eq!(bits(ours), bits(squares.total()), "squares");
    let min = values.iter().copied().fold(f64::NAN, f64::min);
    let max = values.iter().copied().fold(f64::NAN, f64::max);
    assert!(same(series.min(range.clone()), min), "min {min}");
    assert!(same(series.max(range.clone()), max), "max {max}");
    let nan = values.iter().any(|value| value.is_nan());
    assert_eq!(series.has_nan(range), nan, "nan");
}

proptest! {
    #[test]
    fn aggregates_equal_loops(samples in samples(any_value()), cuts: [prop::sample::Index; 8]) {
        let series = series(&samples);
        let length = samples.len();
        let cuts = cuts.map(|cut| cut.index(length + 1));
        for pair in cuts.chunks(2) {
            check(&series, pair[0].min(pair[1])..pair[0].max(pair[1]));
        }
        check(&series, 0..length);
    }

    #[test]
    fn sums_of_whole_numbers_are_exact(
        samples in samples((-1_i64 << 53..1 << 53).prop_map(|value| value as f64)),
        cut: prop::sample::Index,
    ) {
        let series = series(&samples);
        let range = cut.index(samples.len() + 1)..samples.len();
        let exact: i128 = series.values()[range.clone()].iter().map(|&value| value as i128).sum();
        prop_assert_eq!(series.sum(range).to_f64(), exact as f64);
    }

    #[test]
    fn windows_equal_filters(
        samples in samples(Just(1.0)),
        interval in prop_oneof![4 => Just(STEP), 1 => 1..20 * STEP],
        ends in prop::collection::vec((-STEP..1000 * STEP, -STEP..1000 * STEP), 8),
    ) {
        let mut series = series(&samples);
        series.set_interval(Interval(interval));
        let all = series.times().to_vec();
        let on_a_sample = all.iter().step_by(31).map(|at| (at.ticks() - 10 * STEP, at.ticks()));
        for (after, until) in on_a_sample.chain(ends) {
            let (after, until) = (time(after), time(until));
            let within = |at: &&Timestamp| **at > after && **at <= until;
            let window = series.window(after, until);
            prop_assert_eq!(&all[window], all.iter().filter(within).copied().collect::<Vec<_>>());
            let visible = all.iter().filter(|&&at| at <= until).count();
            prop_assert_eq!(series.visible(until), visible);
        }
    }

    #[test]
    fn samples_come_in_order_of_time(steps in prop::collection::vec((-2..5_i64, any::<bool>()), 0..50)) {
        let mut series = Series::default();
        let (mut ticks, mut newest) = (0, None);
        for (step, lost) in steps {
            ticks += step;
            let at = time(ticks);
            let pushed = if lost { series.push_lost(at) } else { series.push(at, 0.0) };
            prop_assert_eq!(pushed.is_ok(), newest.is_none_or(|newest| newest < at));
            newest = newest.max(Some(at));
        }
        let kept = series.times().len() + series.lost().len();
        prop_assert!(series.times().is_sorted() && series.lost().is_sorted() && kept <= 50);
    }
}

#[test]
fn a_spoilt_sample_spoils_only_its_windows() {
    let values = (0..20_160).map(|sample| match sample {
        5_000 => f64::NAN,
        6_000 => f64::INFINITY,
        7_000 => 1e300,
        7_001 => -1e300,
        8_000 => 1e-300,
        _ => f64::from(sample % 100) * 0.1,
    });
    let samples: Vec<_> = values.map(|value| (STEP, value)).collect();
    let series = series(&samples);
    for range in [
        0..5_000,
        5_001..6_000,
        6_001..7_000,
        7_000..7_002,
        7_002..20_160,
        6_500..20_160,
    ] {
        assert!(series.sum(range.clone()).to_f64().is_finite());
        check(&series, range);
    }
    for range in [0..20_160, 4_990..5_010, 5_001..20_160, 5_000..5_001] {
        assert!(!series.sum(range.clone()).to_f64().is_finite());
        check(&series, range);
    }
}

#[test]
fn ranges_beyond_the_samples_are_cut() {
    let series = series(&[(STEP, 1.0), (STEP, 2.0)]);
    assert_eq!(series.sum(1..9).to_f64(), 2.0);
    assert_eq!(series.sum_of_squares(0..9).to_f64(), 5.0);
    assert_eq!(series.max(0..9), 2.0);
    assert!(series.min(7..9).is_nan());
    #[expect(clippy::reversed_empty_ranges, reason = "a range that is none")]
    let backwards = 2..1;
    assert_eq!(series.sum(backwards).to_f64(), 0.0);
}
