//! Vectors: what their elements are, and what becomes of one where a number is
//! needed.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted};
use autoscale_catalog::Ty;
use autoscale_catalog::profile::OneElementVector;
use autoscale_syntax as ast;

use crate::explain::{part, with_article};
use crate::hir::{ExprId, ExprKind, Type};
use crate::infer::Checker;
use crate::rules::{UNSUPPORTED_OPERATION, VECTOR_AS_NUMBER};

impl Checker<'_> {
    /// A vector where a number is needed.
    pub(crate) fn element(&mut self, id: ast::ExprId, value: ExprId) -> ExprId {
        let span = self.tree.expr(id).span;
        if self.profile.one_element_vector == OneElementVector::Value {
            return self.push(ExprKind::OnlyElement(value), Type::DOUBLE, span);
        }
        let text = self.text_of(span);
        let part = part(text);
        let finding = Diagnostic::new(
            &VECTOR_AS_NUMBER,
            span,
            format!(
                "{} is a doubleVec, but one number is needed here",
                quoted(text)
            ),
        )
        .with_help(format!(
            "take an aggregate such as `max(0, {part})`, or an element with `val({part}, 0)`"
        ))
        .with_fix(Fix::one(
            Applicability::Unsafe,
            span,
            format!("max(0, {text})"),
        ));
        self.report(finding);
        self.error(span)
    }

    pub(crate) fn vector(&mut self, span: Span, items: ast::ExprList) -> ExprId {
        let tree = self.tree;
        let mut values = Vec::with_capacity(items.len());
        for &item in tree.list(items) {
            values.push(self.list_item(item));
        }
        let items = self.hir.push_list(&values);
        self.push(ExprKind::Vector(items), Type::DOUBLE_VEC, span)
    }

    /// An element of a vector literal: a double or a doubleVec.
    fn list_item(&mut self, item: ast::ExprId) -> ExprId {
        let value = self.value(item);
        match self.ty(value) {
            Type::Known(Ty::Double | Ty::DoubleVec) | Type::Never | Type::Unknown => value,
            Type::Mixed => {
                self.mixed_list(self.hir.expr(value).span);
                value
            }
            Type::Known(ty) => {
                let span = self.tree.expr(item).span;
                let (text, ty) = (quoted(self.text_of(span)), with_article(ty));
                self.report(
                    Diagnostic::new(
                        &UNSUPPORTED_OPERATION,
                        span,
                        format!("a vector holds numbers, but {text} is {ty}"),
                    )
                    .with_help("write doubles and doubleVecs between the brackets"),
                );
                self.error(span)
            }
        }
    }

    /// A double as a vector of one element, so that both arms of a ternary
    /// hold the same kind of value.
    pub(crate) fn widened(&mut self, value: ExprId) -> ExprId {
        let expr = self.hir.expr(value);
        if expr.ty != Type::DOUBLE {
            return value;
        }
        let items = self.hir.push_list(&[value]);
        self.push(ExprKind::Vector(items), Type::DOUBLE_VEC, expr.span)
    }
}
