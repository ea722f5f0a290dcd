//! Between our byte offsets and the protocol's lines and columns. Nothing else
//! converts.

use autoscale_base::{Encoding, LineCol, LineIndex, Span};
use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range};

/// The encoding of columns: the best that the client offers.
pub(crate) fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Encoding {
    let offers = |kind| offered.is_some_and(|kinds| kinds.contains(&kind));
    if offers(PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

/// The protocol's word for an encoding.
pub(crate) const fn kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// The places of one text.
#[derive(Clone, Copy)]
pub(crate) struct Places<'t> {
    pub(crate) text: &'t str,
    pub(crate) index: &'t LineIndex,
    pub(crate) encoding: Encoding,
}

impl Places<'_> {
    pub(crate) fn position(self, offset: u32) -> Position {
        let place = self.index.line_col(self.text, offset, self.encoding);
        Position::new(place.line, place.column)
    }

    pub(crate) fn range(self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    pub(crate) fn offset(self, position: Position) -> u32 {
        let place = LineCol {
            line: position.line,
            column: position.character,
        };
        self.index.offset(self.text, place, self.encoding)
    }

    pub(crate) fn span(self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }
}
