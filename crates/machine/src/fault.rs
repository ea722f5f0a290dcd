//! What can go wrong while a formula runs, in words and without a place; the
//! caller adds the place.

use std::fmt;

use autoscale_base::DateTextError;
use autoscale_catalog::service_error::{EVALUATION_ERROR, INSUFFICIENT_SAMPLE_DATA, ServiceError};
use autoscale_catalog::{Metric, Ty};

/// An evaluation error without its place.
///
/// The service's own texts are known for [`Fault::UndefinedSymbol`] (recorded
/// in azure-sdk-for-node) and [`Fault::InsufficientData`] (batch-shipyard#138,
/// the pool autoscale event's documentation). All others are ours in the same
/// style; profile: `error-text`.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A name that stands for nothing.
    UndefinedSymbol(String),
    /// `GetSample` found fewer samples than it wanted.
    InsufficientData {
        /// Of which metric.
        metric: Metric,
        /// The wanted percentage, a whole number.
        wanted: f64,
        /// The percentage that was there, a whole number.
        received: f64,
    },
    /// An interval beyond ±29,247 years.
    IntervalRange,
    /// A timestamp outside the years 1 to 9999.
    TimestampRange,
    /// A number divided by 0.
    DivisionByZero,
    /// Two vectors that an operator cannot pair.
    VectorLengths {
        /// Elements on the left.
        left: usize,
        /// Elements on the right.
        right: usize,
    },
    /// A function of no values at all.
    NoValues(&'static str),
    /// `val` behind the end of its vector.
    Index {
        /// The index asked for.
        index: f64,
        /// The number of elements.
        len: usize,
    },
    /// A vector where a number is needed, of another length than 1.
    NotOneElement(usize),
    /// A text that `time` cannot read.
    Date {
        /// The text.
        text: String,
        /// What is wrong with it.
        why: DateTextError,
    },
    /// An operator between types that it does not take.
    Operands {
        /// The operator.
        op: &'static str,
        /// The type on the left.
        left: Ty,
        /// The type on the right.
        right: Ty,
    },
    /// An operator before a type that it does not take.
    Operand {
        /// The operator.
        op: &'static str,
        /// The type.
        operand: Ty,
    },
    /// A member or method of a value that has none of that name.
    Member {
        /// The type of the value.
        ty: Ty,
        /// What stands behind the dot.
        name: String,
    },
    /// A call with arguments that no overload takes.
    Arguments {
        /// The function or method.
        name: &'static str,
        /// The types of the arguments.
        types: Vec<Ty>,
    },
    /// A value of the wrong type.
    Type {
        /// The type that is needed.
        wanted: Ty,
        /// The type that was found.
        found: Ty,
    },
    /// A sampled metric as a number, under `bare-metric = error`.
    BareMetric(&'static str),
    /// An assignment to a read-only variable.
    ReadOnly(String),
    /// A variable named as a builtin, under `shadow = error`.
    Shadow(String),
    /// A variable assigned another type, under `retype = error`.
    Retype {
        /// The variable.
        name: String,
        /// Its type before.
        before: Ty,
        /// The new type.
        after: Ty,
    },
    /// A target that is not a number of nodes.
    Target {
        /// The target.
        name: &'static str,
        /// Its value as results print it.
        value: String,
    },
    /// Text that no evaluator could read.
    Unreadable,
    /// A placeholder that the host has not filled in.
    Placeholder,
}

impl Fault {
    /// The code and message under which the service reports it.
    #[must_use]
    pub const fn service_error(&self) -> ServiceError {
        match self {
            Self::InsufficientData { .. } => INSUFFICIENT_SAMPLE_DATA,
            _ => EVALUATION_ERROR,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndefinedSymbol(name) => write!(f, "Undefined symbol: {name}"),
            Self::InsufficientData {
                metric,
                wanted,
                received,
            } => write!(
                f,
                "Insufficient data from data set: {} wanted {wanted}%, received {received}%",
                metric.name()
            ),
            Self::IntervalRange => f.write_str("Timeinterval out of range"),
            Self::TimestampRange => f.write_str("Timestamp out of range"),
            Self::DivisionByZero => f.write_str("Division by zero"),
            Self::VectorLengths { left, right } => {
                write!(f, "Vectors of different length: {left} and {right}")
            }
            Self::NoValues(function) => write!(f, "No values: {function}"),
            Self::Index { index, len } => write!(f, "Index out of range: {index} of {len}"),
            Self::NotOneElement(len) => write!(f, "Not a single value: doubleVec of {len}"),
            Self::Date { text, why } => write!(f, "Invalid dateTime: {text} ({why})"),
            Self::Operands { op, left, right } => {
                write!(f, "Invalid operands: {left} {op} {right}")
            }
            Self::Operand { op, operand } => write!(f, "Invalid operand: {op} {operand}"),
            Self::Member { ty, name } => write!(f, "Invalid operand: {ty}.{name}"),
            Self::Arguments { name, types } => {
                write!(f, "Invalid arguments: {name}(")?;
                for (at, ty) in types.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{ty}")?;
                }
                f.write_str(")")
            }
            Self::Type { wanted, found } => {
                write!(f, "Invalid type: wanted {wanted}, received {found}")
            }
            Self::BareMetric(name) => write!(f, "Not a number: {name}"),
            Self::ReadOnly(name) => write!(f, "Read-only variable: {name}"),
            Self::Shadow(name) => write!(f, "Reserved name: {name}"),
            Self::Retype {
                name,
                before,
                after,
            } => write!(f, "Type changed: {name} from {before} to {after}"),
            Self::Target { name, value } => write!(f, "Invalid target: {name}={value}"),
            Self::Unreadable => f.write_str("Syntax error"),
            Self::Placeholder => f.write_str("Unexpanded placeholder"),
        }
    }
}

impl std::error::Error for Fault {}
