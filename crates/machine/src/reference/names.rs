//! What names stand for under a profile, and the formula's own variables.

use std::collections::BTreeMap;

use autoscale_catalog::profile::{Case, LegacyNames, Profile, Retaineddata, RetiredMetrics};
use autoscale_catalog::{
    CONSTANTS, Constant, DeallocationOption, FUNCTIONS, Function, MEMBERS, METHODS, Member, Method,
    OPTIONS, Status, VARIABLES, Variable,
};

use crate::Value;

/// A name that the formula did not make.
pub(super) enum Named {
    Variable(&'static Variable),
    Constant(Constant),
    Option(DeallocationOption),
}

/// The names that can be used at one point of an evaluation. Functions and
/// variables have separate namespaces.
pub(super) struct Names<'a> {
    profile: &'a Profile,
    /// By name as it counts, with the name as it was first written.
    variables: BTreeMap<String, (&'a str, Value)>,
}

impl<'a> Names<'a> {
    pub(super) const fn new(profile: &'a Profile) -> Self {
        Self {
            profile,
            variables: BTreeMap::new(),
        }
    }

    /// The value of one of the formula's own variables.
    pub(super) fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.get(&self.key(name)).map(|(_, value)| value)
    }

    /// Gives one of the formula's own variables a value.
    pub(super) fn set_variable(&mut self, name: &'a str, value: Value) {
        let entry = self.variables.entry(self.key(name));
        entry.or_insert((name, Value::Double(0.0))).1 = value;
    }

    /// The formula's own variables under the names that results print.
    pub(super) fn into_variables(self) -> Vec<(String, Value)> {
        let variables = self.variables.into_values();
        variables
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// The name as it counts: with `case = insensitive` in lower case.
    pub(super) fn key(&self, name: &str) -> String {
        match self.profile.case {
            Case::Sensitive => name.to_owned(),
            Case::Insensitive => name.to_ascii_lowercase(),
        }
    }

    /// What the service means by the name.
    pub(super) fn builtin(&self, name: &str) -> Option<Named> {
        let service = self.service_variable(name).map(Named::Variable);
        let constant = || {
            self.find(CONSTANTS, Constant::name, name)
                .map(Named::Constant)
        };
        let option = || self.option(name).map(Named::Option);
        service.or_else(constant).or_else(option)
    }

    /// The service variable of that name, unless the profile says that the
    /// service no longer knows it.
    pub(super) fn service_variable(&self, name: &str) -> Option<&'static Variable> {
        let variable = self.find(VARIABLES, |variable| variable.name, name)?;
        let known = match variable.status {
            Status::Legacy { .. } => self.profile.legacy_names == LegacyNames::Accept,
            Status::Retired { .. } => self.profile.retired_metrics == RetiredMetrics::NoData,
            _ => true,
        };
        known.then_some(variable)
    }

    fn option(&self, name: &str) -> Option<DeallocationOption> {
        let option = self.find(OPTIONS, DeallocationOption::name, name)?;
        let refused = option == DeallocationOption::RetainedData
            && self.profile.retaineddata == Retaineddata::Error;
        (!refused).then_some(option)
    }

    /// True when a variable of that name would hide a function, a constant or
    /// an option.
    pub(super) fn shadows(&self, name: &str) -> bool {
        self.function(name).is_some() || self.builtin(name).is_some()
    }

    pub(super) fn function(&self, name: &str) -> Option<Function> {
        self.find(FUNCTIONS, Function::name, name)
    }

    pub(super) fn method(&self, name: &str) -> Option<Method> {
        self.find(METHODS, Method::name, name)
    }

    pub(super) fn member(&self, name: &str) -> Option<Member> {
        self.find(MEMBERS, Member::name, name)
    }

    fn find<T: Copy>(
        &self,
        all: &'static [T],
        name_of: impl Fn(T) -> &'static str,
        name: &str,
    ) -> Option<T> {
        let same = |it: &T| match self.profile.case {
            Case::Sensitive => name_of(*it) == name,
            Case::Insensitive => name_of(*it).eq_ignore_ascii_case(name),
        };
        all.iter().copied().find(same)
    }
}
