//! A walk over a JSON object whose errors name the field.

use std::fmt;

use serde_json::{Map, Value};

/// Why a file was not taken, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The value, as of RFC 6901; empty for the whole text.
    pub pointer: String,
    /// One sentence; lower-case, no full stop.
    pub message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "`{}`: ", self.pointer)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

pub(super) type Result<T> = std::result::Result<T, ReadError>;

/// An object, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Fields<'v> {
    object: &'v Map<String, Value>,
    pointer: String,
}

impl<'v> Fields<'v> {
    /// The object that a whole text is.
    pub(super) fn root(value: &'v Value) -> Result<Self> {
        Self::of(value, String::new())
    }

    fn of(value: &'v Value, pointer: String) -> Result<Self> {
        match value {
            Value::Object(object) => Ok(Self { object, pointer }),
            other => Err(expected("an object", other, pointer)),
        }
    }

    /// An error at the field.
    pub(super) fn error(&self, name: &str, message: impl Into<String>) -> ReadError {
        ReadError {
            pointer: self.pointer_to(name),
            message: message.into(),
        }
    }

    /// The value of a field; null is as good as none. Names are compared in any
    /// case: the two API generations differ.
    fn get(&self, name: &str) -> Option<(&'v str, &'v Value)> {
        let exact = self.object.get_key_value(name);
        let found = exact.or_else(|| {
            let mut all = self.object.iter();
            all.find(|(key, _)| key.eq_ignore_ascii_case(name))
        });
        let (key, value) = found?;
        (!value.is_null()).then_some((key.as_str(), value))
    }

    /// Is there such a field?
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// An object in it.
    pub(super) fn object(&self, name: &str) -> Result<Option<Self>> {
        let found = self.get(name);
        let object = found.map(|(key, value)| Self::of(value, self.pointer_to(key)));
        object.transpose()
    }

    /// The objects of a list in it; none when there is no list.
    pub(super) fn objects(&self, name: &str) -> Result<Vec<Self>> {
        let Some((key, value)) = self.get(name) else {
            return Ok(Vec::new());
        };
        let pointer = self.pointer_to(key);
        let Value::Array(list) = value else {
            return Err(expected("a list", value, pointer));
        };
        let objects = list.iter().enumerate();
        objects
            .map(|(index, value)| Self::of(value, format!("{pointer}/{index}")))
            .collect()
    }

    /// A text in it.
    pub(super) fn text(&self, name: &str) -> Result<Option<&'v str>> {
        match self.get(name) {
            None => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text)),
            Some((key, other)) => Err(expected("a string", other, self.pointer_to(key))),
        }
    }

    /// A yes or no in it.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>> {
        match self.get(name) {
            None => Ok(None),
            Some((_, Value::Bool(flag))) => Ok(Some(*flag)),
            Some((key, other)) => Err(expected("true or false", other, self.pointer_to(key))),
        }
    }

    /// A whole number from 0 in it, also as a decimal string, as the Azure CLI
    /// sends it.
    pub(super) fn count<N: TryFrom<u64>>(&self, name: &str) -> Result<Option<N>> {
        let Some((key, value)) = self.get(name) else {
            return Ok(None);
        };
        let number = match value {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let number = number.and_then(|number| N::try_from(number).ok());
        let wrong = || match value {
            Value::Number(_) | Value::String(_) => ReadError {
                pointer: self.pointer_to(key),
                message: format!("expected a whole number from 0, found `{}`", plain(value)),
            },
            _ => expected("a whole number", value, self.pointer_to(key)),
        };
        number.ok_or_else(wrong).map(Some)
    }

    /// The first of some fields that is there, as [`Self::count`].
    pub(super) fn first_count(&self, names: &[&str]) -> Result<Option<u32>> {
        let mut counts = names.iter().map(|name| self.count(name));
        counts.find_map(Result::transpose).transpose()
    }

    /// One of some names in it.
    pub(super) fn choice<T>(
        &self,
        name: &str,
        named: impl FnOnce(&str) -> Option<T>,
        known: &[&str],
    ) -> Result<Option<T>> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let wrong = || {
            let known = known.join("`, `");
            self.error(name, format!("`{text}` is none of `{known}`"))
        };
        named(text).ok_or_else(wrong).map(Some)
    }

    fn pointer_to(&self, name: &str) -> String {
        let name = name.replace('~', "~0").replace('/', "~1");
        format!("{}/{name}", self.pointer)
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn expected(wanted: &str, found: &Value, pointer: String) -> ReadError {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    ReadError {
        pointer,
        message: format!("expected {wanted}, found {found}"),
    }
}
