//! Tokens that are legal one by one, but together are the spelling of another
//! language: `a and b`, `<>`, `x += 1`, `0x1F`. They are replaced by what they
//! mean. None of them is ever part of a formula that parses, so this runs only
//! on statements that do not.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, excerpt, quoted};

use crate::Token;
use crate::fix::fix;
use crate::placeholder::unfilled;
use crate::report::Report;
use crate::rules::{FOREIGN_SYNTAX, INVALID_CHARACTER};
use crate::split::{breaks_line, starts_statement};

/// Two touching tokens and the one that they mean.
const PAIRS: [([Token; 2], Token); 12] = [
    ([Token::Less, Token::Greater], Token::NotEqual),
    ([Token::NotEqual, Token::Assign], Token::NotEqual),
    ([Token::Equal, Token::Assign], Token::Equal),
    ([Token::Assign, Token::Less], Token::LessEqual),
    ([Token::Assign, Token::Greater], Token::GreaterEqual),
    ([Token::Colon, Token::Assign], Token::Assign),
    ([Token::Star, Token::Star], Token::ForeignOperator),
    ([Token::Question, Token::Question], Token::ForeignOperator),
    ([Token::Minus, Token::Greater], Token::ForeignOperator),
    ([Token::Colon, Token::Colon], Token::ForeignOperator),
    ([Token::Less, Token::Less], Token::ForeignOperator),
    ([Token::Greater, Token::Greater], Token::ForeignOperator),
];

/// Words that other languages declare variables with.
const DECLARATIONS: [&str; 13] = [
    "var", "let", "const", "auto", "int", "double", "float", "num", "number", "string", "set",
    "local", "my",
];

/// How far the end of an assignment or placeholder is looked for, in tokens.
const FAR: usize = 64;

/// The tokens of one statement or several, with foreign spellings replaced.
pub(crate) fn respell(
    text: &str,
    tokens: &[(Token, Span)],
    report: &mut Report,
) -> Vec<(Token, Span)> {
    let mut speller = Speller {
        text,
        tokens,
        out: Vec::with_capacity(tokens.len() + 4),
        lists: Vec::new(),
        report,
    };
    let mut at = 0;
    while at < tokens.len() {
        at += speller.step(at).max(1);
    }
    speller.out
}

struct Speller<'a> {
    text: &'a str,
    tokens: &'a [(Token, Span)],
    out: Vec<(Token, Span)>,
    /// For each open bracket, whether a `,` may stand in it.
    lists: Vec<bool>,
    report: &'a mut Report,
}

