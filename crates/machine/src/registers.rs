//! The register files of a runner and its stack of vectors.

use autoscale_base::Timestamp;
use autoscale_catalog::Metric;
use autoscale_metrics::History;

use crate::op::{
    Num, NumOut, Ticks, TicksOut, Vector, VectorOut, Window, WindowOut, Word, WordOut,
};
use crate::program::Constants;

/// Where the elements of a vector are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Elements {
    /// Samples of a metric, which stay where they are.
    Samples(Metric, u32, u32),
    /// A part of the stack.
    Stack(u32, u32),
}

impl Elements {
    /// Where no metric is.
    const STACK: u64 = 0xff;
    const PLACE: u64 = (1 << 28) - 1;

    /// As one word: 8 bits for the metric, 28 each for start and end. What was
    /// just written as one word can be read at once; several small fields that
    /// are read together have to wait until all of them are in the cache.
    const fn pack(self) -> u64 {
        let (whose, start, end) = match self {
            Self::Samples(metric, start, end) => (metric as u64, start, end),
            Self::Stack(start, end) => (Self::STACK, start, end),
        };
        whose << 56 | (start as u64 & Self::PLACE) << 28 | end as u64 & Self::PLACE
    }

    #[inline]
    fn unpack(packed: u64) -> Self {
        let place = |bits: u64| u32::try_from(bits & Self::PLACE).unwrap_or_default();
        let (start, end) = (place(packed >> 28), place(packed));
        match usize::try_from(packed >> 56)
            .ok()
            .and_then(|it| Metric::ALL.get(it))
        {
            Some(&metric) => Self::Samples(metric, start, end),
            None => Self::Stack(start, end),
        }
    }
}

/// A window that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) metric: Metric,
    pub(crate) after: Timestamp,
    pub(crate) until: Timestamp,
    /// How many percent of the wanted samples there are.
    pub(crate) percent: f64,
    packed: u64,
}

impl Found {
    /// A window with its samples, `start..end` of the series.
    pub(crate) const fn new(
        metric: Metric,
        (after, until): (Timestamp, Timestamp),
        percent: f64,
        (start, end): (u32, u32),
    ) -> Self {
        Self {
            metric,
            after,
            until,
            percent,
            packed: Elements::Samples(metric, start, end).pack(),
        }
    }

    /// Its samples, where they are.
    pub(crate) fn samples(&self) -> Elements {
        Elements::unpack(self.packed)
    }
}

const NOTHING_FOUND: Found = Found::new(
    Metric::ActiveTasks,
    (Timestamp::MIN, Timestamp::MIN),
    0.0,
    (0, 0),
);

/// Five files of 256 registers. A slot is a `u8`, so that no access can be out
/// of range and the compiler leaves the checks out.
#[derive(Clone, Debug)]
pub(crate) struct Registers {
    numbers: Box<[f64; 256]>,
    ticks: Box<[i64; 256]>,
    /// Packed [`Elements`].
    vectors: Box<[u64; 256]>,
    words: Box<[u16; 256]>,
    windows: Box<[Found; 256]>,
}

impl Registers {
    /// Registers that hold the constants of a program.
    pub(crate) fn new(constants: &Constants) -> Self {
        let mut registers = Self {
            numbers: Box::new([0.0; 256]),
            ticks: Box::new([0; 256]),
            vectors: Box::new([Elements::Stack(0, 0).pack(); 256]),
            words: Box::new([0; 256]),
            windows: Box::new([NOTHING_FOUND; 256]),
        };
        for &(slot, number) in &constants.numbers {
            registers.set_number(NumOut(slot.0), number);
        }
        for &(slot, ticks) in &constants.ticks {
            registers.set_ticks(TicksOut(slot.0), ticks);
        }
        for &(slot, word) in &constants.words {
            registers.set_word(WordOut(slot.0), word);
        }
        registers
    }
}

/// Reading and writing one file.
macro_rules! file {
    ($field:ident, $read:ident: $slot:ident, $write:ident: $out:ident, $value:ty) => {
        impl Registers {
            #[inline]
            #[expect(clippy::indexing_slicing, reason = "a u8 into an array of 256")]
            pub(crate) fn $read(&self, slot: $slot) -> $value {
                self.$field[usize::from(slot.0)]
            }

            #[inline]
            #[expect(clippy::indexing_slicing, reason = "a u8 into an array of 256")]
            pub(crate) fn $write(&mut self, slot: $out, value: $value) {
                self.$field[usize::from(slot.0)] = value;
            }
        }
    };
}

