//! A TOML file whose mistakes are told with their place.

use std::ops::Range;

use autoscale_base::{LineIndex, quoted};
use autoscale_catalog::profile::{ProfileError, Setting, Settings};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::FileError;

/// The text of a file, what errors call the file, and what kind of file it is.
pub(crate) struct TomlText<'a> {
    pub(crate) text: &'a str,
    pub(crate) name: &'a str,
    pub(crate) kind: &'static str,
}

/// A value and where it stands.
pub(crate) type Value<'v> = Spanned<DeValue<'v>>;

impl<'a> TomlText<'a> {
    /// The whole file.
    pub(crate) fn parse(&self) -> Result<Spanned<DeTable<'a>>, FileError> {
        DeTable::parse(self.text)
            .map_err(|error| self.refuse(error.span().unwrap_or_default(), error.message()))
    }

    /// A refusal that names the place.
    pub(crate) fn refuse(&self, span: Range<usize>, message: &str) -> FileError {
        let offset = u32::try_from(span.start).unwrap_or(u32::MAX);
        let (line, column) = LineIndex::new(self.text).place(self.text, offset);
        FileError::new(format!(
            "bad {} `{}`: line {line}, column {column}: {message}",
            self.kind, self.name,
        ))
    }

    /// A refusal of a value of the wrong type.
    pub(crate) fn wrong_type(&self, key: &str, value: &Value<'_>, wanted: &str) -> FileError {
        let key = quoted(key);
        self.refuse(value.span(), &format!("{key} must be {wanted}"))
    }

    /// Sets the setting `key` of a profile, a policy or a simulation.
    pub(crate) fn set<K: AsRef<str>>(
        &self,
        settings: &mut impl Settings,
        key: &Spanned<K>,
        value: &Value<'_>,
    ) -> Result<(), FileError> {
        let name = key.get_ref().as_ref();
        let answer = match value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ if settings.all().iter().any(|setting| setting.key == name) => {
                return Err(self.wrong_type(name, value, "a text or a number"));
            }
            _ => "",
        };
        settings.set(name, answer).map_err(|error| match &error {
            ProfileError::UnknownKey { .. } => self
                .refuse(key.span(), &error.to_string())
                .with_help(unknown_setting_help(name, settings.all())),
            ProfileError::BadValue { .. } => self.refuse(value.span(), &error.to_string()),
        })
    }
}

fn unknown_setting_help(key: &str, settings: &[Setting]) -> String {
    let keys = settings.iter().map(|setting| setting.key);
    match autoscale_check::nearest(key, keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`autoscale explain` lists all settings".to_owned(),
    }
}
