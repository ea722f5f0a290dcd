//! How a host writes a setting: its key, and the text of its value.

use autoscale_base::Span;

/// Where the host has `value` byte for byte in the expression at `span`:
/// inside its quotes, if it has any.
pub(super) fn written(text: &str, span: Span, value: &str) -> Option<Span> {
    let at = u32::try_from(span.text(text).find(value)?).ok()?;
    let length = u32::try_from(value.len()).ok()?;
    let start = span.start + at;
    Some(Span::new(start, start + length))
}

/// What stands before the name of a block that is there as often as Terraform
/// computes.
const DYNAMIC: &str = "dynamic \"";

/// The key of the value at `span`, without its quotes: the word before `:` or
/// `=`, or what a block of HCL begins with. A value of many lines is
/// shown by it. `None` when the host has no key there.
pub(super) fn key(text: &str, span: Span) -> Option<Span> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let offset = |at: usize| u32::try_from(at).ok();
    let value = span.text(text);
    if value.starts_with(char::is_alphabetic) && value.ends_with('}') {
        let (header, _) = value.split_once('{')?;
        let header = header.trim_end();
        let label = header.strip_prefix(DYNAMIC);
        let name = label.and_then(|label| label.strip_suffix('"'));
        let start = span.start + name.map_or(Some(0), |_| offset(DYNAMIC.len()))?;
        let length = offset(name.unwrap_or(header).len())?;
        return Some(Span::new(start, start + length));
    }
    let before = text.get(..span.range().start)?.trim_end();
    let before = before.strip_suffix([':', '='])?.trim_end();
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
    let start = before.trim_end_matches(is_word).len();
    (start < before.len()).then_some(())?;
    Some(Span::new(offset(start)?, offset(before.len())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_every_notation() {
        for (text, value, name) in [
            (r#"{"vmSize": "x"}"#, r#""x""#, "vmSize"),
            ("pool: { a: 1 }", "{ a: 1 }", "pool"),
            ("  start_task {\n}", "start_task {\n}", "start_task"),
            (
                "resource \"t\" \"n\" {\n}",
                "resource \"t\" \"n\" {\n}",
                "resource \"t\" \"n\"",
            ),
            ("dynamic \"mount\" {\n}", "dynamic \"mount\" {\n}", "mount"),
            ("x = { a = 1 }", "{ a = 1 }", "x"),
            ("'a-b' : {}", "{}", "a-b"),
        ] {
            let start = u32::try_from(text.find(value).unwrap()).unwrap();
            let span = Span::new(start, start + u32::try_from(value.len()).unwrap());
            assert_eq!(key(text, span).map(|key| key.text(text)), Some(name));
        }
        assert_eq!(key("[{}]", Span::new(1, 3)), None);
        assert_eq!(key("", Span::new(0, 9)), None);
    }
}
