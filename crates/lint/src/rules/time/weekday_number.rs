//! AS401: a comparison whose result depends on the number of Sunday.

use autoscale_base::{Applicability, Diagnostic, Fix, excerpt, quoted, rule};
use autoscale_catalog::Member;
use autoscale_check::{Expr, ExprId, ExprKind, Hir, Place, StatementKind};
use autoscale_syntax::{BinaryOp, UnaryOp};

use crate::context::Context;
use crate::facts::{children, definition};
use crate::rules::comparison::{Comparison, holds};
use crate::rules::reads::read_versions;

rule! {
    /// ## What it does
    /// Finds comparisons of a `weekday` whose result on a Sunday depends on
    /// whether Sunday is day 0 or day 7, and that decide about the pool. Both
    /// numbers are tried on the whole condition: `d < 1 || d > 5` is a weekend
    /// either way and is left alone, `d >= 6` is not.
    ///
    /// ## Why it matters
    /// The service documents `weekday` as "1 for Monday" and says nothing of
    /// Sunday. One day a week, the pool has the size of the wrong day: idle
    /// nodes are paid for all Sunday, or work waits until Monday.
    ///
    /// ## Example
    /// ```autoscale
    /// $weekend = time().weekday >= 6;
    /// $TargetDedicatedNodes = $weekend ? 0 : 10;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $day = time().weekday;
    /// $weekend = !($day >= 1 && $day <= 5);
    /// $TargetDedicatedNodes = $weekend ? 0 : 10;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Profile setting `sunday`. The first formulas of Azure/batch-shipyard
    /// (`convoy/autoscale.py`) took it for 7, .NET and C have 0.
    pub(super) static WEEKDAY_NUMBER = ("AS401", "weekday-number", Warning, label "differs on Sundays", since "0.1.0", unverified);
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let is_weekday = |expr: &Expr| is_weekday(expr.kind);
    if !cx.hir.exprs().iter().any(is_weekday) {
        return;
    }
    let sundays = sundays(cx.hir);
    let mut search = Search {
        hir: cx.hir,
        sundays: &sundays,
        seen: vec![false; sundays.len()],
        open: ends(cx.hir),
    };
    let found: Vec<ExprId> = std::iter::from_fn(|| search.next()).collect();
    report.extend(found.into_iter().map(|comparison| finding(cx, comparison)));
}

const fn is_weekday(kind: ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Member {
            member: Member::Weekday,
            ..
        }
    )
}

/// What an expression is worth on a Sunday.
#[derive(Clone, Copy, Debug, Default)]
struct Sunday {
    /// When Sunday is 0, and when it is 7; `None` when more than the day
    /// decides.
    values: [Option<f64>; 2],
    /// It is the number of a day, or computed from one.
    day: bool,
    /// It may be one value in the first case and another in the second.
    differs: bool,
}

/// By expression.
fn sundays(hir: &Hir) -> Vec<Sunday> {
    let mut known = Vec::with_capacity(hir.exprs().len());
    for expr in hir.exprs() {
        let sunday = Sunday::of(hir, &known, expr.kind);
        known.push(sunday);
    }
    known
}

impl Sunday {
    fn of(hir: &Hir, known: &[Self], kind: ExprKind) -> Self {
        let get = |id: ExprId| known.get(id.index()).copied().unwrap_or_default();
        match kind {
            _ if is_weekday(kind) => Self {
                values: [Some(0.0), Some(7.0)],
                day: true,
                differs: true,
            },
            ExprKind::Number(number) => Self {
                values: [Some(number); 2],
                ..Self::default()
            },
            ExprKind::Read(var) => definition(hir, var).map(get).unwrap_or_default(),
            ExprKind::Unary { op, operand } => {
                let of = get(operand);
                let values = of.values.map(|value| value.map(|value| unary(op, value)));
                Self::new(values, of.day && op == UnaryOp::Neg, of.differs)
            }
            ExprKind::Binary { op, left, right } => {
                let (left, right) = (get(left), get(right));
                let ([l0, l7], [r0, r7]) = (left.values, right.values);
                let values = [binary(op, l0, r0), binary(op, l7, r7)];
                let arithmetic = !op.is_comparison() && op != BinaryOp::And && op != BinaryOp::Or;
                let day = arithmetic && (left.day || right.day);
                Self::new(values, day, left.differs || right.differs)
            }
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => Self::either(get(condition), get(then), get(otherwise)),
            _ => {
                let differs = children(hir, kind).any(|child| get(child).differs);
                Self::new([None; 2], false, differs)
            }
        }
    }

    /// `parts` tells whether anything differs that it is made of.
    fn new(values: [Option<f64>; 2], day: bool, parts: bool) -> Self {
        let differs = match values {
            [Some(zero), Some(seven)] => zero != seven,
            _ => parts,
        };
        Self {
            values,
            day,
            differs,
        }
    }

    fn either(condition: Self, then: Self, otherwise: Self) -> Self {
        let [c0, c7] = condition.values;
        let ([t0, t7], [o0, o7]) = (then.values, otherwise.values);
        let values = [chosen(c0, t0, o0), chosen(c7, t7, o7)];
        let parts = match c0 {
            _ if condition.differs => true,
            Some(condition) if condition != 0.0 => then.differs,
            Some(_) => otherwise.differs,
            None => then.differs || otherwise.differs,
        };
        Self::new(values, then.day || otherwise.day, parts)
    }
}

