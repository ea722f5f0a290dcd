//! `from..to:step` in decimal numbers, without the errors of binary ones.

use std::fmt::Write as _;

/// More values than this are a slip of the pen.
const MOST: i128 = 10_000;
/// More digits than this do not fit.
const MOST_DIGITS: usize = 15;

/// Numbers from one to another by equal steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    /// In units of the last decimal place that is written.
    from: i128,
    step: i128,
    count: usize,
    /// How many decimal places there are.
    places: usize,
}

impl Steps {
    /// Reads `5..50:5`; without `:step` it is 1.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let usage = "write FROM..TO:STEP, such as 5..50:5";
        let (from, rest) = text.split_once("..").ok_or(usage)?;
        let (to, step) = rest.split_once(':').unwrap_or((rest, "1"));
        let [from, to, step] = [from, to, step].map(|part| Decimal::read(part.trim()));
        let [from, to, step] = [from?, to?, step?];
        let places = from.places.max(to.places).max(step.places);
        let [from, to, step] = [from, to, step].map(|number| number.scaled(places));
        if step == 0 {
            return Err("the step is 0".to_owned());
        }
        let step = if (to < from) == (step < 0) {
            step
        } else {
            -step
        };
        let steps = (to - from) / step;
        if steps >= MOST {
            return Err(format!("these are more than {MOST} values"));
        }
        Ok(Self {
            from,
            step,
            count: usize::try_from(steps).unwrap_or(0) + 1,
            places,
        })
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// The numbers as a formula writes them.
    pub(super) fn iter(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.count).map(|at| self.text(self.from + self.step * at as i128))
    }

    fn text(&self, number: i128) -> String {
        let unit = 10_i128.pow(u32::try_from(self.places).unwrap_or(0));
        let sign = if number < 0 { "-" } else { "" };
        let (whole, part) = (number.abs() / unit, number.abs() % unit);
        let mut text = format!("{sign}{whole}");
        if part != 0 {
            let width = self.places;
            let part = format!("{part:0width$}");
            // Writing to a string cannot fail.
            let _ = write!(text, ".{}", part.trim_end_matches('0'));
        }
        text
    }
}

/// A decimal number as it is written.
struct Decimal {
    digits: i128,
    places: usize,
}

impl Decimal {
    fn read(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no decimal number");
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{part}");
        let bare = digits.strip_prefix('-').unwrap_or(&digits);
        if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        if bare.len() > MOST_DIGITS {
            return Err(format!("`{text}` has too many digits"));
        }
        Ok(Self {
            digits: digits.parse().map_err(|_| wrong())?,
            places: part.len(),
        })
    }

    /// In units of that decimal place, which is not before its own last one.
    const fn scaled(&self, places: usize) -> i128 {
        let mut scaled = self.digits;
        let mut more = places - self.places;
        while more > 0 {
            scaled *= 10;
            more -= 1;
        }
        scaled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        Steps::read(text).unwrap().iter().collect()
    }

    #[test]
    fn steps_are_exact_and_the_end_belongs_to_them() {
        assert_eq!(values("5..20:5"), ["5", "10", "15", "20"]);
        assert_eq!(values("0.1..0.5:0.1"), ["0.1", "0.2", "0.3", "0.4", "0.5"]);
        assert_eq!(values("1..2:0.4"), ["1", "1.4", "1.8"]);
        assert_eq!(values("-1..1"), ["-1", "0", "1"]);
        assert_eq!(values("3..1:1"), ["3", "2", "1"]);
        assert_eq!(values("-0.5..0:0.25"), ["-0.5", "-0.25", "0"]);
        assert_eq!(values("7..7:1"), ["7"]);
    }

    #[test]
    fn nonsense_is_refused() {
        for (text, why) in [
            ("5", "write FROM..TO:STEP, such as 5..50:5"),
            ("a..5:1", "`a` is no decimal number"),
            ("1..:1", "`` is no decimal number"),
            ("1..5:0", "the step is 0"),
            ("0..1:0.00001", "these are more than 10000 values"),
            (
                "1..1234567890123456",
                "`1234567890123456` has too many digits",
            ),
        ] {
            assert_eq!(Steps::read(text).unwrap_err(), why);
        }
    }
}
