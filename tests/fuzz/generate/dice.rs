//! Random choices out of the one seeded stream of a test runner.

use proptest::prelude::RngExt as _;
use proptest::test_runner::{TestRng, TestRunner};

/// Where every choice comes from, so that equal seeds give equal values.
pub(crate) struct Dice<'r>(&'r mut TestRng);

impl<'r> Dice<'r> {
    pub(crate) fn new(runner: &'r mut TestRunner) -> Self {
        Self(runner.rng())
    }

    /// A number from 0 up to but not including `end`; 0 when that is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    /// True that many times out of a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list, which is not empty.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length")]
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// One of a list, by its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, list: &[(usize, T)]) -> Option<T> {
        let total = list.iter().map(|it| it.0).sum();
        let mut at = self.below(total);
        let chosen = list.iter().find(|it| match at.checked_sub(it.0) {
            None => true,
            Some(rest) => {
                at = rest;
                false
            }
        });
        chosen.map(|it| it.1)
    }
}

/// A number that looks random (the finaliser of SplitMix64).
pub(super) const fn mix(number: u64) -> u64 {
    let mut x = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
