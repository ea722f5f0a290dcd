//! How values reach a target through an expression: what becomes of NaN and of
//! a fraction among its operands.

use autoscale_catalog::profile::NanMinmax;
use autoscale_catalog::{Function, Profile};
use autoscale_check::{ExprId, ExprKind, Hir};
use autoscale_syntax::BinaryOp;

use super::{Constants, children};

/// Where a value goes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Goes {
    /// Into a target or into a condition that decides about one.
    pub(super) to_target: bool,
    /// Into a target, not only into a condition.
    pub(super) as_value: bool,
    /// Into a target that is NaN, or the cap of a `min`, whenever it is NaN.
    pub(super) as_nan: bool,
    /// Into a target with nothing that rounds it on the way.
    pub(super) as_fraction: bool,
}

/// What an expression lets through from its operands.
pub(super) struct Pass {
    /// The operand that only decides.
    condition: Option<ExprId>,
    /// The result is made of the operands, not only decided by them.
    value: bool,
    nan: Nan,
    fraction: bool,
}

/// What becomes of an operand that is NaN.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nan {
    /// The result is NaN, too.
    Passes,
    /// The result is a number that does no harm.
    Stops,
    /// The result is the largest that it can be.
    Caps,
}

impl Pass {
    pub(super) fn of(hir: &Hir, constants: &Constants, profile: &Profile, kind: ExprKind) -> Self {
        let mut pass = Self {
            condition: None,
            value: true,
            nan: Nan::Passes,
            fraction: false,
        };
        match kind {
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                pass.condition = Some(condition);
                let one = |arm| constants.number(arm) == Some(1.0);
                pass.fraction = !(one(then) && reads_again(hir, condition, otherwise)
                    || one(otherwise) && reads_again(hir, condition, then));
            }
            ExprKind::Binary { op, .. } if op.is_comparison() => pass.value = false,
            ExprKind::Binary { op, left, right } => {
                // What is added rounds up: `tasks / slots + 0.9`.
                let rounds = |side| constants.number(side).is_some_and(|number| number > 0.0);
                pass.fraction = match op {
                    BinaryOp::Add => !rounds(left) && !rounds(right),
                    _ => op == BinaryOp::Sub,
                };
            }
            ExprKind::Call {
                function: function @ (Function::Max | Function::Min),
                arguments,
            } => {
                let arguments = hir.list(arguments).iter();
                let numbers = arguments.filter_map(|id| constants.number(*id));
                let largest = numbers.reduce(f64::max);
                let skips = profile.nan_minmax == NanMinmax::Ignore && largest.is_some();
                pass.nan = match function {
                    _ if !skips => Nan::Passes,
                    Function::Max => Nan::Stops,
                    _ => Nan::Caps,
                };
                // With a floor of 1 nothing is cut down to 0.
                let floor = largest.is_some_and(|floor| floor >= 1.0);
                pass.fraction = !(function == Function::Max && floor);
            }
            ExprKind::Call {
                function: Function::Len,
                ..
            }
            | ExprKind::Method { .. }
            | ExprKind::Member { .. } => pass.value = false,
            _ => {}
        }
        pass
    }

    pub(super) fn to(&self, child: ExprId, goes: Goes) -> Goes {
        let value = self.value && self.condition != Some(child);
        let as_nan = match self.nan {
            Nan::Passes => goes.as_nan,
            Nan::Stops => false,
            Nan::Caps => goes.as_value,
        };
        Goes {
            to_target: goes.to_target,
            as_value: goes.as_value && value,
            as_nan: as_nan && value,
            as_fraction: goes.as_fraction && self.fraction && value,
        }
    }
}

/// True when `condition` looks at the variable that `arm` is: the other arm of
/// `nodes < 1 ? 1 : nodes` rounds up.
fn reads_again(hir: &Hir, condition: ExprId, arm: ExprId) -> bool {
    /// Parts of the condition beyond so many are not looked at.
    const MOST_PARTS: usize = 32;

    let ExprKind::Read(var) = hir.expr(arm).kind else {
        return false;
    };
    let mut open = vec![condition];
    for _ in 0..MOST_PARTS {
        let Some(part) = open.pop() else { break };
        let kind = hir.expr(part).kind;
        if kind == ExprKind::Read(var) {
            return true;
        }
        open.extend(children(hir, kind));
    }
    false
}
