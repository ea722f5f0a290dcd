//! Sets of values, as the interpreter tells them apart.

/// A set of doubles: those from `min` to `max`, infinities included where an
/// end is infinite, and NaN if `nan`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Num {
    /// The least value, not NaN; above `max` when there is none but NaN.
    pub min: f64,
    /// The greatest value, not NaN.
    pub max: f64,
    /// NaN is possible.
    pub nan: bool,
}

impl Num {
    /// Any double.
    pub const ANY: Self = Self {
        min: f64::NEG_INFINITY,
        max: f64::INFINITY,
        nan: true,
    };
}

/// A set of doubleVecs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elements {
    /// What an element can be.
    pub element: Num,
    /// The least number of elements.
    pub min_len: u32,
    /// The greatest number of elements; `None` when there is no end.
    pub max_len: Option<u32>,
}

/// A set of timestamps or lengths of time, in ticks of 100 ns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticks {
    /// The least.
    pub min: i64,
    /// The greatest.
    pub max: i64,
}

/// The set of values that an expression can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// None: it is never evaluated to its end.
    Never,
    /// Numbers.
    Double(Num),
    /// Lists of numbers.
    DoubleVec(Elements),
    /// Instants.
    Timestamp(Ticks),
    /// Lengths of time.
    Interval(Ticks),
    /// Anything of a type that has no order here: a string, a deallocation
    /// option, a hole, or what follows a reported mistake.
    Any,
}
