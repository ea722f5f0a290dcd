//! Assignments: what may be assigned to which variable.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted};
use autoscale_catalog::profile::{Retype, Shadow};
use autoscale_catalog::{DeallocationOption, OPTIONS, Status, Target, Ty, Variable, VariableKind};
use autoscale_syntax as ast;

use crate::explain::{did_you_mean, listed, with_article};
use crate::hir::{ExprId, ExprKind, Place, StatementKind, Type, Var};
use crate::infer::{Checker, Operand};
use crate::rules::{
    CHANGED_TYPE, INVALID_DEALLOCATION_OPTION, READ_ONLY_VARIABLE, UNSUPPORTED_OPERATION,
};
use crate::scope::AssignmentTarget;
use crate::suggest::nearest;

impl Checker<'_> {
    pub(crate) fn assign(
        &mut self,
        index: usize,
        target: Span,
        value: ast::ExprId,
    ) -> StatementKind {
        let name = self.text_of(target);
        match self.scope.assignment_target(name) {
            AssignmentTarget::User => self.assign_user(index, target, value),
            AssignmentTarget::Service(variable) => match variable.kind {
                VariableKind::Target(_) => self.assign_target(index, target, variable, value),
                VariableKind::DeallocationOption => self.assign_option(index, value),
                VariableKind::Metric { .. } => self.assign_metric(target, value),
            },
        }
    }

    fn assign_user(&mut self, index: usize, target: Span, value: ast::ExprId) -> StatementKind {
        let name = self.text_of(target);
        let id = self.value(value);
        let ty = match self.ty(id) {
            Type::Never => return StatementKind::Expr(id),
            Type::Mixed => {
                self.mixed_arms(self.hir.expr(id).span);
                Type::Unknown
            }
            ty => ty,
        };
        self.refuse_shadowing(target);
        self.changed_type(target, ty);
        let printed = self
            .scope
            .user(name)
            .and_then(|old| self.hir.vars.get(old.index()));
        let printed = printed.map_or_else(|| name.to_owned(), |old| old.name.clone());
        let var = self.hir.push_var(Var {
            name: printed,
            place: Place::User,
            ty,
            assigned_by: Some(index),
        });
        self.scope.set_user(name, var);
        StatementKind::Assign { var, value: id }
    }

    /// A builtin's name for a variable of one's own, where the profile refuses
    /// it.
    fn refuse_shadowing(&mut self, target: Span) {
        let name = self.text_of(target);
        if self.profile.shadow == Shadow::Error && self.scope.shadows(name) {
            self.hir.runnable = false;
            self.report(
                Diagnostic::new(
                    &READ_ONLY_VARIABLE,
                    target,
                    format!("the name `{name}` is taken by the service"),
                )
                .with_help(format!("call the variable `${name}` or something else"))
                .with_setting("shadow"),
            );
        }
    }

    fn changed_type(&mut self, target: Span, ty: Type) {
        let name = self.text_of(target);
        let old = self.scope.user(name);
        let old = old.and_then(|old| self.hir.vars.get(old.index()));
        let Some((old, new)) = old.and_then(|old| old.ty.known()).zip(ty.known()) else {
            return;
        };
        if old == new {
            return;
        }
        let mut finding = Diagnostic::new(
            &CHANGED_TYPE,
            target,
            format!(
                "{} was {} and becomes {}",
                quoted(name),
                with_article(old),
                with_article(new)
            ),
        )
        .with_help("give the new value a name of its own")
        .with_setting("retype");
        if self.profile.retype == Retype::Error {
            finding.severity = autoscale_base::Severity::Error;
            self.hir.runnable = false;
        }
        self.report(finding);
    }

    fn assign_target(
        &mut self,
        index: usize,
        target: Span,
        variable: &'static Variable,
        value: ast::ExprId,
    ) -> StatementKind {
        let VariableKind::Target(which) = variable.kind else {
            return StatementKind::Error;
        };
        let id = self.number(value).unwrap_or_else(|| {
            let name = self.text_of(target);
            self.target_not_number(name, value)
        });
        if self.ty(id) == Type::Never || self.alias_is_overruled(variable, which) {
            return StatementKind::Expr(id);
        }
        let var = self.hir.push_var(Var {
            name: which.name().to_owned(),
            place: Place::Target(which),
            ty: Type::DOUBLE,
            assigned_by: Some(index),
        });
        self.scope.set_service(variable.kind, var);
        if variable.name == which.name() {
            self.scope.set_assigned_by_full_name(which);
        }
        StatementKind::Assign { var, value: id }
    }

    /// "If both the fully named variable and its alias are set by the formula,
    /// the value assigned to the fully named variable will take precedence"
    /// (the service's documentation).
    fn alias_is_overruled(&self, variable: &Variable, which: Target) -> bool {
        variable.name != which.name() && self.scope.is_assigned_by_full_name(which)
    }

    fn target_not_number(&mut self, name: &str, value: ast::ExprId) -> ExprId {
        let span = self.tree.expr(value).span;
        let text = self.text_of(span);
        let ty = match self.operand(value) {
            Operand::Value(id) => self.ty(id).known().map(with_article),
            Operand::Metric(_) | Operand::Undefined => None,
        };
        let message = format!(
            "`{name}` takes a number, but {} is {}",
            quoted(text),
            ty.as_deref().unwrap_or("a value of another type")
        );
        let finding = Diagnostic::new(&UNSUPPORTED_OPERATION, span, message);
        let number = text.trim_matches('"').trim();
        self.report(if number.parse().is_ok_and(f64::is_finite) {
            finding
                .with_help(format!("write {} without quotes", quoted(number)))
                .with_fix(Fix::safe(span, number))
        } else {
            finding.with_help("assign a number of nodes")
        });
        self.error(span)
    }

    /// True when `target` takes a deallocation option.
    pub(crate) fn takes_option(&self, target: Span) -> bool {
        match self.scope.assignment_target(self.text_of(target)) {
            AssignmentTarget::Service(variable) => {
                variable.kind == VariableKind::DeallocationOption
            }
            AssignmentTarget::User => false,
        }
    }

    fn assign_option(&mut self, index: usize, value: ast::ExprId) -> StatementKind {
        let id = self.option(value);
        if self.ty(id) == Type::Never {
            return StatementKind::Expr(id);
        }
        let var = self.hir.push_var(Var {
            name: "$NodeDeallocationOption".to_owned(),
            place: Place::DeallocationOption,
            ty: Type::Known(Ty::Option),
            assigned_by: Some(index),
        });
        self.scope
            .set_service(VariableKind::DeallocationOption, var);
        StatementKind::Assign { var, value: id }
    }

    /// The value of an expression where a deallocation option is needed.
    pub(crate) fn option(&mut self, value: ast::ExprId) -> ExprId {
        let span = self.tree.expr(self.tree.unparenthesised(value)).span;
        let text = self.text_of(span);
        let id = match self.operand(value) {
            Operand::Undefined => {
                let finding = self.use_before_assignment(span, text);
                self.report(finding.unwrap_or_else(|| invalid_option(span, text, text)));
                return self.error(span);
            }
            Operand::Metric(_) | Operand::Value(_) => self.value(value),
        };
        match self.ty(id) {
            Type::Known(Ty::Option) | Type::Never | Type::Unknown => id,
            Type::Known(_) | Type::Mixed => {
                let word = match self.hir.expr(id).kind {
                    ExprKind::String(inside) => self.text_of(inside),
                    _ => "",
                };
                self.report(invalid_option(span, text, word));
                self.error(span)
            }
        }
    }

    /// True for an option that the profile no longer knows, which is reported.
    pub(crate) fn refuses_option(&mut self, span: Span, option: DeallocationOption) -> bool {
        let refused = self.scope.is_refused(option);
        if refused {
            self.report(
                Diagnostic::new(
                    &INVALID_DEALLOCATION_OPTION,
                    span,
                    "`retaineddata` is no longer an option",
                )
                .with_help("write `taskcompletion`")
                .with_fix(Fix::one(Applicability::Unsafe, span, "taskcompletion"))
                .with_setting("retaineddata"),
            );
        }
        refused
    }

    fn assign_metric(&mut self, target: Span, value: ast::ExprId) -> StatementKind {
        let name = self.text_of(target);
        let id = self.value(value);
        let finding = Diagnostic::new(
            &READ_ONLY_VARIABLE,
            target,
            format!("`{name}` is filled by the service and cannot be assigned"),
        );
        let finding = match autoscale_catalog::variable(name).map(|variable| variable.status) {
            Some(Status::Retired { note }) => {
                finding.with_note(format!("`{name}` is retired: {note}"))
            }
            _ => finding,
        };
        self.report(finding.with_help("choose a name of your own for the value"));
        self.hir.runnable = false;
        StatementKind::Expr(id)
    }
}

/// `word` is the option's name as it was meant, if there is one.
fn invalid_option(span: Span, text: &str, word: &str) -> Diagnostic {
    let finding = Diagnostic::new(
        &INVALID_DEALLOCATION_OPTION,
        span,
        format!("{} is not a deallocation option", quoted(text)),
    );
    let names = || OPTIONS.iter().map(|option| option.name());
    if let Some(exact) = names().find(|name| *name == word) {
        return finding
            .with_help(format!("write `{exact}` without quotes"))
            .with_fix(Fix::safe(span, exact));
    }
    match nearest(word, names()) {
        Some(meant) => did_you_mean(finding, word, meant),
        None => finding.with_help(format!("write one of {}", listed(names()))),
    }
}
