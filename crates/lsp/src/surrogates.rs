//! Half characters: a client that cuts a string between the two halves of an
//! emoji sends a `\ud83d` alone, which is no text.

/// JSON with `\ufffd` for every escaped surrogate that has no partner.
pub(crate) fn replaced(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let behind = escape.get(ESCAPE..).unwrap_or_default();
        let (taken, text) = match (unit(escape), unit(behind)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (2 * ESCAPE, None),
            (Some(0xD800..=0xDFFF), _) => (ESCAPE, Some("\\ufffd")),
            (Some(_), _) => (ESCAPE, None),
            // The backslash and the character that it escapes.
            (None, _) => (1 + escape.chars().nth(1).map_or(0, char::len_utf8), None),
        };
        let (written, behind) = escape.split_at_checked(taken).unwrap_or((escape, ""));
        out.push_str(text.unwrap_or(written));
        rest = behind;
    }
    out + rest
}

/// The length of `\u0000`.
const ESCAPE: usize = 6;

/// The code unit of the `\u0000` that `text` starts with.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPE)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_surrogates_without_a_partner_are_replaced() {
        for (json, expected) in [
            (
                r#""\ud83d\ude00 \\ud83d \u00e9""#,
                r#""\ud83d\ude00 \\ud83d \u00e9""#,
            ),
            (r#""\ud83d""#, r#""\ufffd""#),
            (
                r#""\ude00\ud83d\ud83d\ude00""#,
                r#""\ufffd\ufffd\ud83d\ude00""#,
            ),
            (r#""\"#, r#""\"#),
            (r#""\u12"#, r#""\u12"#),
        ] {
            assert_eq!(replaced(json), expected);
        }
    }
}
