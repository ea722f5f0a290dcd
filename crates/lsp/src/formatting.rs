//! Formatting: of a document, of the statements in a range, and of the
//! statement that was just finished. A formula that is broken, or whose host
//! cannot take the edits, stays as it is.

use autoscale_base::{Edit, Encoding, Span};
use autoscale_format::{format_edits, format_embedded};
use tower_lsp::lsp_types::{Position, Range, TextEdit};

use crate::documents::Document;
use crate::formula::{InDocument, formulas};

/// The edits that format a document.
pub(crate) fn whole(document: &Document, encoding: Encoding) -> Vec<TextEdit> {
    let edits = formulas(document).flat_map(|formula| in_document(formula, edits(formula)));
    protocol(document, edits, encoding)
}

/// The edits that format the statements that a range touches.
pub(crate) fn range(document: &Document, range: Range, encoding: Encoding) -> Vec<TextEdit> {
    let wanted = document.places(encoding).span(range);
    let touched = |statement: Span| statement.start <= wanted.end && wanted.start <= statement.end;
    statements(document, touched, encoding)
}

/// The edits that format the statement before a position, where `typed` ended
/// it or the line behind it.
pub(crate) fn typed(
    document: &Document,
    position: Position,
    typed: &str,
    encoding: Encoding,
) -> Vec<TextEdit> {
    let at = document.places(encoding).offset(position);
    let ends_here = |end: u32| match typed {
        "\n" => document.index.line(end) + 1 == position.line,
        _ => end == at,
    };
    let ends = formulas(document).flat_map(ended);
    match ends.filter(|end| *end <= at).max() {
        Some(last) if ends_here(last) => {
            statements(document, |statement| statement.end == last, encoding)
        }
        _ => Vec::new(),
    }
}

/// Where the statements of a formula end in the document.
fn ended(formula: InDocument<'_>) -> Vec<u32> {
    let statements = spans(formula).into_iter();
    statements
        .map(|span| formula.to_document(span).end)
        .collect()
}

/// The statements of a formula with their `;`.
fn spans(formula: InDocument<'_>) -> Vec<Span> {
    let statements = formula.subject.analysis.tree.statements().iter();
    statements
        .map(|statement| {
            let end = statement.semicolon.unwrap_or(statement.span);
            statement.span.to(end)
        })
        .collect()
}

/// The edits within the statements that are `wanted`, which is asked in the
/// document's coordinates.
fn statements(
    document: &Document,
    wanted: impl Fn(Span) -> bool,
    encoding: Encoding,
) -> Vec<TextEdit> {
    let edits = formulas(document).flat_map(|formula| {
        let all = spans(formula).into_iter();
        let touched = all.filter(|span| wanted(formula.to_document(*span)));
        let Some(touched) = touched.reduce(Span::to) else {
            return Vec::new();
        };
        let mut edits = edits(formula);
        edits.retain(|edit| touched.contains(edit.span));
        in_document(formula, edits)
    });
    protocol(document, edits, encoding)
}

/// What the formatter changes in a formula.
fn edits(formula: InDocument<'_>) -> Vec<Edit> {
    let text = formula.subject.text;
    let edits = match formula.host {
        Some(_) => format_embedded(text, formula.holes()),
        None => format_edits(text, &formula.subject.analysis.tree),
    };
    edits.unwrap_or_default()
}

/// All edits in the document, or none when one does not fit.
fn in_document(formula: InDocument<'_>, edits: Vec<Edit>) -> Vec<Edit> {
    let edits = edits.into_iter().map(|edit| formula.edit(edit));
    edits.collect::<Option<_>>().unwrap_or_default()
}

/// The protocol's edits, which must not overlap: formulas that are built of
/// each other share text.
fn protocol(
    document: &Document,
    edits: impl Iterator<Item = Edit>,
    encoding: Encoding,
) -> Vec<TextEdit> {
    let mut edits: Vec<Edit> = edits.collect();
    edits.sort_by_key(|edit| edit.span);
    if !edits.is_sorted_by(|a, b| a.span.end <= b.span.start && a.span != b.span) {
        return Vec::new();
    }
    let places = document.places(encoding);
    let edits = edits.into_iter().map(|edit| TextEdit {
        range: places.range(edit.span),
        new_text: edit.text,
    });
    edits.collect()
}
