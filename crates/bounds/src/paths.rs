//! Why a target can be what its owner will not like: the way from the value
//! where that begins, through every expression that keeps it, to the target.

use autoscale_base::{Span, quoted};
use autoscale_catalog::{Function, Target};
use autoscale_check::{ExprId, ExprKind, VarId};
use autoscale_syntax::{BinaryOp, UnaryOp};

use crate::bounds::{Claim, Step};
use crate::double::Double;
use crate::ends::Final;
use crate::reasons::{Want, reason};
use crate::value::Value;
use crate::walk::Walk;

/// More steps than anybody reads.
const MOST_STEPS: usize = 12;

/// The path of a claim that is true.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub(crate) target: Target,
    pub(crate) claim: Claim,
    pub(crate) steps: Vec<Step>,
}

/// The paths of all claims that are true.
pub(crate) fn all(walk: &Walk<'_>) -> Vec<Path> {
    let mut paths = Vec::new();
    for target in [Target::Dedicated, Target::LowPriority] {
        for claim in Claim::ALL {
            let Some((var, want)) = culprit(walk, target, claim) else {
                continue;
            };
            let steps = steps_to(walk, var, want);
            if !steps.is_empty() {
                paths.push(Path {
                    target,
                    claim,
                    steps,
                });
            }
        }
    }
    paths
}

/// The version of the target that makes the claim true, and what is wanted of
/// its value.
fn culprit(walk: &Walk<'_>, target: Target, claim: Claim) -> Option<(VarId, Want)> {
    let mut finals = walk.ends.finals.iter().filter(|end| end.target == target);
    let want = match claim {
        Claim::Unbounded => Want::NoUpper,
        Claim::Negative => Want::BelowZero,
        Claim::NaN => Want::Nan,
        Claim::NeverZero => {
            let mut all = finals.clone();
            let want = Want::AtLeastOne;
            let last = finals.next_back()?;
            return all
                .all(|end| is_true(end, want))
                .then_some((last.var, want));
        }
    };
    let end = finals.find(|end| is_true(end, want))?;
    Some((end.var, want))
}

fn is_true(end: &Final, want: Want) -> bool {
    end.basis.is_known() && want.is_true_of(end.range)
}

/// The steps to a version of a target; none for its value on entry.
fn steps_to(walk: &Walk<'_>, var: VarId, want: Want) -> Vec<Step> {
    let (mut id, mut wanted) = match walk.values.assigned(var) {
        Some(id) => (id, want),
        None => return Vec::new(),
    };
    let mut steps = Vec::new();
    steps.extend(step_at_name(walk, var, want.phrase().to_owned()));
    while steps.len() < MOST_STEPS {
        let next = below(walk, id, wanted);
        match next {
            Some((next_id, next_want)) => {
                let said = if next_want == wanted {
                    "keeps it"
                } else {
                    wanted.phrase()
                };
                steps.extend(passing(walk, id, said));
                (id, wanted) = (next_id, next_want);
            }
            None => {
                steps.extend(reason(walk, id, wanted));
                break;
            }
        }
    }
    steps.reverse();
    steps
}

/// The step at the name that a version of a variable is assigned to.
fn step_at_name(walk: &Walk<'_>, var: VarId, said: String) -> Option<Step> {
    let of_var = walk.hir.vars().get(var.index())?;
    let statement = walk.hir.statements().get(of_var.assigned_by?)?;
    let text = statement.span.text(walk.text);
    let name = text
        .find(|c: char| c == '=' || c.is_whitespace())
        .unwrap_or(0);
    let name = text.get(..name)?;
    let end = statement.span.start + u32::try_from(name.len()).ok()?;
    Some(Step {
        span: Span::new(statement.span.start, end),
        text: format!("{} {said}", quoted(name)),
    })
}

