//! The set of values of an expression, as the interpreter keeps it.

use autoscale_catalog::Ty;
use autoscale_check::Type;

use crate::double::Double;
use crate::vector::Vector;
use crate::{Range, Ticks};

/// The set of values that an expression can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    /// None: it is never evaluated to its end.
    Never,
    /// Numbers.
    Double(Double),
    /// Lists of numbers.
    Vector(Vector),
    /// Instants.
    Timestamp(Ticks),
    /// Lengths of time.
    Interval(Ticks),
    /// Strings or options, which have no order.
    Word,
    /// Anything: a mistake or a placeholder.
    Unknown,
}

impl Value {
    /// Any value of a type.
    pub(crate) const fn any(ty: Type) -> Self {
        match ty {
            Type::Known(Ty::Double) => Self::Double(Double::ANY),
            Type::Known(Ty::Timestamp) => Self::Timestamp(Ticks::INSTANTS),
            Type::Known(Ty::Interval) => Self::Interval(Ticks::LENGTHS),
            Type::Known(Ty::DoubleVec) | Type::Mixed => Self::Vector(Vector {
                element: Double::ANY,
                min_len: 0,
                max_len: None,
            }),
            Type::Known(Ty::String | Ty::Option) => Self::Word,
            Type::Never | Type::Unknown => Self::Unknown,
        }
    }

    /// A set of doubles; [`Value::Never`] when it is empty.
    pub(crate) const fn double(double: Double) -> Self {
        if double.is_empty() {
            Self::Never
        } else {
            Self::Double(double)
        }
    }

    /// A set of vectors, if there is one.
    pub(crate) fn vector(vector: Option<Vector>) -> Self {
        vector.map_or(Self::Never, Self::Vector)
    }

    /// A set of timestamps, if there is one.
    pub(crate) fn timestamp(ticks: Option<Ticks>) -> Self {
        ticks.map_or(Self::Never, Self::Timestamp)
    }

    /// A set of lengths of time, if there is one.
    pub(crate) fn interval(ticks: Option<Ticks>) -> Self {
        ticks.map_or(Self::Never, Self::Interval)
    }

    /// True when the expression is never evaluated to its end.
    pub(crate) const fn is_never(&self) -> bool {
        matches!(self, Self::Never)
    }

    /// As doubles: any, when it is something else.
    pub(crate) const fn as_double(&self) -> Double {
        match self {
            Self::Double(double) => *double,
            Self::Never => Double::NONE,
            _ => Double::ANY,
        }
    }

    /// What is in either set.
    pub(crate) fn hull(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, value) | (value, Self::Never) => value,
            (Self::Double(a), Self::Double(b)) => Self::Double(a.hull(b)),
            (Self::Vector(a), Self::Vector(b)) => Self::Vector(a.hull(b)),
            (Self::Timestamp(a), Self::Timestamp(b)) => Self::Timestamp(a.hull(b)),
            (Self::Interval(a), Self::Interval(b)) => Self::Interval(a.hull(b)),
            (Self::Word, Self::Word) => Self::Word,
            _ => Self::Unknown,
        }
    }

    /// What is in both sets.
    pub(crate) fn meet(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (Self::Double(a), Self::Double(b)) => Self::double(a.meet(b)),
            (Self::Vector(a), Self::Vector(b)) => Self::vector(a.meet(b)),
            (Self::Timestamp(a), Self::Timestamp(b)) => Self::timestamp(a.meet(b)),
            (Self::Interval(a), Self::Interval(b)) => Self::interval(a.meet(b)),
            (value, _) => value,
        }
    }

    /// As it is published.
    pub(crate) const fn to_range(self) -> Range {
        match self {
            Self::Never => Range::Never,
            Self::Double(double) => Range::Double(double.to_num()),
            Self::Vector(vector) => Range::DoubleVec(vector.to_elements()),
            Self::Timestamp(ticks) => Range::Timestamp(ticks),
            Self::Interval(ticks) => Range::Interval(ticks),
            Self::Word | Self::Unknown => Range::Any,
        }
    }
}
