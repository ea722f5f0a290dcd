//! Values as the service prints them in its results string.

mod number;
mod results;
mod time;

pub(crate) use results::{results, sort_variables};

use autoscale_catalog::profile::{Profile, StringText};

use crate::Value;

pub use number::number;
pub use time::{interval, timestamp};

/// The text of a value.
#[must_use]
pub fn text(of: &Value, profile: &Profile) -> String {
    let mut out = String::new();
    value(&mut out, of, profile);
    out
}

/// Appends a value.
pub fn value(out: &mut String, value: &Value, profile: &Profile) {
    match value {
        Value::Double(x) => number(out, *x, profile),
        Value::DoubleVec(values) => vector(out, values, profile),
        Value::Timestamp(instant) => timestamp(out, *instant, profile),
        Value::Interval(length) => interval(out, *length, profile),
        Value::String(text) => string(out, text, profile),
        Value::Option(option) => out.push_str(option.name()),
    }
}

/// Appends a doubleVec: `[1,2,3]`, without spaces. Source: the documentation's
/// sample output; accessibility-insights-service parses that form.
pub fn vector(out: &mut String, values: &[f64], profile: &Profile) {
    out.push('[');
    for (at, &value) in values.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        number(out, value, profile);
    }
    out.push(']');
}

/// Appends a string. No public output shows one; profile: `string`.
pub fn string(out: &mut String, text: &str, profile: &Profile) {
    let quote = match profile.string {
        StringText::Raw => "",
        StringText::Quoted => "\"",
    };
    out.push_str(quote);
    out.push_str(text);
    out.push_str(quote);
}

#[cfg(test)]
mod tests {
    use autoscale_base::Interval;
    use autoscale_catalog::DeallocationOption;

    use super::*;

    #[test]
    fn every_type_has_its_form() {
        let mut profile = Profile::default();
        let vector = Value::DoubleVec(vec![1.0, f64::NAN, 0.5]);
        assert_eq!(text(&vector, &profile), "[1,nan,0.5]");
        assert_eq!(text(&Value::DoubleVec(vec![]), &profile), "[]");
        let length = Value::Interval(Interval::from_seconds(90));
        assert_eq!(text(&length, &profile), "1m30s");
        let option = Value::Option(DeallocationOption::TaskCompletion);
        assert_eq!(text(&option, &profile), "taskcompletion");
        let words = Value::String("a b".to_owned());
        assert_eq!(text(&words, &profile), "a b");
        profile.string = StringText::Quoted;
        assert_eq!(text(&words, &profile), "\"a b\"");
    }
}
