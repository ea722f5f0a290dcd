//! Tokens of languages with blocks in braces, and expressions made of them.

use autoscale_base::Span;

use crate::dialects::expand::name_len;
use crate::source_map::offset;

/// Each search may go through the rest of the file: after so many vain ones
/// quotes are taken for any other character.
const MAX_VAIN: u32 = 64;

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or keyword.
    Name,
    /// A string literal.
    String,
    /// `{`, `[` or `(`; the index of what closes it, or of the end.
    Open(char, usize),
    /// `}`, `]` or `)`
    Close,
    /// The end of a line.
    Newline,
    /// Any other character.
    Mark(char),
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// The tokens of a file; comments are left out. Brackets are paired.
pub(crate) fn tokens(text: &str, string_len: impl Fn(&str) -> Option<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    // How often the search for the end of a string was vain.
    let mut vain = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        let string = matches!(first, '\'' | '"' | '$') && vain < MAX_VAIN;
        let (kind, len) = if let Some(len) = string.then(|| string_len(rest)).flatten() {
            (Some(Kind::String), len)
        } else if first == '\n' {
            (Some(Kind::Newline), 1)
        } else if let Some(len) = comment_len(
            rest,
            at == 0 || text.get(..at).is_some_and(|b| b.ends_with('\n')),
        ) {
            (None, len)
        } else if name_len(rest) > 0 {
            (Some(Kind::Name), name_len(rest))
        } else if first.is_whitespace() {
            (None, first.len_utf8())
        } else {
            vain += u32::from(string && first != '$');
            (Some(mark(first)), first.len_utf8())
        };
        if let Some(kind) = kind {
            match kind {
                Kind::Open(..) => open.push(tokens.len()),
                Kind::Close => {
                    let index = tokens.len();
                    if let Some(opened) = open.pop().and_then(|opened| tokens.get_mut(opened))
                        && let Kind::Open(_, close) = &mut opened.kind
                    {
                        *close = index;
                    }
                }
                _ => {}
            }
            let span = Span::new(offset(at), offset(at + len));
            tokens.push(Token { kind, span });
        }
        at += len;
    }
    tokens
}

/// Did the search for the end of a string run through the rest of the file?
fn is_endless(rest: &str) -> bool {
    rest.starts_with("'''") || rest.starts_with("\"\"\"")
}

/// The lines with a quote that is not closed; where three quotes are not, the
/// rest of the file.
pub(crate) fn broken(source: Source<'_>) -> Vec<Span> {
    let text = source.text;
    let is_quote = |token: &&Token| matches!(token.kind, Kind::Mark('\'' | '"'));
    let mut lines: Vec<Span> = Vec::new();
    for token in source.tokens.iter().filter(is_quote) {
        if lines.last().is_some_and(|line| line.contains(token.span)) {
            continue;
        }
        let at = token.span.start as usize;
        let before = text.get(..at).unwrap_or_default();
        let rest = text.get(at..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = if is_endless(rest) {
            text.len()
        } else {
            rest.find('\n').map_or(text.len(), |newline| at + newline)
        };
        lines.push(Span::new(offset(start), offset(end)));
    }
    lines
}

fn mark(c: char) -> Kind {
    match c {
        '{' | '[' | '(' => Kind::Open(c, usize::MAX),
        '}' | ']' | ')' => Kind::Close,
        _ => Kind::Mark(c),
    }
}

/// The length of the comment at the start of `rest`; `#` starts one on a line
/// of its own.
fn comment_len(rest: &str, starts_line: bool) -> Option<usize> {
    if rest.starts_with("//") || starts_line && rest.starts_with('#') {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let inner = rest.strip_prefix("/*")?;
    Some(inner.find("*/").map_or(rest.len(), |end| end + 4))
}

/// A stretch of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Stretch {
    /// The token at `index` alone.
    pub(crate) const fn one(index: usize) -> Self {
        Self {
            from: index,
            to: index + 1,
        }
    }
}

/// A file as tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
}

