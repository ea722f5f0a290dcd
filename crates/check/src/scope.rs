//! What a name means at one point of the formula.

use std::borrow::Cow;
use std::collections::BTreeMap;

use autoscale_catalog::profile::{Case, LegacyNames, Retaineddata, RetiredMetrics};
use autoscale_catalog::{
    Builtin, CONSTANTS, Constant, DeallocationOption, FUNCTIONS, Function, MEMBERS, METHODS,
    Member, Method, Metric, OPTIONS, Profile, Status, Target, VARIABLES, Variable, VariableKind,
};

use crate::hir::{Hir, VarId};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A variable that has a value.
    Var(VarId),
    /// A metric or a fact of the pool.
    Metric(Metric),
    /// A constant.
    Constant(Constant),
    /// A deallocation option.
    Option(DeallocationOption),
}

/// What the target of an assignment is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AssignmentTarget {
    /// A service variable.
    Service(&'static Variable),
    /// A variable of the formula's own.
    User,
}

/// The variables that have a value, and the profile's view of service names.
pub(crate) struct Scope<'a> {
    profile: &'a Profile,
    /// Few names: a tree of one node is quicker than hashing.
    user: BTreeMap<Cow<'a, str>, VarId>,
    /// `$TargetDedicatedNodes`, `$TargetLowPriorityNodes`,
    /// `$NodeDeallocationOption`.
    service: [VarId; 3],
    /// Which of the two targets were assigned under their full name.
    full_name: [bool; 2],
}

impl<'a> Scope<'a> {
    pub(crate) fn new(profile: &'a Profile) -> Self {
        Self {
            profile,
            user: BTreeMap::new(),
            service: [
                Hir::ENTRY_DEDICATED,
                Hir::ENTRY_LOW_PRIORITY,
                Hir::ENTRY_OPTION,
            ],
            full_name: [false; 2],
        }
    }

    /// What `name` means when it is read here.
    pub(crate) fn symbol(&self, name: &str) -> Option<Symbol> {
        if let Some(&var) = self.user.get(self.fold(name).as_ref()) {
            return Some(Symbol::Var(var));
        }
        if let Some(variable) = self.variable(name) {
            return match variable.kind {
                VariableKind::Metric { metric, .. } => {
                    self.has_data(variable).then_some(Symbol::Metric(metric))
                }
                kind => self.service_slot(kind).map(|slot| Symbol::Var(*slot)),
            };
        }
        let constant = self.constant(name).map(Symbol::Constant);
        constant.or_else(|| self.option(name).map(Symbol::Option))
    }

    fn constant(&self, name: &str) -> Option<Constant> {
        self.find(name, Constant::from_name, CONSTANTS, Builtin::Constant)
    }

    fn option(&self, name: &str) -> Option<DeallocationOption> {
        self.find(
            name,
            DeallocationOption::from_name,
            OPTIONS,
            Builtin::Option,
        )
    }

    /// True when a variable of that name would hide a function, a constant or
    /// an option.
    pub(crate) fn shadows(&self, name: &str) -> bool {
        let option = || {
            let option = self.option(name);
            option.is_some_and(|option| !self.is_refused(option))
        };
        self.function(name).is_some() || self.constant(name).is_some() || option()
    }

    /// True for an option that the profile no longer knows.
    pub(crate) fn is_refused(&self, option: DeallocationOption) -> bool {
        option == DeallocationOption::RetainedData
            && self.profile.retaineddata == Retaineddata::Error
    }

    /// What an assignment to `name` assigns.
    pub(crate) fn assignment_target(&self, name: &str) -> AssignmentTarget {
        match self.variable(name) {
            Some(variable) => AssignmentTarget::Service(variable),
            None => AssignmentTarget::User,
        }
    }

    /// The newest version of the user variable `name`.
    pub(crate) fn user(&self, name: &str) -> Option<VarId> {
        self.user.get(self.fold(name).as_ref()).copied()
    }

    /// Makes `var` the newest version of the user variable `name`.
    pub(crate) fn set_user(&mut self, name: &'a str, var: VarId) {
        let name = self.fold(name);
        self.user.insert(name, var);
    }

    /// Makes `var` the newest version of a target or of the option.
    pub(crate) fn set_service(&mut self, kind: VariableKind, var: VarId) {
        let index = match kind {
            VariableKind::Target(Target::Dedicated) => 0,
            VariableKind::Target(Target::LowPriority) => 1,
            VariableKind::DeallocationOption => 2,
            VariableKind::Metric { .. } => return,
        };
        if let Some(slot) = self.service.get_mut(index) {
            *slot = var;
        }
    }

    /// The newest version of a target or of the option.
    pub(crate) fn service_slot(&self, kind: VariableKind) -> Option<&VarId> {
        match kind {
            VariableKind::Target(Target::Dedicated) => self.service.first(),
            VariableKind::Target(Target::LowPriority) => self.service.get(1),
            VariableKind::DeallocationOption => self.service.get(2),
            VariableKind::Metric { .. } => None,
        }
    }

    pub(crate) const fn set_assigned_by_full_name(&mut self, target: Target) {
        let [dedicated, low_priority] = &mut self.full_name;
        match target {
            Target::Dedicated => *dedicated = true,
            Target::LowPriority => *low_priority = true,
        }
    }

    pub(crate) const fn is_assigned_by_full_name(&self, target: Target) -> bool {
        let [dedicated, low_priority] = self.full_name;
        match target {
            Target::Dedicated => dedicated,
            Target::LowPriority => low_priority,
        }
    }

    pub(crate) fn function(&self, name: &str) -> Option<Function> {
        self.find(name, Function::from_name, FUNCTIONS, Builtin::Function)
    }

    pub(crate) fn method(&self, name: &str) -> Option<Method> {
        self.find(name, Method::from_name, METHODS, Builtin::Method)
    }

    pub(crate) fn member(&self, name: &str) -> Option<Member> {
        self.find(name, Member::from_name, MEMBERS, Builtin::Member)
    }

    /// The names of the user variables that have a value.
    pub(crate) fn user_names(&self) -> impl Iterator<Item = &str> {
        self.user.keys().map(AsRef::as_ref)
    }

    fn variable(&self, name: &str) -> Option<&'static Variable> {
        let exact = autoscale_catalog::variable(name);
        let folded = |it: &&Variable| self.insensitive() && it.name.eq_ignore_ascii_case(name);
        let found = exact.or_else(|| VARIABLES.iter().copied().find(folded))?;
        let legacy = matches!(found.status, Status::Legacy { .. });
        let refused = legacy && self.profile.legacy_names == LegacyNames::Error;
        (!refused).then_some(found)
    }

    fn has_data(&self, variable: &Variable) -> bool {
        let retired = matches!(variable.status, Status::Retired { .. });
        !(retired && self.profile.retired_metrics == RetiredMetrics::Undefined)
    }

    fn find<T: Copy>(
        &self,
        name: &str,
        exact: impl Fn(&str) -> Option<T>,
        all: &'static [T],
        builtin: impl Fn(T) -> Builtin,
    ) -> Option<T> {
        let folded = |&it: &T| self.insensitive() && builtin(it).name().eq_ignore_ascii_case(name);
        exact(name).or_else(|| all.iter().copied().find(folded))
    }

    fn insensitive(&self) -> bool {
        self.profile.case == Case::Insensitive
    }

    /// The name as the service compares it.
    pub(crate) fn fold<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.insensitive() {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        }
    }
}
