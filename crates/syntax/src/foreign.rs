//! Characters that the language does not have: what was meant by them, and
//! what to write instead.

use autoscale_base::{Diagnostic, Fix, quoted};

use crate::Token;
use crate::lexer::{Scanner, span};
use crate::rules::INVALID_CHARACTER;

/// Characters that look like one of ours, or mean the same.
const LOOKALIKES: [(&str, &str, Token); 12] = [
    ("−–—‐‑－", "-", Token::Minus),
    ("×∗⋅·＊", "*", Token::Star),
    ("÷∕⁄／", "/", Token::Slash),
    ("＋", "+", Token::Plus),
    ("≤", "<=", Token::LessEqual),
    ("≥", ">=", Token::GreaterEqual),
    ("≠", "!=", Token::NotEqual),
    ("＝", "=", Token::Assign),
    ("；\u{37E}", ";", Token::Semicolon),
    ("，", ",", Token::Comma),
    ("（", "(", Token::LeftParen),
    ("）", ")", Token::RightParen),
];

/// What a character that shows as nothing stands for; `None` for those that
/// show as something.
fn blank(character: char) -> Option<&'static str> {
    match character {
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\u{B}' | '\u{C}' => Some(" "),
        '\u{FEFF}' | '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' => Some(""),
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => Some(""),
        '\t' | '\n' | '\r' | ' ' => None,
        other if other.is_whitespace() => Some(" "),
        other if other.is_control() => Some(""),
        _ => None,
    }
}

/// `no-break space U+00A0`; for most only the number.
fn name_of_blank(character: char) -> String {
    let name = match character {
        '\u{A0}' => "no-break space ",
        '\u{AD}' => "soft hyphen ",
        '\u{200B}' => "zero-width space ",
        '\u{2028}' => "line separator ",
        '\u{3000}' => "wide space ",
        '\u{FEFF}' => "byte order mark ",
        _ => "",
    };
    format!("{name}U+{:04X}", u32::from(character))
}