impl Speller<'_> {
    fn kind(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).map(|token| token.0)
    }

    /// The kind and place of the token behind the one at `at`, if they touch.
    fn touching(&self, at: usize) -> Option<(Token, Span)> {
        let (this, next) = (self.tokens.get(at)?, self.tokens.get(at + 1)?);
        (this.1.end == next.1.start).then_some(*next)
    }

    fn after_operand(&self) -> bool {
        self.out.last().is_some_and(|last| last.0.ends_operand())
    }

    fn before_operand(&self, at: usize) -> bool {
        self.kind(at + 1).is_some_and(Token::starts_operand)
    }

    fn finding(&mut self, place: Span, message: String, help: String, fix: Fix) {
        self.report.push(
            Diagnostic::new(&FOREIGN_SYNTAX, place, message)
                .with_help(help)
                .with_fix(fix),
        );
    }

    /// Reads the tokens from `at` on and returns how many they were.
    fn step(&mut self, at: usize) -> usize {
        let Some(&(token, span)) = self.tokens.get(at) else {
            return 1;
        };
        let taken = match token {
            Token::Ident => self.word(at, span),
            Token::Number => self.number(at, span),
            Token::Less => self.angle_placeholder(at, span),
            Token::Plus | Token::Minus => self.counting(at, token, span),
            Token::Comma => self.separator(span),
            Token::LeftParen => {
                let called = self.out.last().is_some_and(|last| last.0.is_word());
                self.lists.push(called);
                0
            }
            Token::LeftBracket => {
                self.lists.push(true);
                0
            }
            Token::RightParen | Token::RightBracket => {
                self.lists.pop();
                0
            }
            _ => 0,
        };
        if taken > 0 {
            return taken;
        }
        if let Some((next, next_span)) = self.touching(at) {
            let both = span.to(next_span);
            if next == Token::Assign && self.compound(at, (token, span), next_span) {
                return 2;
            }
            if let Some(&(_, meant)) = PAIRS.iter().find(|pair| pair.0 == [token, next]) {
                self.pair(both, meant);
                return 2;
            }
        }
        self.out.push((token, span));
        1
    }

    fn pair(&mut self, both: Span, meant: Token) {
        self.out.push((meant, both));
        // Without a text of its own the operator is reported with its operands.
        let Some(instead) = meant.text() else { return };
        let message = format!("`{}` is not an operator", both.text(self.text));
        let help = format!("write `{instead}`");
        self.finding(both, message, help, Fix::safe(both, instead));
    }

    /// A `;` that was read as `,`.
    fn separator(&mut self, span: Span) -> usize {
        if span.text(self.text) != ";" {
            return 0;
        }
        self.out.push((Token::Comma, span));
        self.report.push(
            Diagnostic::new(&FOREIGN_SYNTAX, span, "`;` does not separate values")
                .with_help("write `,`")
                .with_fix(Fix::one(Applicability::Unsafe, span, ",")),
        );
        1
    }

    fn word(&mut self, at: usize, span: Span) -> usize {
        let word = span.text(self.text);
        if word == "$"
            && let Some((Token::Ident, _)) = self.touching(at)
        {
            self.report.push(
                Diagnostic::new(&INVALID_CHARACTER, span, "a name has one `$` at most")
                    .with_help("remove it")
                    .with_fix(Fix::safe(span, "")),
            );
            return 1;
        }
        if DECLARATIONS.contains(&word)
            && self.kind(at + 1).is_some_and(Token::is_word)
            && self.kind(at + 2) == Some(Token::Assign)
            && let Some(next) = self.tokens.get(at + 1)
        {
            let gap = Span::new(span.start, next.1.start);
            let message = format!("variables are not declared with `{word}`");
            let help = "an assignment makes the variable: remove the word".to_owned();
            self.finding(span, message, help, Fix::safe(gap, ""));
            return 1;
        }
        usize::from(self.word_operator(at, word, span))
    }

    /// `a and b`, `a or b`, `not a`, `a mod b`.
    fn word_operator(&mut self, at: usize, word: &str, span: Span) -> bool {
        let is = |operator: &str| word.eq_ignore_ascii_case(operator);
        let meant = if self.after_operand() && self.before_operand(at) {
            match () {
                () if is("and") => Token::And,
                () if is("or") => Token::Or,
                () if is("mod") => Token::ForeignOperator,
                () => return false,
            }
        } else if is("not")
            && !self.after_operand()
            && self.before_operand(at)
            && !matches!(
                self.kind(at + 1),
                Some(Token::LeftParen | Token::LeftBracket | Token::Minus)
            )
        {
            Token::Bang
        } else {
            return false;
        };
        self.out.push((meant, span));
        if let Some(instead) = meant.text() {
            // `not a` loses its space: `!a`.
            let place = match self.tokens.get(at + 1) {
                Some(next) if meant == Token::Bang => Span::new(span.start, next.1.start),
                _ => span,
            };
            self.report.push(
                Diagnostic::new(
                    &INVALID_CHARACTER,
                    span,
                    format!("`{word}` is not an operator"),
                )
                .with_help(format!("write `{instead}`"))
                .with_fix(Fix::safe(place, instead)),
            );
        }
        true
    }

    /// `0x1F`, `1_000`, `10L`: a number that letters touch. Also `0,5` and
    /// `1,000` where a `,` separates nothing.
    fn number(&mut self, at: usize, span: Span) -> usize {
        let mut taken = 0;
        let separates = self.lists.last().is_some_and(|list| *list);
        while let Some((token, _)) = self.touching(at + taken) {
            taken += match (token, self.touching(at + taken + 1)) {
                (Token::Ident | Token::Number, _) => 1,
                (Token::Comma, Some((Token::Number, _))) if !separates => 2,
                _ => break,
            };
        }
        let last = self.tokens.get(at + taken);
        let whole = last.map_or(span, |last| span.to(last.1));
        if taken == 0 {
            return 0;
        }
        self.out.push((Token::Number, whole));
        taken + 1
    }

    /// `<max-nodes>` or `<number of nodes>` where an operand must stand: words
    /// on one line, which `<` and `>` touch.
    fn angle_placeholder(&mut self, at: usize, span: Span) -> usize {
        if self.after_operand() {
            return 0;
        }
        let mut last = span;
        let behind = self.tokens.iter().skip(at + 1).take(FAR);
        for (words, &(token, place)) in behind.enumerate() {
            let touches = last.end == place.start;
            match token {
                Token::Ident | Token::Number | Token::Minus | Token::Dot
                    if (words > 0 || touches) && !breaks_line(self.text, last, place) =>
                {
                    last = place;
                }
                Token::Greater if words > 0 && touches => {
                    let whole = span.to(place);
                    self.out.push((Token::Hole, whole));
                    self.report.push(unfilled(self.text, whole));
                    return words + 2;
                }
                _ => return 0,
            }
        }
        0
    }

    /// The name that a statement starts with, if that is all there is of it.
    fn target(&self) -> Option<Span> {
        let (&(token, span), before) = self.out.split_last()?;
        let starts = match before.last() {
            None => true,
            Some(last) => last.0.ends_operand() && breaks_line(self.text, last.1, span),
        };
        (token.is_word() && starts).then_some(span)
    }

    /// `x++`, `++x`, and the sign `+`, which the language does not have.
    fn counting(&mut self, at: usize, token: Token, span: Span) -> usize {
        let twice = match self.touching(at) {
            Some((next, next_span)) if next == token => Some(span.to(next_span)),
            _ => None,
        };
        if let (Some(both), Some(target)) = (twice, self.target()) {
            let ends = match self.tokens.get(at + 2) {
                Some(next) => breaks_line(self.text, both, next.1) || !next.0.starts_operand(),
                None => true,
            };
            if ends {
                self.count((token, span), both, target, Fix::safe(both, String::new()));
                return 2;
            }
        }
        if token == Token::Plus && !self.after_operand() {
            return self.plus_sign(at, span);
        }
        0
    }

    /// `x++` is `x = x + 1`.
    fn count(&mut self, operator: (Token, Span), both: Span, target: Span, mut fix: Fix) {
        let (name, sign) = (target.text(self.text), operator.1.text(self.text));
        for edit in &mut fix.edits {
            edit.text = format!(" = {name} {sign} 1");
        }
        let message = format!("`{}` is not an operator", both.text(self.text));
        let shown = excerpt(name);
        let help = format!("write `{shown} = {shown} {sign} 1`");
        self.finding(both, message, help, fix);
        self.out.extend([
            (Token::Assign, both),
            (Token::Ident, target),
            operator,
            (Token::Error, Span::empty(both.end)),
        ]);
    }

    fn plus_sign(&mut self, at: usize, span: Span) -> usize {
        let mut taken = 1;
        let mut whole = span;
        while let Some((Token::Plus, next)) = self.touching(at + taken - 1) {
            whole = whole.to(next);
            taken += 1;
        }
        let operand = self.tokens.get(at + taken);
        if let Some(operand) = operand.filter(|next| next.0.starts_operand()) {
            let message = format!(
                "{} cannot stand before an operand",
                quoted(whole.text(self.text))
            );
            let gap = Span::new(whole.start, operand.1.start);
            self.finding(whole, message, "remove it".to_owned(), Fix::safe(gap, ""));
        } else {
            let signs = self.tokens.get(at..at + taken).unwrap_or_default();
            self.out.extend_from_slice(signs);
        }
        taken
    }

    /// `x += e` is `x = x + e`.
    fn compound(&mut self, at: usize, operator: (Token, Span), assign: Span) -> bool {
        let arithmetic = matches!(
            operator.0,
            Token::Plus | Token::Minus | Token::Star | Token::Slash
        );
        let Some(target) = self.target().filter(|_| arithmetic) else {
            return false;
        };
        let both = operator.1.to(assign);
        let (name, sign) = (target.text(self.text), operator.1.text(self.text));
        let shown = excerpt(name);
        let mut finding = Diagnostic::new(
            &FOREIGN_SYNTAX,
            both,
            format!("`{}` is not an operator", both.text(self.text)),
        )
        .with_help(format!("write `{shown} = {shown} {sign} …`"));
        if let Some((value, simple)) = self.value(at + 2) {
            let instead = format!("= {name} {sign}");
            let edits = [
                (both, instead.as_str()),
                (Span::empty(value.start), "("),
                (Span::empty(value.end), ")"),
            ];
            let edits = edits.into_iter().take(if simple { 1 } else { 3 });
            finding = finding.with_fix(fix(Applicability::Safe, edits));
        }
        self.report.push(finding);
        self.out
            .extend([(Token::Assign, assign), (Token::Ident, target), operator]);
        true
    }

    /// The value whose first token is `from`, and whether it is a single
    /// operand.
    fn value(&self, from: usize) -> Option<(Span, bool)> {
        let mut whole = self.tokens.get(from)?.1;
        let mut depth = 0_usize;
        let mut simple = true;
        for (at, &(token, span)) in self.tokens.iter().enumerate().skip(from) {
            if at > from && starts_statement(self.text, self.tokens, at, depth) {
                break;
            }
            if at - from > FAR {
                return None;
            }
            whole = whole.to(span);
            depth += usize::from(token.closer().is_some());
            depth = depth.saturating_sub(usize::from(token.is_closer()));
            let operator = token.is_binary_operator() || token == Token::Question;
            simple &= depth > 0 || !operator;
        }
        Some((whole, simple))
    }
}
