//! The checker: one pass over the arena of each statement, children before
//! parents, without recursion.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use autoscale_base::{Diagnostic, Span};
use autoscale_catalog::profile::{BareMetric, EqualityPrecedence, OneElementVector};
use autoscale_catalog::{Metric, Profile, Ty};
use autoscale_syntax::{self as ast, BinaryOp, Tree, UnaryOp};

use crate::explain::{label_types, unsupported_binary};
use crate::forms::refused_forms;
use crate::hir::{Expr, ExprId, ExprKind, Hir, Type};
use crate::operations::{self, Operation};
use crate::scope::{Scope, Symbol};
use crate::unknown::FirstAssignments;

/// A formula with names and types, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The typed tree; it has error nodes where something is wrong.
    pub hir: Hir,
    /// The findings, in text order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Resolves the names of `tree` and gives every expression a type. `text` is
/// what the tree was parsed from. The [forms](refused_forms) that the profile
/// refuses are among the findings.
#[must_use]
pub fn check(text: &str, tree: &Tree, profile: &Profile) -> Checked {
    let flat = profile.equality_precedence == EqualityPrecedence::Flat;
    let regrouped = flat.then(|| tree.with_flat_comparisons());
    let tree = regrouped.as_ref().unwrap_or(tree);
    let mut checker = Checker {
        text,
        tree,
        profile,
        hir: Hir::with_capacity(tree.exprs().len()),
        scope: Scope::new(profile),
        operands: Vec::with_capacity(tree.exprs().len()),
        of_options: BTreeSet::new(),
        first_assignments: OnceCell::new(),
        diagnostics: Vec::new(),
    };
    for (index, statement) in tree.statements().iter().enumerate() {
        checker.statement(index, statement);
    }
    let mut diagnostics = refused_forms(text, tree, profile);
    checker.hir.runnable &= diagnostics.is_empty();
    diagnostics.append(&mut checker.diagnostics);
    diagnostics.sort_by_key(|finding| finding.span);
    Checked {
        hir: checker.hir,
        diagnostics,
    }
}

/// What an expression of the syntax tree turned out to be, before it is known
/// what it is needed for.
#[derive(Clone, Copy)]
pub(crate) enum Operand {
    /// A value.
    Value(ExprId),
    /// A metric: an object before a dot, a number elsewhere.
    Metric(Metric),
    /// A name that means nothing; reported when it is used.
    Undefined,
}

