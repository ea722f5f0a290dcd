//! Numbers as people read them.

/// Seconds as `4 min 20 s`: the two largest units.
pub(crate) fn duration(seconds: f64) -> String {
    let whole = whole(seconds);
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    let at = units.iter().position(|(length, _)| whole >= *length);
    let Some(at) = at else {
        return match seconds {
            _ if seconds <= 0.0 => "0 s".to_owned(),
            _ if seconds < 0.1 => "under 0.1 s".to_owned(),
            _ => format!("{seconds:.1} s"),
        };
    };
    let mut rest = whole;
    let mut parts = Vec::new();
    for (length, unit) in units.iter().skip(at).take(2) {
        let count = rest / length;
        rest %= length;
        if count > 0 || parts.is_empty() {
            parts.push(format!("{count} {unit}"));
        }
    }
    parts.join(" ")
}

/// To the nearest whole number, which is 0 or more.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a double saturates"
)]
fn whole(number: f64) -> u64 {
    // What is nearly 1 is 1; what is less has no whole part.
    if number < 0.95 {
        0
    } else {
        number.round() as u64
    }
}

/// `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number and what it counts, with an `s` unless it is 1.
pub(crate) fn counted(number: u64, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {what}{s}", count(number))
}

/// `$12.40`.
pub(crate) fn dollars(amount: f64) -> String {
    let cents = whole(amount * 100.0);
    format!("${}.{:02}", count(cents / 100), cents % 100)
}

/// `71 %`.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `34.5`, hours of nodes or tasks.
pub(crate) fn hours(hours: f64) -> String {
    if hours >= 1000.0 {
        count(whole(hours))
    } else {
        format!("{hours:.1}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_two_units_at_most() {
        for (seconds, text) in [
            (0.0, "0 s"),
            (0.04, "under 0.1 s"),
            (0.5, "0.5 s"),
            (0.97, "1 s"),
            (59.6, "1 min"),
            (260.0, "4 min 20 s"),
            (3600.0, "1 h"),
            (7_322.0, "2 h 2 min"),
            (90_000.0, "1 d 1 h"),
        ] {
            assert_eq!(duration(seconds), text, "{seconds}");
        }
    }

    #[test]
    fn numbers_have_separators() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "node"), "1 node");
        assert_eq!(counted(1000, "node"), "1,000 nodes");
        assert_eq!(dollars(1234.5), "$1,234.50");
        assert_eq!(dollars(0.004), "$0.00");
        assert_eq!(percent(0.714), "71 %");
        assert_eq!(hours(34.52), "34.5");
        assert_eq!(hours(12_345.6), "12,346");
    }
}
