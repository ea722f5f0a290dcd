//! The text of a formula and how its bytes map to those of its host.

use autoscale_base::Span;

use crate::Quoting;

/// How a stretch of the formula is written in its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// Byte for byte.
    Verbatim,
    /// By an escape: the stretch and what it is written as map as a whole.
    Escape,
    /// Not at all: indentation, quotes between adjacent literals, and other
    /// text of the host that is no part of the formula. Empty in the formula.
    Dropped,
    /// By a placeholder that the host fills in. The formula holds the text of
    /// the placeholder, which stands for an unknown text.
    Hole,
}

/// A stretch of a formula beside its place in the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where in the formula.
    pub formula: Span,
    /// Where in the host.
    pub host: Span,
    /// How they map.
    pub kind: SegmentKind,
}

/// A literal of the host: text that starts at `start` of the formula is written
/// in its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) start: u32,
    pub(crate) quoting: Quoting,
}

/// A formula's text with a map of every byte to its host and back. Segments
/// lie side by side in both texts, without gaps in the formula. A formula may
/// be written as several literals, one behind the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceMap {
    text: String,
    segments: Vec<Segment>,
    holes: Vec<Span>,
    start: u32,
    first: Quoting,
    /// Those behind the first one.
    literals: Vec<Literal>,
    /// The host ends its lines with `\r\n`.
    returns: bool,
}

pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl SourceMap {
    /// The map of a file that is a formula and nothing else.
    #[must_use]
    pub fn identity(text: &str) -> Self {
        let mut map = Self::new(0, Quoting::Verbatim);
        map.verbatim(text, 0);
        map
    }

    /// An empty formula that begins at `start` of its host.
    #[must_use]
    pub const fn new(start: u32, quoting: Quoting) -> Self {
        Self {
            text: String::new(),
            segments: Vec::new(),
            holes: Vec::new(),
            start,
            first: quoting,
            literals: Vec::new(),
            returns: false,
        }
    }

    /// Tells how `host`, which the formula is a part of, ends its lines: as it
    /// ends the first.
    pub(crate) fn set_line_ends(&mut self, host: &str) {
        let first = host.split_inclusive('\n').next();
        self.returns = first.is_some_and(|line| line.ends_with("\r\n"));
    }

    /// True when a line break is `\r\n` in the host, though not in the formula.
    pub(crate) fn adds_returns(&self) -> bool {
        self.returns && !self.text.contains('\r')
    }

    /// What is appended from here on is written in another way: `f"…"` beside
    /// `'…'`. Pass over the quotes between the two with [`Self::dropped`].
    pub fn literal(&mut self, quoting: Quoting) {
        let start = offset(self.text.len());
        if start == 0 {
            self.first = quoting;
        } else if self.quoting_of(start) != &quoting {
            self.literals.push(Literal { start, quoting });
        }
    }

    /// Appends what stands in the host, from `host` on, as it is.
    pub fn verbatim(&mut self, text: &str, host: u32) {
        let host = Span::new(host, host.saturating_add(offset(text.len())));
        self.push(text, host, SegmentKind::Verbatim);
    }

    /// Appends `text`, which the host writes at `host` in another way.
    pub fn escape(&mut self, text: &str, host: Span) {
        self.push(text, host, SegmentKind::Escape);
    }

    /// Passes over a part of the host that is no part of the formula.
    pub fn dropped(&mut self, host: Span) {
        self.push("", host, SegmentKind::Dropped);
    }

    /// Appends a placeholder inside of a literal; `text` is how the host writes
    /// it.
    pub fn hole(&mut self, text: &str, host: Span) {
        let start = offset(self.text.len());
        self.push(text, host, SegmentKind::Hole);
        self.holes.push(Span::new(start, offset(self.text.len())));
    }

    /// Appends an expression of the host that stands between literals, such as
    /// `size` in `"$x = " + size`. The next literal needs [`Self::literal`].
    pub fn computed(&mut self, text: &str, host: Span) {
        self.literal(Quoting::Outside);
        self.hole(text, host);
    }

    /// Appends another formula of the same host: what it joins to this one.
    pub fn append(&mut self, other: &Self) {
        for segment in &other.segments {
            let text = segment.formula.text(&other.text);
            if !text.is_empty() {
                self.literal(other.quoting_of(segment.formula.start).clone());
            }
            match segment.kind {
                SegmentKind::Hole => self.hole(text, segment.host),
                kind => self.push(text, segment.host, kind),
            }
        }
    }

    fn push(&mut self, text: &str, host: Span, kind: SegmentKind) {
        let before = self.segments.last().map_or(0, |last| last.host.end);
        if host.start < before && self.widen_escape(text, host, kind) {
            return;
        }
        // A placeholder inside of an escape shares its place.
        let host = Span::new(host.start.max(before), host.end.max(before));
        if text.is_empty() && host.is_empty() {
            return;
        }
        let start = offset(self.text.len());
        self.text.push_str(text);
        let formula = Span::new(start, offset(self.text.len()));
        if let Some(last) = self.segments.last_mut()
            && kind == SegmentKind::Verbatim
            && last.kind == kind
            && last.host.end == host.start
        {
            last.formula.end = formula.end;
            last.host.end = host.end;
            return;
        }
        self.segments.push(Segment {
            formula,
            host,
            kind,
        });
    }

    /// Appends text whose place reaches into that of an escape: one escape for
    /// both.
    fn widen_escape(&mut self, text: &str, host: Span, kind: SegmentKind) -> bool {
        let Some(last) = self.segments.last_mut() else {
            return false;
        };
        let both = last.kind == SegmentKind::Escape && kind != SegmentKind::Hole;
        if both {
            self.text.push_str(text);
            last.formula.end = offset(self.text.len());
            last.host.end = last.host.end.max(host.end);
        }
        both
    }

    /// Where the host has the start of an empty formula.
    pub(crate) const fn start(&self) -> u32 {
        self.start
    }

    /// How the literal that holds the formula's byte `at` writes text.
    pub(crate) fn quoting_of(&self, at: u32) -> &Quoting {
        let count = self.literals.partition_point(|literal| literal.start <= at);
        let literal = count.checked_sub(1).and_then(|i| self.literals.get(i));
        literal.map_or(&self.first, |literal| &literal.quoting)
    }

    /// True when one literal holds the whole range.
    pub(crate) fn in_one_literal(&self, span: Span) -> bool {
        let until = |at| self.literals.partition_point(|literal| literal.start <= at);
        until(span.start) == until(span.end.saturating_sub(1).max(span.start))
    }

    /// The formula, as far as the host shows it: placeholders stand in it as
    /// the host writes them.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The placeholders, as ranges of [`Self::text`].
    #[must_use]
    pub fn holes(&self) -> &[Span] {
        &self.holes
    }

    /// The stretches, in text order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The place in the host of a range of the formula. Escapes and holes that
    /// the range touches are covered whole; an empty range stays empty.
    #[must_use]
    pub fn to_host(&self, span: Span) -> Span {
        let start = self.start_in_host(span.start);
        if span.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.end_in_host(span.end).max(start))
    }

    /// The place in the formula of the host's byte `at`; `None` when that is no
    /// part of the formula. Inside an escape or hole it is its start.
    #[must_use]
    pub fn to_formula(&self, at: u32) -> Option<u32> {
        let index = self
            .segments
            .partition_point(|segment| segment.host.end <= at);
        let segment = match self.segments.get(index) {
            Some(segment) if segment.host.start <= at => segment,
            // Directly behind the last byte, where a cursor stands.
            _ => {
                let last = self.segments.get(index.checked_sub(1)?)?;
                return (last.host.end == at).then_some(last.formula.end);
            }
        };
        Some(match segment.kind {
            SegmentKind::Verbatim => segment.formula.start + (at - segment.host.start),
            SegmentKind::Escape | SegmentKind::Dropped | SegmentKind::Hole => segment.formula.start,
        })
    }

    /// Where the host has the first byte of a range that starts at `at`.
    fn start_in_host(&self, at: u32) -> u32 {
        // The last segment that starts here or before and holds a byte: text
        // begins behind what was dropped in front of it.
        let index = self
            .segments
            .partition_point(|segment| segment.formula.end <= at);
        match self.segments.get(index) {
            Some(segment) => match segment.kind {
                SegmentKind::Verbatim => segment.host.start + (at - segment.formula.start),
                _ => segment.host.start,
            },
            None => self.end_in_host(at),
        }
    }

    /// Where the host has the end of a range that ends at `at`.
    fn end_in_host(&self, at: u32) -> u32 {
        let index = self
            .segments
            .partition_point(|segment| segment.formula.start < at);
        let holding = self.segments.get(..index).unwrap_or_default();
        let last = holding
            .iter()
            .rev()
            .find(|segment| !segment.formula.is_empty());
        last.map_or(self.start, |segment| match segment.kind {
            SegmentKind::Verbatim => {
                segment.host.start + (at.min(segment.formula.end) - segment.formula.start)
            }
            _ => segment.host.end,
        })
    }
}
