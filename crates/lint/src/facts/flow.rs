//! What depends on what: which values vary, which reach a target, and what
//! reaches it as NaN or as a fraction.

use autoscale_catalog::{Function, Method, Metric, Profile, Target};
use autoscale_check::{ExprId, ExprKind, Hir, Place, StatementKind, VarId};

use super::pass::{Goes, Pass};
use super::{Constants, definition};

/// What is known of a value from what it is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Made {
    /// It depends on metrics, time, chance or values on entry.
    varies: bool,
    /// It depends on a placeholder or a reported mistake.
    opaque: bool,
    /// It is a measure of the tasks that wait or run.
    work: bool,
    /// It is a number of nodes that the pool has or wants.
    nodes: bool,
}

/// An assignment to a target.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetAssignment {
    /// Which target.
    pub(crate) target: Target,
    /// The place in [`Hir::statements`].
    pub(crate) statement: usize,
    /// What is assigned.
    pub(crate) value: ExprId,
}

/// The dependencies of one formula.
#[derive(Debug)]
pub(crate) struct Flow {
    made: Vec<Made>,
    goes: Vec<Goes>,
    /// Assignments to targets in text order.
    pub(crate) targets: Vec<TargetAssignment>,
    /// By [`Metric::index`]: it has a say in a target.
    metrics: [bool; Metric::COUNT],
}

impl Flow {
    pub(super) fn of(hir: &Hir, constants: &Constants, profile: &Profile) -> Self {
        let mut flow = Self {
            made: Vec::with_capacity(hir.exprs().len()),
            goes: vec![Goes::default(); hir.exprs().len()],
            targets: targets(hir),
            metrics: [false; Metric::COUNT],
        };
        for expr in hir.exprs() {
            let made = flow.make(hir, expr.kind);
            flow.made.push(made);
        }
        flow.follow(hir, constants, profile);
        flow
    }

    /// True when `id` may differ from evaluation to evaluation.
    pub(crate) fn varies(&self, id: ExprId) -> bool {
        self.made(id).varies
    }

    /// True when `id` depends on a placeholder or on a reported mistake.
    pub(crate) fn is_opaque(&self, id: ExprId) -> bool {
        self.made(id).opaque
    }

    /// True when `id` is a measure of the tasks that wait or run.
    pub(crate) fn is_work(&self, id: ExprId) -> bool {
        self.made(id).work
    }

    /// True when `id` is a number of nodes that the pool has or wants.
    pub(crate) fn is_nodes(&self, id: ExprId) -> bool {
        self.made(id).nodes
    }

    /// True when `id` has a say in a target.
    pub(crate) fn reaches_target(&self, id: ExprId) -> bool {
        self.goes(id).to_target
    }

    /// True when a target is NaN, or the cap of a `min`, whenever `id` is NaN.
    pub(crate) fn spoils_target(&self, id: ExprId) -> bool {
        self.goes(id).as_nan
    }

    /// True when a target is `id` with its fraction cut off.
    pub(crate) fn is_truncated(&self, id: ExprId) -> bool {
        self.goes(id).as_fraction
    }

    /// True when samples of `metric` have a say in a target.
    pub(crate) fn feeds_target(&self, metric: Metric) -> bool {
        self.metrics.get(metric.index()).copied().unwrap_or(false)
    }

    /// The assignments to one target.
    pub(crate) fn assignments(&self, of: Target) -> impl Iterator<Item = &TargetAssignment> {
        self.targets.iter().filter(move |it| it.target == of)
    }

    fn made(&self, id: ExprId) -> Made {
        self.made.get(id.index()).copied().unwrap_or_default()
    }

    fn goes(&self, id: ExprId) -> Goes {
        self.goes.get(id.index()).copied().unwrap_or_default()
    }

    fn make(&self, hir: &Hir, kind: ExprKind) -> Made {
        let mut made = Made::default();
        for child in children(hir, kind) {
            let of = self.made(child);
            made.varies |= of.varies;
            made.opaque |= of.opaque;
            made.work |= of.work;
            made.nodes |= of.nodes;
        }
        match kind {
            ExprKind::Error => made.opaque = true,
            ExprKind::Read(var) => return self.read(hir, var),
            ExprKind::Newest(metric) => made = measured(metric),
            ExprKind::Method { metric, method, .. } => {
                let opaque = made.opaque;
                made = Made {
                    varies: true,
                    ..Made::default()
                };
                if method == Method::GetSample {
                    made = measured(metric);
                }
                made.opaque = opaque;
            }
            ExprKind::Call {
                function: Function::Time | Function::Rand,
                ..
            } => made.varies = true,
            ExprKind::Binary { op, .. } if op.is_comparison() => {
                (made.work, made.nodes) = (false, false);
            }
            ExprKind::Ternary {
                then, otherwise, ..
            } => {
                let (then, otherwise) = (self.made(then), self.made(otherwise));
                made.work = then.work || otherwise.work;
                made.nodes = then.nodes || otherwise.nodes;
            }
            _ => {}
        }
        made
    }

