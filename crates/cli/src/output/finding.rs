//! A finding with its place in lines and columns: what the formats for programs
//! print.

use autoscale_base::{Diagnostic, LineIndex, Span};

use super::{CheckedFile, Report};

/// Most bytes of a line, on each side of an offset, that are its surroundings.
const SURROUNDINGS: usize = 200;

/// A finding and where it stands.
pub(crate) struct Finding<'a> {
    /// The finding.
    pub(crate) diagnostic: &'a Diagnostic,
    /// The name of the formula in a host file; a formula file has none.
    pub(crate) formula: Option<&'a str>,
    /// The primary place.
    pub(crate) region: Region,
}

/// A range of a text in lines and columns, both from 1, columns in Unicode
/// scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// The line of the first character.
    pub(crate) line: u32,
    /// The column of the first character.
    pub(crate) column: u32,
    /// The line of the end.
    pub(crate) end_line: u32,
    /// The column behind the last character.
    pub(crate) end_column: u32,
}

/// A file with the start of each of its lines.
pub(crate) struct Places<'a> {
    /// The file.
    pub(crate) file: &'a CheckedFile,
    index: LineIndex,
}

impl Report {
    /// The files that have findings.
    pub(crate) fn places(&self) -> impl Iterator<Item = Places<'_>> {
        let with_findings = |file: &&CheckedFile| !file.findings.is_empty();
        self.files.iter().filter(with_findings).map(Places::of)
    }
}

impl<'a> Places<'a> {
    /// The places of `file`.
    pub(crate) fn of(file: &'a CheckedFile) -> Self {
        Self {
            file,
            index: LineIndex::new(&file.text),
        }
    }

    /// The findings in text order.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Finding<'a>> {
        let file = self.file;
        file.findings.iter().map(|found| Finding {
            diagnostic: &found.diagnostic,
            formula: found.formula.as_deref(),
            region: self.region(found.diagnostic.span),
        })
    }

    /// Where `span` is.
    pub(crate) fn region(&self, span: Span) -> Region {
        let (line, column) = self.index.place(&self.file.text, span.start);
        let (end_line, end_column) = self.index.place(&self.file.text, span.end);
        Region {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// What stands around `offset` in its line, without the white space at the
    /// ends: it stays the same when the line moves.
    pub(crate) fn surroundings(&self, offset: u32) -> &'a str {
        let text = &self.file.text;
        let line = self.index.line(offset);
        let bound = |line| self.index.line_start(line).map(|start| start as usize);
        let start = bound(line).unwrap_or(0);
        let end = bound(line + 1).unwrap_or(text.len());
        let at = offset as usize;
        let start = text.ceil_char_boundary(start.max(at.saturating_sub(SURROUNDINGS)));
        let end = text.floor_char_boundary(end.min(at.saturating_add(SURROUNDINGS)));
        text.get(start..end).unwrap_or_default().trim()
    }
}

/// The message, and the help in a line of its own.
pub(crate) fn with_help(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}
