//! What is known about the word under the cursor.

use autoscale_base::Encoding;
use tower_lsp::lsp_types::{Hover, HoverContents, Position};

use crate::documents::Document;
use crate::formula::formula_at;
use crate::markup;

/// The hover at a position; `markdown` when the client reads that.
pub(crate) fn of(
    document: &Document,
    position: Position,
    encoding: Encoding,
    markdown: bool,
) -> Option<Hover> {
    let places = document.places(encoding);
    let (formula, offset) = formula_at(document, places.offset(position))?;
    let hover = autoscale_ide::hover(&formula.evaluated(), offset)?;
    Some(Hover {
        contents: HoverContents::Markup(markup::content(hover.to_markdown(), markdown)),
        range: Some(places.range(formula.to_document(hover.span))),
    })
}
