//! Where an evaluation can end, and what the targets then hold.

use autoscale_catalog::Target;
use autoscale_check::{Hir, VarId};

use crate::basis::Basis;
use crate::double::Double;

/// What a target holds at the ends that one of its versions reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Final {
    pub(crate) target: Target,
    /// The version.
    pub(crate) var: VarId,
    pub(crate) range: Double,
    pub(crate) basis: Basis,
}

/// The ends of a formula so far.
#[derive(Debug)]
pub(crate) struct Ends {
    /// The present version of each target.
    present: [VarId; 2],
    /// A mistake may have assigned the targets since.
    hidden: [bool; 2],
    pub(crate) finals: Vec<Final>,
    /// How many ends were reached.
    pub(crate) count: u32,
    /// How many had been when each version of a variable was assigned; `None`
    /// when it never is.
    pub(crate) before: Vec<Option<u32>>,
    /// One of the ends is behind the last statement.
    pub(crate) behind_last: bool,
    /// The conditions under which what follows is reached.
    path: Basis,
}

impl Ends {
    /// No end so far, of a formula with so many versions of variables.
    pub(crate) fn new(vars: usize) -> Self {
        Self {
            present: [Hir::ENTRY_DEDICATED, Hir::ENTRY_LOW_PRIORITY],
            hidden: [false; 2],
            finals: Vec::new(),
            count: 0,
            before: vec![None; vars],
            behind_last: false,
            path: Basis::default(),
        }
    }

    /// The present version of `target`.
    pub(crate) const fn target(&self, target: Target) -> VarId {
        let [dedicated, low_priority] = self.present;
        match target {
            Target::Dedicated => dedicated,
            Target::LowPriority => low_priority,
        }
    }

    /// `target` has a new version.
    pub(crate) const fn assign_target(&mut self, target: Target, var: VarId) {
        let [dedicated, low_priority] = &mut self.present;
        let [dedicated_hidden, low_priority_hidden] = &mut self.hidden;
        match target {
            Target::Dedicated => (*dedicated, *dedicated_hidden) = (var, false),
            Target::LowPriority => (*low_priority, *low_priority_hidden) = (var, false),
        }
    }

    /// A variable has a new version.
    pub(crate) fn assign(&mut self, var: VarId) {
        if let Some(before) = self.before.get_mut(var.index()) {
            *before = Some(self.count);
        }
    }

    /// A mistake or a placeholder may assign the targets here.
    pub(crate) const fn hide_targets(&mut self) {
        self.hidden = [true; 2];
    }

    /// From here on all rests on a condition.
    pub(crate) const fn rest_on(&mut self, condition: Basis) {
        self.path = self.path.and(condition);
    }

    /// The present version of `target` holds `range` at an end.
    pub(crate) fn end(&mut self, target: Target, range: Double, basis: Basis) {
        let [dedicated, low_priority] = self.hidden;
        let hidden = match target {
            Target::Dedicated => dedicated,
            Target::LowPriority => low_priority,
        };
        let mut basis = basis.and(self.path);
        if hidden {
            basis.unknown();
        }
        let range = if hidden { Double::ANY } else { range };
        let var = self.target(target);
        let known = self.finals.iter_mut().rev().take(2);
        for known in known {
            if (known.target, known.var) == (target, var) {
                known.range = known.range.hull(range);
                known.basis = known.basis.and(basis);
                return;
            }
        }
        self.finals.push(Final {
            target,
            var,
            range,
            basis,
        });
    }

    /// An end was reached.
    pub(crate) const fn count(&mut self, behind_last: bool) {
        self.count += 1;
        self.behind_last |= behind_last;
    }
}
