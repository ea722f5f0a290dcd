//! A value in few words.

use autoscale_catalog::Profile;
use autoscale_machine::{Value, print};

/// So many elements of a list are shown beside the formula.
const MOST_ELEMENTS: usize = 6;

/// So many elements of a list are shown where a line is free for it.
const MOST_ON_A_LINE: usize = 12;

/// So many characters of a string are shown.
const MOST_CHARACTERS: usize = 60;

/// A value as results print it, so short that it fits beside the formula: only
/// the beginning of a long one.
pub(crate) fn short(value: &Value, profile: &Profile) -> String {
    match value {
        Value::DoubleVec(elements) if elements.len() > MOST_ELEMENTS => {
            let shown = elements.iter().copied().take(MOST_ELEMENTS).collect();
            let shown = print::text(&Value::DoubleVec(shown), profile);
            let shown = shown.trim_end_matches(']');
            format!("{shown},…] ({} values)", elements.len())
        }
        Value::String(text) if text.chars().nth(MOST_CHARACTERS).is_some() => {
            let shown: String = text.chars().take(MOST_CHARACTERS).collect();
            shown + "…"
        }
        value => print::text(value, profile),
    }
}

/// A value on one line; long vectors lose their middle.
#[must_use]
pub fn brief(value: &Value, profile: &Profile) -> String {
    match value {
        Value::DoubleVec(numbers) if numbers.len() > MOST_ON_A_LINE => {
            let number = |number: &f64| print::text(&Value::Double(*number), profile);
            let head: Vec<String> = numbers
                .iter()
                .take(MOST_ON_A_LINE / 2)
                .map(number)
                .collect();
            let tail = numbers.iter().skip(numbers.len() - 3);
            let tail: Vec<String> = tail.map(number).collect();
            let count = numbers.len();
            format!("[{},…,{}] {count} values", head.join(","), tail.join(","))
        }
        _ => print::text(value, profile),
    }
}
