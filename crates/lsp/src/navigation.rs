//! From one place of a variable to its others: definition, references,
//! highlights, rename and linked editing.

use std::fmt;

use autoscale_base::{Encoding, Span};
use autoscale_ide::{Access, Definition, Reference};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, LinkedEditingRanges,
    Location, Position, PrepareRenameResponse, WorkspaceEdit,
};

use crate::agreed::Agreed;
use crate::documents::Document;
use crate::edits;
use crate::formula::{InDocument, formula_at};

/// What may be typed while places are edited together.
const NAME: &str = "[$A-Za-z_][A-Za-z0-9_]*";

/// The protocol's `RequestFailed`: the request is right, but cannot be done.
const REQUEST_FAILED: ErrorCode = ErrorCode::ServerError(-32803);

fn at(
    document: &Document,
    position: Position,
    encoding: Encoding,
) -> Option<(InDocument<'_>, u32)> {
    formula_at(document, document.places(encoding).offset(position))
}

/// Where the variable at a position got its value.
pub(crate) fn definition(
    document: &Document,
    position: Position,
    encoding: Encoding,
) -> Option<GotoDefinitionResponse> {
    let (formula, offset) = at(document, position, encoding)?;
    let Definition { target, .. } = autoscale_ide::definition(&formula.subject, offset)?;
    let location = location(document, formula, target, encoding);
    Some(GotoDefinitionResponse::Scalar(location))
}

/// All places of the name at a position; those that assign it only when they
/// are asked for.
pub(crate) fn references(
    document: &Document,
    position: Position,
    with_assignments: bool,
    encoding: Encoding,
) -> Option<Vec<Location>> {
    let (formula, offset) = at(document, position, encoding)?;
    let places = autoscale_ide::references(&formula.subject, offset);
    let wanted = |place: &&Reference| with_assignments || place.access == Access::Read;
    let places = places.iter().filter(wanted);
    Some(
        places
            .map(|place| location(document, formula, place.span, encoding))
            .collect(),
    )
}

/// The places of the name at a position, as read or written.
pub(crate) fn highlights(
    document: &Document,
    position: Position,
    encoding: Encoding,
) -> Option<Vec<DocumentHighlight>> {
    let (formula, offset) = at(document, position, encoding)?;
    let places = document.places(encoding);
    let found = autoscale_ide::references(&formula.subject, offset);
    let highlights = found.iter().map(|found| DocumentHighlight {
        range: places.range(formula.to_document(found.span)),
        kind: Some(match found.access {
            Access::Read => DocumentHighlightKind::READ,
            Access::Write => DocumentHighlightKind::WRITE,
        }),
    });
    Some(highlights.collect())
}

/// The name that a rename at a position would change.
pub(crate) fn prepare_rename(
    document: &Document,
    position: Position,
    encoding: Encoding,
) -> Result<Option<PrepareRenameResponse>> {
    let Some((formula, offset)) = at(document, position, encoding) else {
        return Ok(None);
    };
    let name = autoscale_ide::prepare_rename(&formula.subject, offset).map_err(failed)?;
    let range = document.places(encoding).range(formula.to_document(name));
    let placeholder = name.text(formula.subject.text).to_owned();
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder {
        range,
        placeholder,
    }))
}

/// The edits that give the variable at a position another name.
pub(crate) fn rename(
    document: &Document,
    position: Position,
    new: &str,
    agreed: Agreed,
) -> Result<Option<WorkspaceEdit>> {
    let Some((formula, offset)) = at(document, position, agreed.encoding) else {
        return Ok(None);
    };
    let edits = autoscale_ide::rename(&formula.subject, offset, new).map_err(failed)?;
    let edits: Option<Vec<_>> = edits.into_iter().map(|edit| formula.edit(edit)).collect();
    let edits = edits.ok_or_else(|| failed("the file around the formula cannot take that name"))?;
    Ok(Some(edits::of(document, &edits, agreed)))
}

/// The places that change together while the name at a position is typed in.
pub(crate) fn linked_editing(
    document: &Document,
    position: Position,
    encoding: Encoding,
) -> Option<LinkedEditingRanges> {
    let (formula, offset) = at(document, position, encoding)?;
    let places = document.places(encoding);
    let spans = autoscale_ide::linked_editing(&formula.subject, offset)?;
    let ranges = spans.into_iter();
    Some(LinkedEditingRanges {
        ranges: ranges
            .map(|span| places.range(formula.to_document(span)))
            .collect(),
        word_pattern: Some(NAME.to_owned()),
    })
}

fn location(
    document: &Document,
    formula: InDocument<'_>,
    span: Span,
    encoding: Encoding,
) -> Location {
    let range = document.places(encoding).range(formula.to_document(span));
    Location::new(document.uri.clone(), range)
}

fn failed(reason: impl fmt::Display) -> Error {
    Error {
        code: REQUEST_FAILED,
        message: reason.to_string().into(),
        data: None,
    }
}
