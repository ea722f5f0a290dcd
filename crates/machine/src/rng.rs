//! The numbers behind `rand()`: one documented stream for both engines, so
//! that equal seeds give equal runs.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng};

/// `ChaCha8`, stream 0. The 256-bit key is the seed in little-endian order
/// followed by zeros.
#[derive(Clone, Debug)]
pub struct Rng(ChaCha8Rng);

impl Rng {
    /// The stream of `seed` from its start.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        for (byte, seed) in key.iter_mut().zip(seed.to_le_bytes()) {
            *byte = seed;
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// The next number, from 0.0 up to but not including 1.0: the upper 53 bits
    /// of the stream's next 64, as a fraction.
    pub fn draw(&mut self) -> f64 {
        const ULP: f64 = 1.0 / (1_u64 << 53) as f64;
        let bits = self.0.next_u64() >> 11;
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
        let bits = bits as f64;
        bits * ULP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_names_one_stream() {
        let draws = |seed| {
            let mut rng = Rng::new(seed);
            [rng.draw(), rng.draw(), rng.draw()]
        };
        assert_eq!(draws(0), draws(0));
        assert_ne!(draws(0), draws(1));
        assert_ne!(draws(1), draws(1 << 32));
    }

    #[test]
    fn the_stream_never_changes() {
        // The first word of ChaCha8 with a key of zeros is 2fef003e, the second
        // cd405f89 (draft-strombergson-chacha-test-vectors, TC1 for 8 rounds).
        let first = u64::from_le_bytes([0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6]);
        let expected = (first >> 11) as f64 / (1_u64 << 53) as f64;
        assert_eq!(Rng::new(0).draw(), expected);
    }

    #[test]
    fn draws_lie_in_the_half_open_unit_interval() {
        let mut rng = Rng::new(7);
        let draws: Vec<f64> = (0..10_000).map(|_| rng.draw()).collect();
        assert!(draws.iter().all(|draw| (0.0..1.0).contains(draw)));
        let mean = draws.iter().sum::<f64>() / 10_000.0;
        assert!((0.48..0.52).contains(&mean), "{mean}");
    }
}
