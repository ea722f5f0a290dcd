//! Constant folding: the expressions whose value no metric and no clock can
//! change. Because the typed tree is in static single assignment form, a
//! variable that is assigned a constant is one too.

use autoscale_base::{Interval, Span, Timestamp};
use autoscale_catalog::profile::ShortCircuit;
use autoscale_catalog::{DeallocationOption, Function, Profile, Ty};
use autoscale_check::{Expr, ExprId, ExprKind, Hir, StatementKind, Type};
use autoscale_syntax::{BinaryOp, UnaryOp};

use crate::arithmetic::{self, ListFunction, Operator};

/// A value known before anything runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Constant {
    Number(f64),
    Interval(Interval),
    Time(Timestamp),
    Option(DeallocationOption),
    /// The text at that place.
    String(Span),
}

/// The constants of a formula, by expression.
pub(crate) struct Constants<'a> {
    text: &'a str,
    hir: &'a Hir,
    profile: &'a Profile,
    exprs: Vec<Option<Constant>>,
    vars: Vec<Option<Constant>>,
}

impl<'a> Constants<'a> {
    pub(crate) fn new(text: &'a str, hir: &'a Hir, profile: &'a Profile) -> Self {
        let mut constants = Self {
            text,
            hir,
            profile,
            exprs: Vec::with_capacity(hir.exprs().len()),
            vars: vec![None; hir.vars().len()],
        };
        for statement in hir.statements() {
            let (StatementKind::Assign { value, .. } | StatementKind::Expr(value)) = statement.kind
            else {
                continue;
            };
            let done = constants.exprs.len();
            for expr in hir.exprs().iter().take(value.index() + 1).skip(done) {
                let constant = constants.fold(expr);
                constants.exprs.push(constant);
            }
            if let StatementKind::Assign { var, value } = statement.kind {
                let constant = constants.of(value);
                if let Some(slot) = constants.vars.get_mut(var.index()) {
                    *slot = constant;
                }
            }
        }
        constants
    }

    /// The value of the expression, when it is constant.
    pub(crate) fn of(&self, id: ExprId) -> Option<Constant> {
        self.exprs.get(id.index()).copied().flatten()
    }

    fn number(&self, id: ExprId) -> Option<f64> {
        match self.of(id)? {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }

    /// An operation that fails is left to run: it fails only when reached.
    fn fold(&self, expr: &Expr) -> Option<Constant> {
        match expr.kind {
            ExprKind::Number(number) => Some(Constant::Number(number)),
            ExprKind::Interval(interval) => Some(Constant::Interval(interval)),
            ExprKind::Option(option) => Some(Constant::Option(option)),
            ExprKind::String(span) => Some(Constant::String(span)),
            ExprKind::Read(var) => self.vars.get(var.index()).copied().flatten(),
            ExprKind::Unary { op, operand } => self.unary(op, self.of(operand)?),
            ExprKind::Binary { op, left, right } => self.binary(op, left, right),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                let holds = arithmetic::truth(self.number(condition)?, self.profile);
                self.of(if holds { then } else { otherwise })
            }
            ExprKind::Call {
                function,
                arguments,
            } => self.call(function, self.hir.list(arguments), expr.ty),
            ExprKind::Member { member, of } => match self.of(of)? {
                Constant::Time(time) => {
                    let number = arithmetic::member(member, time, self.profile);
                    Some(Constant::Number(number))
                }
                _ => None,
            },
            ExprKind::Error
            | ExprKind::Newest(_)
            | ExprKind::Vector(_)
            | ExprKind::OnlyElement(_)
            | ExprKind::Method { .. } => None,
        }
    }

    fn unary(&self, op: UnaryOp, operand: Constant) -> Option<Constant> {
        match (op, operand) {
            (UnaryOp::Neg, Constant::Number(number)) => Some(Constant::Number(-number)),
            (UnaryOp::Not, Constant::Number(number)) => {
                Some(Constant::Number(arithmetic::not(number, self.profile)))
            }
            (UnaryOp::Neg, Constant::Interval(interval)) => {
                let negated = arithmetic::negate_interval(interval).ok();
                negated.map(Constant::Interval)
            }
            _ => None,
        }
    }

