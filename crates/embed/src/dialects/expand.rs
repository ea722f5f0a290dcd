//! Where a placeholder of a shell ends.

/// What a nested construct waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `"`
    Double,
    /// `)`; in arithmetic `<<` is a shift.
    Paren { arithmetic: bool },
    /// `}`
    Brace,
    /// `` ` ``
    Backtick,
}

/// The length of the expansion at the start of `text`: `$name`, `${…}`,
/// `$(…)`, `$?`, `` `…` ``. `None` when there is none.
pub(crate) fn shell(text: &str) -> Option<usize> {
    let behind = text.get(1..)?;
    if text.starts_with('`') || behind.starts_with(['{', '(']) {
        return Some(skip(text, &mut Vec::new()).0);
    }
    if behind.starts_with(|c: char| c.is_ascii_digit() || "$?#@*!-".contains(c)) {
        return Some(2);
    }
    let name = name_len(behind);
    (name > 0).then_some(1 + name)
}

/// The length of the name at the start of `text`.
pub(crate) fn name_len(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    text.bytes().take_while(is_part).count()
}

/// The length of the quoted or nested construct at the start of `text`, and
/// whether it is closed. The outermost command substitutions in it are added
/// to `commands`, as ranges from `$(` to behind `)`.
pub(crate) fn skip(text: &str, commands: &mut Vec<(usize, usize)>) -> (usize, bool) {
    let mut open: Vec<Open> = Vec::new();
    let mut heredocs: Vec<Delimiter<'_>> = Vec::new();
    let mut command: Option<(usize, usize)> = None;
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(first) = rest.bytes().next() else {
            return (text.len(), false);
        };
        let inside = open.last().copied();
        let depth = open.len();
        let in_command = matches!(inside, None | Some(Open::Paren { .. }));
        let taken = match (inside, first) {
            (_, b'\\') => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            (Some(Open::Double), b'"') | (Some(Open::Brace), b'}') => close(&mut open),
            (Some(Open::Backtick), b'`') | (Some(Open::Paren { .. }), b')') => close(&mut open),
            (Some(Open::Backtick), _) => step(rest),
            (Some(Open::Double), b'\'') => 1,
            (_, b'\'') => 2 + rest.get(1..).map_or(0, |r| r.find('\'').unwrap_or(r.len())),
            (inside, b'$') if inside != Some(Open::Double) && rest.starts_with("$'") => {
                ansi_len(rest)
            }
            (_, b'$') if rest.starts_with("$((") => {
                open.push(Open::Paren { arithmetic: true });
                open.push(Open::Paren { arithmetic: true });
                3
            }
            (_, b'$') if rest.starts_with("$(") => {
                if command.is_none() {
                    command = Some((at, depth));
                }
                open.push(Open::Paren { arithmetic: false });
                2
            }
            (_, b'$') if rest.starts_with("${") => {
                open.push(Open::Brace);
                2
            }
            (inside, b'"') if inside != Some(Open::Double) => {
                open.push(Open::Double);
                1
            }
            (_, b'`') => {
                open.push(Open::Backtick);
                1
            }
            (Some(Open::Paren { arithmetic }), b'(') => {
                open.push(Open::Paren { arithmetic });
                1
            }
            (Some(Open::Paren { arithmetic: false }), b'<') => match Delimiter::of(rest) {
                Some((delimiter, len)) => {
                    heredocs.push(delimiter);
                    len
                }
                None => rest.bytes().take_while(|byte| *byte == b'<').count(),
            },
            (_, b'#') if in_command && starts_word(text, at) => {
                rest.find('\n').unwrap_or(rest.len())
            }
            (_, b'\n') if !heredocs.is_empty() => {
                let bodies = rest.get(1..).unwrap_or_default();
                let mut passed = 1;
                for heredoc in heredocs.drain(..) {
                    passed += heredoc.body(bodies.get(passed - 1..).unwrap_or_default()).1;
                }
                passed
            }
            _ => step(rest),
        };
        at += taken.max(1);
        if let Some((start, _)) = command.filter(|&(_, depth)| open.len() <= depth) {
            commands.push((start, at.min(text.len())));
            command = None;
        }
        if open.is_empty() {
            return (at.min(text.len()), at <= text.len());
        }
    }
}

fn close(open: &mut Vec<Open>) -> usize {
    open.pop();
    1
}

/// The length of the first character.
fn step(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

fn starts_word(text: &str, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|last| text.as_bytes().get(last));
    before.is_none_or(|byte| b" \t\n;&|(".contains(byte))
}

/// The length of `$'…'`.
fn ansi_len(text: &str) -> usize {
    let mut escaped = false;
    let close = text.bytes().enumerate().skip(2).find(|&(_, byte)| {
        let is_close = byte == b'\'' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_close
    });
    close.map_or(text.len() + 1, |(at, _)| at + 1)
}

/// The start of a here-document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Delimiter<'a> {
    /// The line that ends it.
    pub(crate) word: &'a str,
    /// Without quotes.
    pub(crate) expands: bool,
    /// `<<-`
    pub(crate) tabs: bool,
}

impl<'a> Delimiter<'a> {
    /// The one at the start of `text`, and the length of `<<-'EOF'`.
    pub(crate) fn of(text: &'a str) -> Option<(Self, usize)> {
        let behind = text
            .strip_prefix("<<")
            .filter(|rest| !rest.starts_with('<'))?;
        let (tabs, behind) = match behind.strip_prefix('-') {
            Some(behind) => (true, behind),
            None => (false, behind),
        };
        let behind = behind.trim_start_matches([' ', '\t']);
        let quote = behind
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '"' | '\\'));
        let word = match quote {
            Some('\\') => behind.get(1..)?,
            Some(_) => behind.get(1..)?,
            None => behind,
        };
        let end = match quote {
            Some(quote @ ('\'' | '"')) => word.find(quote)?,
            _ => word
                .find(|c: char| c.is_whitespace() || ";&|<>()".contains(c))
                .unwrap_or(word.len()),
        };
        let (word, rest) = word.split_at_checked(end)?;
        let is_word = !word.is_empty() && !word.contains('\n');
        let closing = usize::from(matches!(quote, Some('\'' | '"')));
        is_word.then_some((
            Self {
                word,
                expands: quote.is_none(),
                tabs,
            },
            text.len() - rest.len() + closing,
        ))
    }

    /// The length of the body at the start of `text`, and of the body with the
    /// line that ends it.
    pub(crate) fn body(self, text: &str) -> (usize, usize) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            let bare = if self.tabs {
                bare.trim_start_matches('\t')
            } else {
                bare
            };
            if bare == self.word {
                return (at, at + line.len());
            }
            at += line.len();
        }
        (text.len(), text.len())
    }
}
