//! Comparisons as rules look at them: something beside a known number.

use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::context::Context;

/// `side op number`, however it is written: `1 <= x` is `x >= 1`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparison {
    /// What is compared.
    pub(super) side: ExprId,
    /// How.
    pub(super) op: BinaryOp,
    /// What it is compared with.
    pub(super) number: f64,
    /// Where that is written.
    pub(super) place: ExprId,
}

impl Comparison {
    /// The comparison that an expression is; `None` when it is none, or when
    /// both sides are known or neither is.
    pub(super) fn of(cx: &Context<'_>, kind: ExprKind) -> Option<Self> {
        let ExprKind::Binary { op, left, right } = kind else {
            return None;
        };
        if !op.is_comparison() {
            return None;
        }
        let number = |side| cx.facts.constants.number(side);
        match (number(left), number(right)) {
            (None, Some(number)) => Some(Self {
                side: left,
                op,
                number,
                place: right,
            }),
            (Some(number), None) => Some(Self {
                side: right,
                op: op.mirrored(),
                number,
                place: left,
            }),
            _ => None,
        }
    }
}

/// Is `left op right` true? False for what is no comparison.
pub(super) fn holds(op: BinaryOp, left: f64, right: f64) -> bool {
    match op {
        BinaryOp::Eq => left == right,
        BinaryOp::Ne => left != right,
        BinaryOp::Lt => left < right,
        BinaryOp::Le => left <= right,
        BinaryOp::Gt => left > right,
        BinaryOp::Ge => left >= right,
        BinaryOp::Or | BinaryOp::And => false,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => false,
    }
}
