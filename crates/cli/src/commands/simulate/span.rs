//! Values of options: ends, intervals and assumptions.

use autoscale_base::{Interval, Timestamp, duration};

use crate::options::parse_time;

/// When a simulation ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Until {
    /// At that instant.
    At(Timestamp),
    /// So long after its beginning.
    After(Interval),
}

/// Reads an instant or a duration.
pub(super) fn parse_until(text: &str) -> Result<Until, String> {
    match duration::words(text) {
        Ok(length) if length > Interval::ZERO => Ok(Until::After(length)),
        Ok(_) => Err("it lasts no time".to_owned()),
        Err(_) => parse_time(text).map(Until::At).map_err(|_| {
            "expected a duration such as 24h, or an instant such as 2026-03-02T09:15:00Z".to_owned()
        }),
    }
}

/// Reads how often the formula is evaluated. Source of the range: the REST
/// reference of `autoScaleEvaluationInterval`.
pub(super) fn parse_interval(text: &str) -> Result<Interval, String> {
    let interval = duration::words(text)?;
    if (300..=168 * 3600).contains(&(interval.ticks() / autoscale_base::TICKS_PER_SECOND)) {
        Ok(interval)
    } else {
        Err("the service takes 5 minutes to 168 hours".to_owned())
    }
}

/// Splits `KEY=VALUE`.
pub(super) fn parse_assumption(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}
