//! Workspace edits, in the form that the client understands best: with the
//! version of the text that they were made for, so that they are never applied
//! to another.

use std::collections::HashMap;

use autoscale_base::{Edit, Span};
use tower_lsp::lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit,
    TextEdit, Url, WorkspaceEdit,
};

use crate::agreed::Agreed;
use crate::convert::Places;
use crate::documents::Document;

/// Edits of an open document.
pub(crate) fn of(document: &Document, edits: &[Edit], agreed: Agreed) -> WorkspaceEdit {
    let places = document.places(agreed.encoding);
    let (uri, version) = (document.uri.clone(), Some(document.version));
    in_text(uri, version, places, edits, agreed)
}

/// Edits of a text, which has no version when it is not open.
pub(crate) fn in_text(
    uri: Url,
    version: Option<i32>,
    places: Places<'_>,
    edits: &[Edit],
    agreed: Agreed,
) -> WorkspaceEdit {
    let edits = edits.iter().map(|edit| TextEdit {
        range: places.range(edit.span),
        new_text: edit.text.clone(),
    });
    if !agreed.versions {
        return WorkspaceEdit::new(HashMap::from([(uri, edits.collect())]));
    }
    let edits = edits.map(OneOf::Left).collect();
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![changes(uri, version, edits)])),
        ..WorkspaceEdit::default()
    }
}

/// A new file with a text, for a client that can create one.
pub(crate) fn create(uri: Url, text: String, agreed: Agreed) -> Option<WorkspaceEdit> {
    let create = ResourceOp::Create(CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions {
            overwrite: Some(false),
            ignore_if_exists: Some(true),
        }),
        annotation_id: None,
    });
    let start = Position::default();
    let text = TextEdit::new(Range::new(start, start), text);
    let operations = vec![
        DocumentChangeOperation::Op(create),
        DocumentChangeOperation::Edit(changes(uri, None, vec![OneOf::Left(text)])),
    ];
    agreed.creates.then(|| WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}

/// Another text for an open document, as the one edit from the first to the
/// last change.
pub(crate) fn replace(document: &Document, new: &str, agreed: Agreed) -> WorkspaceEdit {
    let old = &document.text;
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (old_rest, new_rest) = (
        old.get(head..).unwrap_or_default(),
        new.get(head..).unwrap_or_default(),
    );
    let backwards = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = backwards.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let inserted = new_rest.get(..new_rest.len() - tail).unwrap_or_default();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span::new(offset(head), offset(old.len() - tail));
    let edits = [Edit {
        span,
        text: inserted.to_owned(),
    }];
    of(document, &edits, agreed)
}

fn changes(
    uri: Url,
    version: Option<i32>,
    edits: Vec<OneOf<TextEdit, tower_lsp::lsp_types::AnnotatedTextEdit>>,
) -> TextDocumentEdit {
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits,
    }
}