impl<'t> Source<'t> {
    pub(crate) fn kind(&self, index: usize) -> Option<Kind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// The text of a token.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        self.tokens
            .get(index)
            .map_or("", |token| token.span.text(self.text))
    }

    pub(crate) fn is_mark(&self, index: usize, mark: char) -> bool {
        self.kind(index) == Some(Kind::Mark(mark))
    }

    /// From the first byte to the last one.
    pub(crate) fn span(&self, stretch: Stretch) -> Span {
        let first = self.tokens.get(stretch.from).map(|token| token.span);
        let last = stretch.to.checked_sub(1);
        let last = last.and_then(|last| self.tokens.get(last));
        match (first, last) {
            (Some(first), Some(last)) if stretch.from < stretch.to => first.to(last.span),
            _ => Span::empty(first.map_or(offset(self.text.len()), |first| first.start)),
        }
    }

    /// The token behind `index`, and behind what it opens.
    pub(crate) fn next(&self, index: usize) -> usize {
        match self.kind(index) {
            Some(Kind::Open(_, close)) => close.min(self.tokens.len()).saturating_add(1),
            _ => index + 1,
        }
    }

    /// Where the expression that starts at `from` ends: at a comma, a closing
    /// bracket, or a line end that `goes_on` does not let it pass.
    pub(crate) fn end(&self, from: usize, goes_on: impl Fn(usize) -> bool) -> usize {
        let mut at = from;
        while let Some(kind) = self.kind(at) {
            match kind {
                Kind::Close | Kind::Mark(',' | ';') => break,
                Kind::Newline if !goes_on(at) => break,
                _ => at = self.next(at),
            }
        }
        at.min(self.tokens.len())
    }

    /// The parts of a stretch between `marks` outside of any brackets.
    pub(crate) fn split(&self, stretch: Stretch, marks: &[char]) -> Vec<Stretch> {
        let mut parts = Vec::new();
        let mut from = stretch.from;
        let mut at = stretch.from;
        while at < stretch.to {
            if let Some(Kind::Mark(mark)) = self.kind(at)
                && marks.contains(&mark)
            {
                parts.push(self.trim(Stretch { from, to: at }));
                from = at + 1;
            }
            at = self.next(at);
        }
        let to = stretch.to;
        parts.push(self.trim(Stretch { from, to }));
        parts.retain(|part| part.from < part.to);
        parts
    }

    /// Without line ends around it.
    pub(crate) fn trim(&self, mut stretch: Stretch) -> Stretch {
        while stretch.from < stretch.to && self.kind(stretch.from) == Some(Kind::Newline) {
            stretch.from += 1;
        }
        while stretch.from < stretch.to && self.kind(stretch.to - 1) == Some(Kind::Newline) {
            stretch.to -= 1;
        }
        stretch
    }

    /// What is between the bracket at `open` and its mate, when the stretch
    /// ends there.
    pub(crate) fn inside(&self, open: usize, to: usize) -> Option<Stretch> {
        match self.kind(open)? {
            Kind::Open(_, close) if close.checked_add(1)? == to => Some(self.trim(Stretch {
                from: open + 1,
                to: close,
            })),
            _ => None,
        }
    }

    /// The values of `test ? a : b`; the whole when it is no such thing.
    pub(crate) fn alternatives(&self, stretch: Stretch) -> Vec<Stretch> {
        let mut parts = self.split(stretch, &['?', ':']);
        let is_choice = parts.len() > 2;
        if is_choice {
            parts.remove(0);
            parts
        } else {
            vec![stretch]
        }
    }

    /// The names of `a.b.c` at `from`, and the token behind it.
    pub(crate) fn path(&self, from: usize) -> (Vec<usize>, usize) {
        let mut names = Vec::new();
        let mut at = from;
        while matches!(self.kind(at), Some(Kind::Name | Kind::String)) {
            names.push(at);
            at += 1;
            if !self.is_mark(at, '.') {
                break;
            }
            at += 1;
        }
        (names, at)
    }
}
