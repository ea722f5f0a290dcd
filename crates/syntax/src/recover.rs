//! The slow path, for formulas that do not parse: each statement is mended and
//! parsed alone, so that a mistake gives one message and everything else is
//! understood.

use autoscale_base::{Diagnostic, Fix, Span, quoted};

use crate::Token;
use crate::ast::StatementKind;
use crate::brackets::balance;
use crate::builder::Builder;
use crate::comparison::compare;
use crate::control::{Control, control};
use crate::limits::MAX_MENDED;
use crate::mend::{is_reported, mend};
use crate::message::{Expected, Unexpected, chained, message};
use crate::nesting::{limit, too_deep};
use crate::parse::parse_tokens;
use crate::rules::{INVALID_CHARACTER, MISSING_SEMICOLON};
use crate::spelling::respell;
use crate::split::{last_operand, separate, starts_statement};

/// How often one statement is mended before it is given up.
const MAX_REPAIRS: usize = 8;

/// How many runs of meaningless characters are reported.
const MAX_MEANINGLESS: usize = 10;

type Tokens = Vec<(Token, Span)>;

/// Parses `tokens` statement by statement.
pub(crate) fn recover(b: &mut Builder<'_>, tokens: &[(Token, Span)]) {
    let mut recovery = Recovery {
        b,
        open_braces: 0,
        controlled: false,
        meaningless: 0,
        refused: 0,
    };
    let tokens = separate(tokens);
    for chunk in tokens.split_inclusive(|token| token.0 == Token::Semicolon) {
        recovery.chunk(chunk);
    }
    // What does not parse has a finding, even where every mistake looked as if
    // another told of it.
    if recovery.b.report.len() == 0 {
        let first = Unexpected {
            at: 0,
            expected: Expected::default(),
        };
        let finding = message(recovery.b.text, &tokens, first);
        recovery.b.report.push(finding);
    }
}

struct Recovery<'b, 't> {
    b: &'b mut Builder<'t>,
    /// The `{` of blocks that are reported with the `if` before them.
    open_braces: usize,
    /// True behind an `if`.
    controlled: bool,
    /// Runs of meaningless characters so far.
    meaningless: usize,
    /// Statements that did not parse so far.
    refused: usize,
}

impl Recovery<'_, '_> {
    /// Parses the tokens up to a `;` or to the end.
    fn chunk(&mut self, chunk: &[(Token, Span)]) {
        // A `;` that was read as `,` is still to be reported.
        let wrong = |&(token, span): &(Token, Span)| match token {
            Token::Comma => span.text(self.b.text) == ";",
            token => token == Token::Error,
        };
        let given_up = self.refused >= MAX_MENDED;
        let sound = !given_up && !chunk.iter().any(wrong) && !too_deep(chunk);
        let refused = match sound.then(|| self.attempt(chunk)) {
            Some(Ok(())) => return,
            Some(Err(unexpected)) => {
                self.refused += 1;
                Some(unexpected)
            }
            None => None,
        };
        let (body, semicolon) = match chunk.split_last() {
            Some((&(Token::Semicolon, semicolon), body)) => (body, Some(semicolon)),
            _ => (chunk, None),
        };
        let before = self.b.tree.statements().len();
        if given_up || self.b.report.is_full() {
            self.give_up(body);
        } else {
            self.body(body);
        }
        // What was to be reported on its own may have been left out.
        let place = chunk.iter().map(|token| token.1).reduce(Span::to);
        if let (Some(unexpected), Some(place)) = (refused, place)
            && !self.b.report.tells_of(place)
        {
            let finding = message(self.b.text, chunk, unexpected);
            self.b.report.push(finding);
        }
        match semicolon {
            Some(semicolon) if self.b.tree.statements().len() > before => {
                self.b.semicolon(semicolon);
            }
            _ => {}
        }
    }

    /// Takes control statements and the ends of their blocks out of `body`,
    /// and parses what stands between them.
    fn body(&mut self, mut body: &[(Token, Span)]) {
        let mut at = 0;
        while let Some(&(token, span)) = body.get(at) {
            let found = control(self.b.text, body, at);
            let len = match &found {
                Some(found) => found.len,
                None if token == Token::Error && self.ends_block(span) => 1,
                None => {
                    at += 1;
                    continue;
                }
            };
            let (before, rest) = body.split_at(at);
            self.statements(before);
            let (statement, rest) = rest.split_at(len);
            if let Some(found) = found {
                self.control(statement, found);
            }
            (body, at) = (rest, 0);
        }
        self.statements(body);
    }

