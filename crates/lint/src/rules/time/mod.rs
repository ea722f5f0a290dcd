//! AS4xx: what goes wrong with clocks and calendars.

mod local_hours;
mod past_literal;
mod weekday_number;

use crate::context::Lint;

/// By code.
pub(super) static LINTS: &[Lint] = &[
    Lint {
        rule: &weekday_number::WEEKDAY_NUMBER,
        check: weekday_number::check,
    },
    Lint {
        rule: &local_hours::LOCAL_HOURS,
        check: local_hours::check,
    },
    Lint {
        rule: &past_literal::PAST_LITERAL,
        check: past_literal::check,
    },
];
