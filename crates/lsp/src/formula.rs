//! The formula at a place of a document, and the way between the two texts.

use autoscale_base::{Edit, Span};
use autoscale_embed::{Formula, SourceMap};
use autoscale_ide::Subject;
use autoscale_lint::FormulaAnalysis;

use crate::documents::Document;

/// A formula of a document.
#[derive(Clone, Copy)]
pub(crate) struct InDocument<'d> {
    pub(crate) subject: Subject<'d>,
    /// Its place in the host file; `None` when the document is the formula.
    pub(crate) host: Option<&'d Formula>,
}

/// All formulas of a document, in text order.
pub(crate) fn formulas(document: &Document) -> impl Iterator<Item = InDocument<'_>> {
    let formulas = document.analysis().formulas.iter();
    formulas.map(|found| InDocument::new(document, found))
}

/// The formula that the document's byte `at` is a part of, and the place in
/// it.
pub(crate) fn formula_at(document: &Document, at: u32) -> Option<(InDocument<'_>, u32)> {
    formulas(document).find_map(|formula| {
        let offset = match formula.source() {
            Some(source) => source.to_formula(at)?,
            None => at,
        };
        Some((formula, offset))
    })
}

impl<'d> InDocument<'d> {
    fn new(document: &'d Document, found: &'d FormulaAnalysis) -> Self {
        let host = found.formula.as_ref();
        let text = host.map(|formula| formula.source.text());
        let subject = Subject {
            text: text.unwrap_or(&document.text),
            analysis: &found.analysis,
            profile: &document.config.profile,
            run: None,
        };
        Self { subject, host }
    }

    /// How the host file writes it.
    fn source(self) -> Option<&'d SourceMap> {
        self.host.map(|formula| &formula.source)
    }

    /// The placeholders that the host fills in.
    pub(crate) fn holes(self) -> &'d [Span] {
        self.source().map_or(&[], SourceMap::holes)
    }

    /// Where the document has a range of the formula.
    pub(crate) fn to_document(self, span: Span) -> Span {
        self.source().map_or(span, |source| source.to_host(span))
    }

    /// An edit of the formula as one of the document; `None` when the host
    /// cannot hold the text.
    pub(crate) fn edit(self, edit: Edit) -> Option<Edit> {
        match self.source() {
            Some(source) => source.edit_in_host(&edit),
            None => Some(edit),
        }
    }
}
