//! The operation table of the service's documentation ("Automatically scale
//! compute nodes in an Azure Batch pool", section *Operations*), and what real
//! formulas do beyond it.

use autoscale_catalog::Ty::{self, Double, DoubleVec, Interval, String, Timestamp};
use autoscale_catalog::profile::{Profile, ScalarOpVector, TimestampMinusInterval};
use autoscale_syntax::BinaryOp::{self, Add, And, Div, Eq, Ge, Gt, Le, Lt, Mul, Ne, Or, Sub};
use autoscale_syntax::UnaryOp;

/// What the documentation says of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It is in the table.
    Documented(Ty),
    /// It is not in the table, but the profile setting of that name takes it.
    Accepted(Ty, &'static str),
    /// It is not in the table, and the profile setting of that name refuses
    /// it.
    Refused(&'static str),
    /// It is not in the table.
    Missing,
}

impl Operation {
    fn by_setting(accepted: bool, ty: Ty, setting: &'static str) -> Self {
        if accepted {
            Self::Accepted(ty, setting)
        } else {
            Self::Refused(setting)
        }
    }
}

/// What `left op right` is.
#[must_use]
pub fn binary(op: BinaryOp, left: Ty, right: Ty, profile: &Profile) -> Operation {
    use Operation::{Documented, Missing};
    match (left, op, right) {
        (Double, Add | Sub | Mul | Div, Double) => Documented(Double),
        (Double, Mul, Interval) => Documented(Interval),
        (DoubleVec, Add | Sub | Mul | Div, Double | DoubleVec) => Documented(DoubleVec),
        (Interval, Mul | Div, Double) => Documented(Interval),
        (Interval, Add | Sub, Interval) => Documented(Interval),
        (Interval, Add, Timestamp) | (Timestamp, Add, Interval) => Documented(Timestamp),
        (Timestamp, Sub, Timestamp) => Documented(Interval),
        (Double, Lt | Le | Eq | Ge | Gt | Ne, Double)
        | (String, Lt | Le | Eq | Ge | Gt | Ne, String)
        | (Timestamp, Lt | Le | Eq | Ge | Gt | Ne, Timestamp)
        | (Interval, Lt | Le | Eq | Ge | Gt | Ne, Interval)
        | (Double, And | Or, Double) => Documented(Double),
        (Timestamp, Sub, Interval) => Operation::by_setting(
            profile.timestamp_minus_interval == TimestampMinusInterval::Accept,
            Timestamp,
            "timestamp-minus-interval",
        ),
        (Double, Add | Sub | Mul | Div, DoubleVec) => Operation::by_setting(
            profile.scalar_op_vector == ScalarOpVector::Accept,
            DoubleVec,
            "scalar-op-vector",
        ),
        _ => Missing,
    }
}

/// The type of `op operand`, when the operation is in the table.
#[must_use]
pub const fn unary(op: UnaryOp, operand: Ty) -> Option<Ty> {
    match (op, operand) {
        (UnaryOp::Neg | UnaryOp::Not, Double) => Some(Double),
        (UnaryOp::Neg, Interval) => Some(Interval),
        _ => None,
    }
}
