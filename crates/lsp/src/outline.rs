//! Symbols: the assignments of a document or of the whole workspace. In a host file
//! they stand below the formula that they are a part of.

use autoscale_base::Encoding;
use autoscale_ide::{OutlineItem, OutlineKind};
use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind,
};

use crate::convert::Places;
use crate::documents::Document;
use crate::formula::{InDocument, formulas};

/// What a formula without a name is called.
const FORMULA: &str = "formula";

/// The outline of a document, as a tree or, for a client that knows no trees,
/// as a list.
pub(crate) fn of(document: &Document, nests: bool, encoding: Encoding) -> DocumentSymbolResponse {
    if !nests {
        return DocumentSymbolResponse::Flat(flat(document, encoding));
    }
    let places = document.places(encoding);
    let symbols = formulas(document).flat_map(|formula| {
        let items = autoscale_ide::outline(&formula.subject);
        let children = items.iter().map(|item| symbol(item, formula, places));
        let children: Vec<_> = children.collect();
        match formula.host {
            None => children,
            Some(host) => {
                let range = places.range(host.span);
                let kind = SymbolKind::NAMESPACE;
                let name = name(formula).to_owned();
                vec![with_children(name, kind, range, children)]
            }
        }
    });
    DocumentSymbolResponse::Nested(symbols.collect())
}

/// Those of `symbols` whose names match `query`, and `others`, in the order of
/// their places.
pub(crate) fn sorted(
    symbols: impl Iterator<Item = SymbolInformation>,
    query: &str,
    others: Vec<SymbolInformation>,
) -> Vec<SymbolInformation> {
    let matching = symbols.filter(|symbol| matches(&symbol.name, query));
    let mut found: Vec<_> = matching.chain(others).collect();
    found.sort_by(|a, b| {
        let place = |symbol: &SymbolInformation| symbol.location.range.start;
        (a.location.uri.as_str(), place(a)).cmp(&(b.location.uri.as_str(), place(b)))
    });
    found
}

/// Does a name hold all of `query`'s characters in that order?
pub(crate) fn matches(name: &str, query: &str) -> bool {
    let mut rest = name.chars();
    query
        .chars()
        .all(|wanted| rest.any(|c| c.eq_ignore_ascii_case(&wanted)))
}

fn name(formula: InDocument<'_>) -> &str {
    let host = formula.host;
    host.and_then(|host| host.name.as_deref())
        .unwrap_or(FORMULA)
}

#[expect(deprecated, reason = "the field has no other way to be left out")]
fn with_children(
    name: String,
    kind: SymbolKind,
    range: tower_lsp::lsp_types::Range,
    children: Vec<DocumentSymbol>,
) -> DocumentSymbol {
    DocumentSymbol {
        name,
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range: range,
        children: (!children.is_empty()).then_some(children),
    }
}

fn symbol(item: &OutlineItem<'_>, formula: InDocument<'_>, places: Places<'_>) -> DocumentSymbol {
    let range = places.range(formula.to_document(item.span));
    DocumentSymbol {
        detail: (!item.ty.is_empty()).then(|| item.ty.to_owned()),
        selection_range: places.range(formula.to_document(item.selection)),
        ..with_children(item.name.to_owned(), kind(item.kind), range, Vec::new())
    }
}

/// The assignments of a document as a list.
#[expect(deprecated, reason = "the field has no other way to be left out")]
pub(crate) fn flat(document: &Document, encoding: Encoding) -> Vec<SymbolInformation> {
    let places = document.places(encoding);
    let symbols = formulas(document).flat_map(|formula| {
        let items = autoscale_ide::outline(&formula.subject).into_iter();
        items.map(move |item| SymbolInformation {
            name: item.name.to_owned(),
            kind: kind(item.kind),
            tags: None,
            deprecated: None,
            location: Location::new(
                document.uri.clone(),
                places.range(formula.to_document(item.span)),
            ),
            container_name: formula.host.map(|_| name(formula).to_owned()),
        })
    });
    symbols.collect()
}

const fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Target => SymbolKind::PROPERTY,
        OutlineKind::Option => SymbolKind::ENUM_MEMBER,
        OutlineKind::Variable => SymbolKind::VARIABLE,
    }
}
