//! From settings as they are written to values. A setting that is not written,
//! or that the host computes, has none.

use autoscale_base::{Interval, duration};

use super::ConfigurationError;
use crate::definition::{List, Setting};

pub(crate) type Result<T> = std::result::Result<T, ConfigurationError>;

/// The text of a setting with its place.
fn written(setting: Option<&Setting<String>>) -> Option<(&Setting<String>, &str)> {
    let setting = setting?;
    Some((setting, setting.value.as_deref()?))
}

/// The text of a setting.
pub(crate) fn text(setting: Option<&Setting<String>>) -> Option<&str> {
    written(setting).map(|(_, text)| text)
}

/// The same, to keep.
pub(crate) fn owned(setting: Option<&Setting<String>>) -> Option<String> {
    text(setting).map(str::to_owned)
}

/// A switch.
pub(crate) fn flag(setting: Option<&Setting<bool>>) -> Option<bool> {
    setting?.value
}

pub(crate) fn error(
    setting: &Setting<String>,
    field: &'static str,
    message: String,
) -> ConfigurationError {
    ConfigurationError {
        span: setting.span,
        field,
        message,
    }
}

/// A whole number from `least`.
pub(crate) fn number<N>(
    setting: Option<&Setting<String>>,
    field: &'static str,
    least: i32,
) -> Result<Option<N>>
where
    N: TryFrom<i64>,
{
    let Some((setting, text)) = written(setting) else {
        return Ok(None);
    };
    let number: Option<i64> = text.trim().parse().ok();
    let number = number.filter(|number| *number >= i64::from(least));
    let number = number.and_then(|number| N::try_from(number).ok());
    let wrong = || {
        let message = format!("expected a whole number from {least}, found `{text}`");
        error(setting, field, message)
    };
    number.ok_or_else(wrong).map(Some)
}

/// A duration, in ISO 8601 or as a clock shows it.
pub(crate) fn interval(
    setting: Option<&Setting<String>>,
    field: &'static str,
) -> Result<Option<Interval>> {
    let Some((setting, text)) = written(setting) else {
        return Ok(None);
    };
    let interval = duration::iso8601(text).or_else(|why| duration::clock(text).map_err(|_| why));
    let wrong = |why| error(setting, field, format!("`{text}`: {why}"));
    interval.map_err(wrong).map(Some)
}

/// One of some words, in whatever case.
pub(crate) fn choice<T: Copy>(
    setting: Option<&Setting<String>>,
    field: &'static str,
    choices: &[(&str, T)],
) -> Result<Option<T>> {
    let Some((setting, text)) = written(setting) else {
        return Ok(None);
    };
    let mut all = choices.iter();
    let found = all.find(|(word, _)| word.eq_ignore_ascii_case(text));
    let wrong = || {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let words = words.join("`, `");
        error(setting, field, format!("`{text}` is none of `{words}`"))
    };
    found.ok_or_else(wrong).map(|(_, value)| Some(*value))
}

/// How long a list is.
pub(crate) fn length<T>(list: Option<&List<T>>) -> u32 {
    let items = list.and_then(|list| list.value.as_ref());
    items.map_or(0, |items| u32::try_from(items.len()).unwrap_or(u32::MAX))
}
