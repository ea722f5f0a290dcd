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

impl Open {
    const COMMAND: Self = Self::Paren { arithmetic: false };
    const ARITHMETIC: Self = Self::Paren { arithmetic: true };
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
    let mut nesting = Nesting::default();
    let mut command: Option<(usize, usize)> = None;
    let mut at = 0;
    while at < text.len() {
        let depth = nesting.open.len();
        let start = at;
        at += nesting.take(text, at).max(1);
        let opens = text.get(start..).is_some_and(|rest| rest.starts_with("$("));
        if opens && command.is_none() && nesting.open.get(depth..) == Some(&[Open::COMMAND]) {
            command = Some((start, depth));
        }
        if let Some((start, _)) = command.take_if(|(_, depth)| nesting.open.len() <= *depth) {
            commands.push((start, at.min(text.len())));
        }
        if nesting.open.is_empty() {
            return (at.min(text.len()), at <= text.len());
        }
    }
    (text.len(), false)
}

/// What is open at a place in a text.
#[derive(Default)]
struct Nesting<'t> {
    open: Vec<Open>,
    /// Here-documents whose bodies begin in the next line.
    heredocs: Vec<Delimiter<'t>>,
}

impl<'t> Nesting<'t> {
    /// Takes what stands at `at`; its length comes back.
    fn take(&mut self, text: &'t str, at: usize) -> usize {
        let rest = text.get(at..).unwrap_or_default();
        let inside = self.open.last().copied();
        let in_command = matches!(inside, None | Some(Open::Paren { .. }));
        match (inside, rest.bytes().next().unwrap_or_default()) {
            (_, b'\\') => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            (Some(Open::Double), b'"')
            | (Some(Open::Brace), b'}')
            | (Some(Open::Backtick), b'`')
            | (Some(Open::Paren { .. }), b')') => {
                self.open.pop();
                1
            }
            (Some(Open::Backtick), _) => step(rest),
            (Some(Open::Double), b'\'') => 1,
            (_, b'\'') => 2 + rest.get(1..).map_or(0, |r| r.find('\'').unwrap_or(r.len())),
            (inside, b'$') => self.dollar(rest, inside == Some(Open::Double)),
            (inside, b'"') if inside != Some(Open::Double) => self.enter(Open::Double, 1),
            (_, b'`') => self.enter(Open::Backtick, 1),
            (Some(paren @ Open::Paren { .. }), b'(') => self.enter(paren, 1),
            (Some(Open::COMMAND), b'<') => match Delimiter::of(rest) {
                Some((delimiter, len)) => {
                    self.heredocs.push(delimiter);
                    len
                }
                None => rest.bytes().take_while(|byte| *byte == b'<').count(),
            },
            (_, b'#') if in_command && starts_word(text, at) => {
                rest.find('\n').unwrap_or(rest.len())
            }
            (_, b'\n') => self.bodies(rest),
            _ => step(rest),
        }
    }

    /// `$'…'`, `$((`, `$(` and `${`.
    fn dollar(&mut self, rest: &str, in_quotes: bool) -> usize {
        if rest.starts_with("$'") && !in_quotes {
            ansi_len(rest)
        } else if rest.starts_with("$((") {
            self.open.push(Open::ARITHMETIC);
            self.enter(Open::ARITHMETIC, 3)
        } else if rest.starts_with("$(") {
            self.enter(Open::COMMAND, 2)
        } else if rest.starts_with("${") {
            self.enter(Open::Brace, 2)
        } else {
            1
        }
    }

    /// A newline, with the bodies of the here-documents that begin behind it.
    fn bodies(&mut self, rest: &str) -> usize {
        self.heredocs.drain(..).fold(1, |passed, heredoc| {
            passed + heredoc.body(rest.get(passed..).unwrap_or_default()).1
        })
    }

    fn enter(&mut self, open: Open, len: usize) -> usize {
        self.open.push(open);
        len
    }
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
