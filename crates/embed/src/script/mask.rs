//! Grammars trip over rare contents of strings. They never see any: the parser
//! gets a text of the same length in which the content of strings is `x`.

/// A stretch of the text that is taken whole.
#[derive(Clone, Copy)]
pub(crate) struct Lexeme {
    pub(crate) len: usize,
    /// What is kept at its start, and at its end.
    pub(crate) kept: (usize, usize),
}

impl Lexeme {
    /// A comment or the like.
    pub(crate) const fn kept(len: usize) -> Self {
        Self {
            len,
            kept: (len, 0),
        }
    }

    /// A string with these lengths of quotes.
    pub(crate) const fn string(len: usize, open: usize, close: usize) -> Self {
        Self {
            len,
            kept: (open, close),
        }
    }
}

/// The text without the content of strings. `lexeme` gets the rest of the text
/// and the character before it; where it knows of nothing, the next character
/// is kept.
pub(crate) fn mask(text: &str, mut lexeme: impl FnMut(&str, char) -> Option<Lexeme>) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut before = '\n';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = lexeme(rest, before).unwrap_or(Lexeme::kept(first.len_utf8()));
        let (token, behind) = rest.split_at_checked(found.len).unwrap_or((rest, ""));
        let (open, close) = found.kept;
        let (open, inner) = token.split_at_checked(open).unwrap_or((token, ""));
        let content = inner.len().saturating_sub(close);
        let (content, close) = inner.split_at_checked(content).unwrap_or(("", inner));
        masked.push_str(open);
        masked.extend(content.bytes().map(|byte| match byte {
            b'\n' => '\n',
            _ => 'x',
        }));
        masked.push_str(close);
        before = token.chars().next_back().unwrap_or(first);
        rest = behind;
    }
    masked
}
