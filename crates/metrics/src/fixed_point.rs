//! A fixed-point number as wide as the whole range of a double (Kulisch's long
//! accumulator): the last resort of [`ExactSum`](crate::ExactSum).

/// Bits of a digit; the other half of an `i64` holds the carries of 2³¹
/// additions.
const DIGIT_BITS: usize = 32;
/// From 2⁻¹⁰⁷⁴, the smallest double, to 2¹⁰²⁴, the largest, with room for the
/// sum of 2⁶⁴ of them.
const DIGITS: usize = (1074 + 1024 + 64) / DIGIT_BITS + 1;
const MANTISSA_BITS: usize = 53;

/// A sum of finite doubles without any error. Digits are in base 2³², the
/// lowest first, the last bit being worth 2⁻¹⁰⁷⁴; until [`FixedPoint::round`]
/// each digit may be out of its range and of any sign.
#[derive(Clone, Debug)]
pub(crate) struct FixedPoint([i64; DIGITS]);

impl Default for FixedPoint {
    fn default() -> Self {
        Self([0; DIGITS])
    }
}

impl FixedPoint {
    /// Adds a finite value.
    pub(crate) fn add(&mut self, value: f64) {
        let bits = value.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as usize;
        let fraction = bits & ((1 << 52) - 1);
        // A subnormal has no hidden bit, and the exponent of the smallest
        // normal number.
        let (mantissa, shift) = match exponent {
            0 => (fraction, 0),
            _ => (fraction | 1 << 52, exponent - 1),
        };
        let sign = if value.is_sign_negative() { -1 } else { 1 };
        let mut rest = u128::from(mantissa) << (shift % DIGIT_BITS);
        for digit in self.0.iter_mut().skip(shift / DIGIT_BITS) {
            if rest == 0 {
                break;
            }
            *digit += sign * low_digit(rest);
            rest >>= DIGIT_BITS;
        }
    }

    /// The nearest double, ties to even.
    pub(crate) fn round(&self) -> f64 {
        let (negative, digits) = self.magnitude();
        let Some(top) = digits.iter().rposition(|&digit| digit != 0) else {
            return 0.0;
        };
        let digit = |at: usize| digits.get(at).copied().unwrap_or(0);
        let length = top * DIGIT_BITS + (64 - digit(top).leading_zeros() as usize);
        // The mantissa is what is left above `shift` bits. A number with no
        // more bits than a mantissa is subnormal, or nearly, and exact.
        let shift = length.saturating_sub(MANTISSA_BITS);
        let (at, offset) = (shift / DIGIT_BITS, shift % DIGIT_BITS);
        let window = (0..3).rev().fold(0_u128, |window, place| {
            window << DIGIT_BITS | u128::from(digit(at + place))
        });
        let mantissa = (window >> offset) as u64 & ((1 << MANTISSA_BITS) - 1);
        let half = shift
            .checked_sub(1)
            .map_or(0, |bit| digit(bit / DIGIT_BITS) >> (bit % DIGIT_BITS) & 1);
        let beyond_half = shift.checked_sub(1).is_some_and(|bit| {
            let (at, offset) = (bit / DIGIT_BITS, bit % DIGIT_BITS);
            digit(at) & ((1 << offset) - 1) != 0 || digits.iter().take(at).any(|&digit| digit != 0)
        });
        let up = half == 1 && (beyond_half || mantissa & 1 == 1);
        // The hidden bit of the mantissa adds one to the exponent field, and a
        // carry out of the mantissa does so again: both are meant.
        let bits = ((shift as u64) << 52) + mantissa + u64::from(up);
        let value = f64::from_bits(bits.min(f64::INFINITY.to_bits()));
        if negative { -value } else { value }
    }

    /// The sign, and the digits in their proper range.
    fn magnitude(&self) -> (bool, [u64; DIGITS]) {
        let carried = |sign: i64| {
            let mut digits = [0; DIGITS];
            let mut carry = 0;
            for (to, &from) in digits.iter_mut().zip(&self.0) {
                let digit = sign * from + carry;
                *to = digit as u64 & 0xffff_ffff;
                carry = digit >> DIGIT_BITS;
            }
            (carry, digits)
        };
        match carried(1) {
            (0, digits) => (false, digits),
            _ => (true, carried(-1).1),
        }
    }
}

/// The lowest digit of `rest`.
fn low_digit(rest: u128) -> i64 {
    i64::from(rest as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(values: &[f64]) -> f64 {
        let mut sum = FixedPoint::default();
        values.iter().for_each(|&value| sum.add(value));
        sum.round()
    }

    #[test]
    fn rounds_to_nearest_ties_to_even() {
        let tiny = f64::from_bits(1);
        let one_up = 1.0 + f64::EPSILON;
        let half = f64::EPSILON / 2.0;
        assert_eq!(sum(&[1.0, half]), 1.0);
        assert_eq!(sum(&[one_up, half]), one_up + f64::EPSILON);
        assert_eq!(sum(&[1.0, half, tiny]), one_up);
        assert_eq!(sum(&[-1.0, -half, -tiny]), -one_up);
        assert_eq!(sum(&[tiny, tiny]), f64::from_bits(2));
        assert_eq!(sum(&[f64::MIN_POSITIVE, -tiny]), f64::MIN_POSITIVE - tiny);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[-f64::MAX, -f64::MAX]), f64::NEG_INFINITY);
        assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
        // 2 - 2^-53 lies half-way to 2 and carries into the exponent.
        assert_eq!(sum(&[2.0, -half]), 2.0);
    }

    proptest! {
        #[test]
        fn two_values_add_up_as_doubles_do(a: f64, b: f64) {
            prop_assert_eq!(sum(&[a]), a);
            prop_assert_eq!(sum(&[a, b]), a + b);
        }
    }
}
