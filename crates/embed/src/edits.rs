//! Edits of a formula as edits of its host.

use autoscale_base::{Edit, Fix, Span};

use crate::quoting::Ends;
use crate::source_map::offset;
use crate::{Quoting, Segment, SegmentKind, SourceMap};

impl SourceMap {
    /// A fix in the host's coordinates and spelling. `None` when an edit would
    /// change a part of a hole, reach over two literals, or need text that the
    /// host cannot hold.
    #[must_use]
    pub fn fix_in_host(&self, fix: &Fix) -> Option<Fix> {
        let edits: Option<Vec<Edit>> = fix
            .edits
            .iter()
            .map(|edit| self.edit_in_host(edit))
            .collect();
        Some(Fix {
            applicability: fix.applicability,
            edits: edits?,
        })
    }

    /// An edit in the host's coordinates and spelling; `None` as in
    /// [`Self::fix_in_host`].
    #[must_use]
    pub fn edit_in_host(&self, edit: &Edit) -> Option<Edit> {
        let mut edit = self.encoded(edit)?;
        if self.adds_returns() {
            edit.text = edit.text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        Some(edit)
    }

    fn encoded(&self, edit: &Edit) -> Option<Edit> {
        if self.cuts(edit.span) {
            return None;
        }
        let (span, quoting) = if edit.span.is_empty() {
            self.place(edit.span.start)?
        } else {
            self.stretch(edit.span)?
        };
        let before = self.text().get(..edit.span.start as usize)?;
        let behind = self.text().get(edit.span.end as usize..)?;
        let ends = Ends {
            first: before.is_empty(),
            last: behind.is_empty(),
        };
        let (left, right) = (before.chars().next_back(), behind.chars().next());
        let first = edit.text.chars().next();
        let fits = match first {
            None => quoting.fits(left, right),
            Some(_) => {
                quoting.fits(left, first) && quoting.fits(edit.text.chars().next_back(), right)
            }
        };
        // How many breaks a newline is depends on the lines around it.
        let is_whole = ends.first && ends.last;
        let unfolds = quoting.folds() && !is_whole && edit.span.text(self.text()).contains('\n');
        if !fits || unfolds {
            return None;
        }
        if quoting.indents() && !Self::holds_lines(quoting, before, &edit.text, behind) {
            return None;
        }
        if quoting.indents() && self.is_blank(edit.span.start) {
            return self.on_blank_line(edit, span, quoting, ends);
        }
        Some(Edit {
            span,
            text: quoting.encode_part(&edit.text, ends)?,
        })
    }

    /// Can a block hold the lines that an edit makes? None may look like its end.
    fn holds_lines(quoting: &Quoting, before: &str, text: &str, behind: &str) -> bool {
        let first = before.rsplit('\n').next().unwrap_or_default();
        let last = behind.split('\n').next().unwrap_or_default();
        let ends = Ends {
            first: first.len() == before.len(),
            last: last.len() == behind.len(),
        };
        let lines = format!("{first}{text}{last}");
        quoting.encode_part(&lines, ends).is_some()
    }

    /// True when a line without text starts at `at`.
    fn is_blank(&self, at: u32) -> bool {
        let (before, behind) = self
            .text()
            .split_at_checked(at as usize)
            .unwrap_or_default();
        let ends = behind.is_empty() || behind.starts_with(['\n', '\r']);
        ends && (before.is_empty() || before.ends_with('\n'))
    }

    /// An edit at the start of a blank line, which need not be indented: its
    /// indentation is written anew, as that of a line that is added.
    fn on_blank_line(
        &self,
        edit: &Edit,
        span: Span,
        quoting: &Quoting,
        ends: Ends,
    ) -> Option<Edit> {
        let start = match edit.span.start.checked_sub(1) {
            Some(newline) => self.to_host(Span::new(newline, edit.span.start)).end,
            None => self.start(),
        };
        let added = quoting.encode_part(&format!("\n{}", edit.text), ends)?;
        Some(Edit {
            span: Span::new(start, span.end),
            text: added.strip_prefix('\n')?.to_owned(),
        })
    }

    /// The segments with a byte in `span`, and those without any between them.
    fn segments_in(&self, span: Span) -> &[Segment] {
        let segments = self.segments();
        let from = segments.partition_point(|segment| segment.formula.end <= span.start);
        let until = segments.partition_point(|segment| segment.formula.start < span.end);
        segments.get(from..until).unwrap_or_default()
    }

    /// True when `span` has a byte of a hole, or ends inside of an escape.
    fn cuts(&self, span: Span) -> bool {
        let inside = |segment: &Segment, at| segment.formula.start < at && at < segment.formula.end;
        let found = self.segments_in(Span::new(span.start, span.end.max(span.start + 1)));
        found.iter().any(|segment| match segment.kind {
            SegmentKind::Hole => !span.is_empty() || inside(segment, span.start),
            SegmentKind::Escape => inside(segment, span.start) || inside(segment, span.end),
            SegmentKind::Verbatim | SegmentKind::Dropped => false,
        })
    }

    /// Where text goes that is inserted at `at`: in front of what follows, or
    /// behind what precedes when the host computes what follows.
    fn place(&self, at: u32) -> Option<(Span, &Quoting)> {
        let end = offset(self.text().len());
        let next = (at < end).then(|| {
            let there = self.to_host(Span::new(at, at + 1)).start;
            (there, self.quoting_of(at))
        });
        let previous = at.checked_sub(1).map(|last| {
            let there = self.to_host(Span::new(last, at)).end;
            (there, self.quoting_of(last))
        });
        let empty = (end == 0).then(|| (self.start(), self.quoting_of(0)));
        [next, previous, empty]
            .into_iter()
            .flatten()
            .find(|(_, quoting)| **quoting != Quoting::Outside)
            .map(|(there, quoting)| (Span::empty(there), quoting))
    }

    /// The host's range of a stretch of one literal. The indentation behind its
    /// last newline goes with it.
    fn stretch(&self, span: Span) -> Option<(Span, &Quoting)> {
        if !self.in_one_literal(span) {
            return None;
        }
        let quoting = self.quoting_of(span.start);
        let mut host = self.to_host(span);
        let next = Span::new(span.end, span.end + 1);
        if quoting.indents()
            && span.text(self.text()).ends_with('\n')
            && (span.end as usize) < self.text().len()
            && self.in_one_literal(Span::new(span.start, next.end))
        {
            host.end = self.to_host(next).start;
        }
        Some((host, quoting))
    }
}
