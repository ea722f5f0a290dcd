//! AS507: a divisor that can be 0.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted, rule};
use autoscale_bounds::Range;
use autoscale_catalog::{Function, Method, Metric};
use autoscale_check::{Expr, ExprId, ExprKind, Hir, Type};
use autoscale_syntax::BinaryOp;

use crate::context::Context;
use crate::facts::{children, definition};

rule! {
    /// ## What it does
    /// Finds divisions by a number that can be exactly 0, such as a count of
    /// nodes or of samples, where the quotient has a say in a target and no
    /// condition of the formula looks at what the divisor is made of.
    ///
    /// ## Why it matters
    /// What the service makes of `x / 0` is not documented. It is infinite or
    /// NaN, and `min(25, 0 / 0)` is 25: an idle pool without nodes grows to its
    /// limit. Or the evaluation fails, and a pool at 0 nodes never leaves it.
    ///
    /// ## Example
    /// ```autoscale
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $perNode = $tasks / $CurrentDedicatedNodes;
    /// $TargetDedicatedNodes = $perNode > 4 ? 10 : 5;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $tasks = max(0, $PendingTasks.GetSample(1));
    /// $perNode = $tasks / max(1, $CurrentDedicatedNodes);
    /// $TargetDedicatedNodes = $perNode > 4 ? 10 : 5;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Profile settings `division-by-zero` and `nan-minmax`; either answer of
    /// the first is a fault.
    pub(super) static DIVISION_BY_ZERO = ("AS507", "division-by-zero", Warning, label "can be 0", since "0.1.0");
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    if !cx.hir.exprs().iter().any(|expr| divisor(expr).is_some()) {
        return;
    }
    let tested = Tested::of(cx.hir);
    // By expression: a division in it is reported.
    let mut holds_one: Vec<bool> = Vec::with_capacity(cx.hir.exprs().len());
    for (id, expr) in cx.hir.expr_ids().zip(cx.hir.exprs()) {
        let get = |id: ExprId| holds_one.get(id.index()).copied().unwrap_or(false);
        let mut holds = children(cx.hir, expr.kind).any(get);
        // What is divided by a quotient waits until that is mended.
        let divisor = divisor(expr).filter(|divisor| !get(*divisor));
        if let Some(found) = divisor.and_then(|divisor| division(cx, &tested, id, divisor)) {
            report.push(found);
            holds = true;
        }
        holds_one.push(holds);
    }
}

fn division(
    cx: &Context<'_>,
    tested: &Tested,
    division: ExprId,
    divisor: ExprId,
) -> Option<Diagnostic> {
    if cx.facts.constants.number(divisor) == Some(0.0) {
        let message = "this divides by 0, which is infinite or NaN or fails";
        return Some(finding(cx, divisor, message).with_label("is 0"));
    }
    let is_hazard = cx.facts.flow.reaches_target(division)
        && !cx.facts.flow.is_opaque(divisor)
        && can_be_zero(cx, divisor)
        && !has_floor(cx, divisor)
        && !tested.looks_at(divisor);
    is_hazard.then(|| unguarded(cx, divisor))
}

/// What is divided by, in a division by a number.
fn divisor(expr: &Expr) -> Option<ExprId> {
    match expr.kind {
        ExprKind::Binary {
            op: BinaryOp::Div,
            right,
            ..
        } if expr.ty != Type::Unknown => Some(right),
        _ => None,
    }
}

/// True when 0 is where the range of the values begins or ends. A 0 somewhere
/// inside, as of a difference, is not what anybody divides by on purpose, and
/// nothing proves that it occurs.
fn can_be_zero(cx: &Context<'_>, divisor: ExprId) -> bool {
    match cx.bounds.expr(divisor) {
        Range::Double(num) => num.min <= num.max && (num.min == 0.0 || num.max == 0.0),
        _ => false,
    }
}

/// `max(1, x)` is meant not to be 0, whatever the profile makes of NaN in it.
fn has_floor(cx: &Context<'_>, divisor: ExprId) -> bool {
    let kind = cx.hir.expr(cx.facts.constants.resolve(divisor)).kind;
    let ExprKind::Call {
        function: Function::Max,
        arguments,
    } = kind
    else {
        return false;
    };
    let number = |id: &ExprId| cx.facts.constants.number(*id);
    let mut numbers = cx.hir.list(arguments).iter().filter_map(number);
    numbers.any(|number| number > 0.0)
}