/// The step at an expression that has it from one of its parts; a choice
/// between arms says nothing.
fn passing(walk: &Walk<'_>, id: ExprId, said: &str) -> Option<Step> {
    let expr = walk.hir.expr(id);
    let (start, name) = match expr.kind {
        ExprKind::Read(var) => return step_at_name(walk, var, said.to_owned()),
        ExprKind::Call { function, .. } => (expr.span.start, function.name()),
        ExprKind::Binary { op, .. } => (expr.place, op.as_str()),
        ExprKind::Unary { op, .. } => (expr.place, op.as_str()),
        _ => return None,
    };
    Some(Step {
        span: Span::new(start, start + u32::try_from(name.len()).ok()?),
        text: format!("`{name}` {said}"),
    })
}

/// The part that an expression has it from, and what that is there.
fn below(walk: &Walk<'_>, id: ExprId, want: Want) -> Option<(ExprId, Want)> {
    let is_so = |(id, want): &(ExprId, Want)| want.is_true_of(set_of(walk.range(*id)));
    match walk.hir.expr(id).kind {
        ExprKind::Read(var) => {
            let value = walk.values.assigned(var);
            value.map(|value| (value, want)).filter(is_so)
        }
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => Some((operand, want.negated())).filter(is_so),
        ExprKind::Binary { op, left, right } => {
            let parts = of_operator(op, want, left, right);
            parts.into_iter().flatten().find(is_so)
        }
        ExprKind::Ternary {
            then, otherwise, ..
        } => [(then, want), (otherwise, want)].into_iter().find(is_so),
        ExprKind::OnlyElement(vector) => Some((vector, want)).filter(is_so),
        ExprKind::Vector(items) => {
            let mut items = walk.hir.list(items).iter().map(|&item| (item, want));
            items.find(is_so)
        }
        ExprKind::Call {
            function,
            arguments,
        } => {
            let arguments = walk.hir.list(arguments);
            let mut parts = arguments.iter().map(|&argument| (argument, want));
            match function {
                Function::Len | Function::Rand | Function::Stop | Function::Time => None,
                Function::Val | Function::Percentile => parts.next().filter(is_so),
                Function::Norm | Function::Std if want == Want::BelowZero => None,
                Function::Ln | Function::Lg | Function::Log if want != Want::NoUpper => None,
                Function::Max => parts.find(is_so),
                _ => nearest(walk, parts.filter(is_so)),
            }
        }
        _ => None,
    }
}

/// The part that comes nearest to not being so: of what is never below 1, the
/// least.
fn nearest(walk: &Walk<'_>, parts: impl Iterator<Item = (ExprId, Want)>) -> Option<(ExprId, Want)> {
    parts.reduce(|first, part| {
        let least = |(id, _)| set_of(walk.range(id)).min;
        if part.1 == Want::AtLeastOne && least(part) < least(first) {
            part
        } else {
            first
        }
    })
}

/// What either side of an operator may bring about.
fn of_operator(
    op: BinaryOp,
    want: Want,
    left: ExprId,
    right: ExprId,
) -> [Option<(ExprId, Want)>; 4] {
    use Want::{BelowZero, Nan, NoLower, NoUpper};
    let both = |want| [Some((left, want)), Some((right, want)), None, None];
    match (op, want) {
        (BinaryOp::Add, want) => both(want),
        (BinaryOp::Sub, BelowZero) => [Some((right, NoUpper)), Some((left, BelowZero)), None, None],
        (BinaryOp::Sub, Nan) => both(Nan),
        (BinaryOp::Sub, want) => [
            Some((left, want)),
            Some((right, want.negated())),
            None,
            None,
        ],
        (BinaryOp::Mul | BinaryOp::Div, NoUpper | NoLower) => [
            Some((left, want)),
            Some((left, want.negated())),
            Some((right, want)).filter(|_| op == BinaryOp::Mul),
            Some((right, want.negated())).filter(|_| op == BinaryOp::Mul),
        ],
        (BinaryOp::Mul | BinaryOp::Div, Nan | BelowZero) => both(want),
        (BinaryOp::Mul, want) => both(want),
        _ => [None; 4],
    }
}

/// The numbers of a value, those in a vector among them.
pub(crate) const fn set_of(value: Value) -> Double {
    match value {
        Value::Double(double) => double,
        Value::Vector(vector) => vector.element,
        _ => Double::NONE,
    }
}
