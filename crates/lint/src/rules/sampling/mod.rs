//! AS2xx: what is read from the samples of a metric, and whether it is there.

mod mismatched_guard;
mod percent_as_fraction;
mod sample_before_guard;
mod sample_order;
mod single_sample;
mod unguarded;
mod unguarded_sample;
mod unseeded_aggregate;
mod window_too_recent;

use crate::context::Lint;

pub(super) use unseeded_aggregate::UNSEEDED_AGGREGATE;

/// By code.
pub(super) static LINTS: &[Lint] = &[
    unguarded_sample::LINT,
    sample_before_guard::LINT,
    mismatched_guard::LINT,
    single_sample::LINT,
    unseeded_aggregate::LINT,
    window_too_recent::LINT,
    percent_as_fraction::LINT,
    sample_order::LINT,
];