fn unguarded(cx: &Context<'_>, divisor: ExprId) -> Diagnostic {
    let span = cx.hir.expr(divisor).span;
    let text = cx.at(span);
    let message = format!("{} can be 0, and this divides by it", quoted(text));
    let finding = finding(cx, divisor, message);
    // A floor that is there already only has to be higher.
    if let Some(floor) = zero_floor(cx, divisor) {
        return finding
            .with_help("make the floor 1, or test it first")
            .with_fix(Fix::one(Applicability::Unsafe, floor, "1"));
    }
    finding
        .with_help(format!(
            "divide by {}, or test it first",
            quoted(&format!("max(1, {text})"))
        ))
        .with_fix(Fix::one(
            Applicability::Unsafe,
            span,
            format!("max(1, {text})"),
        ))
}

/// The 0 in `max(0, x)`.
fn zero_floor(cx: &Context<'_>, divisor: ExprId) -> Option<Span> {
    let ExprKind::Call {
        function: Function::Max,
        arguments,
    } = cx.hir.expr(divisor).kind
    else {
        return None;
    };
    let arguments = cx.hir.list(arguments).iter();
    let mut arguments = arguments.map(|id| cx.hir.expr(*id));
    let zero = arguments.find(|expr| expr.kind == ExprKind::Number(0.0));
    zero.map(|zero| zero.span)
}

fn finding(cx: &Context<'_>, divisor: ExprId, message: impl Into<String>) -> Diagnostic {
    let span = cx.hir.expr(divisor).span;
    Diagnostic::new(&DIVISION_BY_ZERO, span, message)
        .with_help("divide by another number")
        .with_note("`min(25, 0 / 0)` is 25, because `min` and `max` skip NaN")
}

/// What the conditions of a formula look at. An author who tests a value knows
/// that it can be 0, wherever the test stands.
struct Tested {
    /// By expression: it is made of something that a condition looks at.
    made_of: Vec<bool>,
}

impl Tested {
    fn of(hir: &Hir) -> Self {
        let mut vars = vec![false; hir.vars().len()];
        let mut metrics = [false; Metric::COUNT];
        let mut seen = vec![false; hir.exprs().len()];
        let mut open: Vec<ExprId> = hir.exprs().iter().filter_map(condition).collect();
        while let Some(id) = open.pop() {
            let seen = seen.get_mut(id.index());
            if seen.is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            let kind = hir.expr(id).kind;
            if let Some(metric) = measured(kind)
                && let Some(tested) = metrics.get_mut(metric.index())
            {
                *tested = true;
            }
            if let ExprKind::Read(var) = kind {
                if let Some(tested) = vars.get_mut(var.index()) {
                    *tested = true;
                }
                open.extend(definition(hir, var));
            }
            match kind {
                // Neither a window nor a divisor is what the condition is about.
                ExprKind::Method { .. } => {}
                ExprKind::Binary {
                    op: BinaryOp::Div,
                    left,
                    ..
                } => open.push(left),
                _ => open.extend(children(hir, kind)),
            }
        }
        let mut made_of: Vec<bool> = Vec::with_capacity(hir.exprs().len());
        for expr in hir.exprs() {
            let get = |id: ExprId| made_of.get(id.index()).copied().unwrap_or(false);
            let tested = match expr.kind {
                ExprKind::Read(var) => {
                    let own = vars.get(var.index()).copied().unwrap_or(false);
                    own || definition(hir, var).is_some_and(get)
                }
                ExprKind::Ternary {
                    then, otherwise, ..
                } => get(then) || get(otherwise),
                kind => {
                    let metric = measured(kind).and_then(|it| metrics.get(it.index()));
                    metric.copied().unwrap_or(false) || children(hir, kind).any(get)
                }
            };
            made_of.push(tested);
        }
        Self { made_of }
    }

    fn looks_at(&self, id: ExprId) -> bool {
        self.made_of.get(id.index()).copied().unwrap_or(false)
    }
}

const fn condition(expr: &Expr) -> Option<ExprId> {
    match expr.kind {
        ExprKind::Ternary { condition, .. } => Some(condition),
        ExprKind::Binary {
            op: BinaryOp::And | BinaryOp::Or,
            left,
            ..
        } => Some(left),
        _ => None,
    }
}

/// The metric whose values these are.
const fn measured(kind: ExprKind) -> Option<Metric> {
    match kind {
        ExprKind::Newest(metric)
        | ExprKind::Method {
            metric,
            method: Method::GetSample,
            ..
        } => Some(metric),
        _ => None,
    }
}
