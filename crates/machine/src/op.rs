//! The instructions of the register machine.
//!
//! Every value lives in a register of its type's file, so no value carries a
//! tag at run time and every instruction knows its types. A slot is a `u8`
//! into a file of 256 registers: it cannot be out of range. Whether a slot is
//! read or written is part of its type.

use autoscale_catalog::{Function, Member, Metric, Target};

use crate::arithmetic::{Arithmetic, Comparison};

/// Declares the reading and the writing slot type of one register file.
macro_rules! slots {
    ($file:literal, $read:ident, $write:ident, $prefix:literal) => {
        #[doc = concat!("A register of the ", $file, " file, to read from.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $read(pub(crate) u8);

        #[doc = concat!("A register of the ", $file, " file, to write to.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $write(pub(crate) u8);

        impl $write {
            /// The same register, to read what was written.
            pub(crate) const fn read(self) -> $read {
                $read(self.0)
            }
        }

        impl std::fmt::Display for $read {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl std::fmt::Display for $write {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.read().fmt(f)
            }
        }
    };
}

slots!("number", Num, NumOut, "n");
slots!("tick", Ticks, TicksOut, "t");
slots!("vector", Vector, VectorOut, "v");
slots!("word", Word, WordOut, "w");
slots!("window", Window, WindowOut, "s");

/// A place in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Addr(pub(crate) u32);

/// One end of a sample window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// That long before now.
    Ago(Ticks),
    /// At that instant.
    At(Ticks),
}

/// An instruction. The destination comes first. `a > b` is compiled as
/// `b < a`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Op {
    // Numbers.
    Const(NumOut, f64),
    Move(NumOut, Num),
    Neg(NumOut, Num),
    Not(NumOut, Num),
    /// 1 where the number counts as true, else 0.
    Truth(NumOut, Num),
    Add(NumOut, Num, Num),
    Sub(NumOut, Num, Num),
    Mul(NumOut, Num, Num),
    Div(NumOut, Num, Num),
    /// Division where the profile makes division by zero an error.
    DivChecked(NumOut, Num, Num),
    /// The larger of two, skipping NaN.
    Max(NumOut, Num, Num),
    /// The smaller of two, skipping NaN.
    Min(NumOut, Num, Num),
    /// 1 where the first is less than the second, else 0; and so on.
    Less(NumOut, Num, Num),
    LessOrEqual(NumOut, Num, Num),
    Equal(NumOut, Num, Num),
    NotEqual(NumOut, Num, Num),
    /// The second where the first counts as true, else the third.
    Select(NumOut, Num, Num, Num),
    /// A function of one number: a logarithm or a rounding.
    Math(Function, NumOut, Num),
    Random(NumOut),
    /// The newest sample of a metric.
    Newest(NumOut, Metric),
    Member(Member, NumOut, Ticks),

    // Control. Jumps only lead forward.
    Jump(Addr),
    JumpIfFalse(Num, Addr),
    JumpIfTrue(Num, Addr),
    JumpIfLess(Num, Num, Addr),
    JumpIfLessOrEqual(Num, Num, Addr),
    JumpIfEqual(Num, Num, Addr),
    // Not the same as the opposite comparison: a NaN jumps.
    JumpUnlessLess(Num, Num, Addr),
    JumpUnlessLessOrEqual(Num, Num, Addr),
    JumpUnlessEqual(Num, Num, Addr),
    Stop,
    /// Fails unless the number can be a target.
    CheckTarget(Target, Num),

    // Timestamps and intervals.
    ConstTicks(TicksOut, i64),
    MoveTicks(TicksOut, Ticks),
    Now(TicksOut),
    ParseTime(TicksOut, Word),
    NegTicks(TicksOut, Ticks),
    AddIntervals(TicksOut, Ticks, Ticks),
    SubIntervals(TicksOut, Ticks, Ticks),
    AddToTime(TicksOut, Ticks, Ticks),
    SubFromTime(TicksOut, Ticks, Ticks),
    SubTimes(TicksOut, Ticks, Ticks),
    MulInterval(TicksOut, Ticks, Num),
    DivInterval(TicksOut, Ticks, Num),
    CompareTicks(Comparison, NumOut, Ticks, Ticks),

    // Words: strings and deallocation options.
    ConstWord(WordOut, u16),
    MoveWord(WordOut, Word),
    CompareStrings(Comparison, NumOut, Word, Word),

    // Samples.
    SampleCount(VectorOut, Metric, Num),
    /// Finds a window: the metric, its two ends (now, unless given).
    FindWindow(WindowOut, Metric, End, Option<End>),
    /// The samples of a window, if there are enough percent of them.
    WindowSamples(VectorOut, Window, Option<Num>),
    WindowPercent(NumOut, Window),
    SamplePeriod(TicksOut, Metric),
    HistoryCount(NumOut, Metric),
    HistoryBegin(TicksOut, Metric),

    // Vectors.
    MoveVector(VectorOut, Vector),
    /// Begins an empty vector that the two instructions below append to.
    ListBegin(VectorOut),
    ListNumber(VectorOut, Num),
    ListVector(VectorOut, Vector),
    VectorVector(Arithmetic, VectorOut, Vector, Vector),
    VectorNumber(Arithmetic, VectorOut, Vector, Num),
    NumberVector(Arithmetic, VectorOut, Num, Vector),
    /// A logarithm or a rounding of each element.
    MathVector(Function, VectorOut, Vector),
    /// A function of the whole vector; of a window without a copy.
    Aggregate(Function, NumOut, Vector),
    Percentile(NumOut, Vector, Num),
    Element(NumOut, Vector, Num),
    OnlyElement(NumOut, Vector),
    /// Keeps a vector beyond its statement.
    Keep(VectorOut, Vector),
    /// Forgets a vector.
    Release(Vector),
}
