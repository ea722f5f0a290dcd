//! AS6xx: what stands around a formula in its host file.

mod autoscale_disabled;
mod evaluation_interval;
mod fixed_targets;
mod host_interpolation;
mod unreadable_host;

use crate::context::HostLint;

pub(crate) use host_interpolation::{HOST_INTERPOLATION, tells_of};
pub(crate) use unreadable_host::UNREADABLE_HOST;

/// By code.
pub(super) static LINTS: &[HostLint] = &[
    HostLint {
        rule: &host_interpolation::HOST_INTERPOLATION,
        check: host_interpolation::check,
    },
    HostLint {
        rule: &evaluation_interval::EVALUATION_INTERVAL,
        check: evaluation_interval::check,
    },
    HostLint {
        rule: &fixed_targets::FIXED_TARGETS,
        check: fixed_targets::check,
    },
    HostLint {
        rule: &autoscale_disabled::AUTOSCALE_DISABLED,
        check: autoscale_disabled::check,
    },
];
