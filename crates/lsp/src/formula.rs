//! The formula at a place of a document, and the way between the two texts.

use autoscale_base::{Edit, Span};
use autoscale_embed::{Formula, SourceMap};
use autoscale_ide::Subject;
use autoscale_lint::FormulaAnalysis;

use crate::documents::Document;
use crate::live::{self, Run};

/// A formula of a document.
#[derive(Clone, Copy)]
pub(crate) struct InDocument<'d> {
    /// The formula, not evaluated.
    pub(crate) subject: Subject<'d>,
    /// Its place in the host file; `None` when the document is the formula.
    pub(crate) host: Option<&'d Formula>,
    document: &'d Document,
    index: usize,
}

/// All formulas of a document, in text order.
pub(crate) fn formulas(document: &Document) -> impl Iterator<Item = InDocument<'_>> {
    let formulas = document.analysis().formulas.iter().enumerate();
    formulas.map(|(index, found)| InDocument::new(document, index, found))
}

/// The formula that the document's byte `at` is a part of, and the place in
/// it.
pub(crate) fn formula_at(document: &Document, at: u32) -> Option<(InDocument<'_>, u32)> {
    formulas(document).find_map(|formula| {
        let offset = match formula.source() {
            Some(source) => in_formula(source, at)?,
            None => at,
        };
        Some((formula, offset))
    })
}

/// The place in the formula of the document's byte `at`. What is within a
/// placeholder stays within it.
fn in_formula(source: &SourceMap, at: u32) -> Option<u32> {
    let offset = source.to_formula(at)?;
    let holes = source.holes();
    let hole = holes.get(holes.partition_point(|hole| hole.start < offset));
    let Some(hole) = hole.filter(|hole| hole.start == offset) else {
        return Some(offset);
    };
    // The formula has a placeholder as the host writes it.
    let written = source.to_host(*hole);
    let within = at.saturating_sub(written.start);
    Some(if written.len() == hole.len() {
        offset + within
    } else {
        offset
    })
}

impl<'d> InDocument<'d> {
    fn new(document: &'d Document, index: usize, found: &'d FormulaAnalysis) -> Self {
        let host = found.formula.as_ref();
        let text = host.map(|formula| formula.source.text());
        let subject = Subject {
            text: text.unwrap_or(&document.text),
            analysis: &found.analysis,
            profile: &document.config.profile,
            run: None,
        };
        Self {
            subject,
            host,
            document,
            index,
        }
    }

    /// What the formula did under its snapshot.
    pub(crate) fn run(self) -> &'d Run {
        live::runs(self.document)
            .get(self.index)
            .unwrap_or(&Run::None)
    }

    /// The formula with what it did.
    pub(crate) fn evaluated(self) -> Subject<'d> {
        let run = match self.run() {
            Run::Ended(ended) => Some(&ended.evaluation),
            Run::None | Run::Refused { .. } => None,
        };
        Subject {
            run,
            ..self.subject
        }
    }

    /// What it is called within its file.
    pub(crate) fn name(self) -> Option<&'d str> {
        self.host.and_then(|host| host.name.as_deref())
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
