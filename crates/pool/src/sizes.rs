//! Numbers of nodes.

use crate::NodeKind;

/// A number of nodes of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sizes {
    /// Dedicated nodes.
    pub dedicated: u32,
    /// Low-priority or spot nodes.
    pub low_priority: u32,
}

impl Sizes {
    /// None of either kind.
    pub const ZERO: Self = Self {
        dedicated: 0,
        low_priority: 0,
    };

    /// Of that kind.
    #[must_use]
    pub const fn of(self, kind: NodeKind) -> u32 {
        match kind {
            NodeKind::Dedicated => self.dedicated,
            NodeKind::LowPriority => self.low_priority,
        }
    }

    /// Both together.
    #[must_use]
    pub const fn total(self) -> u32 {
        self.dedicated.saturating_add(self.low_priority)
    }

    /// Of that kind, to change.
    pub const fn of_mut(&mut self, kind: NodeKind) -> &mut u32 {
        match kind {
            NodeKind::Dedicated => &mut self.dedicated,
            NodeKind::LowPriority => &mut self.low_priority,
        }
    }

    /// That many more.
    #[must_use]
    pub const fn plus(self, more: Self) -> Self {
        Self {
            dedicated: self.dedicated.saturating_add(more.dedicated),
            low_priority: self.low_priority.saturating_add(more.low_priority),
        }
    }

    /// That many fewer, down to none.
    #[must_use]
    pub const fn minus(self, fewer: Self) -> Self {
        Self {
            dedicated: self.dedicated.saturating_sub(fewer.dedicated),
            low_priority: self.low_priority.saturating_sub(fewer.low_priority),
        }
    }

    /// The larger number of each kind.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            dedicated: self.dedicated.max(other.dedicated),
            low_priority: self.low_priority.max(other.low_priority),
        }
    }
}
