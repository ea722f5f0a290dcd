//! The service-defined variables: what a row is and how one is found.

mod rows;
mod table;

pub use rows::{Metric, VARIABLES, variable};

use crate::{Documentation, Status};

/// One of the two node targets of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// `$TargetDedicatedNodes`
    Dedicated,
    /// `$TargetLowPriorityNodes`
    LowPriority,
}

impl Target {
    /// The full name, which results print whatever name a formula uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dedicated => "$TargetDedicatedNodes",
            Self::LowPriority => "$TargetLowPriorityNodes",
        }
    }
}

impl Metric {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The place in a table of [`Metric::COUNT`] rows.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// True for a fact of the pool, which formulas use as a plain number.
    #[must_use]
    pub fn is_scalar(self) -> bool {
        let kind = variable(self.name()).map(|variable| variable.kind);
        matches!(kind, Some(VariableKind::Metric { scalar: true, .. }))
    }
}

/// What a service variable is to a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// A number that the formula reads and assigns.
    Target(Target),
    /// `$NodeDeallocationOption`.
    DeallocationOption,
    /// Read-only: an object with methods; where a number is needed, its newest
    /// sample.
    Metric {
        /// Which.
        metric: Metric,
        /// True for a fact of the pool (`$TaskSlotsPerNode`,
        /// `$CurrentDedicatedNodes`, …) that formulas use as a plain number.
        scalar: bool,
    },
}

/// A service-defined variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The exact name with its `$`.
    pub name: &'static str,
    /// What it is.
    pub kind: VariableKind,
    /// What the service does with the name today. Aliases and legacy names are
    /// rows of their own, of the same kind as the name of today.
    pub status: Status,
    /// What people read about it.
    pub documentation: Documentation,
}
