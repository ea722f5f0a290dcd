//! The value of a number, and of numbers that other languages have.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted};

use crate::rules::INVALID_NUMBER;

/// The value of the number at `place`, with a finding unless the language has
/// it. `None` when the text stands for no number that is sure.
pub(crate) fn value(text: &str, place: Span) -> (Option<f64>, Option<Diagnostic>) {
    let written = place.text(text);
    match written.parse::<f64>() {
        Ok(value) if value.is_finite() => (Some(value), None),
        Ok(value) => {
            let message = format!("{} is larger than any number", quoted(written));
            let finding = Diagnostic::new(&INVALID_NUMBER, place, message)
                .with_help("numbers are doubles: at most about 1.8e308");
            (Some(value), Some(finding))
        }
        Err(_) => {
            let message = format!("{} is not a number", quoted(written));
            let finding = Diagnostic::new(&INVALID_NUMBER, place, message);
            let (value, finding) = foreign_value(written, finding);
            (value, Some(finding))
        }
    }
}

/// What `written` means in other languages.
fn foreign_value(written: &str, finding: Diagnostic) -> (Option<f64>, Diagnostic) {
    let place = finding.span;
    let fixed = |finding: Diagnostic, value: f64, decimal: String| {
        let help = format!("write {}", quoted(&decimal));
        let fix = Fix::safe(place, decimal);
        (Some(value), finding.with_help(help).with_fix(fix))
    };
    if let Some(value) = hexadecimal(written) {
        return fixed(finding, value, value.to_string());
    }
    if written.contains(',') {
        return (None, with_commas(written, finding));
    }
    let joined = written.replace('_', "");
    let bare = joined.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = joined.get(bare.len()..).unwrap_or_default();
    match (bare.parse::<f64>(), suffix) {
        (Ok(value), "" | "f" | "F" | "D" | "l" | "L" | "u" | "U" | "M") if value.is_finite() => {
            fixed(finding, value, bare.to_owned())
        }
        (Ok(value), suffix)
            if value.is_finite()
                && let Some(interval) = unit(suffix) =>
        {
            let instead = format!("{} * {interval}", bare.trim_end_matches('.'));
            let help = format!("numbers have no units: write {}", quoted(&instead));
            let fix = Fix::one(Applicability::Unsafe, place, instead);
            (None, finding.with_help(help).with_fix(fix))
        }
        _ => (None, finding.with_help(FORM)),
    }
}

const FORM: &str = "a number is written like `12`, `0.5` or `1e3`";

/// Says what to write for `0,5` and `1,000,000`.
fn with_commas(written: &str, finding: Diagnostic) -> Diagnostic {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = written.split(',');
    let first = groups.next().unwrap_or_default();
    if !digits(first) || !groups.clone().all(digits) {
        return finding.with_help(FORM);
    }
    let thousands =
        first.len() <= 3 && !first.starts_with('0') && groups.clone().all(|group| group.len() == 3);
    let two = groups.nth(1).is_none();
    let joined = written.replace(',', "");
    let decimal = written.replace(',', ".");
    let (help, instead) = match (thousands, two) {
        (true, true) => (
            format!(
                "numbers have no commas: write {}, or {} for a fraction",
                quoted(&joined),
                quoted(&decimal)
            ),
            joined,
        ),
        (true, false) => (
            format!("numbers have no commas: write {}", quoted(&joined)),
            joined,
        ),
        (false, true) => (
            format!("the decimal point is a `.`: write {}", quoted(&decimal)),
            decimal,
        ),
        (false, false) => return finding.with_help(FORM),
    };
    let fix = Fix::one(Applicability::Unsafe, finding.span, instead);
    finding.with_help(help).with_fix(fix)
}

/// The constant for a unit of time that other languages write behind a number.
pub(crate) fn unit(suffix: &str) -> Option<&'static str> {
    Some(match suffix {
        "ms" | "millisecond" | "milliseconds" => "TimeInterval_Millisecond",
        "s" | "sec" | "secs" | "second" | "seconds" => "TimeInterval_Second",
        "m" | "min" | "mins" | "minute" | "minutes" => "TimeInterval_Minute",
        "h" | "hr" | "hrs" | "hour" | "hours" => "TimeInterval_Hour",
        "d" | "day" | "days" => "TimeInterval_Day",
        "w" | "week" | "weeks" => "TimeInterval_Week",
        "y" | "year" | "years" => "TimeInterval_Year",
        _ => return None,
    })
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

    fn read(written: &str) -> (Option<f64>, Option<String>) {
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
                (Some(number), None),
                "{written}"
            );
        }
    }

    #[test]
    fn foreign_forms_are_understood() {
        let fixed = |value, text: &str| (Some(value), Some(text.to_owned()));
        assert_eq!(read("0x1F"), fixed(31.0, "31"));
        assert_eq!(read("1_000.5"), fixed(1000.5, "1000.5"));
        assert_eq!(read("10L"), fixed(10.0, "10"));
        assert_eq!(read("1e999"), (Some(f64::INFINITY), None));
        assert_eq!(read("1.2.3"), (None, None));
    }

    #[test]
    fn units_and_commas_are_guesses() {
        for (written, instead) in [
            ("5m", Some("5 * TimeInterval_Minute")),
            ("1.5hours", Some("1.5 * TimeInterval_Hour")),
            ("1_000ms", Some("1000 * TimeInterval_Millisecond")),
            ("5parsecs", None),
            ("0,5", Some("0.5")),
            ("12,25", Some("12.25")),
            ("0,500", Some("0.500")),
            ("1,500", Some("1500")),
            ("1,000,000", Some("1000000")),
            ("1,2,3", None),
            ("1.5,2", None),
        ] {
            assert_eq!(
                read(written),
                (None, instead.map(str::to_owned)),
                "{written}"
            );
        }
    }
}
