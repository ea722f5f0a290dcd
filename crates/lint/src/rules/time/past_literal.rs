//! AS404: a guard that a date in the past has decided for good.

use autoscale_base::{Diagnostic, Severity, Span, Timestamp, quoted, rule};
use autoscale_catalog::Function;
use autoscale_check::{ExprId, ExprKind};
use autoscale_syntax::{BinaryOp, UnaryOp};

use crate::context::Context;
use crate::facts::{Known, definition};
use crate::rules::comparison::holds;

rule! {
    /// ## What it does
    /// Finds comparisons of `time()` with a `time("…")` in the past that have
    /// the same outcome at every evaluation to come. Lengths of time that are
    /// added count: `time() - time("…") > TimeInterval_Hour` is decided an hour
    /// after the date. The present is that of `--at`, else of the clock; in a
    /// library or editor that tells none, the rule is quiet.
    ///
    /// ## Why it matters
    /// What the guard protected has ended, and one arm is dead: the pool that
    /// was to grow until the release has been at its other size ever since. A
    /// formula that is deployed again with the date of an earlier pool never has
    /// its initial size. That recipe, with a length of time beside the date, is
    /// only remarked upon: its guard is meant to end.
    ///
    /// ## Example
    /// ```autoscale
    /// // now: 2026-03-02T09:15:00Z
    /// $TargetDedicatedNodes = time() < time("2026-02-01T00:00:00Z") ? 20 : 2;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// // now: 2026-03-02T09:15:00Z
    /// $TargetDedicatedNodes = time() < time("2026-04-01T00:00:00Z") ? 20 : 2;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Arithmetic. The recipe of an initial size is in the service's
    /// documentation and in microsoft/ga4gh-tes.
    pub(super) static PAST_LITERAL = ("AS404", "past-literal", Warning, label "in the past", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let Some(now) = cx.config.now else { return };
    let is_literal = |kind| literal(cx, kind).is_some();
    if !cx.hir.exprs().iter().any(|expr| is_literal(expr.kind)) {
        return;
    }
    let mut known: Vec<Option<Line>> = Vec::with_capacity(cx.hir.exprs().len());
    for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
        let get = |id: ExprId| known.get(id.index()).copied().flatten();
        if let ExprKind::Binary { op, left, right } = expr.kind
            && op.is_comparison()
            && let (Some(left), Some(right)) = (get(left), get(right))
        {
            let decided = left.less(right).and_then(|line| line.decided(op, now));
            report.extend(decided.map(|decided| finding(cx, expr.span, decided)));
        }
        let line = Line::of(cx, get, id, expr.kind);
        known.push(line);
    }
}

/// A value that changes with the time of the evaluation along a straight line:
/// `slope * time() + ticks`.
#[derive(Clone, Copy, Debug)]
struct Line {
    slope: i64,
    ticks: i64,
    /// Where a date is written that is a part of it.
    date: Option<Span>,
    /// A length of time that is not 0 is a part of it.
    lasts: bool,
}

/// A comparison that will not change any more.
struct Decided {
    date: Span,
    outcome: bool,
    since: Timestamp,
    /// It was to last for some time from the date on.
    lasts: bool,
}

impl Line {
    fn of(
        cx: &Context<'_>,
        get: impl Fn(ExprId) -> Option<Self>,
        id: ExprId,
        kind: ExprKind,
    ) -> Option<Self> {
        match cx.facts.constants.known(id) {
            Some(Known::Length(ticks)) => return Some(Self::new(0, ticks)),
            Some(Known::Ago(ticks)) => return Some(Self::new(1, ticks.checked_neg()?)),
            Some(Known::Number(_)) => return None,
            None => {}
        }
        match kind {
            ExprKind::Read(var) => get(definition(cx.hir, var)?),
            ExprKind::Unary {
                op: UnaryOp::Neg,
                operand,
            } => get(operand)?.negated(),
            ExprKind::Binary {
                op: BinaryOp::Sub,
                left,
                right,
            } => get(left)?.less(get(right)?),
            ExprKind::Binary {
                op: BinaryOp::Add,
                left,
                right,
            } => get(left)?.plus(get(right)?),
            _ => {
                let (date, at) = literal(cx, kind)?;
                Some(Self {
                    slope: 0,
                    ticks: at.ticks(),
                    date: Some(date),
                    lasts: false,
                })
            }
        }
    }

    const fn new(slope: i64, ticks: i64) -> Self {
        Self {
            slope,
            ticks,
            date: None,
            lasts: ticks != 0,
        }
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            slope: self.slope.checked_add(other.slope)?,
            ticks: self.ticks.checked_add(other.ticks)?,
            date: self.date.or(other.date),
            lasts: self.lasts || other.lasts,
        })
    }

    fn negated(self) -> Option<Self> {
        Some(Self {
            slope: self.slope.checked_neg()?,
            ticks: self.ticks.checked_neg()?,
            ..self
        })
    }

    fn less(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// What became of `self op 0`, if that is decided for good.
    fn decided(self, op: BinaryOp, now: Timestamp) -> Option<Decided> {
        let turn = match self.slope {
            1 => self.ticks.checked_neg()?,
            -1 => self.ticks,
            _ => return None,
        };
        let from_now_on = if self.slope > 0 { 1.0 } else { -1.0 };
        (turn < now.ticks()).then_some(Decided {
            date: self.date?,
            outcome: holds(op, from_now_on, 0.0),
            since: Timestamp::from_ticks(turn)?,
            lasts: self.lasts,
        })
    }
}

/// Where the date of `time("…")` is written, with its quotes, and the date.
fn literal(cx: &Context<'_>, kind: ExprKind) -> Option<(Span, Timestamp)> {
    let ExprKind::Call {
        function: Function::Time,
        arguments,
    } = kind
    else {
        return None;
    };
    let argument = cx.hir.expr(*cx.hir.list(arguments).first()?);
    let ExprKind::String(inside) = argument.kind else {
        return None;
    };
    let at = Timestamp::parse(cx.at(inside), cx.profile().date_text_rules());
    Some((argument.span, at.ok()?))
}

fn finding(cx: &Context<'_>, comparison: Span, decided: Decided) -> Diagnostic {
    let outcome = if decided.outcome { "true" } else { "false" };
    let since = decided.since;
    let message = format!(
        "{} has been {outcome} since {since} and stays so",
        quoted(cx.at(comparison))
    );
    let mut finding = Diagnostic::new(&PAST_LITERAL, decided.date, message)
        .with_related(comparison, format!("always {outcome} from now on"));
    if decided.lasts {
        finding.severity = Severity::Info;
        finding.with_help("remove the guard, or write the date of the next deployment")
    } else {
        finding.with_help("remove the guard, or write a date to come")
    }
}
