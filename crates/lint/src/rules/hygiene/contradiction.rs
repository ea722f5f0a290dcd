//! Comparisons that rule each other out, as `h >= 22 && h < 6`, or leave
//! nothing out between them, as `h != 0 || h != 6`.

use std::collections::BTreeMap;

use autoscale_base::Span;
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::context::Context;
use crate::rules::comparison::Comparison;

/// Comparisons of one value whose outcome together is always the same.
pub(super) struct Contradiction {
    /// From the first comparison to the last.
    pub(super) span: Span,
    /// What they always are together.
    pub(super) outcome: bool,
    /// Where the operator stands, when it is the only one.
    pub(super) operator: Option<Span>,
}

/// The contradictions in every chain of `&&` and every chain of `||`.
pub(super) fn contradictions(cx: &Context<'_>) -> Vec<Contradiction> {
    let mut inner = vec![false; cx.hir.exprs().len()];
    let mut found = Vec::new();
    for id in cx.hir.expr_ids().rev() {
        let expr = cx.hir.expr(id);
        let ExprKind::Binary {
            op: op @ (BinaryOp::And | BinaryOp::Or),
            left,
            right,
        } = expr.kind
        else {
            continue;
        };
        for side in [left, right] {
            let continues =
                matches!(cx.hir.expr(side).kind, ExprKind::Binary { op: of, .. } if of == op);
            if continues && let Some(inner) = inner.get_mut(side.index()) {
                *inner = true;
            }
        }
        if !inner.get(id.index()).copied().unwrap_or(true) {
            in_chain(cx, id, op, &mut found);
        }
    }
    found.reverse();
    found
}

fn in_chain(cx: &Context<'_>, root: ExprId, op: BinaryOp, found: &mut Vec<Contradiction>) {
    let mut values: BTreeMap<&str, Limits> = BTreeMap::new();
    let mut links = 0;
    let mut open = vec![root];
    while let Some(part) = open.pop() {
        let expr = cx.hir.expr(part);
        match expr.kind {
            ExprKind::Binary {
                op: of,
                left,
                right,
            } if of == op => {
                links += 1;
                open.extend([left, right]);
            }
            kind => {
                let Some(comparison) = Comparison::of(cx, kind) else {
                    continue;
                };
                let value = cx.at(cx.hir.expr(comparison.side).span);
                if value.contains("rand") || cx.facts.flow.is_opaque(comparison.side) {
                    continue;
                }
                // `a || b` is always true when `!a && !b` never is.
                let of = if op == BinaryOp::And {
                    comparison.op
                } else {
                    comparison.op.negated()
                };
                let limits = values
                    .entry(value)
                    .or_insert_with(|| Limits::new(expr.span));
                limits.add(of, comparison.number, expr.span);
            }
        }
    }
    let place = cx.hir.expr(root).place;
    found.extend(
        values
            .into_values()
            .filter(Limits::is_empty)
            .map(|limits| Contradiction {
                span: limits.span,
                outcome: op == BinaryOp::Or,
                operator: (links == 1).then(|| Span::new(place, place + 2)),
            }),
    );
}

/// The numbers for which several comparisons are all true.
struct Limits {
    span: Span,
    /// How many comparisons there are: one does not contradict itself.
    count: usize,
    least: f64,
    /// `least` itself is not one of them.
    above: bool,
    greatest: f64,
    /// `greatest` itself is not one of them.
    below: bool,
    not: Vec<f64>,
}

impl Limits {
    const fn new(span: Span) -> Self {
        Self {
            span,
            count: 0,
            least: f64::NEG_INFINITY,
            above: false,
            greatest: f64::INFINITY,
            below: false,
            not: Vec::new(),
        }
    }

    fn add(&mut self, op: BinaryOp, number: f64, span: Span) {
        self.span = self.span.to(span);
        self.count += 1;
        match op {
            BinaryOp::Eq => {
                self.raise(number, false);
                self.lower(number, false);
            }
            BinaryOp::Ne => self.not.push(number),
            BinaryOp::Gt => self.raise(number, true),
            BinaryOp::Ge => self.raise(number, false),
            BinaryOp::Lt => self.lower(number, true),
            BinaryOp::Le => self.lower(number, false),
            _ => {}
        }
    }

    fn raise(&mut self, least: f64, above: bool) {
        if least > self.least || least == self.least && above {
            (self.least, self.above) = (least, above);
        }
    }

    fn lower(&mut self, greatest: f64, below: bool) {
        if greatest < self.greatest || greatest == self.greatest && below {
            (self.greatest, self.below) = (greatest, below);
        }
    }

    fn is_empty(&self) -> bool {
        let one = self.least == self.greatest;
        let none = one && (self.above || self.below || self.not.contains(&self.least));
        self.count > 1 && (self.least > self.greatest || none)
    }
}