    fn binary(&self, op: BinaryOp, left: ExprId, right: ExprId) -> Option<Constant> {
        match Operator::from(op) {
            Operator::And | Operator::Or => self.logical(op, left, right),
            Operator::Comparison(comparison) => {
                let number = match (self.of(left)?, self.of(right)?) {
                    (Constant::Number(a), Constant::Number(b)) => comparison.apply(&a, &b),
                    (Constant::Interval(a), Constant::Interval(b)) => comparison.apply(&a, &b),
                    (Constant::Time(a), Constant::Time(b)) => comparison.apply(&a, &b),
                    (Constant::String(a), Constant::String(b)) => {
                        comparison.apply(a.text(self.text), b.text(self.text))
                    }
                    _ => return None,
                };
                Some(Constant::Number(number))
            }
            Operator::Arithmetic(operation) => {
                let profile = self.profile;
                match (self.of(left)?, self.of(right)?) {
                    (Constant::Number(a), Constant::Number(b)) => {
                        operation.apply(a, b, profile).ok().map(Constant::Number)
                    }
                    (a, b) => times(op, a, b, profile),
                }
            }
        }
    }

    fn logical(&self, op: BinaryOp, left: ExprId, right: ExprId) -> Option<Constant> {
        let truth = |number| arithmetic::truth(number, self.profile);
        let left = truth(self.number(left)?);
        let decided = left == (op == BinaryOp::Or);
        if decided && self.profile.short_circuit == ShortCircuit::Lazy {
            return Some(Constant::Number(arithmetic::from_truth(left)));
        }
        let right = truth(self.number(right)?);
        let holds = if op == BinaryOp::Or {
            left || right
        } else {
            left && right
        };
        Some(Constant::Number(arithmetic::from_truth(holds)))
    }

    fn call(&self, function: Function, arguments: &[ExprId], ty: Type) -> Option<Constant> {
        if function == Function::Time {
            let Constant::String(span) = self.of(*arguments.first()?)? else {
                return None;
            };
            let text = span.text(self.text);
            // An empty text means now.
            let time = Timestamp::parse(text, self.profile.date_text_rules()).ok()?;
            return Some(Constant::Time(time));
        }
        if ty != Type::Known(Ty::Double) {
            return None;
        }
        let numbers: Option<Vec<f64>> = arguments.iter().map(|&it| self.number(it)).collect();
        let number = match (arithmetic::list_function(function)?, numbers?.as_slice()) {
            (ListFunction::Each(each), &[number]) => each(number),
            (ListFunction::Each(_), _) => return None,
            (ListFunction::All(all), numbers) => all(numbers, self.profile).ok()?,
        };
        Some(Constant::Number(number))
    }
}

/// Arithmetic with a timestamp or an interval.
fn times(op: BinaryOp, left: Constant, right: Constant, profile: &Profile) -> Option<Constant> {
    use Constant::{Interval, Number, Time};
    let interval = match (left, op, right) {
        (Number(n), BinaryOp::Mul, Interval(i)) | (Interval(i), BinaryOp::Mul, Number(n)) => {
            arithmetic::scale_interval(i, n, profile)
        }
        (Interval(i), BinaryOp::Div, Number(n)) => arithmetic::divide_interval(i, n, profile),
        (Interval(a), BinaryOp::Add, Interval(b)) => arithmetic::add_intervals(a, b),
        (Interval(a), BinaryOp::Sub, Interval(b)) => arithmetic::subtract_intervals(a, b),
        (Time(a), BinaryOp::Sub, Time(b)) => Ok(a.since(b)),
        (Time(t), BinaryOp::Add, Interval(i)) | (Interval(i), BinaryOp::Add, Time(t)) => {
            return arithmetic::later(t, i).ok().map(Time);
        }
        (Time(t), BinaryOp::Sub, Interval(i)) => return arithmetic::earlier(t, i).ok().map(Time),
        _ => return None,
    };
    interval.ok().map(Interval)
}
