//! A formula in a literal that is itself inside of another language's literal:
//! an ARM expression in JSON, Python in a notebook, Terraform in Markdown.

use autoscale_base::Span;

use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::{Place, Relocate as _};

use crate::{Extracted, HostFault, PoolId, Quoting, Segment, SegmentKind, SourceMap};

impl SourceMap {
    /// The map from this formula to the host of `outer`, when the host of this
    /// formula is the text of `outer`.
    #[must_use]
    pub fn compose(&self, outer: &Self) -> Self {
        // Behind what precedes: in front of what the outer host drops here.
        let start = match self.start().checked_sub(1) {
            Some(last) => outer.to_host(Span::new(last, self.start())).end,
            None => outer.start(),
        };
        let mut composed = Self::new(start, nested(self.quoting_of(0), outer, self.start()));
        for segment in self.segments() {
            let text = segment.formula.text(self.text());
            if !segment.formula.is_empty() {
                let quoting = self.quoting_of(segment.formula.start);
                composed.literal(nested(quoting, outer, segment.host.start));
            }
            match segment.kind {
                SegmentKind::Verbatim => verbatim(&mut composed, segment, text, outer),
                SegmentKind::Dropped => composed.dropped(outer.to_host(segment.host)),
                SegmentKind::Hole => composed.hole(text, outer.to_host(segment.host)),
                SegmentKind::Escape => {
                    let host = outer.to_host(segment.host);
                    if touches_hole(outer, segment.host) {
                        composed.hole(text, host);
                    } else {
                        composed.escape(text, host);
                    }
                }
            }
        }
        composed
    }
}

impl Extracted {
    /// Takes in what was found in the text of `outer`, a part of this file;
    /// `name` is how to call that part.
    pub(crate) fn absorb(&mut self, inner: Self, outer: &SourceMap, name: &str) {
        let known = self.pools.len();
        for mut formula in inner.formulas {
            formula.name = Some(match formula.name {
                Some(inner) => format!("{name}.{inner}"),
                None => name.to_owned(),
            });
            formula.span = outer.to_host(formula.span);
            formula.source = formula.source.compose(outer);
            formula.pool = formula.pool.map(|PoolId(pool)| PoolId(pool + known));
            for HostFault::Replaced(span) | HostFault::NotReplaced(span) in &mut formula.faults {
                *span = outer.to_host(*span);
            }
            self.formulas.push(formula);
        }
        let pools = inner.pools.into_iter();
        self.pools
            .extend(pools.map(|pool| pool_in_host(pool, outer)));
    }
}

/// A pool that was found in the text of `outer`, in the host of that.
pub(crate) fn pool_in_host(mut pool: PoolDefinition, outer: &SourceMap) -> PoolDefinition {
    pool.relocate(&|span| Place {
        span: outer.to_host(span),
        has_hole: touches_hole(outer, span),
    });
    pool
}

fn nested(inner: &Quoting, outer: &SourceMap, at: u32) -> Quoting {
    match (inner, outer.quoting_of(at)) {
        (Quoting::Outside, _) => Quoting::Outside,
        (Quoting::Verbatim, outer) => outer.clone(),
        (inner, Quoting::Verbatim) => inner.clone(),
        (inner, outer) => Quoting::Nested {
            inner: Box::new(inner.clone()),
            outer: Box::new(outer.clone()),
        },
    }
}

fn touches_hole(outer: &SourceMap, span: Span) -> bool {
    let holes = outer.holes();
    let from = holes.partition_point(|hole| hole.end <= span.start);
    holes.get(from).is_some_and(|hole| hole.start < span.end)
}

/// A stretch that the inner language takes as it is: the outer one's segments
/// cut it up.
fn verbatim(composed: &mut SourceMap, inner: &Segment, text: &str, outer: &SourceMap) {
    let wanted = inner.host;
    let segments = outer.segments();
    let from = segments.partition_point(|segment| segment.formula.end <= wanted.start);
    for segment in segments.get(from..).unwrap_or_default() {
        if segment.formula.start >= wanted.end {
            break;
        }
        let common = Span::new(
            segment.formula.start.max(wanted.start),
            segment.formula.end.min(wanted.end),
        );
        let relative = Span::new(common.start - wanted.start, common.end - wanted.start);
        let piece = relative.text(text);
        match segment.kind {
            SegmentKind::Verbatim => {
                let host = segment.host.start + (common.start - segment.formula.start);
                composed.verbatim(piece, host);
            }
            SegmentKind::Escape => composed.escape(piece, segment.host),
            SegmentKind::Dropped => composed.dropped(segment.host),
            // As the outer language wrote it: what is inside may know it by a
            // word of the same length.
            SegmentKind::Hole => composed.hole(common.text(outer.text()), segment.host),
        }
    }
}
