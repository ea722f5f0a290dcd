//! AS3xx: how many nodes a formula asks for, and how they leave.

mod above_quota;
mod active_tasks;
mod alias_and_full_name;
mod fractional_target;
mod negative_target;
mod never_zero;
mod no_deallocation_option;
mod no_target;
mod proof;
mod retained_data;
mod unbounded_target;

use crate::context::Lint;

/// By code.
pub(super) static LINTS: &[Lint] = &[
    no_target::LINT,
    alias_and_full_name::LINT,
    unbounded_target::LINT,
    negative_target::LINT,
    fractional_target::LINT,
    never_zero::LINT,
    above_quota::LINT,
    no_deallocation_option::LINT,
    retained_data::LINT,
    active_tasks::LINT,
];