pub(crate) struct Checker<'a> {
    pub(crate) text: &'a str,
    pub(crate) tree: &'a Tree,
    pub(crate) profile: &'a Profile,
    pub(crate) hir: Hir,
    pub(crate) scope: Scope<'a>,
    /// By index of the syntax tree's expression.
    operands: Vec<Operand>,
    /// The indices of the ternaries whose arms are deallocation options.
    pub(crate) of_options: BTreeSet<usize>,
    /// What `use_before_assignment` knows, once it is asked.
    pub(crate) first_assignments: OnceCell<FirstAssignments<'a>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    /// Infers all expressions up to `root`, the last one of its statement.
    pub(crate) fn visit(&mut self, root: ast::ExprId) {
        let tree = self.tree;
        let done = self.operands.len();
        for expr in tree.exprs().iter().take(root.index() + 1).skip(done) {
            let operand = self.expression(expr);
            self.operands.push(operand);
        }
    }

    pub(crate) fn operand(&self, id: ast::ExprId) -> Operand {
        let operand = self.operands.get(id.index());
        operand.copied().unwrap_or(Operand::Undefined)
    }

    fn expression(&mut self, expr: &ast::Expr) -> Operand {
        let span = expr.span;
        let id = match expr.kind {
            ast::ExprKind::Name => return self.name(span),
            ast::ExprKind::Paren(inner) => return self.operand(inner),
            ast::ExprKind::Error | ast::ExprKind::Hole => {
                self.forget_inside(span);
                self.error(span)
            }
            ast::ExprKind::Number(number) => {
                self.push(ExprKind::Number(number), Type::DOUBLE, span)
            }
            ast::ExprKind::String => match plain_string(span, self.text) {
                Some(inside) => self.push(ExprKind::String(inside), Type::Known(Ty::String), span),
                None => self.error(span),
            },
            ast::ExprKind::Vector(items) => self.vector(span, items),
            ast::ExprKind::Unary { op, operand } => self.unary(span, op, operand),
            ast::ExprKind::Binary {
                op,
                op_span,
                left,
                right,
            } => self.binary(span, op, op_span, left, right),
            ast::ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.ternary(span, condition, then, otherwise),
            ast::ExprKind::Call {
                name,
                open,
                arguments,
            } => self.call(span, name, open, arguments),
            ast::ExprKind::Method {
                receiver,
                name,
                open,
                arguments,
            } => self.method(span, receiver, name, open, arguments),
            ast::ExprKind::Member { receiver, name } => self.member(span, receiver, name),
        };
        Operand::Value(id)
    }

    /// Takes back what was found in the parts of an error node: the syntax
    /// finding tells of all of it.
    fn forget_inside(&mut self, span: Span) {
        let inside = |finding: &mut Diagnostic| span.contains(finding.span);
        while self.diagnostics.pop_if(inside).is_some() {}
    }

    fn name(&mut self, span: Span) -> Operand {
        let (kind, ty) = match self.scope.symbol(span.text(self.text)) {
            None => return Operand::Undefined,
            Some(Symbol::Metric(metric)) => return Operand::Metric(metric),
            Some(Symbol::Var(var)) => {
                let ty = self.hir.vars.get(var.index()).map(|var| var.ty);
                (ExprKind::Read(var), ty.unwrap_or(Type::Unknown))
            }
            Some(Symbol::Constant(constant)) => {
                let interval = constant.interval(self.profile);
                (ExprKind::Interval(interval), Type::Known(Ty::Interval))
            }
            Some(Symbol::Option(option)) if self.refuses_option(span, option) => {
                return Operand::Value(self.error(span));
            }
            Some(Symbol::Option(option)) => (ExprKind::Option(option), Type::Known(Ty::Option)),
        };
        Operand::Value(self.push(kind, ty, span))
    }

    /// The value of an expression, wherever a value will do.
    pub(crate) fn value(&mut self, id: ast::ExprId) -> ExprId {
        let span = self.tree.expr(id).span;
        match self.operand(id) {
            Operand::Value(value) => value,
            Operand::Metric(metric) => {
                if self.profile.bare_metric == BareMetric::Error && !metric.is_scalar() {
                    self.object_as_number(span);
                    return self.error(span);
                }
                self.push(ExprKind::Newest(metric), Type::DOUBLE, span)
            }
            Operand::Undefined => {
                self.undefined(id);
                self.error(span)
            }
        }
    }

    /// The value of an expression where one number is needed. `None` when it
    /// has another type, which the caller reports; a vector is reported here.
    pub(crate) fn number(&mut self, id: ast::ExprId) -> Option<ExprId> {
        let value = self.value(id);
        match self.ty(value) {
            Type::Known(Ty::Double) | Type::Never | Type::Unknown => Some(value),
            Type::Known(Ty::DoubleVec) => Some(self.element(id, value)),
            Type::Mixed => {
                self.mixed_arms(self.hir.expr(value).span);
                Some(self.error(self.tree.expr(id).span))
            }
            Type::Known(_) => None,
        }
    }

    fn unary(&mut self, span: Span, op: UnaryOp, operand: ast::ExprId) -> ExprId {
        let value = self.value(operand);
        let result = match self.ty(value) {
            Type::Known(ty) => operations::unary(op, ty),
            Type::Never => {
                return self.push(ExprKind::Unary { op, operand: value }, Type::Never, span);
            }
            Type::Unknown => return self.error(span),
            Type::Mixed => {
                self.mixed_arms(self.hir.expr(value).span);
                return self.error(span);
            }
        };
        if let Some(ty) = result {
            return self.push(
                ExprKind::Unary { op, operand: value },
                Type::Known(ty),
                span,
            );
        }
        if op == UnaryOp::Not && self.ty(value) == Type::DOUBLE_VEC {
            let operand = self.element(operand, value);
            return self.push(ExprKind::Unary { op, operand }, Type::DOUBLE, span);
        }
        self.unsupported_unary(span, op, value);
        self.error(span)
    }

    fn binary(
        &mut self,
        span: Span,
        op: BinaryOp,
        op_span: Span,
        left: ast::ExprId,
        right: ast::ExprId,
    ) -> ExprId {
        let (mut l, mut r) = (self.value(left), self.value(right));
        let result = match (self.ty(l), self.ty(r)) {
            (Type::Mixed, _) | (_, Type::Mixed) => {
                for side in [l, r] {
                    if self.ty(side) == Type::Mixed {
                        self.mixed_arms(self.hir.expr(side).span);
                    }
                }
                Type::Unknown
            }
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            (Type::Never, _) => Type::Never,
            (Type::Known(lt), Type::Never) => self.left_of_stop(op, op_span, left, &mut l, lt),
            (Type::Known(lt), Type::Known(rt)) => {
                match operations::binary(op, lt, rt, self.profile) {
                    Operation::Documented(ty) | Operation::Accepted(ty, _) => Type::Known(ty),
                    Operation::Missing if needs_numbers(op) && is_list(lt) && is_list(rt) => {
                        if lt == Ty::DoubleVec {
                            l = self.element(left, l);
                        }
                        if rt == Ty::DoubleVec {
                            r = self.element(right, r);
                        }
                        Type::DOUBLE
                    }
                    missing => {
                        let places = [left, right].map(|side| self.tree.expr(side).span);
                        let finding = unsupported_binary(span, op, (lt, rt), missing);
                        self.report(label_types(finding, &places, &[lt, rt]));
                        Type::Unknown
                    }
                }
            }
        };
        if result == Type::Unknown {
            return self.error(span);
        }
        let kind = ExprKind::Binary {
            op,
            left: l,
            right: r,
        };
        self.push_at(kind, result, span, op_span.start)
    }

    /// The type of `left op right` where `right` stops: only the left side is
    /// sure to be reached, and for `&&` and `||` the only one.
    fn left_of_stop(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: ast::ExprId,
        l: &mut ExprId,
        lt: Ty,
    ) -> Type {
        let logical = matches!(op, BinaryOp::And | BinaryOp::Or);
        let elements = self.profile.one_element_vector == OneElementVector::Value;
        if lt == Ty::DoubleVec && (logical || (elements && needs_numbers(op))) {
            *l = self.element(left, *l);
        }
        if !logical {
            return Type::Never;
        }
        if !is_list(lt) {
            let place = self.tree.expr(left).span;
            let types = (lt, Ty::Double);
            let finding = unsupported_binary(place.to(op_span), op, types, Operation::Missing);
            self.report(label_types(finding, &[place], &[lt]));
            return Type::Unknown;
        }
        Type::DOUBLE
    }

    fn ternary(
        &mut self,
        span: Span,
        condition: ast::ExprId,
        then: ast::ExprId,
        otherwise: ast::ExprId,
    ) -> ExprId {
        let Some(test) = self.number(condition) else {
            self.condition_not_number(condition);
            return self.error(span);
        };
        let (mut a, mut b) = if self.of_options.contains(&self.operands.len()) {
            (self.option(then), self.option(otherwise))
        } else {
            (self.value(then), self.value(otherwise))
        };
        let ty = match (self.ty(a), self.ty(b)) {
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            (Type::Never, ty) | (ty, Type::Never) => ty,
            (left, right) if left == right => left,
            (left, right) if either_list(left) && either_list(right) => {
                a = self.widened(a);
                b = self.widened(b);
                Type::Mixed
            }
            _ => {
                self.arms_differ(span, then, otherwise);
                Type::Unknown
            }
        };
        let ty = match self.ty(test) {
            Type::Never => Type::Never,
            Type::Unknown if ty == Type::Never => Type::Unknown,
            _ => ty,
        };
        if ty == Type::Unknown {
            return self.error(span);
        }
        let kind = ExprKind::Ternary {
            condition: test,
            then: a,
            otherwise: b,
        };
        self.push(kind, ty, span)
    }

    pub(crate) fn ty(&self, id: ExprId) -> Type {
        self.hir.expr(id).ty
    }

    pub(crate) fn push(&mut self, kind: ExprKind, ty: Type, span: Span) -> ExprId {
        self.push_at(kind, ty, span, span.start)
    }

    pub(crate) fn push_at(&mut self, kind: ExprKind, ty: Type, span: Span, place: u32) -> ExprId {
        self.hir.push(Expr {
            kind,
            ty,
            span,
            place,
        })
    }

    /// An error node; a formula that has one cannot be compiled.
    pub(crate) fn error(&mut self, span: Span) -> ExprId {
        self.hir.runnable = false;
        self.push(ExprKind::Error, Type::Unknown, span)
    }

    pub(crate) fn report(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
    }

    pub(crate) fn text_of(&self, span: Span) -> &'a str {
        span.text(self.text)
    }
}

/// What stands between the quotes; `None` when they are not as they should be,
/// of which the syntax findings tell.
fn plain_string(span: Span, text: &str) -> Option<Span> {
    let inside = span.text(text).strip_prefix('"')?.strip_suffix('"')?;
    let start = span.start + 1;
    let end = start + u32::try_from(inside.len()).ok()?;
    Some(Span::new(start, end))
}

const fn needs_numbers(op: BinaryOp) -> bool {
    !matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div
    )
}

const fn is_list(ty: Ty) -> bool {
    matches!(ty, Ty::Double | Ty::DoubleVec)
}

const fn either_list(ty: Type) -> bool {
    matches!(ty, Type::Known(Ty::Double | Ty::DoubleVec) | Type::Mixed)
}
