//! The value of a number, and of numbers that other languages have.

use autoscale_base::{Diagnostic, Fix, Span};

use crate::rules::INVALID_NUMBER;

/// The value of the number at `place`, with a finding unless the language has
/// it. A number without a value is NaN.
pub(crate) fn value(text: &str, place: Span) -> (f64, Option<Diagnostic>) {
    let written = place.text(text);
    match written.parse::<f64>() {
        Ok(value) if value.is_finite() => (value, None),
        Ok(value) => {
            let finding = Diagnostic::new(
                &INVALID_NUMBER,
                place,
                format!("`{written}` is larger than any number"),
            )
            .with_help("numbers are doubles: at most about 1.8e308");
            (value, Some(finding))
        }
        Err(_) => foreign_value(written, place),
    }
}

fn foreign_value(written: &str, place: Span) -> (f64, Option<Diagnostic>) {
    let finding = Diagnostic::new(
        &INVALID_NUMBER,
        place,
        format!("`{written}` is not a number"),
    );
    let fixed = |value: f64, decimal: String| {
        let finding = finding
            .clone()
            .with_help(format!("write `{decimal}`"))
            .with_fix(Fix::safe(place, decimal));
        (value, Some(finding))
    };
    if let Some(value) = hexadecimal(written) {
        return fixed(value, value.to_string());
    }
    let joined = written.replace('_', "");
    let bare = joined.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = joined.get(bare.len()..).unwrap_or_default();
    match (bare.parse::<f64>(), suffix) {
        (Ok(value), "" | "f" | "F" | "D" | "l" | "L" | "u" | "U" | "M") if value.is_finite() => {
            fixed(value, bare.to_owned())
        }
        (Ok(value), "s" | "m" | "h" | "d") => {
            let help = "numbers have no units: write `5 * TimeInterval_Minute` for five minutes";
            (value, Some(finding.with_help(help)))
        }
        _ => {
            let help = "a number is written like `12`, `0.5` or `1e3`";
            (f64::NAN, Some(finding.with_help(help)))
        }
    }
}

/// The value of `0x…`, if it is a whole number that a double holds exactly.
fn hexadecimal(written: &str) -> Option<f64> {
    let digits = written
        .strip_prefix("0x")
        .or_else(|| written.strip_prefix("0X"))?;
    u32::from_str_radix(digits, 16).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> (f64, Option<String>) {
        let place = Span::new(0, u32::try_from(written.len()).unwrap());
        let (number, finding) = value(written, place);
        let edit = finding.and_then(|finding| finding.fix);
        (number, edit.map(|fix| fix.edits[0].text.clone()))
    }

    #[test]
    fn legal_forms_have_their_value() {
        for (written, number) in [
            ("123", 123.0),
            ("1.0", 1.0),
            ("5.", 5.0),
            (".5", 0.5),
            ("1e3", 1000.0),
            ("1.5E-3", 0.0015),
        ] {
            assert_eq!(
                value(written, Span::new(0, u32::try_from(written.len()).unwrap())),
                (number, None),
                "{written}"
            );
        }
    }

    #[test]
    fn foreign_forms_are_understood() {
        assert_eq!(read("0x1F"), (31.0, Some("31".to_owned())));
        assert_eq!(read("1_000.5"), (1000.5, Some("1000.5".to_owned())));
        assert_eq!(read("10L"), (10.0, Some("10".to_owned())));
        assert_eq!(read("5m"), (5.0, None));
        assert_eq!(read("1e999"), (f64::INFINITY, None));
        assert!(read("1.2.3").0.is_nan());
    }
}
