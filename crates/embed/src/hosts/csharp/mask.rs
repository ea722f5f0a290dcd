//! Where the strings of C# are: the grammar knows neither `""` in `$@"…"` nor
//! an empty `$""`.

use crate::dialects::decoder::braced;
use crate::script::Lexeme;

/// The text without the content of strings.
pub(super) fn mask(text: &str) -> String {
    // A quote without an end makes the search for any other vain.
    let mut unclosed = false;
    crate::script::mask(text, |rest, _| {
        if rest.starts_with("//") {
            return Some(Lexeme::kept(rest.find('\n').unwrap_or(rest.len())));
        }
        if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            return Some(Lexeme::kept(end));
        }
        match rest.chars().next()? {
            '\'' => character(rest).map(Lexeme::kept),
            '"' | '$' | '@' if !unclosed => {
                let quoted = rest.trim_start_matches(['$', '@']);
                if !quoted.starts_with('"') {
                    return None;
                }
                let found = string(rest, rest.len() - quoted.len());
                unclosed = found.is_none();
                found
            }
            _ => None,
        }
    })
}

/// The length of `'"'`, `'\''` and the like.
fn character(text: &str) -> Option<usize> {
    let inner = text.chars().nth(1)?;
    let head = match inner {
        '\\' => 2 + text.chars().nth(2)?.len_utf8(),
        _ => 1 + inner.len_utf8(),
    };
    text.get(head..)?.starts_with('\'').then_some(head + 1)
}

/// The string at the start of `text`, behind `prefix` bytes of `$` and `@`.
fn string(text: &str, prefix: usize) -> Option<Lexeme> {
    let (signs, quoted) = text.split_at_checked(prefix)?;
    let verbatim = signs.contains('@');
    let fills_in = signs.contains('$');
    let quotes = quoted.bytes().take_while(|byte| *byte == b'"').count();
    if !verbatim && quotes >= 3 {
        let fence = quoted.get(..quotes)?;
        let end = quoted.get(quotes..)?.find(fence)?;
        let len = prefix + quotes + end + quotes;
        return Some(Lexeme::string(len, prefix + quotes, quotes));
    }
    let mut at = prefix + 1;
    loop {
        let rest = text.get(at..)?;
        let next = rest.find(['"', '\\', '{', '\n'])?;
        let found = rest.get(next..)?;
        at += next;
        if found.starts_with('"') {
            if !(verbatim && found.starts_with("\"\"")) {
                return Some(Lexeme::string(at + 1, prefix + 1, 1));
            }
            at += 2;
        } else if found.starts_with('\\') && !verbatim {
            at += 1 + found.chars().nth(1)?.len_utf8();
        } else if found.starts_with("{{") {
            at += 2;
        } else if found.starts_with('{') && fills_in {
            at += braced(found)?;
        } else if found.starts_with('\n') && !verbatim {
            return None;
        } else {
            at += 1;
        }
    }
}
