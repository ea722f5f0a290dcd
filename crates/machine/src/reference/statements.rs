//! Statements, one after the other, and what may be assigned to what.

use autoscale_base::Span;
use autoscale_catalog::profile::{NonfiniteTarget, Retype, Shadow};
use autoscale_catalog::{DeallocationOption, Target, Ty, Variable, VariableKind};
use autoscale_syntax::{ExprId, Statement, StatementKind};

use super::{Evaluator, Step, fault_at};
use crate::ending::{State, TargetState, bad_target};
use crate::run::Failure;
use crate::{Env, Fault, Value};

/// The service variables that a formula may assign.
pub(super) struct Targets {
    pub(super) dedicated: Assigned,
    pub(super) low_priority: Assigned,
    pub(super) option: DeallocationOption,
}

/// A node target. Its full name and its alias are two names of one value.
#[derive(Clone, Copy)]
pub(super) struct Assigned {
    pub(super) state: TargetState,
    /// From then on assignments to the alias do nothing: "If both the fully
    /// named variable and its alias are set by the formula, the value assigned
    /// to the fully named variable will take precedence" (the service's
    /// documentation).
    by_full_name: bool,
}

impl Targets {
    pub(super) fn on_entry(env: &Env<'_>) -> Self {
        let entry = State::on_entry(env);
        let assigned = |state| Assigned {
            state,
            by_full_name: false,
        };
        Self {
            dedicated: assigned(entry.dedicated),
            low_priority: assigned(entry.low_priority),
            option: entry.option,
        }
    }

    pub(super) const fn nodes(&self, target: Target) -> f64 {
        match target {
            Target::Dedicated => self.dedicated.state.nodes,
            Target::LowPriority => self.low_priority.state.nodes,
        }
    }

    pub(super) fn into_state(self, variables: Vec<(String, Value)>) -> State {
        State {
            dedicated: self.dedicated.state,
            low_priority: self.low_priority.state,
            option: self.option,
            variables,
        }
    }
}

impl<'a> Evaluator<'a> {
    pub(super) fn run(&mut self) -> Step<()> {
        let tree = self.tree;
        for (index, statement) in tree.statements().iter().enumerate() {
            self.trace.statement_begins(index);
            let value = self.statement(statement)?;
            self.trace.statement_ends(index, &value);
        }
        Ok(())
    }

    fn statement(&mut self, statement: &Statement) -> Step<Value> {
        match statement.kind {
            StatementKind::Error => fault_at(statement.span.start, Fault::Unreadable),
            StatementKind::Expr(expr) => self.value(expr),
            StatementKind::Assign {
                target,
                value: expr,
            } => {
                let value = self.value(expr)?;
                self.assign(target, expr, value.clone())?;
                Ok(value)
            }
        }
    }

    fn assign(&mut self, name: Span, expr: ExprId, value: Value) -> Step<()> {
        let text: &'a str = name.text(self.text);
        let Some(variable) = self.names.service_variable(text) else {
            return self.assign_own(name, text, value);
        };
        match variable.kind {
            VariableKind::Target(target) => {
                let nodes = self.number(expr, &value)?;
                self.assign_target(name, variable, target, nodes)
            }
            VariableKind::DeallocationOption => match value {
                Value::Option(option) => {
                    self.targets.option = option;
                    Ok(())
                }
                other => self.wrong_type(expr, Ty::Option, &other),
            },
            VariableKind::Metric { .. } => self.refuse(name, Fault::ReadOnly(text.to_owned())),
        }
    }

    fn assign_target(
        &mut self,
        name: Span,
        variable: &Variable,
        target: Target,
        nodes: f64,
    ) -> Step<()> {
        let assigned = match target {
            Target::Dedicated => &mut self.targets.dedicated,
            Target::LowPriority => &mut self.targets.low_priority,
        };
        let full_name = variable.name == target.name();
        if assigned.by_full_name && !full_name {
            return Ok(());
        }
        let place = name.start;
        if !nodes.is_finite() && self.profile.nonfinite_target == NonfiniteTarget::ErrorAtAssign {
            return fault_at(place, bad_target(target, nodes, self.profile));
        }
        *assigned = Assigned {
            state: TargetState { nodes, place },
            by_full_name: full_name,
        };
        Ok(())
    }

    fn assign_own(&mut self, name: Span, text: &'a str, value: Value) -> Step<()> {
        if self.profile.shadow == Shadow::Error && self.names.shadows(text) {
            return self.refuse(name, Fault::Shadow(text.to_owned()));
        }
        if self.profile.retype == Retype::Error
            && let Some(before) = self.names.variable(text).map(Value::ty)
            && before != value.ty()
        {
            let after = value.ty();
            let name_text = text.to_owned();
            return self.refuse(
                name,
                Fault::Retype {
                    name: name_text,
                    before,
                    after,
                },
            );
        }
        self.names.set_variable(text, value);
        Ok(())
    }

    /// A fault at a whole name.
    pub(super) fn refuse<T>(&self, span: Span, fault: Fault) -> Step<T> {
        Err(Failure { fault, span }.into())
    }
}
