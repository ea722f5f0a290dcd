//! The system clock, read in one place so that nothing below ever reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use autoscale_base::Timestamp;

/// The present instant, to 100 ns. A clock that is set before 1970 or behind
/// the year 9999 counts as that limit.
#[must_use]
pub fn now() -> Timestamp {
    let since_1970 = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_1970.as_nanos() / 100)
        .ok()
        .and_then(Timestamp::from_ticks)
        .unwrap_or(Timestamp::MAX)
}
