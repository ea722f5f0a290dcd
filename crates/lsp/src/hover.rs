//! What is known about the word under the cursor.

use autoscale_base::Encoding;
use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use crate::documents::Document;
use crate::formula::formula_at;

/// The hover at a position.
pub(crate) fn of(document: &Document, position: Position, encoding: Encoding) -> Option<Hover> {
    let places = document.places(encoding);
    let (formula, offset) = formula_at(document, places.offset(position))?;
    let hover = autoscale_ide::hover(&formula.subject, offset)?;
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: hover.to_markdown(),
        }),
        range: Some(places.range(formula.to_document(hover.span))),
    })
}
