//! What an expression of a formula can be worth.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{DeallocationOption, Ty};

/// A value of a variable or of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number; also what comparisons give, 1 or 0.
    Double(f64),
    /// A list of numbers.
    DoubleVec(Vec<f64>),
    /// An instant.
    Timestamp(Timestamp),
    /// A length of time.
    Interval(Interval),
    /// Text.
    String(String),
    /// What happens to the tasks of a node that leaves the pool.
    Option(DeallocationOption),
}

impl Value {
    /// Its type.
    #[must_use]
    pub const fn ty(&self) -> Ty {
        match self {
            Self::Double(_) => Ty::Double,
            Self::DoubleVec(_) => Ty::DoubleVec,
            Self::Timestamp(_) => Ty::Timestamp,
            Self::Interval(_) => Ty::Interval,
            Self::String(_) => Ty::String,
            Self::Option(_) => Ty::Option,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Double(number)
    }
}

impl From<Vec<f64>> for Value {
    fn from(numbers: Vec<f64>) -> Self {
        Self::DoubleVec(numbers)
    }
}

impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Timestamp(instant)
    }
}

impl From<Interval> for Value {
    fn from(length: Interval) -> Self {
        Self::Interval(length)
    }
}
