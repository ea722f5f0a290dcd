//! Why a resize did not reach its target.

use std::borrow::Cow;

use autoscale_catalog::ServiceError;
use autoscale_catalog::service_error::ACCOUNT_VM_SERIES_CORE_QUOTA_REACHED;

use crate::NodeKind;

/// An entry of a pool's `resizeErrors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResizeError {
    /// The service's code.
    pub code: Cow<'static, str>,
    /// The service's message.
    pub message: Cow<'static, str>,
    /// Names and values that tell more.
    pub values: Vec<(String, String)>,
}

impl ResizeError {
    /// An error whose message tells of dedicated nodes, for either kind.
    #[must_use]
    pub fn of_kind(error: ServiceError, kind: NodeKind) -> Self {
        match kind {
            NodeKind::Dedicated => Self::from(error),
            NodeKind::LowPriority => Self {
                message: Cow::Owned(error.message.replace("dedicated", "low priority")),
                ..Self::from(error)
            },
        }
    }

    /// The error of that family's quota. The message on the wire names the
    /// family (microsoft/ga4gh-tes, nextflow-io/nextflow).
    #[must_use]
    pub fn of_family(family: &str) -> Self {
        let error = ACCOUNT_VM_SERIES_CORE_QUOTA_REACHED;
        Self {
            message: Cow::Owned(format!("{} for {family}", error.message)),
            ..Self::from(error)
        }
    }
}

impl From<ServiceError> for ResizeError {
    fn from(error: ServiceError) -> Self {
        Self {
            code: Cow::Borrowed(error.code),
            message: Cow::Borrowed(error.message),
            values: Vec::new(),
        }
    }
}
