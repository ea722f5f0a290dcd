//! Simple commands of a shell script: their words and here-documents.

use std::collections::HashMap;

use autoscale_base::Span;

use crate::dialects::expand::{Delimiter, name_len, skip};
use crate::script::Role;
use crate::source_map::offset;

/// Commands in commands are read this deep.
const MAX_DEPTH: u32 = 8;

/// A here-document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heredoc<'t> {
    pub(super) delimiter: Delimiter<'t>,
    /// Its lines.
    pub(super) body: Span,
}

/// A command with its arguments.
#[derive(Clone, Debug, Default)]
pub(super) struct Command<'t> {
    pub(super) words: Vec<Span>,
    pub(super) heredocs: Vec<Heredoc<'t>>,
    /// Its output is the value of a substitution: `$(cat <<EOF …)`.
    pub(super) is_substituted: bool,
}

/// The commands of a script.
#[derive(Debug)]
pub(super) struct Commands<'t> {
    pub(super) commands: Vec<Command<'t>>,
    /// The text that `$(cat <<EOF …)` stands for, by the offset of `$`.
    pub(super) substituted: HashMap<u32, Heredoc<'t>>,
    /// Quotes without an end.
    pub(super) errors: Vec<Span>,
}

/// A part of a script that is left to read.
struct Range {
    start: usize,
    end: usize,
    depth: u32,
    /// Where the substitution starts whose commands these are.
    substitution: Option<usize>,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    command: Command<'t>,
    /// Commands of this range that have ended.
    ended: Vec<Command<'t>>,
    /// Here-documents that start behind this line, with their commands.
    pending: Vec<(usize, Delimiter<'t>)>,
    /// What stands in `$(…)`.
    nested: Vec<(usize, usize)>,
    errors: Vec<Span>,
    /// The next word is a file.
    redirects: bool,
}

impl<'t> Commands<'t> {
    /// The commands of a script, those in substitutions too.
    pub(super) fn of(text: &'t str) -> Self {
        let mut all = Self {
            commands: Vec::new(),
            substituted: HashMap::new(),
            errors: Vec::new(),
        };
        let mut ranges = vec![Range {
            start: 0,
            end: text.len(),
            depth: 0,
            substitution: None,
        }];
        while let Some(range) = ranges.pop() {
            let mut reader = Reader::new(text, &range);
            reader.read();
            if range.depth < MAX_DEPTH {
                ranges.extend(reader.nested.iter().map(|&(start, end)| Range {
                    start: start + 2,
                    end: end.saturating_sub(1).max(start + 2),
                    depth: range.depth + 1,
                    substitution: Some(start),
                }));
            }
            if let Some(start) = range.substitution
                && let [only] = reader.ended.as_mut_slice()
                && let [heredoc] = only.heredocs.as_slice()
                && let [word] = only.words.as_slice()
                && word.text(text) == "cat"
            {
                all.substituted.insert(offset(start), heredoc.chomped(text));
                only.is_substituted = true;
            }
            all.commands.append(&mut reader.ended);
            all.errors.append(&mut reader.errors);
        }
        all
    }
}

impl Heredoc<'_> {
    /// Without newlines at the end, which a substitution drops; an escaped one
    /// and the tabs of an empty line are gone before that.
    fn chomped(self, text: &str) -> Self {
        let mut body = self.body.text(text);
        while let Some(shorter) = body.strip_suffix(['\n', '\r']) {
            let escapes = shorter.len() - shorter.trim_end_matches('\\').len();
            let is_escaped = self.delimiter.expands && escapes % 2 == 1;
            body = shorter
                .get(..shorter.len() - usize::from(is_escaped))
                .unwrap_or(shorter);
            let untabbed = body.trim_end_matches('\t');
            if self.delimiter.tabs && (untabbed.is_empty() || untabbed.ends_with('\n')) {
                body = untabbed;
            }
        }
        Self {
            body: Span::new(self.body.start, self.body.start + offset(body.len())),
            ..self
        }
    }

