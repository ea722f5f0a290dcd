//! Expressions.
//!
//! The parser caps how deep brackets, calls, unary operators and ternaries
//! nest, so that these recurse. Chains that lean to the left (`a + b + c`,
//! `a.b.c`) may have thousands of links; they are unrolled and walked in a
//! loop.

use autoscale_base::Span;
use autoscale_catalog::profile::{BareMetric, EqualityPrecedence, OneElementVector, ShortCircuit};
use autoscale_catalog::{Metric, Ty, VariableKind};
use autoscale_syntax::{BinaryOp, ExprId, ExprKind, ExprList, UnaryOp};

use super::names::Named;
use super::operations::binary;
use super::samples::MethodCall;
use super::{Evaluator, Step, fault_at};
use crate::arithmetic::{Operator, from_truth, member, negate_interval, not, truth};
use crate::{Fault, Value};

/// One operator of an unrolled chain, with what stands on its right.
struct Link {
    operation: ExprId,
    op: BinaryOp,
    op_span: Span,
    right: ExprId,
}

/// What stands before a dot.
enum Receiver {
    Metric(Metric),
    Value(Value),
}

impl Evaluator<'_> {
    /// The value of an expression; of a metric, its newest sample.
    pub(super) fn value(&mut self, mut id: ExprId) -> Step<Value> {
        loop {
            let expr = self.tree.expr(id);
            return match expr.kind {
                ExprKind::Error => self.refuse(expr.span, Fault::Unreadable),
                ExprKind::Hole => self.refuse(expr.span, Fault::Placeholder),
                ExprKind::Number(number) => Ok(number.into()),
                ExprKind::String => Ok(Value::String(self.tree.string(id, self.text).to_owned())),
                ExprKind::Name => self.read(expr.span),
                ExprKind::Paren(inner) => {
                    id = inner;
                    continue;
                }
                ExprKind::Vector(items) => self.vector(items),
                ExprKind::Unary { op, operand } => self.unary(expr.span.start, op, operand),
                ExprKind::Binary { .. } => self.chain(id),
                ExprKind::Ternary {
                    condition,
                    then,
                    otherwise,
                } => {
                    let first = self.condition(condition)?;
                    self.trace.arm_taken(id, first);
                    id = if first { then } else { otherwise };
                    continue;
                }
                ExprKind::Call {
                    name,
                    open,
                    arguments,
                } => self.call(name, open, arguments),
                ExprKind::Method { .. } | ExprKind::Member { .. } => self.dots(id),
            };
        }
    }

    /// The values of several expressions, from left to right.
    pub(super) fn values(&mut self, list: ExprList) -> Step<Vec<Value>> {
        let tree = self.tree;
        tree.list(list).iter().map(|&id| self.value(id)).collect()
    }

    /// A value where one number is needed. `id` is the expression that gave it.
    pub(super) fn number(&self, id: ExprId, value: &Value) -> Step<f64> {
        match (value, self.profile.one_element_vector) {
            (Value::Double(number), _) => Ok(*number),
            (Value::DoubleVec(numbers), OneElementVector::Value) => match numbers.as_slice() {
                [number] => Ok(*number),
                _ => {
                    let place = self.tree.expr(id).span.start;
                    fault_at(place, Fault::NotOneElement(numbers.len()))
                }
            },
            _ => self.wrong_type(id, Ty::Double, value),
        }
    }

    pub(super) fn wrong_type<T>(&self, id: ExprId, wanted: Ty, value: &Value) -> Step<T> {
        let found = value.ty();
        self.refuse(self.tree.expr(id).span, Fault::Type { wanted, found })
    }

    fn condition(&mut self, id: ExprId) -> Step<bool> {
        let value = self.value(id)?;
        Ok(truth(self.number(id, &value)?, self.profile))
    }

    fn read(&self, name: Span) -> Step<Value> {
        let text = name.text(self.text);
        if let Some(value) = self.names.variable(text) {
            return Ok(value.clone());
        }
        match self.names.builtin(text) {
            None => self.refuse(name, Fault::UndefinedSymbol(text.to_owned())),
            Some(Named::Constant(constant)) => Ok(constant.interval(self.profile).into()),
            Some(Named::Option(option)) => Ok(Value::Option(option)),
            Some(Named::Variable(variable)) => match variable.kind {
                VariableKind::Target(target) => Ok(self.targets.nodes(target).into()),
                VariableKind::DeallocationOption => Ok(Value::Option(self.targets.option)),
                // Facts of the pool are numbers in the documentation's own
                // examples (`$CurrentDedicatedNodes * 1.1`).
                VariableKind::Metric { scalar: false, .. }
                    if self.profile.bare_metric == BareMetric::Error =>
                {
                    self.refuse(name, Fault::BareMetric(variable.name))
                }
                VariableKind::Metric { metric, .. } => {
                    Ok(self.env.newest(metric, self.profile).into())
                }
            },
        }
    }

    fn vector(&mut self, items: ExprList) -> Step<Value> {
        let tree = self.tree;
        let mut numbers = Vec::new();
        for &item in tree.list(items) {
            match self.value(item)? {
                Value::Double(number) => numbers.push(number),
                Value::DoubleVec(mut more) => numbers.append(&mut more),
                other => return self.wrong_type(item, Ty::Double, &other),
            }
        }
        Ok(numbers.into())
    }

    fn unary(&mut self, place: u32, op: UnaryOp, operand: ExprId) -> Step<Value> {
        let value = self.value(operand)?;
        match (op, value) {
            (UnaryOp::Neg, Value::Double(number)) => Ok((-number).into()),
            (UnaryOp::Neg, Value::Interval(interval)) => match negate_interval(interval) {
                Ok(negated) => Ok(negated.into()),
                Err(fault) => fault_at(place, fault),
            },
            (UnaryOp::Not, value @ (Value::Double(_) | Value::DoubleVec(_))) => {
                let number = self.number(operand, &value)?;
                Ok(not(number, self.profile).into())
            }
            (op, value) => {
                let (op, operand) = (op.as_str(), value.ty());
                fault_at(place, Fault::Operand { op, operand })
            }
        }
    }

    fn chain(&mut self, id: ExprId) -> Step<Value> {
        let (mut before, links) = self.unroll(id);
        let mut left = self.value(before)?;
        for link in links {
            left = self.link(before, left, &link)?;
            before = link.operation;
        }
        Ok(left)
    }

    /// The leftmost operand of a chain of binary operators, and the links from
    /// left to right.
    ///
    /// With `equality-precedence = flat` an equality with a comparison on its
    /// right (`a == b < c`, parsed as `a == (b < c)`) is one chain as well:
    /// `(a == b) < c`.
    fn unroll(&self, id: ExprId) -> (ExprId, Vec<Link>) {
        let flat = self.profile.equality_precedence == EqualityPrecedence::Flat;
        let (mut first, mut links) = (id, Vec::new());
        // From right to left, so that the links come out in reverse.
        while let ExprKind::Binary {
            op,
            op_span,
            left,
            right,
        } = self.tree.expr(first).kind
        {
            let mut nearest = right;
            while let ExprKind::Binary {
                op: comparison,
                op_span,
                left: inner,
                right,
            } = self.tree.expr(nearest).kind
                && flat
                && is_equality(op)
                && comparison.precedence() == BinaryOp::Lt.precedence()
            {
                links.push(Link {
                    operation: nearest,
                    op: comparison,
                    op_span,
                    right,
                });
                nearest = inner;
            }
            links.push(Link {
                operation: first,
                op,
                op_span,
                right: nearest,
            });
            first = left;
        }
        links.reverse();
        (first, links)
    }

    /// `left op right`, where `before` is the expression that gave `left`.
    fn link(&mut self, before: ExprId, left: Value, link: &Link) -> Step<Value> {
        let right = link.right;
        let operator = Operator::from(link.op);
        if let Operator::And | Operator::Or = operator {
            let left = truth(self.number(before, &left)?, self.profile);
            let decided = left == (operator == Operator::Or);
            if decided && self.profile.short_circuit == ShortCircuit::Lazy {
                self.trace.short_circuited(link.operation, left);
                return Ok(from_truth(left).into());
            }
            let right = self.condition(right)?;
            return Ok(from_truth(if decided { left } else { right }).into());
        }
        let compares = matches!(operator, Operator::Comparison(_));
        let left = if compares {
            self.single(before, left)?
        } else {
            left
        };
        let value = self.value(right)?;
        let value = if compares {
            self.single(right, value)?
        } else {
            value
        };
        match binary(link.op, left, value, self.profile) {
            Ok(result) => Ok(result),
            Err(fault) => fault_at(link.op_span.start, fault),
        }
    }

    /// With `one-element-vector = value`, a vector as its one element.
    fn single(&self, id: ExprId, value: Value) -> Step<Value> {
        match (&value, self.profile.one_element_vector) {
            (Value::DoubleVec(_), OneElementVector::Value) => Ok(self.number(id, &value)?.into()),
            _ => Ok(value),
        }
    }

    /// A chain of methods and members.
    fn dots(&mut self, id: ExprId) -> Step<Value> {
        let (mut first, mut links) = (id, Vec::new());
        while let ExprKind::Method { receiver, .. } | ExprKind::Member { receiver, .. } =
            self.tree.expr(first).kind
        {
            links.push(first);
            first = receiver;
        }
        let mut receiver = match self.metric(first) {
            Some(metric) => Receiver::Metric(metric),
            None => Receiver::Value(self.value(first)?),
        };
        for link in links.into_iter().rev() {
            receiver = Receiver::Value(self.dot(link, receiver)?);
        }
        match receiver {
            Receiver::Value(value) => Ok(value),
            Receiver::Metric(metric) => Ok(self.env.newest(metric, self.profile).into()),
        }
    }

    /// The metric that an expression names, in brackets or not.
    fn metric(&self, id: ExprId) -> Option<Metric> {
        let expr = self.tree.expr(self.tree.unparenthesised(id));
        let is_name = expr.kind == ExprKind::Name;
        let name = is_name.then(|| expr.span.text(self.text))?;
        match self.names.service_variable(name)?.kind {
            VariableKind::Metric { metric, .. } => Some(metric),
            _ => None,
        }
    }

    fn dot(&mut self, id: ExprId, receiver: Receiver) -> Step<Value> {
        let (name, call) = match self.tree.expr(id).kind {
            ExprKind::Method {
                name,
                open,
                arguments,
                ..
            } => (name, Some((open, arguments))),
            ExprKind::Member { name, .. } => (name, None),
            _ => return self.refuse(self.tree.expr(id).span, Fault::Unreadable),
        };
        let text = name.text(self.text);
        match (receiver, call) {
            (Receiver::Metric(metric), Some((open, arguments))) => match self.names.method(text) {
                Some(method) => {
                    let call = MethodCall {
                        id,
                        metric,
                        method,
                        open,
                    };
                    self.method(call, arguments)
                }
                None => self.refuse(name, Fault::UndefinedSymbol(text.to_owned())),
            },
            (Receiver::Value(Value::Timestamp(instant)), None) => match self.names.member(text) {
                Some(which) => Ok(member(which, instant, self.profile).into()),
                None => self.refuse(name, Fault::UndefinedSymbol(text.to_owned())),
            },
            (Receiver::Metric(_), None) => {
                self.refuse(name, Fault::UndefinedSymbol(text.to_owned()))
            }
            (Receiver::Value(value), _) => {
                let (ty, name_text) = (value.ty(), text.to_owned());
                self.refuse(
                    name,
                    Fault::Member {
                        ty,
                        name: name_text,
                    },
                )
            }
        }
    }
}

const fn is_equality(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Eq | BinaryOp::Ne)
}
