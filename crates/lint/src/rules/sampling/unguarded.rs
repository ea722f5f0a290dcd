//! What AS201 and AS202 share: samples that may be missing, evaluated under no
//! condition that looks at them.

use autoscale_base::Span;
use autoscale_check::ExprKind;
use autoscale_syntax::Token;

use crate::context::Context;
use crate::facts::{SampleCall, Test, arguments};

/// A call of `GetSample` that fails when too few samples are there.
pub(super) struct Unguarded<'a> {
    /// The call.
    pub(super) call: &'a SampleCall,
    /// The percentage that must be there.
    pub(super) needs: f64,
    /// The first test of the same samples that comes too late.
    pub(super) late_test: Option<&'a Test>,
}

/// The calls that may fail and that no condition guards. A condition that
/// looks at samples in any way counts: whether it looks at the right ones is
/// another rule's business.
pub(super) fn unguarded<'a>(cx: &Context<'a>) -> impl Iterator<Item = Unguarded<'a>> {
    let facts = cx.facts;
    facts.get_sample().filter_map(move |call| {
        let (_, needs) = call.may_fail()?;
        if facts.tests_above(call).next().is_some() {
            return None;
        }
        Some(Unguarded {
            call,
            needs,
            late_test: facts.guards.percent_test_from(call.metric, call.statement),
        })
    })
}

/// The text between the brackets that gives the window of `call`, without the
/// percentage.
pub(super) fn window_text<'a>(cx: &Context<'a>, call: &SampleCall) -> &'a str {
    cx.at(window_span(cx, call))
}

/// Where the window of `call` stands: between the bracket, and the comma in
/// front of the percentage or the other bracket, without comments at its ends.
pub(super) fn window_span(cx: &Context<'_>, call: &SampleCall) -> Span {
    let expr = cx.hir.expr(call.expr);
    let open = expr.place.saturating_add(1);
    let tokens = cx.tree.tokens();
    let tokens = |from: u32, until: u32| {
        let first = tokens.partition_point(|(_, span)| span.start < from);
        let behind = tokens.partition_point(|(_, span)| span.start < until);
        tokens.get(first..behind).unwrap_or_default()
    };
    let mut window = tokens(open, call.span.end.saturating_sub(1));
    let arguments = arguments(cx.hir, expr.kind);
    if let Some(percentage) = arguments.last().filter(|_| call.explicit().is_some()) {
        // Brackets around it are no part of its span.
        let before = tokens(open, cx.hir.expr(*percentage).span.start);
        let comma = before.iter().rposition(|(token, _)| *token == Token::Comma);
        window = comma.and_then(|at| before.get(..at)).unwrap_or(window);
    }
    let spans = window.iter().map(|(_, span)| *span);
    spans.reduce(Span::to).unwrap_or(Span::empty(open))
}

/// True for an aggregate, which makes one number of samples.
pub(super) const fn is_aggregate(kind: ExprKind) -> bool {
    use autoscale_catalog::Function::{Avg, Max, Min, Norm, Percentile, Range, Std, Sum};
    matches!(
        kind,
        ExprKind::Call {
            function: Avg | Max | Min | Norm | Percentile | Range | Std | Sum,
            ..
        }
    )
}
