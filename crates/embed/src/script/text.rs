//! A string expression, put together from its literals.

use autoscale_base::Span;

use crate::dialects::fill;
use crate::{Quoting, SegmentKind, SourceMap};

/// What a function does to a text, with arguments as texts or still to be read.
#[derive(Clone, Debug)]
pub(crate) enum Change<T = String> {
    /// Fills in `{…}`.
    Braces,
    /// Fills in `%s`.
    Percent,
    /// Drops the indentation that all lines have.
    Dedent,
    /// Drops these characters, white space without any, from the ends.
    Strip {
        start: bool,
        end: bool,
        of: Option<T>,
    },
    /// Fills in `{{name}}`.
    Mustache,
    /// Puts `new` in the place of `old`; `None` where the host computes it.
    Replace { old: T, new: Option<T> },
}

/// What an expression is.
#[derive(Debug)]
pub(crate) enum Value<'t> {
    /// A text with at least one literal.
    Text(Text),
    /// What a name holds, after some changes, the first one first.
    Name(&'t str, Vec<Change>),
    /// Anything else.
    Other,
}

/// A string expression.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) map: SourceMap,
    /// The whole expression.
    pub(crate) span: Span,
    /// The host fills in `$name`, as shells do.
    pub(crate) expands: bool,
    /// The first placeholder that the host does not fill in.
    pub(crate) unfilled: Option<Span>,
    /// How much of the host has been read.
    end: u32,
    literals: usize,
    /// What belongs in front of what comes next.
    separator: Option<String>,
}

impl Text {
    /// The text of an expression, still empty.
    pub(crate) fn new(span: Span) -> Self {
        Self {
            map: SourceMap::new(span.start, Quoting::Outside),
            span,
            expands: false,
            unfilled: None,
            end: span.start,
            literals: 0,
            separator: None,
        }
    }

    /// Appends a literal with `content`; `decode` reads it. Nothing happens
    /// when it stands in front of what has been read: texts run forward.
    pub(crate) fn literal(&mut self, content: Span, decode: impl FnOnce(&mut SourceMap)) {
        if content.start < self.end {
            return;
        }
        if self.map.segments().is_empty() {
            // Where text goes that is inserted into an empty literal.
            self.map = SourceMap::new(content.start, Quoting::Outside);
        }
        self.skip_to(content.start);
        decode(&mut self.map);
        self.end = content.end;
        self.literals += 1;
    }

    /// Appends an expression that the host computes.
    pub(crate) fn computed(&mut self, host: &str, span: Span) {
        if span.start < self.end {
            return;
        }
        self.skip_to(span.start);
        self.map.computed(span.text(host), span);
        self.end = span.end;
    }

    /// Puts `text` between what has been read and what comes next.
    pub(crate) fn separator(&mut self, text: &str) {
        self.separator = Some(text.to_owned());
    }

    /// Appends `text`, which the host writes as an expression.
    pub(crate) fn given(&mut self, text: &str, span: Span) {
        if span.start < self.end {
            return;
        }
        self.skip_to(span.start);
        self.map.literal(Quoting::Outside);
        self.map.escape(text, span);
        self.end = span.end;
    }

    /// Appends another text; `itself` is a name that stands for this one, when
    /// that is what the other begins with. An edit never reaches over the seam.
    pub(crate) fn append(&mut self, other: &Self, itself: &str) {
        let mut segments = other.map.segments();
        if let Some((head, rest)) = segments.split_first()
            && head.kind == SegmentKind::Hole
            && head
                .formula
                .text(other.map.text())
                .trim_matches(['$', '{', '}'])
                == itself
        {
            segments = rest;
        }
        let Some(first) = segments.first() else {
            return;
        };
        if first.host.start < self.end {
            return;
        }
        self.map.literal(Quoting::Outside);
        self.skip_to(first.host.start);
        for segment in segments {
            let text = segment.formula.text(other.map.text());
            if !text.is_empty() {
                let quoting = other.map.quoting_of(segment.formula.start);
                self.map.literal(quoting.clone());
            }
            match segment.kind {
                SegmentKind::Verbatim => self.map.verbatim(text, segment.host.start),
                SegmentKind::Escape => self.map.escape(text, segment.host),
                SegmentKind::Dropped => self.map.dropped(segment.host),
                SegmentKind::Hole => self.map.hole(text, segment.host),
            }
        }
        self.end = other.end;
        self.span = self.span.to(other.span);
        self.expands |= other.expands;
        self.unfilled = self.unfilled.or(other.unfilled);
        self.literals += other.literals;
    }

    /// True when there is a literal in it.
    pub(crate) const fn is_literal(&self) -> bool {
        self.literals > 0
    }

    /// The text as the changes leave it.
    pub(crate) fn changed(mut self, changes: &[Change]) -> Self {
        for change in changes {
            let inner = change.apply(self.map.text());
            self.map = inner.compose(&self.map);
        }
        self
    }

    /// All of it, when the host fills in nothing.
    pub(crate) fn constant(&self) -> Option<&str> {
        self.map.holes().is_empty().then(|| self.map.text())
    }

    /// False when all of it is placeholders.
    pub(crate) fn has_own_text(&self) -> bool {
        let text = self.map.text();
        let is_own = |kind| kind != SegmentKind::Hole;
        let segments = self.map.segments();
        let mut own = segments.iter().filter(|segment| is_own(segment.kind));
        self.map.holes().is_empty() || own.any(|own| !own.formula.text(text).trim().is_empty())
    }

    fn skip_to(&mut self, at: u32) {
        let gap = Span::new(self.end, at);
        if let Some(separator) = self.separator.take() {
            self.map.literal(Quoting::Outside);
            self.map.escape(&separator, gap);
        } else if !self.map.segments().is_empty() {
            self.map.dropped(gap);
        }
    }
}

impl<T> Change<T> {
    /// White space at both ends.
    pub(crate) const TRIM: Self = Self::Strip {
        start: true,
        end: true,
        of: None,
    };
}

impl Change {
    fn apply(&self, text: &str) -> SourceMap {
        match self {
            Self::Braces => fill::braces(text),
            Self::Percent => fill::percent(text),
            Self::Dedent => fill::dedent(text),
            Self::Mustache => fill::mustache(text),
            Self::Strip { start, end, of } => fill::strip(text, (*start, *end), |c| {
                of.as_ref().map_or(c.is_whitespace(), |set| set.contains(c))
            }),
            Self::Replace { old, new } => fill::replace(text, old, new.as_deref()),
        }
    }
}
