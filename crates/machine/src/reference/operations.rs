//! Operators by the types that the values turn out to have: the operation
//! table of the service's documentation, and what the profile adds to it.

use autoscale_catalog::profile::{Profile, ScalarOpVector, TimestampMinusInterval};
use autoscale_syntax::BinaryOp;

use crate::arithmetic::{
    Arithmetic, Comparison, Operator, add_intervals, divide_interval, earlier, later,
    scalar_and_vector, scale_interval, subtract_intervals, vector_and_scalar, vector_and_vector,
};
use crate::{Fault, Value};

/// `left op right` for every operator but `&&` and `||`, which may leave their
/// right side alone.
pub(super) fn binary(
    op: BinaryOp,
    left: Value,
    right: Value,
    profile: &Profile,
) -> Result<Value, Fault> {
    let types = (left.ty(), right.ty());
    let result = match Operator::from(op) {
        Operator::Comparison(comparison) => compare(comparison, &left, &right),
        Operator::Arithmetic(arithmetic) => compute(arithmetic, left, right, profile)?,
        Operator::And | Operator::Or => None,
    };
    result.ok_or(Fault::Operands {
        op: op.as_str(),
        left: types.0,
        right: types.1,
    })
}

/// `None` for types that cannot be compared.
fn compare(comparison: Comparison, left: &Value, right: &Value) -> Option<Value> {
    let result = match (left, right) {
        (Value::Double(left), Value::Double(right)) => comparison.apply(left, right),
        (Value::String(left), Value::String(right)) => comparison.apply(left, right),
        (Value::Timestamp(left), Value::Timestamp(right)) => comparison.apply(left, right),
        (Value::Interval(left), Value::Interval(right)) => comparison.apply(left, right),
        _ => return None,
    };
    Some(result.into())
}

/// `Ok(None)` for types that the operator does not take.
fn compute(
    op: Arithmetic,
    left: Value,
    right: Value,
    profile: &Profile,
) -> Result<Option<Value>, Fault> {
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    use Value::{Double, DoubleVec, Interval, Timestamp};
    let mut vector = Vec::new();
    let result = match (left, op, right) {
        (Double(x), op, Double(y)) => op.apply(x, y, profile)?.into(),
        (DoubleVec(v), op, DoubleVec(w)) => {
            vector_and_vector(op, &v, &w, profile, &mut vector)?;
            vector.into()
        }
        (DoubleVec(v), op, Double(y)) => {
            vector_and_scalar(op, &v, y, profile, &mut vector)?;
            vector.into()
        }
        (Double(x), op, DoubleVec(w)) if profile.scalar_op_vector == ScalarOpVector::Accept => {
            scalar_and_vector(op, x, &w, profile, &mut vector)?;
            vector.into()
        }
        (Double(x), Multiply, Interval(i)) | (Interval(i), Multiply, Double(x)) => {
            scale_interval(i, x, profile)?.into()
        }
        (Interval(i), Divide, Double(x)) => divide_interval(i, x, profile)?.into(),
        (Interval(i), Add, Interval(j)) => add_intervals(i, j)?.into(),
        (Interval(i), Subtract, Interval(j)) => subtract_intervals(i, j)?.into(),
        (Interval(i), Add, Timestamp(t)) | (Timestamp(t), Add, Interval(i)) => later(t, i)?.into(),
        (Timestamp(t), Subtract, Timestamp(u)) => t.since(u).into(),
        (Timestamp(t), Subtract, Interval(i))
            if profile.timestamp_minus_interval == TimestampMinusInterval::Accept =>
        {
            earlier(t, i)?.into()
        }
        _ => return Ok(None),
    };
    Ok(Some(result))
}
