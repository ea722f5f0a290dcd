//! What can stand where the user types.

use autoscale_base::{Edit, Encoding};
use autoscale_ide::{Item, ItemKind, complete};
use serde_json::Value;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionTextEdit, Documentation,
    InsertTextFormat, Position, TextEdit, Url,
};

use crate::convert::Places;
use crate::documents::Document;
use crate::formula::{InDocument, formula_at};
use crate::markup;

/// The items at a position; `snippets` when the client can show places to fill
/// in.
pub(crate) fn of(
    document: &Document,
    position: Position,
    encoding: Encoding,
    snippets: bool,
) -> Vec<CompletionItem> {
    let places = document.places(encoding);
    let Some((formula, offset)) = formula_at(document, places.offset(position)) else {
        return Vec::new();
    };
    let found = complete(&formula.subject, offset);
    let items = found.items.into_iter().filter_map(|item| {
        let edit = Edit {
            span: found.replace,
            text: item.insert.plain(),
        };
        // The formula's own variables have no documentation.
        let uri = (item.kind != ItemKind::Own).then(|| document.uri.as_str().into());
        Some(CompletionItem {
            data: uri,
            ..convert(item, edit, formula, places, snippets)?
        })
    });
    items.collect()
}

/// An item, if the host can hold its text. A snippet only where the host holds
/// the text as it is: what an editor fills in is not written in another way.
fn convert(
    item: Item,
    edit: Edit,
    formula: InDocument<'_>,
    places: Places<'_>,
    snippets: bool,
) -> Option<CompletionItem> {
    let plain = edit.text.clone();
    let edit = formula.edit(edit)?;
    // Editors give the lines of a snippet the ends of the document's.
    let as_it_is = edit.text.replace('\r', "") == plain;
    let is_snippet = snippets && item.insert.has_stops() && as_it_is;
    let new_text = if is_snippet {
        item.insert.to_textmate()
    } else {
        edit.text
    };
    Some(CompletionItem {
        kind: Some(kind(item.kind)),
        detail: Some(item.detail),
        sort_text: Some(item.sort),
        tags: item.deprecated.then(|| vec![CompletionItemTag::DEPRECATED]),
        insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: places.range(edit.span),
            new_text,
        })),
        label: item.label,
        ..CompletionItem::default()
    })
}

/// The document that an item was offered in.
pub(crate) fn document_of(item: &CompletionItem) -> Option<Url> {
    Url::parse(item.data.as_ref().and_then(Value::as_str)?).ok()
}

/// An item of that document with its documentation; `markdown` when the client
/// reads that.
pub(crate) fn resolve(item: CompletionItem, document: &Document, markdown: bool) -> CompletionItem {
    let value = autoscale_ide::document(&item.label, &document.config.profile);
    let documentation =
        value.map(|value| Documentation::MarkupContent(markup::content(value, markdown)));
    CompletionItem {
        documentation,
        ..item
    }
}

const fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Variable => CompletionItemKind::FIELD,
        ItemKind::Own => CompletionItemKind::VARIABLE,
        ItemKind::Function => CompletionItemKind::FUNCTION,
        ItemKind::Method => CompletionItemKind::METHOD,
        ItemKind::Member => CompletionItemKind::PROPERTY,
        ItemKind::Constant => CompletionItemKind::CONSTANT,
        ItemKind::Option => CompletionItemKind::ENUM_MEMBER,
        ItemKind::Recipe => CompletionItemKind::SNIPPET,
    }
}
