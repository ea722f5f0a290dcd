//! A value in so few words that it fits beside the formula.

use autoscale_catalog::Profile;
use autoscale_machine::{Value, print};

/// So many elements of a list are shown.
const MOST_ELEMENTS: usize = 6;

/// So many characters of a string are shown.
const MOST_CHARACTERS: usize = 60;

/// A value as results print it; only the beginning of a long one.
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
