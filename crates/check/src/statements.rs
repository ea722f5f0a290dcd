//! Statements, one after the other; what has a syntax error is left in peace.

use std::collections::BTreeSet;

use autoscale_base::Span;
use autoscale_syntax::{self as ast, StatementKind as Ast};

use crate::hir::{Place, Statement, StatementKind, Type};
use crate::infer::Checker;

impl Checker<'_> {
    pub(crate) fn statement(&mut self, index: usize, statement: &ast::Statement) {
        let found = self.diagnostics.len();
        let kind = match statement.kind {
            Ast::Error => {
                self.hir.runnable = false;
                StatementKind::Error
            }
            Ast::Expr(value) => {
                self.visit(value);
                StatementKind::Expr(self.value(value))
            }
            Ast::Assign { target, value } => {
                self.of_options = self.ternaries_of_options(target, value);
                self.visit(value);
                self.assign(index, target, value)
            }
        };
        if !statement.intact {
            self.mended(kind, found);
        }
        self.hir.statements.push(Statement {
            kind,
            span: statement.span,
        });
    }

    /// A syntax error is in the statement: what else was `found` in it may be
    /// the same mistake. What it assigns has a value, whatever that is.
    fn mended(&mut self, kind: StatementKind, found: usize) {
        self.hir.runnable = false;
        self.diagnostics.truncate(found);
        if let StatementKind::Assign { var, .. } = kind
            && let Some(var) = self.hir.vars.get_mut(var.index())
            && var.place == Place::User
        {
            var.ty = Type::Unknown;
        }
    }

    /// The ternaries that choose the option, when `target` is assigned one.
    fn ternaries_of_options(&self, target: Span, value: ast::ExprId) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        if !self.takes_option(target) {
            return found;
        }
        let mut open = vec![value];
        while let Some(id) = open.pop() {
            let id = self.tree.unparenthesised(id);
            if let ast::ExprKind::Ternary {
                then, otherwise, ..
            } = self.tree.expr(id).kind
            {
                found.insert(id.index());
                open.extend([then, otherwise]);
            }
        }
        found
    }
}