    /// Without white space at the ends, which `read` drops.
    pub(super) fn trimmed(self, text: &str) -> Self {
        let chomped = self.chomped(text);
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let body = chomped.body.text(text).trim_end_matches(is_blank);
        let inner = body.trim_start_matches(is_blank);
        let start = self.body.start + offset(body.len() - inner.len());
        Self {
            body: Span::new(start, start + offset(inner.len())),
            ..self
        }
    }
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, range: &Range) -> Self {
        Self {
            text,
            at: range.start,
            end: range.end,
            command: Command::default(),
            ended: Vec::new(),
            pending: Vec::new(),
            nested: Vec::new(),
            errors: Vec::new(),
            redirects: false,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn read(&mut self) {
        while let Some(first) = self.rest().bytes().next() {
            let rest = self.rest();
            match first {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\\' if rest.starts_with("\\\n") => self.at += 2,
                b'\\' if rest.starts_with("\\\r\n") => self.at += 3,
                b'#' => self.at += rest.find('\n').unwrap_or(rest.len()),
                b'\n' => {
                    self.at += 1;
                    self.end_command();
                    self.bodies();
                }
                b';' | b'&' | b'|' | b'(' | b')' => {
                    self.at += 1;
                    self.end_command();
                }
                b'<' | b'>' => self.redirection(rest),
                _ => self.word(),
            }
        }
        self.end_command();
        self.bodies();
    }

    fn end_command(&mut self) {
        self.redirects = false;
        let command = std::mem::take(&mut self.command);
        if !command.words.is_empty() || !self.pending.is_empty() {
            self.ended.push(command);
        }
    }

    /// Reads the here-documents that the last line announced.
    fn bodies(&mut self) {
        for (command, delimiter) in std::mem::take(&mut self.pending) {
            let (body, with_end) = delimiter.body(self.rest());
            let heredoc = Heredoc {
                delimiter,
                body: Span::new(offset(self.at), offset(self.at + body)),
            };
            self.at += with_end;
            if let Some(command) = self.ended.get_mut(command) {
                command.heredocs.push(heredoc);
            }
        }
    }

    fn redirection(&mut self, rest: &'t str) {
        if let Some((delimiter, len)) = Delimiter::of(rest) {
            self.pending.push((self.ended.len(), delimiter));
            self.at += len;
            return;
        }
        let operator = rest
            .bytes()
            .take_while(|byte| b"<>&|".contains(byte))
            .count();
        self.at += operator;
        // `<(…)` holds commands; anything else a file.
        self.redirects = !self.rest().starts_with('(');
    }

    fn word(&mut self) {
        let start = self.at;
        while let Some(first) = self.rest().bytes().next() {
            let rest = self.rest();
            match first {
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>' => {
                    break;
                }
                b'\\' => self.at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                b'\'' | b'"' | b'`' => self.nest(rest),
                b'$' if rest.starts_with("$(")
                    || rest.starts_with("${")
                    || rest.starts_with("$'") =>
                {
                    self.nest(rest);
                }
                _ => self.at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        self.at = self.at.min(self.end);
        let word = Span::new(offset(start), offset(self.at));
        if !std::mem::take(&mut self.redirects) {
            self.command.words.push(word);
        }
    }

    /// Passes over quotes or a substitution.
    fn nest(&mut self, rest: &str) {
        let mut commands = Vec::new();
        let (len, closed) = skip(rest, &mut commands);
        let here = self.at;
        let found = commands.into_iter();
        self.nested
            .extend(found.map(|(start, end)| (here + start, here + end)));
        if !closed {
            self.errors
                .push(Span::new(offset(here), offset(here + len)));
        }
        self.at += len;
    }
}

/// The name, kind and value of `name=value` and `name+=value`.
pub(super) fn assignment(text: &str, word: Span) -> Option<(&str, Role, Span)> {
    let source = word.text(text);
    let (name, behind) = source.split_at_checked(name_len(source))?;
    let (role, value) = match behind.strip_prefix("+=") {
        Some(value) => (Role::Append, value),
        None => (Role::Variable, behind.strip_prefix('=')?),
    };
    if name.is_empty() {
        return None;
    }
    let start = word.end - offset(value.len());
    // `x="$x …"` appends, too.
    let opened = value.strip_prefix('"').unwrap_or(value);
    let again = opened.strip_prefix('$').is_some_and(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        rest.strip_prefix(name).is_some_and(|behind| {
            !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        })
    });
    let role = if again { Role::Append } else { role };
    Some((name, role, Span::new(start, word.end)))
}