impl Scanner<'_> {
    /// Reads what the generated lexer could not, from `at` on.
    pub(crate) fn foreign(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let mut characters = rest.chars();
        let Some(first) = characters.next() else {
            return at + 1;
        };
        let second = characters.next();
        match first {
            '/' => self.block_comment(at),
            '#' if second != Some('{') => self.hash_comment(at),
            '"' | '\'' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‘' | '’' | '‚' => {
                self.foreign_string(at)
            }
            '\\' | '`' => self.escape(at, first, second),
            '{' | '@' | '#' => self.placeholder(at),
            '%' => self.percent(at),
            '^' => {
                self.token(Token::ForeignOperator, at..at + 1);
                at + 1
            }
            '&' => self.respelt(at, 1, "&&", Token::And),
            '|' => self.respelt(at, 1, "||", Token::Or),
            _ if blank(first).is_some() => self.blanks(at),
            _ if !first.is_ascii() => self.not_ascii(at, first),
            _ => self.meaningless(at, first),
        }
    }

    /// A character that means nothing. Neighbours become one token.
    pub(crate) fn meaningless(&mut self, at: usize, character: char) -> usize {
        self.meaningless = true;
        let end = at + character.len_utf8();
        let touches_error = matches!(self.touching(at), Some((Token::Error, _)));
        match self.tokens.last_mut() {
            Some((_, last)) if touches_error => *last = last.to(span(at..end)),
            _ => self.token(Token::Error, at..end),
        }
        end
    }

    /// `len` bytes that stand for `token`, which is written `text`.
    pub(crate) fn respelt(&mut self, at: usize, len: usize, text: &str, token: Token) -> usize {
        let end = at + len;
        let place = span(at..end);
        self.report.push(
            Diagnostic::new(
                &INVALID_CHARACTER,
                place,
                format!("invalid character {}", quoted(place.text(self.text))),
            )
            .with_help(format!("write `{text}`"))
            .with_fix(Fix::safe(place, text)),
        );
        self.token(token, at..end);
        end
    }

    /// A run of characters that show as nothing, or as white space that the
    /// language does not have. It is read as white space.
    fn blanks(&mut self, at: usize) -> usize {
        let mut end = at;
        let mut instead = String::new();
        let mut names = Vec::new();
        for character in self.rest(at).chars() {
            let Some(text) = blank(character) else { break };
            end += character.len_utf8();
            if !instead.ends_with(text) || text.is_empty() {
                instead.push_str(text);
            }
            let name = name_of_blank(character);
            if names.len() < 3 && !names.contains(&name) {
                names.push(name);
            }
        }
        let help = match instead.as_str() {
            "" => "remove it",
            " " => "write a space",
            "\n" => "write a line break",
            _ => "write a space or a line break",
        };
        let place = span(at..end);
        self.report.push(
            Diagnostic::new(
                &INVALID_CHARACTER,
                place,
                format!("invisible character: {}", names.join(", ")),
            )
            .with_help(help)
            .with_fix(Fix::safe(place, instead)),
        );
        end
    }

    fn not_ascii(&mut self, at: usize, character: char) -> usize {
        for (lookalikes, text, token) in LOOKALIKES {
            if lookalikes.contains(character) {
                return self.respelt(at, character.len_utf8(), text, token);
            }
        }
        if character.is_alphabetic() {
            self.foreign_letters(at)
        } else {
            self.meaningless(at, character)
        }
    }

    /// A name with letters that are not ASCII, together with what was read of
    /// it before.
    fn foreign_letters(&mut self, at: usize) -> usize {
        let in_name = |c: &char| c.is_alphanumeric() || *c == '_';
        let rest = self.rest(at);
        let run: usize = rest.chars().take_while(in_name).map(char::len_utf8).sum();
        let letters = rest.chars().take_while(|c| in_name(c) && !c.is_ascii());
        let place = span(at..at + letters.map(char::len_utf8).sum::<usize>());
        self.report.push(
            Diagnostic::new(
                &INVALID_CHARACTER,
                place,
                format!("{} cannot be part of a name", quoted(place.text(self.text))),
            )
            .with_help("names are made of `A` to `Z`, `a` to `z`, digits, `_` and a leading `$`"),
        );
        let end = at + run;
        match (self.touching(at), self.tokens.last_mut()) {
            (Some((Token::Ident, _)), Some((_, name))) => *name = name.to(span(at..end)),
            _ => self.token(Token::Ident, at..end),
        }
        end
    }

    /// A backslash, or the backtick that is `PowerShell`'s: in front of `$`, a
    /// quote, `n` or the end of the line it was an escape in a host language.
    fn escape(&mut self, at: usize, first: char, second: Option<char>) -> usize {
        let (len, instead) = match second {
            Some('"' | '\'') if first == '\\' => return self.foreign_string(at),
            Some('\\') if escapes_quote(self.rest(at)) => return self.foreign_string(at),
            Some('$') => (1, ""),
            Some('n') => (2, "\n"),
            Some('r') => (2, ""),
            Some('t') => (2, " "),
            None | Some('\r' | '\n') => (1, ""),
            Some(_) => return self.meaningless(at, first),
        };
        let place = span(at..at + len);
        let message = format!("{} is no escape here", quoted(place.text(self.text)));
        let help = match instead {
            "\n" => "write a line break",
            " " => "write a space",
            _ => "remove it",
        };
        self.report.push(
            Diagnostic::new(&INVALID_CHARACTER, place, message)
                .with_help(help)
                .with_fix(Fix::safe(place, instead)),
        );
        at + len
    }

    /// `%`: a placeholder such as `%d` where an operand must stand, else the
    /// remainder operator of other languages.
    fn percent(&mut self, at: usize) -> usize {
        if self.expects_operand()
            && let Some(len) = format_specifier(self.near(at))
        {
            return self.hole(at, at + len);
        }
        let len = if self.rest(at).starts_with("%%") {
            2
        } else {
            1
        };
        self.token(Token::ForeignOperator, at..at + len);
        at + len
    }
}

/// True when a quote stands behind the backslashes that `text` starts with:
/// in text that was escaped several times, some of them.
fn escapes_quote(text: &str) -> bool {
    const MOST: usize = 16;
    let mut characters = text.bytes().take(MOST);
    characters.find(|&byte| byte != b'\\') == Some(b'"')
}

/// The length of a leading `%d`, `%s`, `%.2f`, `%1$s` or `%(name)s`.
fn format_specifier(text: &str) -> Option<usize> {
    let mut rest = text.strip_prefix('%')?;
    if let Some(name) = rest.strip_prefix('(') {
        rest = name.split_once(')')?.1;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "$.".contains(c));
    rest.starts_with(['s', 'd', 'i', 'f', 'g'])
        .then(|| text.len() - rest.len() + 1)
}
