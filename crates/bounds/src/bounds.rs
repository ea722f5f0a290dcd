//! What was proved about one formula.

use autoscale_base::Span;
use autoscale_catalog::{Profile, Target};
use autoscale_check::{ExprId, Hir, Place, Type, VarId};

use crate::basis::Basis;
use crate::double::Double;
use crate::paths::{self, Path};
use crate::value::Value;
use crate::walk::Walk;
use crate::{Num, Range};

/// What may be claimed about a target that its owner will not like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// No number is its upper end.
    Unbounded,
    /// It can be below 0.
    Negative,
    /// It can be NaN.
    NaN,
    /// It can never be 0 after truncation.
    NeverZero,
}

impl Claim {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Unbounded, Self::Negative, Self::NaN, Self::NeverZero];
}

/// A step of the path that makes a claim true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub span: Span,
    /// What happens there; lower-case, no full stop.
    pub text: String,
}

/// A variable of the formula's own, as it stands when the formula ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variable<'a> {
    /// Its name.
    pub name: &'a str,
    /// The type of its last version.
    pub ty: Type,
    /// Its values, at whichever end.
    pub range: Range,
}

/// Proved ranges of one formula. They hold for every evaluation that ends
/// without an error, over every history that meets the [assumptions].
///
/// [assumptions]: Bounds::assumptions
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    exprs: Vec<Value>,
    vars: Vec<Value>,
    dedicated: TargetBounds,
    low_priority: TargetBounds,
    paths: Vec<Path>,
    basis: Basis,
    /// How many ends had been reached when each version was assigned; `None`
    /// when it never is.
    ends_before: Vec<Option<u32>>,
    ends: u32,
    ends_behind_last: bool,
}

/// What a target can hold at the ends of a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
struct TargetBounds {
    held: Double,
    is_known: bool,
    is_assigned: bool,
}

/// Proves the ranges of everything in `hir`, which `text` was checked to.
#[must_use]
pub fn bounds(text: &str, hir: &Hir, profile: &Profile) -> Bounds {
    let mut walk = Walk::new(text, hir, profile);
    walk.run();
    let dedicated = TargetBounds::of(Target::Dedicated, &walk);
    let low_priority = TargetBounds::of(Target::LowPriority, &walk);
    let is_assigned = |target| match target {
        Target::Dedicated => dedicated.is_assigned,
        Target::LowPriority => low_priority.is_assigned,
    };
    let finals = walk.ends.finals.iter();
    let finals = finals.filter(|end| is_assigned(end.target));
    let of_targets = finals.fold(Basis::default(), |basis, end| basis.and(end.basis));
    let of_vars = walk.var_bases.iter().zip(hir.vars());
    let own = of_vars.filter(|(_, var)| var.place == Place::User);
    let basis = own.fold(of_targets, |basis, (of_var, _)| basis.and(*of_var));
    Bounds {
        dedicated,
        low_priority,
        paths: paths::all(&walk),
        basis,
        ends: walk.ends.count,
        ends_behind_last: walk.ends.behind_last,
        exprs: walk.ranges,
        vars: walk.vars,
        ends_before: walk.ends.before,
    }
}

impl TargetBounds {
    fn of(target: Target, walk: &Walk<'_>) -> Self {
        let mut found = Self {
            held: Double::NONE,
            is_known: true,
            is_assigned: false,
        };
        let ends = walk.ends.finals.iter();
        for end in ends.filter(|end| end.target == target) {
            found.held = found.held.hull(end.range);
            found.is_known &= end.basis.is_known();
            found.is_assigned |= walk.values.assigned(end.var).is_some();
        }
        found
    }
}

impl Bounds {
    /// The values of an expression, wherever it is evaluated.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> Range {
        let value = self.exprs.get(id.index());
        value.map_or(Range::Any, |value| value.to_range())
    }

    /// The values of a version of a variable.
    #[must_use]
    pub fn var(&self, id: VarId) -> Range {
        let value = self.vars.get(id.index());
        value.map_or(Range::Any, |value| value.to_range())
    }

    /// The values that a target can hold when the formula ends without an
    /// error, before the service makes a node count of them. A NaN or an
    /// infinite one is among them, although the service may then refuse it
    /// (the setting `nonfinite-target`). Without any number when the formula
    /// never ends so.
    #[must_use]
    pub const fn target(&self, target: Target) -> Num {
        self.of(target).held.to_num()
    }

    /// False when a mistake or a placeholder hides what the target can be, and
    /// no cap such as `min(25, …)` stands around it.
    #[must_use]
    pub const fn known(&self, target: Target) -> bool {
        let of_target = self.of(target);
        of_target.is_known || of_target.held.max < f64::INFINITY
    }

    /// True when some end is reached behind an assignment to the target.
    #[must_use]
    pub const fn assigned(&self, target: Target) -> bool {
        self.of(target).is_assigned
    }

    /// The path that makes `claim` true of `target`, from the metric or value
    /// where it begins to the assignment; empty when it is not true, or when a
    /// mistake or a placeholder hides whether it is.
    #[must_use]
    pub fn path(&self, target: Target, claim: Claim) -> Vec<Step> {
        let mut paths = self.paths.iter();
        let path = paths.find(|path| (path.target, path.claim) == (target, claim));
        path.map(|path| path.steps.clone()).unwrap_or_default()
    }

    /// The variables of the formula's own, by name.
    #[must_use]
    pub fn variables<'a>(&self, hir: &'a Hir) -> Vec<Variable<'a>> {
        let mut versions: Vec<(&str, usize, Type)> = Vec::new();
        for (index, var) in hir.vars().iter().enumerate() {
            if var.place == Place::User {
                versions.push((var.name.as_str(), index, var.ty));
            }
        }
        versions.sort_unstable_by_key(|(name, index, _)| (*name, *index));
        let mut variables: Vec<Variable<'a>> = Vec::new();
        for of_name in versions.chunk_by(|a, b| a.0 == b.0) {
            let mut live = Value::Never;
            let next = of_name.iter().skip(1).map(Some).chain([None]);
            for ((_, index, _), next) in of_name.iter().zip(next) {
                if self.is_live(*index, next.map(|next| next.1)) {
                    live = live.hull(self.vars.get(*index).copied().unwrap_or(Value::Unknown));
                }
            }
            if let Some((name, _, ty)) = of_name.last() {
                variables.push(Variable {
                    name,
                    ty: *ty,
                    range: live.to_range(),
                });
            }
        }
        variables
    }

    /// Does an end see this version, before the next one is assigned?
    fn is_live(&self, version: usize, next: Option<usize>) -> bool {
        let before = |version: usize| self.ends_before.get(version).copied().flatten();
        let Some(assigned) = before(version) else {
            return false;
        };
        match next.and_then(before) {
            Some(replaced) => replaced > assigned,
            None => self.ends > assigned,
        }
    }

    /// What is assumed of metrics and pool, as sentences.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        self.basis.assumptions()
    }

    /// The profile settings that the ranges of targets and variables rest on.
    #[must_use]
    pub fn settings(&self) -> Vec<&'static str> {
        self.basis.settings().collect()
    }

    const fn of(&self, target: Target) -> &TargetBounds {
        match target {
            Target::Dedicated => &self.dedicated,
            Target::LowPriority => &self.low_priority,
        }
    }
}
