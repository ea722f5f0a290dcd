//! Signature help: which function or method is being called, and with what it
//! goes on.

use autoscale_base::Span;
use autoscale_catalog::{Builtin, ParamKind, Signature, Ty};
use autoscale_syntax::Token;

use crate::Subject;
use crate::cursor::{Cursor, cursor};
use crate::enclosing::{Enclosing, enclosing};
use crate::symbol::callable;
use crate::types::expression_at;

/// The call around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHelp {
    /// The overloads.
    pub signatures: Vec<SignatureLabel>,
    /// The first one that takes the arguments that are there.
    pub active_signature: usize,
    /// The argument that the place is in, as an index of the active signature's
    /// parameters; `None` when that has no such parameter.
    pub active_parameter: Option<usize>,
    /// What the function or method is for, as one sentence.
    pub summary: &'static str,
}

/// An overload on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLabel {
    /// Such as `val(doubleVec values, double index) -> double`; ASCII only.
    pub label: String,
    /// Where the parameters stand in the label.
    pub parameters: Vec<Span>,
}

/// What is called around `offset`; `None` outside of all calls, and in
/// comments.
#[must_use]
pub fn signature_help(subject: &Subject<'_>, offset: u32) -> Option<SignatureHelp> {
    let place = cursor(subject, offset).or_else(|| in_argument(subject, offset))?;
    let (name, argument) = call(&place)?;
    let is_method = name
        .checked_sub(1)
        .is_some_and(|dot| place.token(dot) == Some(Token::Dot));
    let callee = callable(place.text_of(name), is_method, subject.profile)?;
    let given = arguments(subject, &place, name + 1);
    let signatures = callee.signatures();
    let fits = |form: &Signature| takes(form, &given) && (has(form, argument) || argument == 0);
    let active_signature = signatures.iter().position(fits).or_else(|| {
        let wide = |form: &Signature| has(form, argument);
        signatures.iter().position(wide)
    });
    let active_signature = active_signature.unwrap_or_default();
    let active = signatures.get(active_signature)?;
    Some(SignatureHelp {
        signatures: signatures.iter().map(|form| label(callee, form)).collect(),
        active_signature,
        active_parameter: parameter(active, argument),
        summary: callee.documentation().summary,
    })
}

/// A place inside a string or a number, where nothing is completed.
fn in_argument<'a>(subject: &Subject<'a>, offset: u32) -> Option<Cursor<'a>> {
    let tokens = subject.analysis.tree.tokens();
    let before = tokens.partition_point(|token| token.1.end < offset);
    let (_, span) = tokens.get(before).copied()?;
    (span.start < offset).then_some(Cursor {
        text: subject.text,
        tokens,
        word: span,
        before,
    })
}

/// The innermost call around: the index of its name, and how many of its
/// arguments stand before the place.
fn call(place: &Cursor<'_>) -> Option<(usize, usize)> {
    let mut before = place.before;
    loop {
        match enclosing(place, before) {
            Enclosing::Call { name, argument } => return Some((name, argument)),
            Enclosing::Group { open } | Enclosing::Vector { open } => before = open,
            Enclosing::Statement { .. } => return None,
        }
    }
}

/// The types of the arguments behind the bracket of index `open`; `None` where
/// nothing is known.
fn arguments(subject: &Subject<'_>, place: &Cursor<'_>, open: usize) -> Vec<Option<Ty>> {
    let mut types = Vec::new();
    let mut depth = 0_usize;
    let mut from = place.span(open).end;
    let mut is_empty = true;
    for index in open + 1..place.tokens.len() {
        let token = place.token(index);
        let ends = match token {
            Some(Token::LeftParen | Token::LeftBracket) => {
                depth += 1;
                false
            }
            Some(Token::RightParen | Token::RightBracket) if depth > 0 => {
                depth -= 1;
                false
            }
            Some(Token::RightParen | Token::RightBracket) => true,
            Some(Token::Comma) => depth == 0,
            Some(Token::Semicolon | Token::Assign) | None => break,
            _ => false,
        };
        if !ends {
            is_empty = false;
            continue;
        }
        if !is_empty || token == Some(Token::Comma) {
            types.push(expression_at(subject, place, from, index - 1));
        }
        if token != Some(Token::Comma) {
            return types;
        }
        from = place.span(index).end;
        is_empty = true;
    }
    types
}

/// Does this overload take arguments of these types, and maybe more?
fn takes(form: &Signature, given: &[Option<Ty>]) -> bool {
    given.iter().enumerate().all(|(index, ty)| {
        let param = parameter(form, index).and_then(|index| form.params.get(index));
        param.is_some_and(|param| ty.is_none_or(|ty| accepts(param.kind, ty)))
    })
}

/// Does an argument of that type fit?
fn accepts(kind: ParamKind, ty: Ty) -> bool {
    wanted(kind).contains(&ty)
}

/// The types that a parameter takes.
pub(crate) fn wanted(kind: ParamKind) -> Vec<Ty> {
    match kind {
        ParamKind::Is(ty) => vec![ty],
        ParamKind::When => vec![Ty::Interval, Ty::Timestamp],
        ParamKind::List => vec![Ty::Double, Ty::DoubleVec],
    }
}

/// The place of the parameter that takes the argument of that index.
pub(crate) fn parameter(form: &Signature, argument: usize) -> Option<usize> {
    match form.params {
        [only] if only.kind == ParamKind::List => Some(0),
        params => (argument < params.len()).then_some(argument),
    }
}

fn has(form: &Signature, argument: usize) -> bool {
    parameter(form, argument).is_some()
}

fn label(callee: Builtin, form: &Signature) -> SignatureLabel {
    let label = form.to_text(callee.name());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    // As `Signature::to_text` writes them.
    let mut start = callee.name().len() + 1;
    let parameters = form.params.iter().map(|param| {
        let length = param.kind.to_string().len() + 1 + param.name.len();
        let span = Span::new(offset(start), offset(start + length));
        start += length + ", ".len();
        span
    });
    let parameters = parameters.collect();
    SignatureLabel { label, parameters }
}
