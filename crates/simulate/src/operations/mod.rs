//! What is done to a pool from outside, by people and their programs.

mod carry_out;
mod read;

use std::fmt;

use autoscale_base::Timestamp;
use autoscale_catalog::{DeallocationOption, ServiceError};
use autoscale_pool::Sizes;

pub use read::{OPERATION_COLUMNS, OPERATIONS, read_operations};

/// Something that is done to the pool at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// When.
    pub at: Timestamp,
    /// What.
    pub request: Request,
}

/// A request to the service about a pool or its nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// `POST /pools/{id}/stopresize`
    StopResize,
    /// `POST /pools/{id}/resize`; a target that is not given stays.
    Resize {
        /// `targetDedicatedNodes`.
        dedicated: Option<u32>,
        /// `targetLowPriorityNodes`.
        low_priority: Option<u32>,
        /// `nodeDeallocationOption`.
        option: DeallocationOption,
    },
    /// `POST /pools/{id}/enableautoscale`, with the formula of the simulation.
    EnableAutoscale,
    /// `POST /pools/{id}/disableautoscale`
    DisableAutoscale,
    /// `POST /pools/{id}/nodes/{id}/reboot` of so many nodes.
    Reboot(Sizes),
    /// `POST /pools/{id}/nodes/{id}/reimage` of so many nodes.
    Reimage(Sizes),
    /// `POST /pools/{id}/upgradeos`, of Cloud Services alone.
    UpgradeOs,
    /// A certificate is added to the pool.
    AddCertificate,
    /// `POST /pools/{id}/removenodes` of so many nodes.
    RemoveNodes {
        /// How many.
        nodes: Sizes,
        /// `nodeDeallocationOption`.
        option: DeallocationOption,
    },
    /// `DELETE /pools/{id}`
    DeletePool,
}

impl Request {
    /// The name in a file of operations.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::StopResize => "stop-resize",
            Self::Resize { .. } => "resize",
            Self::EnableAutoscale => "enable-autoscale",
            Self::DisableAutoscale => "disable-autoscale",
            Self::Reboot(_) => "reboot",
            Self::Reimage(_) => "reimage",
            Self::UpgradeOs => "upgrade-os",
            Self::AddCertificate => "add-certificate",
            Self::RemoveNodes { .. } => "remove-nodes",
            Self::DeletePool => "delete-pool",
        }
    }
}

/// An operation, and what the service said to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operated {
    /// The operation.
    pub operation: Operation,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
}

/// Why the service refuses an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The service's code.
    pub code: &'static str,
    /// Why, as a clause.
    pub reason: &'static str,
}

impl Refusal {
    pub(crate) const fn new(error: ServiceError, reason: &'static str) -> Self {
        let code = error.code;
        Self { code, reason }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.reason)
    }
}