fn unary(op: UnaryOp, value: f64) -> f64 {
    match op {
        UnaryOp::Neg => -value,
        UnaryOp::Not => truth(value == 0.0),
    }
}

fn binary(op: BinaryOp, left: Option<f64>, right: Option<f64>) -> Option<f64> {
    let is = |side: Option<f64>, truth: bool| side.is_some_and(|value| (value != 0.0) == truth);
    match op {
        BinaryOp::And if is(left, false) || is(right, false) => return Some(0.0),
        BinaryOp::Or if is(left, true) || is(right, true) => return Some(1.0),
        _ => {}
    }
    let (left, right) = (left?, right?);
    Some(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div => left / right,
        BinaryOp::And => 1.0,
        BinaryOp::Or => 0.0,
        _ => truth(holds(op, left, right)),
    })
}

fn chosen(condition: Option<f64>, then: Option<f64>, otherwise: Option<f64>) -> Option<f64> {
    match condition {
        Some(condition) if condition != 0.0 => then,
        Some(_) => otherwise,
        None if then == otherwise => then,
        None => None,
    }
}

const fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// The values that matter: those of the service's variables, of statements
/// that may stop, and of variables that only the results show.
fn ends(hir: &Hir) -> Vec<ExprId> {
    let read = read_versions(hir);
    let end = |kind| match kind {
        StatementKind::Assign { var, value } => {
            let own = hir.vars().get(var.index())?.place == Place::User;
            let passed_on = own && read.get(var.index()).copied().unwrap_or(false);
            (!passed_on).then_some(value)
        }
        StatementKind::Expr(value) => Some(value),
        StatementKind::Error => None,
    };
    let statements = hir.statements().iter().rev();
    statements
        .filter_map(|statement| end(statement.kind))
        .collect()
}

/// Follows what differs back to the comparisons where that begins.
struct Search<'a> {
    hir: &'a Hir,
    sundays: &'a [Sunday],
    seen: Vec<bool>,
    open: Vec<ExprId>,
}

impl Search<'_> {
    fn next(&mut self) -> Option<ExprId> {
        while let Some(id) = self.open.pop() {
            let sunday = self.sunday(id);
            let seen = self.seen.get_mut(id.index());
            if !sunday.differs || seen.is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            let kind = self.hir.expr(id).kind;
            match kind {
                ExprKind::Binary { op, left, right }
                    if op.is_comparison() && (self.sunday(left).day || self.sunday(right).day) =>
                {
                    return Some(id);
                }
                ExprKind::Read(var) => self.open.extend(definition(self.hir, var)),
                _ => self.open.extend(children(self.hir, kind)),
            }
        }
        None
    }

    fn sunday(&self, id: ExprId) -> Sunday {
        let sunday = self.sundays.get(id.index());
        sunday.copied().unwrap_or_default()
    }
}

fn finding(cx: &Context<'_>, id: ExprId) -> Diagnostic {
    let comparison = cx.hir.expr(id);
    let message = format!(
        "{} depends on whether Sunday is 0 or 7, which nobody documents",
        quoted(cx.at(comparison.span))
    );
    let finding = Diagnostic::new(&WEEKDAY_NUMBER, comparison.span, message).with_setting("sunday");
    match Days::of(cx, comparison.kind) {
        Some(days) => {
            let shown = days.written(&excerpt(days.day));
            finding
                .with_help(format!("write `{shown}`, which is the same either way"))
                .with_fix(Fix::one(
                    Applicability::Unsafe,
                    comparison.span,
                    days.written(days.day),
                ))
        }
        None => finding.with_help(
            "write `d >= 1 && d <= 5` for a working day, and `!(…)` of it for a weekend",
        ),
    }
}

/// The days from Monday to Saturday on which a comparison holds.
struct Days<'a> {
    /// What is compared.
    day: &'a str,
    /// It holds from Monday to this one.
    to: usize,
    /// Or rather on all others, and on Sunday.
    except: bool,
}

impl<'a> Days<'a> {
    /// `None` when the comparison is with something else than a number, or
    /// holds on days here and there.
    fn of(cx: &Context<'a>, comparison: ExprKind) -> Option<Self> {
        let Comparison {
            side, op, number, ..
        } = Comparison::of(cx, comparison)?;
        if !is_weekday(cx.hir.expr(cx.facts.constants.resolve(side)).kind) {
            return None;
        }
        let day = cx.at(cx.hir.expr(side).span);
        let days = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0].map(|day| holds(op, day, number));
        let first = days.iter().take_while(|holds| **holds).count();
        let last = days.iter().rev().take_while(|holds| **holds).count();
        let all = days.iter().filter(|holds| **holds).count();
        let (to, except) = match all {
            0 => (6, true),
            _ if all == first => (first, false),
            _ if all == last => (days.len() - last, true),
            _ => return None,
        };
        Some(Self { day, to, except })
    }

    /// The same days without a number for Sunday. It belongs to those that the
    /// comparison has it with under one of its numbers.
    fn written(&self, day: &str) -> String {
        let not = if self.except { "!" } else { "" };
        format!("{not}({day} >= 1 && {day} <= {})", self.to)
    }
}
