//! Where the strings of PowerShell are: the grammar reads comments in those
//! that expand.

use crate::dialects::decoder::braced;
use crate::script::Lexeme;

/// The text without the content of strings.
pub(super) fn mask(text: &str) -> String {
    // A quote without an end makes the search for any other vain.
    let mut unclosed = false;
    crate::script::mask(text, |rest, before| {
        let starts_word = before.is_whitespace() || "({[;,|&=".contains(before);
        if rest.starts_with("<#") {
            let end = rest.find("#>").map_or(rest.len(), |end| end + 2);
            return Some(Lexeme::kept(end));
        }
        match rest.chars().next()? {
            '#' if starts_word => Some(Lexeme::kept(rest.find('\n').unwrap_or(rest.len()))),
            '`' => {
                let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
                Some(Lexeme::kept(1 + escaped))
            }
            '@' | '\'' | '"' if !unclosed => {
                let opens_here = rest.starts_with("@'") || rest.starts_with("@\"");
                let found = if opens_here {
                    here_string(rest)
                } else {
                    string(rest).map(|len| Lexeme::string(len, 1, 1))
                };
                unclosed = found.is_none() && (opens_here || !rest.starts_with('@'));
                found
            }
            _ => None,
        }
    })
}

/// The here-string at the start of `text`. The last line end belongs to its
/// quotes.
fn here_string(text: &str) -> Option<Lexeme> {
    let close = match text.get(..2)? {
        "@'" => "\n'@",
        _ => "\n\"@",
    };
    let (line, _) = text.split_once('\n')?;
    if !line.get(2..)?.trim().is_empty() {
        return None;
    }
    let end = text.get(line.len()..)?.find(close)?;
    let len = line.len() + end + close.len();
    // An empty one has its closing quotes in the next line.
    Some(Lexeme::string(
        len,
        line.len() + 1,
        close.len() - usize::from(end == 0),
    ))
}

/// The length of the string at the start of `text`.
fn string(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut at = 1;
    loop {
        let rest = text.get(at..)?;
        let next = rest.find([quote, '`', '$'])?;
        let found = rest.get(next..)?;
        at += next;
        if found.starts_with(quote) {
            if !found.get(1..)?.starts_with(quote) {
                return Some(at + 1);
            }
            at += 2;
        } else if quote == '"' && found.starts_with('`') {
            at += 1 + found.chars().nth(1)?.len_utf8();
        } else if quote == '"' && found.starts_with("$(") {
            at += 1 + braced(found.get(1..)?)?;
        } else {
            at += 1;
        }
    }
}
