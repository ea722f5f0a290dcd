//! The user's text inside a message: on one line, and no longer than somebody
//! reads.

/// The most characters of a text that a message shows.
const MOST: usize = 40;

/// `text` with every run of white space as one space, cut behind 40
/// characters. Control characters, which a terminal would obey, show as `�`.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut shown = 0;
    let mut gap = false;
    for character in text.trim().chars() {
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        shown += 1 + usize::from(gap);
        if shown > MOST {
            out.push('…');
            break;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(if character.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        });
    }
    out
}

/// The [`excerpt`] of `text` in backticks, or in single quotes when there are
/// backticks in it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let text = excerpt(text);
    if text.contains('`') {
        format!("'{text}'")
    } else {
        format!("`{text}`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt(" max(0,\r\n\t 1) "), "max(0, 1)");
        assert_eq!(excerpt(&"a".repeat(40)), "a".repeat(40));
        assert_eq!(
            excerpt(&"a".repeat(1 << 20)),
            format!("{}…", "a".repeat(40))
        );
        assert_eq!(
            excerpt(&"a ".repeat(21)),
            "a ".repeat(20).trim().to_owned() + "…"
        );
        assert_eq!(excerpt("\"\u{1b}[2J\""), "\"�[2J\"");
        assert_eq!(excerpt(" "), "");
    }

    #[test]
    fn backticks_are_not_put_in_backticks() {
        assert_eq!(quoted("`n"), "'`n'");
        assert_eq!(quoted("é"), "`é`");
    }
}
