//! What is shown within and above the lines: inlay hints, inline values and
//! code lenses.

use autoscale_base::{Encoding, Span};
use autoscale_ide::{HintKind, Lens, LensKind};
use serde_json::json;
use tower_lsp::lsp_types::{
    CodeLens, Command, InlayHint, InlayHintKind, InlayHintLabel, InlineValue, InlineValueText,
    Range,
};

use crate::commands;
use crate::documents::Document;
use crate::formula::{InDocument, formulas};
use crate::live::Run;

/// The inlay hints within a range.
pub(crate) fn inlay(document: &Document, range: Range, encoding: Encoding) -> Vec<InlayHint> {
    let places = document.places(encoding);
    let wanted = places.span(range);
    let mut hints = Vec::new();
    for formula in formulas(document) {
        for hint in autoscale_ide::hints(&formula.evaluated()) {
            let offset = match hint.kind {
                HintKind::Parameter => before(formula, hint.offset),
                HintKind::Type | HintKind::Value | HintKind::Error => behind(formula, hint.offset),
            };
            if !wanted.touches(offset) {
                continue;
            }
            hints.push(InlayHint {
                position: places.position(offset),
                label: InlayHintLabel::String(hint.label),
                kind: kind(hint.kind),
                text_edits: None,
                tooltip: None,
                padding_left: Some(matches!(hint.kind, HintKind::Value | HintKind::Error)),
                padding_right: Some(hint.kind == HintKind::Parameter),
                data: None,
            });
        }
    }
    hints
}

const fn kind(kind: HintKind) -> Option<InlayHintKind> {
    match kind {
        HintKind::Parameter => Some(InlayHintKind::PARAMETER),
        HintKind::Type => Some(InlayHintKind::TYPE),
        HintKind::Value | HintKind::Error => None,
    }
}

/// Where the document has the character at `offset`.
fn before(formula: InDocument<'_>, offset: u32) -> u32 {
    formula.to_document(Span::empty(offset)).start
}

/// Where the document has the end of the character before `offset`, which may
/// be far from the next one.
fn behind(formula: InDocument<'_>, offset: u32) -> u32 {
    let last = Span::new(offset.saturating_sub(1), offset);
    formula.to_document(last).end
}

/// The values of the variables that are named within a range.
pub(crate) fn values(document: &Document, range: Range, encoding: Encoding) -> Vec<InlineValue> {
    let places = document.places(encoding);
    let wanted = places.span(range);
    let values = formulas(document).flat_map(|formula| {
        let values = autoscale_ide::inline_values(&formula.evaluated()).into_iter();
        values.map(move |value| (formula.to_document(value.span), value.text))
    });
    values
        .filter(|(span, _)| wanted.contains(*span))
        .map(|(span, text)| {
            InlineValue::Text(InlineValueText {
                range: places.range(span),
                text,
            })
        })
        .collect()
}

/// The lenses of a document.
pub(crate) fn lenses(document: &Document, encoding: Encoding) -> Vec<CodeLens> {
    let places = document.places(encoding);
    let lenses = formulas(document).flat_map(|formula| {
        let lenses = autoscale_ide::lenses(&formula.evaluated()).into_iter();
        lenses.map(move |lens| CodeLens {
            range: places.range(formula.to_document(lens.span)),
            command: Some(command(document, formula, lens)),
            data: None,
        })
    });
    lenses.collect()
}

fn command(document: &Document, formula: InDocument<'_>, lens: Lens) -> Command {
    let command = match lens.kind {
        LensKind::Evaluate => commands::EVALUATE,
        LensKind::Bounds => commands::BOUNDS,
    };
    let title = match (lens.kind, formula.run()) {
        (LensKind::Evaluate, Run::Refused { problem, .. }) => format!("{}: {problem}", lens.title),
        _ => lens.title,
    };
    let arguments = vec![json!(document.uri), json!(formula.name())];
    Command::new(title, command.to_owned(), Some(arguments))
}
