//! AS205: the largest of nothing.

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span, quoted, rule};
use autoscale_catalog::profile::{EmptyAggregate, NanMinmax};
use autoscale_catalog::{Function, Metric};
use autoscale_check::{Expr, ExprId, ExprKind, Type};

use crate::context::{Context, Lint};
use crate::facts::{Position, TestKind};

rule! {
    /// ## What it does
    /// Finds `max`, `min`, `avg` and their like over samples that may be none at
    /// all, with no number among the arguments, where the result reaches a
    /// target.
    ///
    /// ## Why it matters
    /// `GetSample(1)`, and a window with the percentage 0, give an empty vector
    /// on a new pool and do not fail. What the largest of nothing is, no
    /// document says; what is known is that it is not 0 and that pools grew
    /// because of it. Here it is NaN. A target that is NaN is no number of nodes,
    /// and `min(25, …)`, which passes over NaN, makes it 25. A number among the
    /// arguments gives the aggregate something to fall back on.
    ///
    /// `sum` and `len` of nothing are 0.
    ///
    /// ## Example
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max($PendingTasks.GetSample(1))
    ///     : max($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = tasks;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// window = TimeInterval_Minute * 5;
    /// tasks = $PendingTasks.GetSamplePercent(window) < 70
    ///     ? max(0, $PendingTasks.GetSample(1))
    ///     : max($PendingTasks.GetSample(window));
    /// $TargetDedicatedNodes = tasks;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// `max($PendingTasks.GetSample(1))` made new pools start nodes for no task,
    /// and a leading 0 mended it (Azure/batch-shipyard#208). The value is the
    /// setting `empty-aggregate`.
    pub(in crate::rules) static UNSEEDED_AGGREGATE = ("AS205", "unseeded-aggregate", Warning, label "may have no value at all", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &UNSEEDED_AGGREGATE,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    if cx.profile().empty_aggregate == EmptyAggregate::Zero {
        return;
    }
    let empty = Empty::of(cx);
    for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
        let ExprKind::Call {
            function,
            arguments,
        } = expr.kind
        else {
            continue;
        };
        let arguments = cx.hir.list(arguments);
        let (true, Some(&vector)) = (is_partial(function), arguments.first()) else {
            continue;
        };
        let none = match function {
            Function::Percentile => empty.metric(vector),
            _ => empty.all(arguments),
        };
        let Some(metric) = none else { continue };
        let bad = match cx.profile().empty_aggregate {
            EmptyAggregate::Error => true,
            _ => cx.facts.flow.spoils_target(id),
        };
        if bad && !is_proved(cx, id, metric) {
            report.push(finding(cx, expr, function, metric));
        }
    }
}

/// By expression: the metric whose values a vector holds, if it may hold none.
struct Empty(Vec<Option<Metric>>);

impl Empty {
    fn of(cx: &Context<'_>) -> Self {
        let mut empty = Self(vec![None; cx.hir.exprs().len()]);
        for call in cx.facts.get_sample().filter(|call| call.may_be_empty()) {
            empty.set(call.expr, Some(call.metric));
        }
        for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
            if expr.ty != Type::DOUBLE_VEC && expr.ty != Type::Mixed {
                continue;
            }
            let metric = match expr.kind {
                ExprKind::Read(_) => empty.metric(cx.facts.constants.resolve(id)),
                // Value by value: as long as the operands.
                ExprKind::Unary { operand, .. } => empty.metric(operand),
                ExprKind::Binary { left, right, .. } => empty.metric(left).or(empty.metric(right)),
                ExprKind::Ternary {
                    then, otherwise, ..
                } => empty.metric(then).or(empty.metric(otherwise)),
                ExprKind::Vector(list)
                | ExprKind::Call {
                    arguments: list, ..
                } => empty.all(cx.hir.list(list)),
                _ => continue,
            };
            empty.set(id, metric);
        }
        empty
    }

    fn set(&mut self, id: ExprId, metric: Option<Metric>) {
        if let Some(slot) = self.0.get_mut(id.index()) {
            *slot = metric;
        }
    }

    fn metric(&self, id: ExprId) -> Option<Metric> {
        self.0.get(id.index()).copied().flatten()
    }

    /// The metric of the first, when each may hold no value; numbers do.
    fn all(&self, list: &[ExprId]) -> Option<Metric> {
        let empty = list.iter().all(|id| self.metric(*id).is_some());
        list.first()
            .filter(|_| empty)
            .and_then(|id| self.metric(*id))
    }
}

/// True where a condition says that there are samples, or how old the pool is.
fn is_proved(cx: &Context<'_>, aggregate: ExprId, of: Metric) -> bool {
    let Some(Position { guard, .. }) = cx.facts.guards.position(aggregate) else {
        return true;
    };
    cx.facts
        .guards
        .tests_above(guard)
        .any(|test| match test.kind {
            TestKind::Percent {
                metric, at_least, ..
            } => metric == of && at_least.is_none_or(|at_least| at_least > 0.0),
            TestKind::Samples | TestKind::Age | TestKind::Opaque => true,
        })
}

fn finding(cx: &Context<'_>, expr: &Expr, function: Function, metric: Metric) -> Diagnostic {
    let message = format!(
        "{} has no value while `{}` has no samples",
        quoted(cx.at(expr.span)),
        metric.name()
    );
    let finding = Diagnostic::new(&UNSEEDED_AGGREGATE, cx.callee(expr), message).with_note(
        "a new pool has no samples; then the target is no number, or as many as a `min` lets \
             through",
    );
    if function == Function::Max {
        let open = Span::empty(expr.place.saturating_add(1));
        return finding
            .with_help("give it a number to fall back on: `max(0, …)`")
            .with_fix(Fix::one(Applicability::Unsafe, open, "0, "));
    }
    // A 0 beside the samples would change what they give.
    let insert = |offset, text: &str| Edit {
        span: Span::empty(offset),
        text: text.to_owned(),
    };
    let help = format!(
        "give it a number to fall back on: `max(0, {}(…))`",
        function.name()
    );
    let finding = finding.with_help(help);
    let profile = cx.profile();
    // Otherwise the aggregate fails, or its NaN passes through `max`, too.
    let helps =
        profile.empty_aggregate == EmptyAggregate::Nan && profile.nan_minmax == NanMinmax::Ignore;
    if !helps {
        return finding;
    }
    finding.with_fix(Fix {
        applicability: Applicability::Unsafe,
        edits: vec![
            insert(expr.span.start, "max(0, "),
            insert(expr.span.end, ")"),
        ],
    })
}

/// True for an aggregate of which nobody knows what it is of nothing.
const fn is_partial(function: Function) -> bool {
    use Function::{Avg, Max, Min, Norm, Percentile, Range, Std};
    matches!(function, Avg | Max | Min | Norm | Percentile | Range | Std)
}