file!(numbers, number: Num, set_number: NumOut, f64);
file!(ticks, ticks: Ticks, set_ticks: TicksOut, i64);
file!(vectors, packed_vector: Vector, set_packed_vector: VectorOut, u64);
file!(words, word: Word, set_word: WordOut, u16);

impl Registers {
    #[inline]
    pub(crate) fn vector(&self, slot: Vector) -> Elements {
        Elements::unpack(self.packed_vector(slot))
    }

    #[inline]
    pub(crate) fn set_vector(&mut self, slot: VectorOut, elements: Elements) {
        self.set_packed_vector(slot, elements.pack());
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "a u8 into an array of 256")]
    pub(crate) fn window(&self, slot: Window) -> &Found {
        &self.windows[usize::from(slot.0)]
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "a u8 into an array of 256")]
    pub(crate) fn set_window(&mut self, slot: WindowOut, found: Found) {
        self.windows[usize::from(slot.0)] = found;
    }
}

/// The vectors that are not windows of samples, one behind the other. Those at
/// the bottom belong to variables; above them are the vectors of the current
/// statement, of which the newest is always used up first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stack {
    elements: Vec<f64>,
    /// Results are computed here, since their operands lie on the stack.
    spare: Vec<f64>,
    kept: usize,
}

impl Stack {
    pub(crate) fn clear(&mut self) {
        self.elements.clear();
        self.kept = 0;
    }

    /// An empty vector on top.
    pub(crate) fn begin(&self) -> Elements {
        let top = index(self.elements.len());
        Elements::Stack(top, top)
    }

    /// `list`, the vector on top, with one more element.
    pub(crate) fn push(&mut self, list: Elements, element: f64) -> Elements {
        self.elements.push(element);
        self.grown(list)
    }

    /// `list`, the vector on top or below `tail`, with the elements of `tail`.
    pub(crate) fn append(&mut self, list: Elements, tail: Elements, history: &History) -> Elements {
        match tail {
            // It was made right behind the list.
            Elements::Stack(start, _) if self.is_temporary(start) => {}
            Elements::Stack(start, end) => {
                let range = start as usize..end as usize;
                if range.end <= self.elements.len() {
                    self.elements.extend_from_within(range);
                }
            }
            Elements::Samples(metric, start, end) => {
                let samples = history.series(metric).values();
                let samples = samples.get(start as usize..end as usize);
                self.elements.extend_from_slice(samples.unwrap_or_default());
            }
        }
        self.grown(list)
    }

    fn grown(&self, list: Elements) -> Elements {
        match list {
            Elements::Stack(start, _) => Elements::Stack(start, index(self.elements.len())),
            samples @ Elements::Samples(..) => samples,
        }
    }

    pub(crate) fn slice<'s>(&'s self, elements: Elements, history: &'s History) -> &'s [f64] {
        let (all, start, end) = match elements {
            Elements::Samples(metric, start, end) => (history.series(metric).values(), start, end),
            Elements::Stack(start, end) => (self.elements.as_slice(), start, end),
        };
        all.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Puts a vector on top in place of its operands.
    pub(crate) fn replace<E>(
        &mut self,
        operands: [Option<Elements>; 2],
        make: impl FnOnce(&Self, &mut Vec<f64>) -> Result<(), E>,
    ) -> Result<Elements, E> {
        let mut result = std::mem::take(&mut self.spare);
        result.clear();
        let made = make(self, &mut result);
        // The first operand is the older one: forgetting it forgets both.
        for operand in operands.into_iter().flatten().rev() {
            self.forget(operand);
        }
        let start = index(self.elements.len());
        self.elements.extend_from_slice(&result);
        self.spare = result;
        made.map(|()| Elements::Stack(start, index(self.elements.len())))
    }

    /// Forgets a vector of the current statement; those of variables stay. An
    /// empty one has nothing to forget, and one of a variable may lie where
    /// the vectors of the statement begin.
    pub(crate) fn forget(&mut self, vector: Elements) {
        if let Elements::Stack(start, end) = vector
            && start < end
            && self.is_temporary(start)
        {
            self.elements.truncate(start as usize);
        }
    }

    /// Keeps all vectors beyond the statement.
    pub(crate) fn keep(&mut self) {
        self.kept = self.elements.len();
    }

    const fn is_temporary(&self, start: u32) -> bool {
        start as usize >= self.kept
    }
}

/// Vectors hold at most the samples of all windows that 8192 characters can
/// name, far below 2^32.
fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