    fn control(&mut self, statement: &[(Token, Span)], found: Control) {
        if !(found.continues && self.controlled) {
            self.b.report.push(found.finding);
        }
        self.controlled = true;
        for (token, span) in statement {
            if *token == Token::Error {
                let braces = span.text(self.b.text);
                self.open_braces += braces.matches('{').count();
                let closed = braces.matches('}').count();
                self.open_braces = self.open_braces.saturating_sub(closed);
            }
        }
        self.give_up(statement);
    }

    /// True for the `}` of blocks that are reported with the `if` before them.
    fn ends_block(&mut self, span: Span) -> bool {
        let braces = span.text(self.b.text);
        let ends = braces.len() <= self.open_braces && braces.bytes().all(|brace| brace == b'}');
        if ends {
            self.open_braces -= braces.len();
        }
        ends
    }

    /// Reports the characters that mean nothing, and leaves them out unless an
    /// operand is missing there. Also returns where they are.
    fn without_meaningless(&mut self, tokens: &[(Token, Span)]) -> (Tokens, Vec<Span>) {
        let mut out = Tokens::with_capacity(tokens.len());
        let mut places = Vec::new();
        for (at, &(token, span)) in tokens.iter().enumerate() {
            if token != Token::Error {
                out.push((token, span));
                continue;
            }
            let characters = span.text(self.b.text);
            self.meaningless += 1;
            if self.meaningless <= MAX_MEANINGLESS {
                self.b.report.push(meaningless(characters, span));
            }
            places.push(span);
            let after = out.last().is_some_and(|last| last.0.ends_operand());
            let before = tokens
                .get(at + 1)
                .is_some_and(|next| next.0.starts_operand());
            if !after && !before {
                out.push((token, span));
            }
        }
        (out, places)
    }

    /// Parses tokens that hold one statement, or several when `;` is missing.
    fn statements(&mut self, tokens: &[(Token, Span)]) {
        let (tokens, meaningless) = self.without_meaningless(tokens);
        let tokens = respell(self.b.text, &tokens, &mut self.b.report);
        let mut start = 0;
        let mut depth = 0_usize;
        for (at, (token, span)) in tokens.iter().enumerate() {
            if at > start && starts_statement(self.b.text, &tokens, at, depth) {
                let (statement, rest) = (tokens.get(start..at), tokens.get(at..));
                let (statement, rest) = (statement.unwrap_or_default(), rest.unwrap_or_default());
                // A placeholder may stand for statements with their `;`.
                let template = statement.len() == 1 && is_hole(statement.first())
                    || rest.len() == 1 && is_hole(rest.first());
                if !template {
                    self.missing_semicolon(statement, *span);
                }
                let silent = any_between(&meaningless, start_of(statement), span.start);
                self.statement(statement, silent);
                start = at;
                depth = 0;
            }
            depth += usize::from(token.closer().is_some());
            depth = depth.saturating_sub(usize::from(token.is_closer()));
        }
        let last = tokens.get(start..).unwrap_or_default();
        if !last.is_empty() {
            let silent = any_between(&meaningless, start_of(last), u32::MAX);
            self.statement(last, silent);
        } else if let Some(&only) = meaningless.first() {
            self.give_up(&[(Token::Error, only)]);
        }
    }

    fn missing_semicolon(&mut self, statement: &[(Token, Span)], next: Span) {
        // Where an operand is missing as well, that is what is reported.
        let Some((_, last)) = statement.last().filter(|last| last.0.ends_operand()) else {
            return;
        };
        let end = Span::empty(last.end);
        let operand = last_operand(statement).text(self.b.text);
        let message = match operand {
            "" => "missing `;`".to_owned(),
            _ => format!("missing `;` after {}", quoted(operand)),
        };
        let between = Span::new(end.end, next.start).text(self.b.text);
        let help = if between.contains(['\n', '\r']) {
            "a line break does not end a statement: write `;`"
        } else {
            "write `;` between two statements"
        };
        self.b.report.push(
            Diagnostic::new(&MISSING_SEMICOLON, end, message)
                .with_help(help)
                .with_fix(Fix::safe(end, ";")),
        );
    }

