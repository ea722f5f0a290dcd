//! Random numbers: a stream of its own for each concern, so that a change in
//! one does not shift the numbers of another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// What numbers are drawn for. The value is the number of the stream.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Concern {
    /// When tasks are submitted.
    Arrivals = 1,
    /// How long tasks run.
    Runtimes = 2,
    /// How long nodes take to come.
    Boot = 3,
    /// Whether start tasks fail.
    StartTasks = 4,
    /// When nodes are preempted, and for how long.
    Preemption = 5,
    /// Which samples are lost.
    Samples = 6,
    /// How long certificates and application packages take, and which fail.
    Packages = 7,
    /// How long images take, and which fail.
    Images = 8,
    /// How long start tasks take.
    StartTaskTimes = 9,
    /// How long reboots, reimages, upgrades and stopped resizes take.
    Operations = 10,
}

/// `ChaCha8` with the seed in little-endian order as the start of its key, as
/// that of `rand()` in formulas, whose stream is 0.
pub(crate) fn stream(seed: u64, concern: Concern) -> ChaCha8Rng {
    let mut key = [0; 32];
    for (byte, seed) in key.iter_mut().zip(seed.to_le_bytes()) {
        *byte = seed;
    }
    let mut random = ChaCha8Rng::from_seed(key);
    random.set_stream(concern as u64);
    random
}
