//! The calls that read samples: of which metric, from which window, and what
//! share of its samples must be there.

use autoscale_base::Span;
use autoscale_catalog::{Method, Metric, Profile, Ty};
use autoscale_check::{ExprId, ExprKind, Hir, Type};

use super::{Constants, GuardId, Guards, Known};

/// A call of `GetSample` or `GetSamplePercent`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SampleCall {
    /// The call.
    pub(crate) expr: ExprId,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whose samples.
    pub(crate) metric: Metric,
    /// Which of the two methods.
    pub(crate) method: Method,
    /// Which samples.
    pub(crate) wanted: Wanted,
    /// The statement that it is a part of.
    pub(crate) statement: usize,
    /// The innermost condition under which it is evaluated.
    pub(crate) guard: Option<GuardId>,
}

/// Which samples a call asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Wanted {
    /// So many of the newest, `None` when the number is computed. Fewer are no
    /// failure.
    Newest(Option<f64>),
    /// Those of a window.
    Window {
        /// Its ends.
        ends: Ends,
        /// The percentage that must be there, `None` when it is computed.
        needs: Option<f64>,
        /// The argument that says so.
        explicit: Option<ExprId>,
    },
}

/// The ends of a window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ends {
    /// The arguments behind all variables.
    resolved: (ExprId, Option<ExprId>),
    /// Ticks before now of the later and the earlier end.
    pub(crate) ticks: Option<(i64, i64)>,
}

impl PartialEq for Ends {
    fn eq(&self, other: &Self) -> bool {
        self.resolved == other.resolved
    }
}

impl Ends {
    /// The ends in the arguments of a call.
    pub(super) fn of(hir: &Hir, constants: &Constants, arguments: &[ExprId]) -> Option<Self> {
        let start = *arguments.first()?;
        let is_end = |id: &&ExprId| hir.expr(**id).ty != Type::DOUBLE;
        let end = arguments.get(1).filter(is_end).copied();
        let ago = |id| match constants.known(id)? {
            Known::Length(ticks) | Known::Ago(ticks) => Some(ticks),
            Known::Number(_) => None,
        };
        let a = ago(start);
        let b = end.map_or(Some(0), ago);
        Some(Self {
            resolved: (
                constants.resolve(start),
                end.map(|end| constants.resolve(end)),
            ),
            ticks: a.zip(b).map(|(a, b)| (a.min(b), a.max(b))),
        })
    }

    /// The first argument behind all variables.
    pub(crate) const fn start(&self) -> ExprId {
        self.resolved.0
    }

    /// Are the two the same window? `None` when that cannot be told.
    pub(crate) fn same(&self, other: &Self) -> Option<bool> {
        if self == other {
            return Some(true);
        }
        self.ticks.zip(other.ticks).map(|(a, b)| a == b)
    }
}

impl SampleCall {
    /// The window and the percentage that must be there, when there is a
    /// window and less than that fails the evaluation.
    pub(crate) fn may_fail(&self) -> Option<(Ends, f64)> {
        match self.wanted {
            Wanted::Window {
                ends,
                needs: Some(needs),
                ..
            } if needs > 0.0 && self.method == Method::GetSample => Some((ends, needs)),
            Wanted::Window { .. } | Wanted::Newest(_) => None,
        }
    }

    /// The argument that gives the percentage.
    pub(crate) const fn explicit(&self) -> Option<ExprId> {
        match self.wanted {
            Wanted::Window { explicit, .. } => explicit,
            Wanted::Newest(_) => None,
        }
    }

    /// True when the vector may have no element although nothing failed.
    pub(crate) fn may_be_empty(&self) -> bool {
        match self.wanted {
            Wanted::Newest(_) => true,
            Wanted::Window { needs, .. } => needs.is_some_and(|needs| needs <= 0.0),
        }
    }

    /// True when it gives the newest sample and no other.
    pub(crate) fn is_single(&self) -> bool {
        self.wanted == Wanted::Newest(Some(1.0))
    }
}

/// The calls in `hir` in text order.
pub(super) fn sample_calls(
    hir: &Hir,
    constants: &Constants,
    guards: &Guards,
    profile: &Profile,
) -> Vec<SampleCall> {
    let mut calls = Vec::new();
    for (id, expr) in hir.expr_ids().zip(hir.exprs()) {
        let ExprKind::Method {
            metric,
            method: method @ (Method::GetSample | Method::GetSamplePercent),
            arguments,
        } = expr.kind
        else {
            continue;
        };
        let wanted = wanted(hir, constants, hir.list(arguments), profile);
        let (Some(wanted), Some(position)) = (wanted, guards.position(id)) else {
            continue;
        };
        calls.push(SampleCall {
            expr: id,
            span: expr.span,
            metric,
            method,
            wanted,
            statement: position.statement,
            guard: position.guard,
        });
    }
    calls
}

fn wanted(
    hir: &Hir,
    constants: &Constants,
    arguments: &[ExprId],
    profile: &Profile,
) -> Option<Wanted> {
    let (first, last) = (*arguments.first()?, *arguments.last()?);
    match hir.expr(first).ty.known()? {
        Ty::Double => Some(Wanted::Newest(constants.number(first))),
        Ty::Interval | Ty::Timestamp => {
            let explicit = (hir.expr(last).ty == Type::DOUBLE).then_some(last);
            Some(Wanted::Window {
                ends: Ends::of(hir, constants, arguments)?,
                needs: match explicit {
                    Some(percent) => constants.number(percent),
                    None => Some(profile.default_percent),
                },
                explicit,
            })
        }
        Ty::DoubleVec | Ty::String | Ty::Option => None,
    }
}
