//! Why a profile was not taken.

use std::fmt;

use super::Setting;

/// Why [`Profile::set`](super::Profile::set) refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// No setting has that key; `SETTINGS` has them all.
    UnknownKey {
        /// What a setting of that kind is called.
        called: &'static str,
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

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey { called, key } => write!(f, "there is no {called} `{key}`"),
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
        (None, _) => setting.takes.to_owned(),
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