    fn read(&self, hir: &Hir, var: VarId) -> Made {
        let is_target = |place| matches!(place, Place::Target(_));
        let place = hir.vars().get(var.index()).map(|var| var.place);
        let mut made = match definition(hir, var) {
            Some(value) => self.made(value),
            None => Made {
                varies: true,
                ..Made::default()
            },
        };
        made.nodes |= place.is_some_and(is_target);
        made
    }

    /// From the targets back to all that they depend on. What an expression
    /// depends on stands before it in the arena, so one pass will do.
    fn follow(&mut self, hir: &Hir, constants: &Constants, profile: &Profile) {
        for assignment in &self.targets {
            if let Some(goes) = self.goes.get_mut(assignment.value.index()) {
                *goes = Goes {
                    to_target: true,
                    as_value: true,
                    as_nan: true,
                    as_fraction: true,
                };
            }
        }
        for (index, expr) in hir.exprs().iter().enumerate().rev() {
            let goes = self.goes.get(index).copied().unwrap_or_default();
            if !goes.to_target {
                continue;
            }
            match expr.kind {
                ExprKind::Newest(metric)
                | ExprKind::Method {
                    metric,
                    method: Method::GetSample,
                    ..
                } => {
                    if let Some(feeds) = self.metrics.get_mut(metric.index()) {
                        *feeds = true;
                    }
                }
                _ => {}
            }
            let pass = Pass::of(hir, constants, profile, expr.kind);
            for child in children(hir, expr.kind) {
                self.mark(child, pass.to(child, goes));
            }
            if let ExprKind::Read(var) = expr.kind
                && let Some(value) = definition(hir, var)
            {
                self.mark(value, goes);
            }
        }
    }

    fn mark(&mut self, id: ExprId, goes: Goes) {
        if let Some(marked) = self.goes.get_mut(id.index()) {
            marked.to_target |= goes.to_target;
            marked.as_value |= goes.as_value;
            marked.as_nan |= goes.as_nan;
            marked.as_fraction |= goes.as_fraction;
        }
    }
}

fn targets(hir: &Hir) -> Vec<TargetAssignment> {
    let assigned = |(statement, it): (usize, &autoscale_check::Statement)| {
        let StatementKind::Assign { var, value } = it.kind else {
            return None;
        };
        match hir.vars().get(var.index())?.place {
            Place::Target(target) => Some(TargetAssignment {
                target,
                statement,
                value,
            }),
            Place::DeallocationOption | Place::User => None,
        }
    };
    let statements = hir.statements().iter().enumerate();
    statements.filter_map(assigned).collect()
}

const fn measured(metric: Metric) -> Made {
    Made {
        varies: true,
        opaque: false,
        work: matches!(
            metric,
            Metric::ActiveTasks | Metric::RunningTasks | Metric::PendingTasks
        ),
        nodes: matches!(
            metric,
            Metric::CurrentDedicatedNodes
                | Metric::CurrentLowPriorityNodes
                | Metric::UsableNodeCount
        ),
    }
}

/// The operands of an expression, left to right.
pub(crate) fn children(hir: &Hir, kind: ExprKind) -> impl Iterator<Item = ExprId> {
    let (fixed, list) = match kind {
        ExprKind::Unary { operand, .. } | ExprKind::OnlyElement(operand) => {
            ([Some(operand), None, None], None)
        }
        ExprKind::Member { of, .. } => ([Some(of), None, None], None),
        ExprKind::Binary { left, right, .. } => ([Some(left), Some(right), None], None),
        ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } => ([Some(condition), Some(then), Some(otherwise)], None),
        ExprKind::Vector(list)
        | ExprKind::Call {
            arguments: list, ..
        }
        | ExprKind::Method {
            arguments: list, ..
        } => ([None; 3], Some(list)),
        ExprKind::Error
        | ExprKind::Number(_)
        | ExprKind::Interval(_)
        | ExprKind::String(_)
        | ExprKind::Option(_)
        | ExprKind::Read(_)
        | ExprKind::Newest(_) => ([None; 3], None),
    };
    let list = list.map_or(&[][..], |list| hir.list(list));
    fixed.into_iter().flatten().chain(list.iter().copied())
}
