//! Which value is never above another, whatever their ranges are: what was
//! compared on the way here, and what was chosen as the less or the greater.

use autoscale_catalog::Function;
use autoscale_catalog::profile::NanMinmax;
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::BinaryOp;

use crate::same::ValueId;
use crate::walk::Walk;

/// The end of its parts that a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extreme {
    Least,
    Greatest,
}

impl Walk<'_> {
    /// True when `greater` is at least `less`, or one of them is NaN.
    pub(crate) fn at_least(&self, greater: ValueId, less: ValueId) -> bool {
        greater == less
            || self.facts.at_least(greater, less)
            || self.is_extreme_of(Extreme::Greatest, greater, less)
            || self.is_extreme_of(Extreme::Least, less, greater)
    }

    /// Is `value` the least or the greatest of some, `part` among them?
    fn is_extreme_of(&self, extreme: Extreme, value: ValueId, part: ValueId) -> bool {
        let is_part = |id: ExprId| self.values.of(id) == part;
        match self.hir.exprs().get(value.index()).map(|expr| expr.kind) {
            Some(ExprKind::Call {
                function,
                arguments,
            }) => {
                let wanted = match extreme {
                    Extreme::Least => Function::Min,
                    Extreme::Greatest => Function::Max,
                };
                // A NaN may make it forget the part under `last`.
                function == wanted
                    && self.profile.nan_minmax != NanMinmax::Last
                    && self.hir.list(arguments).iter().any(|&id| is_part(id))
            }
            Some(ExprKind::Ternary {
                condition,
                then,
                otherwise,
            }) => {
                self.chosen(condition, then, otherwise) == Some(extreme)
                    && (is_part(then) || is_part(otherwise))
            }
            _ => false,
        }
    }

    /// The end that a ternary such as `a > b ? b : a` chooses.
    fn chosen(&self, condition: ExprId, then: ExprId, otherwise: ExprId) -> Option<Extreme> {
        let condition = self.hir.exprs().get(self.values.of(condition).index())?;
        let ExprKind::Binary { op, left, right } = condition.kind else {
            return None;
        };
        let of = |id| self.values.of(id);
        let of_left = match op {
            BinaryOp::Lt | BinaryOp::Le => Extreme::Least,
            BinaryOp::Gt | BinaryOp::Ge => Extreme::Greatest,
            _ => return None,
        };
        let of_right = match of_left {
            Extreme::Least => Extreme::Greatest,
            Extreme::Greatest => Extreme::Least,
        };
        if (of(then), of(otherwise)) == (of(left), of(right)) {
            Some(of_left)
        } else if (of(then), of(otherwise)) == (of(right), of(left)) {
            Some(of_right)
        } else {
            None
        }
    }
}
