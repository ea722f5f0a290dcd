//! Why a profile was not taken.

use std::fmt;

use super::{Setting, setting};

/// Why [`Profile::set`](super::Profile::set) refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// No setting has that key; [`SETTINGS`](super::SETTINGS) has them all.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// The setting does not take that value.
    BadValue {
        /// The setting.
        setting: &'static Setting,
        /// The value.
        value: String,
    },
}

impl ProfileError {
    pub(super) fn bad_value(key: &str, value: &str) -> Self {
        match setting(key) {
            Some(setting) => Self::BadValue {
                setting,
                value: value.to_owned(),
            },
            None => Self::UnknownKey {
                key: key.to_owned(),
            },
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey { key } => write!(f, "there is no profile setting `{key}`"),
            Self::BadValue { setting, value } => {
                let (key, value, taken) = (setting.key, quoted(value), taken(setting));
                write!(f, "`{key}` cannot be {value}; it takes {taken}")
            }
        }
    }
}

impl std::error::Error for ProfileError {}

fn taken(setting: &Setting) -> String {
    let mut values: Vec<String> = setting.values.iter().map(|it| quoted(it.value)).collect();
    match (values.pop(), values.as_slice()) {
        (None, _) => "a number".to_owned(),
        (Some(only), []) => only,
        (Some(last), others) => format!("{} or {last}", others.join(", ")),
    }
}

fn quoted(value: &str) -> String {
    if value.is_empty() {
        "an empty text".to_owned()
    } else {
        format!("`{value}`")
    }
}
