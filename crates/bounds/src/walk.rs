//! The interpreter: one walk over the statements, in which every expression is
//! evaluated once, on sets of values instead of values.
//!
//! It recurses as deep as the parser lets expressions nest; chains of binary
//! operators, which have no such limit, are walked in a loop.

use autoscale_catalog::profile::{NonfiniteTarget, Profile};
use autoscale_catalog::{Function, Target};
use autoscale_check::{ExprId, ExprKind, Hir, Place, StatementKind, Type, VarId};
use autoscale_syntax::UnaryOp;

use crate::arithmetic::{negate, truth};
use crate::basis::{Basis, Setting};
use crate::double::Double;
use crate::ends::Ends;
use crate::facts::Facts;
use crate::same::Values;
use crate::ticks;
use crate::value::Value;
use crate::vector::Vector;
use crate::{samples, truths};

/// One walk under way, and what it has found so far.
pub(crate) struct Walk<'a> {
    pub(crate) text: &'a str,
    pub(crate) hir: &'a Hir,
    pub(crate) profile: &'a Profile,
    pub(crate) values: Values<'a>,
    pub(crate) facts: Facts,
    pub(crate) ends: Ends,
    /// By expression; [`Value::Never`] until it is reached.
    pub(crate) ranges: Vec<Value>,
    bases: Vec<Basis>,
    /// By version of a variable.
    pub(crate) vars: Vec<Value>,
    pub(crate) var_bases: Vec<Basis>,
    /// How much more of a condition is looked at.
    pub(crate) fuel: u32,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(text: &'a str, hir: &'a Hir, profile: &'a Profile) -> Self {
        let (exprs, vars) = (hir.exprs().len(), hir.vars().len());
        let values = Values::new(text, hir);
        Self {
            text,
            hir,
            profile,
            facts: Facts::new(values.len()),
            values,
            ends: Ends::new(vars),
            ranges: vec![Value::Never; exprs],
            bases: vec![Basis::default(); exprs],
            vars: vec![Value::Never; vars],
            var_bases: vec![Basis::default(); vars],
            fuel: 0,
        }
    }

    /// Walks over all statements.
    pub(crate) fn run(&mut self) {
        let mut entry = Basis::default();
        entry.entry_targets();
        for var in [Hir::ENTRY_DEDICATED, Hir::ENTRY_LOW_PRIORITY] {
            self.set_var(var, Value::Double(samples::entry_target()), entry);
        }
        self.set_var(Hir::ENTRY_OPTION, Value::Word, Basis::default());
        for statement in self.hir.statements() {
            let completes = match statement.kind {
                StatementKind::Assign { var, value } => self.assign(var, value),
                StatementKind::Expr(value) => self.drop(value),
                StatementKind::Error => {
                    self.ends.hide_targets();
                    true
                }
            };
            if !completes {
                return;
            }
        }
        self.end(true);
    }

    /// False when the expression is never completed. A placeholder that is a
    /// whole statement may assign anything.
    fn drop(&mut self, id: ExprId) -> bool {
        if self.hir.expr(id).kind == ExprKind::Error {
            self.ends.hide_targets();
        }
        !self.eval(id).is_never()
    }

    /// False when the assignment is never completed.
    fn assign(&mut self, var: VarId, id: ExprId) -> bool {
        let mut value = self.eval(id);
        let place = self.hir.vars().get(var.index()).map(|var| var.place);
        if let (Some(Place::Target(_)), Value::Double(nodes)) = (place, value)
            && self.profile.nonfinite_target == NonfiniteTarget::ErrorAtAssign
        {
            value = Value::double(nodes.numbers().within(f64::MAX));
        }
        if value.is_never() {
            return false;
        }
        self.set_var(var, value, self.basis(id));
        match place {
            Some(Place::Target(target)) => self.ends.assign_target(target, var),
            Some(Place::User) if self.is_placeholder(var) => self.ends.hide_targets(),
            _ => {}
        }
        self.ends.assign(var);
        true
    }

    /// A placeholder in place of a name may become that of a target.
    fn is_placeholder(&self, var: VarId) -> bool {
        let in_names = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let var = self.hir.vars().get(var.index());
        var.is_some_and(|var| !var.name.chars().all(in_names))
    }

    fn set_var(&mut self, var: VarId, value: Value, basis: Basis) {
        if let Some(place) = self.vars.get_mut(var.index()) {
            *place = value;
        }
        if let Some(place) = self.var_bases.get_mut(var.index()) {
            *place = basis;
        }
    }

    /// The evaluation may end here: at `stop()` or behind the last statement.
    pub(crate) fn end(&mut self, behind_last: bool) {
        for target in [Target::Dedicated, Target::LowPriority] {
            let var = self.ends.target(target);
            let range = self.vars.get(var.index()).copied();
            let range = range.unwrap_or(Value::Unknown);
            let narrowed = self.facts.narrow(self.values.of_var(var), range);
            let basis = self.var_bases.get(var.index()).copied();
            let basis = basis.unwrap_or_default();
            self.ends.end(target, narrowed.as_double(), basis);
        }
        self.ends.count(behind_last);
    }

    /// What the range of an expression rests on.
    pub(crate) fn basis(&self, id: ExprId) -> Basis {
        let basis = self.bases.get(id.index());
        basis.copied().unwrap_or_default()
    }

    /// The range that an expression was found to have, narrowed by what is
    /// known here.
    pub(crate) fn current(&self, id: ExprId) -> Value {
        self.facts.narrow(self.values.of(id), self.range(id))
    }

    /// The range that an expression was found to have, wherever it stands.
    pub(crate) fn range(&self, id: ExprId) -> Value {
        let range = self.ranges.get(id.index());
        range.copied().unwrap_or(Value::Unknown)
    }

    pub(crate) fn ty(&self, id: ExprId) -> Type {
        self.hir.expr(id).ty
    }

    /// Evaluates an expression.
    pub(crate) fn eval(&mut self, id: ExprId) -> Value {
        let mut basis = Basis::default();
        let value = match self.hir.expr(id).kind {
            ExprKind::Binary { .. } => return self.chain(id),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.ternary(condition, [then, otherwise], &mut basis),
            kind => self.plain(id, kind, &mut basis),
        };
        self.set(id, value, basis)
    }

    /// Keeps what was found; the same, narrowed by what is known here.
    pub(crate) fn set(&mut self, id: ExprId, value: Value, basis: Basis) -> Value {
        let value = self.facts.narrow(self.values.of(id), value);
        if let Some(place) = self.ranges.get_mut(id.index()) {
            *place = value;
        }
        if let Some(place) = self.bases.get_mut(id.index()) {
            *place = basis;
        }
        value
    }

    /// Evaluates a part of an expression that is worth nothing without it.
    pub(crate) fn part(&mut self, id: ExprId, basis: &mut Basis) -> Value {
        let value = self.eval(id);
        *basis = basis.and(self.basis(id));
        value
    }

    fn plain(&mut self, id: ExprId, kind: ExprKind, basis: &mut Basis) -> Value {
        match kind {
            ExprKind::Number(number) => Value::Double(Double::exactly(number)),
            ExprKind::Interval(interval) => {
                let name = self.hir.expr(id).span.text(self.text);
                if name.eq_ignore_ascii_case("TimeInterval_Year") {
                    basis.setting(Setting::Year);
                }
                Value::Interval(ticks::constant(interval))
            }
            ExprKind::String(_) | ExprKind::Option(_) => Value::Word,
            ExprKind::Read(var) => self.read(var, basis),
            ExprKind::Newest(metric) => samples::newest(metric, basis),
            ExprKind::Unary { op, operand } => self.unary(op, operand, basis),
            ExprKind::Vector(items) => match self.pieces(items, basis) {
                Some(pieces) => Value::Vector(Vector::concat_all(&pieces)),
                None => Value::Never,
            },
            ExprKind::OnlyElement(vector) => {
                let vector = self.part(vector, basis);
                basis.setting(Setting::OneElementVector);
                match vector.meet(Value::Vector(Vector::one(Double::ANY))) {
                    Value::Vector(one) => Value::double(one.element),
                    other => other,
                }
            }
            ExprKind::Call {
                function,
                arguments,
            } => self.call(function, arguments, basis),
            ExprKind::Method {
                metric,
                method,
                arguments,
            } => self.method(metric, method, arguments, basis),
            ExprKind::Member { member, of } => match self.part(of, basis) {
                Value::Timestamp(instants) => {
                    Value::double(ticks::member(member, instants, self.profile, basis))
                }
                Value::Never => Value::Never,
                _ => Value::any(Type::DOUBLE),
            },
            ExprKind::Error | ExprKind::Binary { .. } | ExprKind::Ternary { .. } => {
                if self.may_stop(id) {
                    self.end(false);
                }
                basis.unknown();
                Value::Unknown
            }
        }
    }

    /// A mistake hides what is inside of it, which may be a `stop()`.
    fn may_stop(&self, mistake: ExprId) -> bool {
        let text = self.hir.expr(mistake).span.text(self.text);
        let name = Function::Stop.name();
        let mut windows = text.as_bytes().windows(name.len());
        windows.any(|window| window.eq_ignore_ascii_case(name.as_bytes()))
    }

    fn read(&self, var: VarId, basis: &mut Basis) -> Value {
        if let Some(of_var) = self.var_bases.get(var.index()) {
            *basis = basis.and(*of_var);
        }
        let value = self.vars.get(var.index());
        value.copied().unwrap_or(Value::Unknown)
    }

    fn unary(&mut self, op: UnaryOp, operand: ExprId, basis: &mut Basis) -> Value {
        let value = self.part(operand, basis);
        match (op, value) {
            (_, Value::Never) => Value::Never,
            (UnaryOp::Not, value) => {
                let (can, cannot) = truths::of(value, self.profile, basis);
                Value::double(truth((cannot, can)))
            }
            (UnaryOp::Neg, Value::Double(x)) => Value::Double(negate(x)),
            (UnaryOp::Neg, Value::Interval(x)) => Value::interval(x.negate()),
            (UnaryOp::Neg, _) => Value::any(self.ty(operand)),
        }
    }

    /// Evaluates the condition and each arm that it can choose. What an arm
    /// that is never completed excludes stays known behind.
    fn ternary(&mut self, condition: ExprId, arms: [ExprId; 2], basis: &mut Basis) -> Value {
        let value = self.eval(condition);
        if value.is_never() {
            return Value::Never;
        }
        let mut of_condition = self.basis(condition);
        let (can, cannot) = truths::of(value, self.profile, &mut of_condition);
        let mut narrows = !(can && cannot);
        let start = self.facts.mark();
        let mut found = [Value::Never; 2];
        for ((holds, chosen), (arm, found)) in [(true, can), (false, cannot)]
            .into_iter()
            .zip(arms.into_iter().zip(&mut found))
        {
            if chosen {
                self.facts.back_to(start);
                self.assume(condition, holds);
                narrows |= self.facts.is_past(start);
                *found = self.part(arm, basis);
            }
        }
        let [then, otherwise] = found;
        if otherwise.is_never() || !then.is_never() {
            self.facts.back_to(start);
        }
        if otherwise.is_never() && !then.is_never() {
            self.assume(condition, true);
        }
        if narrows {
            *basis = basis.and(of_condition);
        }
        if then.is_never() || otherwise.is_never() {
            self.ends.rest_on(of_condition);
        }
        then.hull(otherwise)
    }
}
