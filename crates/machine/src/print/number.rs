//! Doubles: six significant digits without trailing zeros, the `%g` of C.
//!
//! A recorded run prints 29 of 30 samples in percent as `96.6667` (an `az batch
//! pool show` of 2025-04-24). How the service writes exponents, NaN, infinities
//! and -0 is not recorded; profile: `exponent`, `nonfinite`, `negative-zero`.

use std::fmt::Write as _;

use autoscale_catalog::profile::{Exponent, NegativeZero, Nonfinite, Profile};

/// Significant digits of `%g`.
const PRECISION: i32 = 6;

/// Appends a double.
pub fn number(out: &mut String, x: f64, profile: &Profile) {
    if !x.is_finite() {
        out.push_str(nonfinite(x, profile.nonfinite));
    } else if x == 0.0 {
        let keep = x.is_sign_negative() && profile.negative_zero == NegativeZero::Keep;
        out.push_str(if keep { "-0" } else { "0" });
    } else if x.fract() == 0.0 && x.abs() < 1e6 {
        // Most values by far; the general way would give the same.
        let _ = write!(out, "{x}");
    } else {
        general(out, x, profile.exponent);
    }
}

const fn nonfinite(x: f64, style: Nonfinite) -> &'static str {
    let (nan, infinity, minus_infinity) = match style {
        Nonfinite::C => ("nan", "inf", "-inf"),
        Nonfinite::Net => ("NaN", "Infinity", "-Infinity"),
        Nonfinite::Mixed => ("NaN", "inf", "-inf"),
    };
    if x.is_nan() {
        nan
    } else if x > 0.0 {
        infinity
    } else {
        minus_infinity
    }
}

/// `%g`: the exponent X of the number rounded to six digits decides. From -4 up
/// to 5 the number is written out, otherwise with an exponent of at least two
/// digits; trailing zeros go in both forms.
fn general(out: &mut String, x: f64, style: Exponent) {
    let scientific = format!("{x:.*e}", 5);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..PRECISION).contains(&exponent) {
        let decimals = usize::try_from(PRECISION - 1 - exponent).unwrap_or(0);
        out.push_str(without_trailing_zeros(&format!("{x:.decimals$}")));
        return;
    }
    out.push_str(without_trailing_zeros(mantissa));
    out.push(match style {
        Exponent::C => 'e',
        Exponent::Net => 'E',
    });
    let _ = write!(out, "{exponent:+03}");
}

/// Cuts the zeros behind a decimal point, and the point when it would be last.
fn without_trailing_zeros(digits: &str) -> &str {
    if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(x: f64) -> String {
        let mut out = String::new();
        number(&mut out, x, &Profile::default());
        out
    }

    #[test]
    fn six_significant_digits_as_in_c() {
        // The right column is what `printf("%g")` of glibc writes.
        for (x, text) in [
            (2900.0 / 30.0, "96.6667"),
            (0.5, "0.5"),
            (100.0, "100"),
            (0.1, "0.1"),
            (2.0 / 3.0, "0.666667"),
            (999_999.0, "999999"),
            (999_999.4, "999999"),
            (999_999.5, "1e+06"),
            (1_000_000.0, "1e+06"),
            (16_777_216.0, "1.67772e+07"),
            (123_456.5, "123456"),
            (123_457.5, "123458"),
            (0.000_1, "0.0001"),
            (0.000_099_999_949, "9.99999e-05"),
            (0.000_099_999_951, "0.0001"),
            (0.000_012_345_67, "1.23457e-05"),
            (-1.5e-7, "-1.5e-07"),
            (1e100, "1e+100"),
            (-1e-300, "-1e-300"),
            (f64::MAX, "1.79769e+308"),
            (5e-324, "4.94066e-324"),
            (1.000_001, "1"),
            (9.999_995, "10"),
            (-42.0, "-42"),
        ] {
            assert_eq!(print(x), text, "{x:e}");
        }
    }

    #[test]
    fn whole_numbers_print_the_same_in_both_ways() {
        for x in [1.0, -7.0, 10.0, 100_000.0, 999_999.0, 120_000.0] {
            let mut general_way = String::new();
            general(&mut general_way, x, Exponent::C);
            assert_eq!(print(x), general_way);
        }
    }

    #[test]
    fn special_values_are_settings() {
        let mut profile = Profile::default();
        let print = |x, profile: &Profile| {
            let mut out = String::new();
            number(&mut out, x, profile);
            out
        };
        let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        for (style, texts) in [
            (Nonfinite::C, ["nan", "inf", "-inf"]),
            (Nonfinite::Net, ["NaN", "Infinity", "-Infinity"]),
            (Nonfinite::Mixed, ["NaN", "inf", "-inf"]),
        ] {
            profile.nonfinite = style;
            assert_eq!(special.map(|x| print(x, &profile)), texts);
        }
        assert_eq!(print(-0.0, &profile), "-0");
        profile.negative_zero = NegativeZero::Drop;
        assert_eq!(print(-0.0, &profile), "0");
        profile.exponent = Exponent::Net;
        assert_eq!(print(1e6, &profile), "1E+06");
        assert_eq!(print(1e-5, &profile), "1E-05");
    }
}
