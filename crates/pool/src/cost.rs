//! VM sizes as a pool needs them: cores for quotas, prices for cost.

use std::borrow::Cow;

use autoscale_catalog::policy::ConstrainedCores;
use autoscale_catalog::{Policy, VmSize};

use crate::{NodeKind, Sizes};

/// A size of virtual machines.
#[derive(Clone, Debug, PartialEq)]
pub struct Vm {
    /// The name, such as `Standard_D2_v3`.
    pub name: Cow<'static, str>,
    /// The family, by which quotas are given.
    pub family: Cow<'static, str>,
    /// Cores, as quotas count them.
    pub cores: u32,
    /// US dollars an hour of a node of each kind, where that is known.
    pub price: [Option<f64>; 2],
}

impl From<VmSize> for Vm {
    fn from(size: VmSize) -> Self {
        Self {
            name: Cow::Borrowed(size.name),
            family: Cow::Borrowed(size.family),
            cores: size.cores,
            price: [size.dedicated_price, size.low_priority_price],
        }
    }
}

impl Vm {
    /// The cores that a node takes of a quota. The name of a size with
    /// constrained cores has those of the full size before the hyphen:
    /// `Standard_HB120-16rs_v3`.
    #[must_use]
    pub fn quota_cores(&self, policy: &Policy) -> u32 {
        match policy.constrained_cores {
            ConstrainedCores::Available => self.cores,
            ConstrainedCores::Full => self.full_cores().unwrap_or(self.cores),
        }
    }

    fn full_cores(&self) -> Option<u32> {
        let (full, _) = self.name.split_once('-')?;
        let letters = full.trim_end_matches(|it: char| it.is_ascii_digit());
        full.strip_prefix(letters)?.parse().ok()
    }

    /// US dollars an hour of one node.
    #[must_use]
    pub fn price_of(&self, kind: NodeKind) -> Option<f64> {
        let [dedicated, low_priority] = self.price;
        match kind {
            NodeKind::Dedicated => dedicated,
            NodeKind::LowPriority => low_priority,
        }
    }
}

/// What the nodes of a pool take.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Cores of dedicated nodes; `None` when the size is unknown.
    pub dedicated_cores: Option<u64>,
    /// Cores of low-priority nodes.
    pub low_priority_cores: Option<u64>,
    /// US dollars an hour; `None` when a price that counts is unknown.
    pub per_hour: Option<f64>,
}

impl Cost {
    /// That of `current` nodes, of which `paid` are paid for.
    #[must_use]
    pub fn of(vm: Option<&Vm>, current: Sizes, paid: Sizes) -> Self {
        let Some(vm) = vm else { return Self::default() };
        let cores = |kind| Some(u64::from(current.of(kind)) * u64::from(vm.cores));
        let price = |kind| match paid.of(kind) {
            0 => Some(0.0),
            nodes => Some(vm.price_of(kind)? * f64::from(nodes)),
        };
        let [dedicated, low_priority] = NodeKind::ALL.map(price);
        Self {
            dedicated_cores: cores(NodeKind::Dedicated),
            low_priority_cores: cores(NodeKind::LowPriority),
            per_hour: dedicated.zip(low_priority).map(|(a, b)| a + b),
        }
    }
}
