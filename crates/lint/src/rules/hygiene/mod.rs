//! AS5xx: what is not wrong but should not stand there.

mod bare_metric;
mod constant_condition;
mod contradiction;
mod cpu_scale;
mod division_by_zero;
mod duplicate_statement;
mod legacy_name;
mod retired_metric;
mod self_assignment;
mod shadowed_builtin;
mod statements;
mod undocumented_syntax;
mod unreachable_code;
mod unused_suppression;
mod unused_variable;

use crate::context::Lint;

pub(crate) use unused_suppression::UNUSED_SUPPRESSION;

/// By code.
pub(super) static LINTS: &[Lint] = &[
    Lint {
        rule: &unused_variable::UNUSED_VARIABLE,
        check: unused_variable::check,
    },
    Lint {
        rule: &self_assignment::SELF_ASSIGNMENT,
        check: self_assignment::check,
    },
    Lint {
        rule: &constant_condition::CONSTANT_CONDITION,
        check: constant_condition::check,
    },
    Lint {
        rule: &unreachable_code::UNREACHABLE_CODE,
        check: unreachable_code::check,
    },
    Lint {
        rule: &duplicate_statement::DUPLICATE_STATEMENT,
        check: duplicate_statement::check,
    },
    Lint {
        rule: &bare_metric::BARE_METRIC,
        check: bare_metric::check,
    },
    Lint {
        rule: &division_by_zero::DIVISION_BY_ZERO,
        check: division_by_zero::check,
    },
    Lint {
        rule: &cpu_scale::CPU_SCALE,
        check: cpu_scale::check,
    },
    Lint {
        rule: &shadowed_builtin::SHADOWED_BUILTIN,
        check: shadowed_builtin::check,
    },
    Lint {
        rule: &legacy_name::LEGACY_NAME,
        check: legacy_name::check,
    },
    Lint {
        rule: &retired_metric::RETIRED_METRIC,
        check: retired_metric::check,
    },
    Lint {
        rule: &undocumented_syntax::UNDOCUMENTED_SYNTAX,
        check: undocumented_syntax::check,
    },
];
