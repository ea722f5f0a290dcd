//! The shape of a document: what folds, what a selection grows to, and which
//! texts are links.

use autoscale_base::{Encoding, Span};
use autoscale_ide::FoldKind;
use tower_lsp::lsp_types::{
    DocumentLink, FoldingRange, FoldingRangeKind, Position, SelectionRange, Url,
};

use crate::documents::Document;
use crate::formula::{formula_at, formulas};

/// What can be folded.
pub(crate) fn folds(document: &Document) -> Vec<FoldingRange> {
    let mut ranges = Vec::new();
    for formula in formulas(document) {
        for fold in autoscale_ide::folds(&formula.subject) {
            let span = formula.to_document(fold.span);
            let start_line = document.index.line(span.start);
            let end_line = document.index.line(span.end);
            if start_line < end_line {
                ranges.push(FoldingRange {
                    start_line,
                    end_line,
                    kind: (fold.kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
                    ..FoldingRange::default()
                });
            }
        }
    }
    ranges
}

/// The ranges around each position, the innermost with the others as parents.
pub(crate) fn selections(
    document: &Document,
    positions: &[Position],
    encoding: Encoding,
) -> Vec<SelectionRange> {
    let places = document.places(encoding);
    let around = |position: &Position| {
        let offset = places.offset(*position);
        let mut spans = enclosing(document, offset);
        spans.dedup();
        let ranges = spans.into_iter().rev().map(|span| places.range(span));
        let nested = ranges.fold(None, |parent, range| {
            let parent = parent.map(Box::new);
            Some(SelectionRange { range, parent })
        });
        // The protocol wants one for each position.
        nested.unwrap_or_else(|| SelectionRange {
            range: places.range(Span::empty(offset)),
            parent: None,
        })
    };
    positions.iter().map(around).collect()
}

/// The ranges around `at`, the innermost first.
fn enclosing(document: &Document, at: u32) -> Vec<Span> {
    let Some((formula, offset)) = formula_at(document, at) else {
        return Vec::new();
    };
    let ranges = autoscale_ide::selection_ranges(&formula.subject, offset);
    let ranges = ranges.into_iter().map(|span| formula.to_document(span));
    ranges.chain(formula.host.map(|host| host.span)).collect()
}

/// The links in comments.
pub(crate) fn links(document: &Document, encoding: Encoding) -> Vec<DocumentLink> {
    let places = document.places(encoding);
    let links = formulas(document).flat_map(|formula| {
        let links = autoscale_ide::document_links(&formula.subject).into_iter();
        links.filter_map(move |link| {
            let target = Url::parse(link.text(formula.subject.text)).ok()?;
            Some(DocumentLink {
                range: places.range(formula.to_document(link)),
                target: Some(target),
                tooltip: None,
                data: None,
            })
        })
    });
    links.collect()
}
