//! Operations on single numbers, and the operators sorted by what they take.

use autoscale_catalog::profile::{DivisionByZero, NanTruth, Profile, ValRange};
use autoscale_syntax::BinaryOp;

use crate::Fault;

/// An operator that makes numbers of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Arithmetic {
    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }

    /// The result, in IEEE 754 arithmetic.
    ///
    /// # Errors
    /// A divisor of 0 under `division-by-zero = error`.
    pub fn apply(self, left: f64, right: f64, profile: &Profile) -> Result<f64, Fault> {
        match self {
            Self::Add => Ok(left + right),
            Self::Subtract => Ok(left - right),
            Self::Multiply => Ok(left * right),
            Self::Divide if right == 0.0 && profile.division_by_zero == DivisionByZero::Error => {
                Err(Fault::DivisionByZero)
            }
            Self::Divide => Ok(left / right),
        }
    }
}

/// An operator that compares two values of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// Does it hold? A NaN is unequal to everything and neither less nor
    /// greater.
    #[inline]
    pub fn holds<T: PartialOrd + ?Sized>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }

    /// 1 when it holds, 0 when not.
    #[inline]
    pub fn apply<T: PartialOrd + ?Sized>(self, left: &T, right: &T) -> f64 {
        from_truth(self.holds(left, right))
    }

    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// A binary operator by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Operator {
    Or,
    And,
    Comparison(Comparison),
    Arithmetic(Arithmetic),
}

impl From<BinaryOp> for Operator {
    fn from(op: BinaryOp) -> Self {
        match op {
            BinaryOp::Or => Self::Or,
            BinaryOp::And => Self::And,
            BinaryOp::Eq => Self::Comparison(Comparison::Equal),
            BinaryOp::Ne => Self::Comparison(Comparison::NotEqual),
            BinaryOp::Lt => Self::Comparison(Comparison::Less),
            BinaryOp::Le => Self::Comparison(Comparison::LessOrEqual),
            BinaryOp::Gt => Self::Comparison(Comparison::Greater),
            BinaryOp::Ge => Self::Comparison(Comparison::GreaterOrEqual),
            BinaryOp::Add => Self::Arithmetic(Arithmetic::Add),
            BinaryOp::Sub => Self::Arithmetic(Arithmetic::Subtract),
            BinaryOp::Mul => Self::Arithmetic(Arithmetic::Multiply),
            BinaryOp::Div => Self::Arithmetic(Arithmetic::Divide),
        }
    }
}

/// Does a condition of that value hold? "Nonzero is true, and zero is false"
/// (the service's documentation); NaN is the setting `nan-truth`.
#[must_use]
pub fn truth(condition: f64, profile: &Profile) -> bool {
    if condition.is_nan() {
        profile.nan_truth == NanTruth::True
    } else {
        condition != 0.0
    }
}

/// The number that stands for a truth: there is no boolean type.
#[must_use]
pub const fn from_truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// `!x`.
#[must_use]
pub fn not(operand: f64, profile: &Profile) -> f64 {
    from_truth(!truth(operand, profile))
}

/// The larger of two numbers, 0 being larger than -0; of a number and a NaN
/// the number.
#[inline]
#[must_use]
pub fn larger(a: f64, b: f64) -> f64 {
    if a > b || b.is_nan() || (a == b && b.is_sign_negative()) {
        a
    } else {
        b
    }
}

/// The smaller of two numbers, -0 being smaller than 0; of a number and a NaN
/// the number.
#[inline]
#[must_use]
pub fn smaller(a: f64, b: f64) -> f64 {
    if a < b || b.is_nan() || (a == b && a.is_sign_negative()) {
        a
    } else {
        b
    }
}

/// `val(values, index)`: the element of that index, counted from 0. A fraction
/// of the index is cut off.
///
/// # Errors
/// An index out of range under `val-range = error`.
pub fn element(values: &[f64], index: f64, profile: &Profile) -> Result<f64, Fault> {
    match values.get(whole_index(index)) {
        Some(&value) => Ok(value),
        None => match profile.val_range {
            ValRange::Nan => Ok(f64::NAN),
            ValRange::Zero => Ok(0.0),
            ValRange::Error => Err(Fault::Index {
                index,
                len: values.len(),
            }),
        },
    }
}

/// The index without its fraction; no slice reaches to `usize::MAX`.
fn whole_index(index: f64) -> usize {
    if index.is_nan() || index <= -1.0 {
        return usize::MAX;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "above -1, and an index above usize::MAX is out of range as well"
    )]
    let index = index as usize;
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_compares_unequal_to_everything() {
        use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        for comparison in [Equal, Less, LessOrEqual, Greater, GreaterOrEqual] {
            assert_eq!(comparison.apply(&f64::NAN, &1.0), 0.0);
            assert_eq!(comparison.apply(&f64::NAN, &f64::NAN), 0.0);
        }
        assert_eq!(NotEqual.apply(&f64::NAN, &f64::NAN), 1.0);
        assert_eq!(LessOrEqual.apply("a", "b"), 1.0);
        assert_eq!(Equal.apply(&0.0, &-0.0), 1.0);
    }

    #[test]
    fn truth_of_nan_is_a_setting() {
        let mut profile = Profile::default();
        assert!(truth(f64::NAN, &profile));
        assert_eq!(not(f64::NAN, &profile), 0.0);
        profile.nan_truth = NanTruth::False;
        assert!(!truth(f64::NAN, &profile));
        assert_eq!(not(f64::NAN, &profile), 1.0);
        assert!(truth(-0.5, &profile));
        assert!(!truth(-0.0, &profile));
    }

    #[test]
    fn division_by_zero_is_a_setting() {
        let mut profile = Profile::default();
        let divide =
            |left, right, profile: &Profile| Arithmetic::Divide.apply(left, right, profile);
        assert_eq!(divide(1.0, 0.0, &profile), Ok(f64::INFINITY));
        assert_eq!(divide(1.0, -0.0, &profile), Ok(f64::NEG_INFINITY));
        assert!(divide(0.0, 0.0, &profile).unwrap().is_nan());
        profile.division_by_zero = DivisionByZero::Error;
        assert_eq!(divide(1.0, 0.0, &profile), Err(Fault::DivisionByZero));
        assert_eq!(divide(1.0, 4.0, &profile), Ok(0.25));
    }

    #[test]
    fn an_index_is_cut_to_a_whole_number() {
        let profile = Profile::default();
        let values = [10.0, 20.0, 30.0];
        for (index, value) in [(0.0, 10.0), (1.9, 20.0), (2.0, 30.0), (-0.9, 10.0)] {
            assert_eq!(element(&values, index, &profile), Ok(value), "{index}");
        }
        for index in [-1.0, 3.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            assert!(
                element(&values, index, &profile).unwrap().is_nan(),
                "{index}"
            );
        }
    }

    #[test]
    fn an_index_out_of_range_is_a_setting() {
        let mut profile = Profile {
            val_range: ValRange::Zero,
            ..Profile::default()
        };
        assert_eq!(element(&[], 0.0, &profile), Ok(0.0));
        profile.val_range = ValRange::Error;
        let fault = Fault::Index { index: 0.0, len: 0 };
        assert_eq!(element(&[], 0.0, &profile), Err(fault));
    }
}
