//! Semantic tokens: of a whole document, of a range, and as the change since
//! the last time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use autoscale_base::{Encoding, Span};
use autoscale_ide::{Modifiers, TokenKind, semantic_tokens};
use tower_lsp::lsp_types::{
    Position, Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens,
    SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    Url,
};

use crate::convert::Places;
use crate::documents::Document;
use crate::formula::formulas;

/// The protocol writes a token as so many numbers.
const NUMBERS: u32 = 5;

/// The kinds in the order of [`index`].
const TYPES: [SemanticTokenType; 10] = [
    SemanticTokenType::VARIABLE,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::METHOD,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::NUMBER,
    SemanticTokenType::STRING,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::COMMENT,
    SemanticTokenType::MACRO,
];

const fn index(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Variable => 0,
        TokenKind::Function => 1,
        TokenKind::Method => 2,
        TokenKind::Property => 3,
        TokenKind::EnumMember => 4,
        TokenKind::Number => 5,
        TokenKind::String => 6,
        TokenKind::Operator => 7,
        TokenKind::Comment => 8,
        TokenKind::Macro => 9,
    }
}

/// What the numbers of kinds and modifiers mean.
pub(crate) fn legend() -> SemanticTokensLegend {
    let modifiers = Modifiers::ALL.iter();
    SemanticTokensLegend {
        token_types: TYPES.to_vec(),
        token_modifiers: modifiers
            .map(|(_, name)| SemanticTokenModifier::new(name))
            .collect(),
    }
}

/// The tokens of a document; with `range` only those that touch it.
pub(crate) fn of(
    document: &Document,
    range: Option<Range>,
    encoding: Encoding,
) -> Vec<SemanticToken> {
    let places = document.places(encoding);
    let wanted = range.map(|range| places.span(range));
    let tokens = formulas(document).flat_map(|formula| {
        let tokens = semantic_tokens(&formula.subject).into_iter();
        tokens.map(move |token| (formula.to_document(token.span), token))
    });
    let is_wanted = |span: Span| {
        wanted.is_none_or(|wanted| span.start <= wanted.end && wanted.start <= span.end)
    };
    let mut tokens: Vec<_> = tokens.filter(|(span, _)| is_wanted(*span)).collect();
    tokens.sort_by_key(|(span, _)| *span);
    let mut writer = Writer::default();
    let mut end = 0;
    for (span, token) in tokens {
        // Formulas that are built of each other share text, and tokens must
        // not overlap.
        if span.start < end {
            continue;
        }
        end = span.end;
        let (kind, modifiers) = (index(token.kind), bits(token.modifiers));
        for line in lines(places, span) {
            writer.write(places.range(line), kind, modifiers);
        }
    }
    writer.tokens
}

fn bits(modifiers: Modifiers) -> u32 {
    let all = Modifiers::ALL.iter().zip(0..);
    let held = all.filter(|((modifier, _), _)| modifiers.contains(*modifier));
    held.fold(0, |bits, (_, at)| bits | 1 << at)
}

/// The lines of a range, without their ends: a token must not reach over one.
fn lines(places: Places<'_>, span: Span) -> impl Iterator<Item = Span> {
    let first = places.index.line(span.start);
    let last = places.index.line(span.end);
    (first..=last).filter_map(move |line| {
        let start = places.index.line_start(line)?.max(span.start);
        let end = places.index.line_start(line + 1);
        let line = Span::new(start, end.unwrap_or(span.end).min(span.end));
        let ends = line.text(places.text);
        let kept = ends.trim_end_matches(['\r', '\n']).len();
        let kept = Span::new(start, start + u32::try_from(kept).unwrap_or(0));
        (!kept.is_empty()).then_some(kept)
    })
}

/// Writes each token as its distance from the one before.
#[derive(Default)]
struct Writer {
    tokens: Vec<SemanticToken>,
    last: Position,
}

impl Writer {
    fn write(&mut self, range: Range, token_type: u32, token_modifiers_bitset: u32) {
        let Range { start, end } = range;
        let delta_line = start.line - self.last.line;
        let from = if delta_line == 0 {
            self.last.character
        } else {
            0
        };
        self.last = start;
        self.tokens.push(SemanticToken {
            delta_line,
            delta_start: start.character - from,
            length: end.character.saturating_sub(start.character),
            token_type,
            token_modifiers_bitset,
        });
    }
}

/// The tokens that the client has, of each document.
#[derive(Debug, Default)]
pub(crate) struct Sent(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    count: u64,
    latest: HashMap<Url, Answer>,
}

#[derive(Debug)]
struct Answer {
    id: String,
    tokens: Vec<SemanticToken>,
}

impl Sent {
    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers what is sent.
    pub(crate) fn all(&self, uri: &Url, tokens: Vec<SemanticToken>) -> SemanticTokens {
        let mut answers = self.answers();
        let id = answers.remember(uri, tokens.clone());
        SemanticTokens {
            result_id: Some(id),
            data: tokens,
        }
    }

    /// What makes `tokens` of the answer `previous`; all of them when that is
    /// not what the client got last.
    pub(crate) fn change(
        &self,
        uri: &Url,
        previous: &str,
        tokens: Vec<SemanticToken>,
    ) -> SemanticTokensFullDeltaResult {
        let mut answers = self.answers();
        let old = answers.latest.remove(uri);
        let id = answers.remember(uri, tokens.clone());
        match old.filter(|old| old.id == previous) {
            Some(old) => SemanticTokensDelta {
                result_id: Some(id),
                edits: edit(&old.tokens, &tokens).into_iter().collect(),
            }
            .into(),
            None => SemanticTokens {
                result_id: Some(id),
                data: tokens,
            }
            .into(),
        }
    }

    /// Forgets a document that was closed.
    pub(crate) fn forget(&self, uri: &Url) {
        self.answers().latest.remove(uri);
    }
}

impl Answers {
    fn remember(&mut self, uri: &Url, tokens: Vec<SemanticToken>) -> String {
        self.count += 1;
        let id = self.count.to_string();
        let answer = Answer {
            id: id.clone(),
            tokens,
        };
        self.latest.insert(uri.clone(), answer);
        id
    }
}

/// The one edit from the first to the last difference.
fn edit(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = |(a, b): &(&SemanticToken, &SemanticToken)| a == b;
    let head = old.iter().zip(new).take_while(same).count();
    let old = old.get(head..).unwrap_or_default();
    let new = new.get(head..).unwrap_or_default();
    let backwards = old.iter().rev().zip(new.iter().rev());
    let tail = backwards.take_while(same).count();
    let inserted = new.get(..new.len() - tail).unwrap_or_default();
    let numbers = |tokens: usize| u32::try_from(tokens).unwrap_or(u32::MAX / NUMBERS) * NUMBERS;
    let (start, delete_count) = (numbers(head), numbers(old.len() - tail));
    let changes = delete_count > 0 || !inserted.is_empty();
    changes.then(|| SemanticTokensEdit {
        start,
        delete_count,
        data: Some(inserted.to_vec()),
    })
}