    /// Mends one statement until it parses. Nothing is said about what does
    /// not fit when `silent`: something else is wrong with it already.
    fn statement(&mut self, tokens: &[(Token, Span)], silent: bool) {
        if self.refused >= MAX_MENDED {
            self.give_up(tokens);
            return;
        }
        let mut compared = tokens.to_vec();
        compare(&mut compared, &mut self.b.report);
        let compared = self.chain(&compared, silent);
        let balanced = balance(self.b.text, compared, &mut self.b.report);
        let mut intact = !silent && balanced.tokens == compared;
        let (mut tokens, too_deep) = limit(balanced.tokens);
        intact &= too_deep.is_none();
        match too_deep {
            Some(finding) => self.b.report.push(finding),
            None => balanced
                .unclosed
                .into_iter()
                .for_each(|finding| self.b.report.push(finding)),
        }
        // Tokens in front of this one have been mended: what does not fit
        // there is the same mistake again.
        let mut mended = None;
        let before = self.b.tree.statements().len();
        for _ in 0..MAX_REPAIRS {
            let Err(unexpected) = self.attempt(&tokens) else {
                if !intact || mended.is_some() {
                    self.b.mended(before);
                }
                return;
            };
            let again = mended.is_some_and(|mended| unexpected.at <= mended);
            if !silent && !again && !is_reported(self.b.text, &tokens, unexpected.at) {
                let finding = message(self.b.text, &tokens, unexpected);
                self.b.report.push(finding);
            }
            self.refused += usize::from(mended.is_none());
            mended = Some(mend(&mut tokens, unexpected));
        }
        self.give_up(&tokens);
    }

    /// Takes the first assignments out of `a = b = 1`, which assigns two
    /// variables, and returns the last one.
    fn chain<'c>(&mut self, mut tokens: &'c [(Token, Span)], silent: bool) -> &'c [(Token, Span)] {
        let mut reported = silent;
        while let [
            (target, place),
            (Token::Assign, _),
            (next, source),
            (Token::Assign, sign),
            rest @ ..,
        ] = tokens
            && target.is_word()
            && next.is_word()
        {
            if !reported {
                let value = rest.first().zip(rest.last());
                let value = value.map(|(first, last)| first.1.to(last.1));
                let finding = chained(self.b.text, *place, *source, *sign, value);
                self.b.report.push(finding);
                reported = true;
            }
            self.give_up(tokens.get(..2).unwrap_or_default());
            tokens = tokens.get(2..).unwrap_or_default();
        }
        tokens
    }

    /// Makes an error node of `tokens`, or of what they assign: their variable
    /// has a value then, whatever it is.
    fn give_up(&mut self, tokens: &[(Token, Span)]) {
        let (Some((_, first)), Some((_, last))) = (tokens.first(), tokens.last()) else {
            return;
        };
        let before = self.b.tree.statements().len();
        match tokens {
            [(target, place), (Token::Assign, sign), ..] if target.is_word() => {
                let value = self.b.error(Span::new(sign.end, last.end));
                self.b.assignment(*place, value);
            }
            _ => self.b.statement(StatementKind::Error, first.to(*last)),
        }
        self.b.mended(before);
    }

    /// Parses `tokens`, leaving no trace when they do not.
    fn attempt(&mut self, tokens: &[(Token, Span)]) -> Result<(), Unexpected> {
        let mark = self.b.mark();
        parse_tokens(self.b, tokens).inspect_err(|_| self.b.rewind(mark))
    }
}

fn meaningless(characters: &str, span: Span) -> Diagnostic {
    let help = match characters.chars().next() {
        Some('{') => "remove it: there are no blocks, and a placeholder ends on its line",
        Some('}') => "remove it: the language has no blocks",
        Some('\\' | '`') => "nothing is escaped in a formula: remove it",
        _ => "remove it",
    };
    let noun = if characters.chars().nth(1).is_some() {
        "invalid characters"
    } else {
        "invalid character"
    };
    let message = format!("{noun} {}", quoted(characters));
    Diagnostic::new(&INVALID_CHARACTER, span, message).with_help(help)
}

fn is_hole(token: Option<&(Token, Span)>) -> bool {
    token.is_some_and(|token| token.0 == Token::Hole)
}

fn start_of(tokens: &[(Token, Span)]) -> u32 {
    tokens.first().map_or(0, |first| first.1.start)
}

/// True when one of `places`, which are in order, starts in `start..end`.
fn any_between(places: &[Span], start: u32, end: u32) -> bool {
    let first = places.partition_point(|place| place.end < start);
    places.get(first).is_some_and(|place| place.start < end)
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[test]
    fn what_was_put_in_or_left_out_shows() {
        for (text, intact) in [
            ("a = 1; b", vec![true, true]),
            ("a = 1\nb = 2", vec![true, true]),
            ("a = b and 1 != 2; c := 3", vec![true, true]),
            ("a = {x} % 2 + 15min", vec![true]),
            ("a = 1 2; b = 3", vec![false, true]),
            ("a = 1 + ; b = 3", vec![false, true]),
            ("a = max(1; b = 3)", vec![false, false]),
            ("a = 1 @ 2; b = 3", vec![false, true]),
            ("a = b = 3", vec![false, true]),
            ("return 3; b = 3", vec![false, true]),
        ] {
            let tree = parse(text).tree;
            let found: Vec<bool> = tree.statements().iter().map(|it| it.intact).collect();
            assert_eq!(found, intact, "{text}");
        }
    }
}
