//! Reads a profile file: TOML with one key a setting, at the top level or
//! under `[profile]`.

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use autoscale_base::{Encoding, LineIndex};
use autoscale_catalog::Profile;
use autoscale_catalog::profile::{ProfileError, SETTINGS};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::FileError;
use crate::read::read_text;

/// Reads the profile file at `path`. Settings that it does not name keep their
/// defaults. A value is a text, or a number where the setting takes one.
///
/// # Errors
/// When the file cannot be read, is not TOML, or holds a key or a value that
/// no setting takes; the place is named.
pub fn read_profile(path: &Path) -> Result<Profile, FileError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| FileError::read(&name, &error))?;
    let text = read_text(file, &name)?;
    parse_profile(&text, &name)
}

fn parse_profile(text: &str, name: &str) -> Result<Profile, FileError> {
    let file = ProfileText { text, name };
    let table = DeTable::parse(text)
        .map_err(|error| file.refuse(error.span().unwrap_or_default(), error.message()))?;
    let mut profile = Profile::default();
    for (key, value) in table.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("profile", DeValue::Table(settings)) => {
                for (key, value) in settings {
                    file.set(&mut profile, key, value)?;
                }
            }
            _ => file.set(&mut profile, key, value)?,
        }
    }
    Ok(profile)
}

/// The text of a profile file and what errors call the file.
struct ProfileText<'a> {
    text: &'a str,
    name: &'a str,
}

impl ProfileText<'_> {
    fn set<K: AsRef<str>>(
        &self,
        profile: &mut Profile,
        key: &Spanned<K>,
        value: &Spanned<DeValue>,
    ) -> Result<(), FileError> {
        let name = key.get_ref().as_ref();
        let answer = match value.get_ref() {
            DeValue::String(text) => text.as_ref(),
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ if is_setting(name) => {
                let text = format!("`{name}` must be a text or a number");
                return Err(self.refuse(value.span(), &text));
            }
            _ => "",
        };
        profile.set(name, answer).map_err(|error| match &error {
            ProfileError::UnknownKey { .. } => self
                .refuse(key.span(), &error.to_string())
                .with_help(unknown_key_help(name)),
            ProfileError::BadValue { .. } => self.refuse(value.span(), &error.to_string()),
        })
    }

    fn refuse(&self, span: Range<usize>, message: &str) -> FileError {
        let offset = u32::try_from(span.start).unwrap_or(u32::MAX);
        let place = LineIndex::new(self.text).line_col(self.text, offset, Encoding::Utf32);
        FileError::new(format!(
            "bad profile `{}`: line {}, column {}: {message}",
            self.name,
            place.line + 1,
            place.column + 1,
        ))
    }
}

fn is_setting(key: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.key == key)
}

fn unknown_key_help(key: &str) -> String {
    let keys = SETTINGS.iter().map(|setting| setting.key);
    match autoscale_check::nearest(key, keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`autoscale explain` lists all settings".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        parse_profile(text, "p.toml").unwrap_err().to_string()
    }

    #[test]
    fn keys_stand_at_the_top_or_under_profile() {
        for text in [
            "sunday = 7\nyear = 365.25\nnonfinite = 'NaN inf'",
            "[profile]\nsunday = \"7\"\nyear = '365.25'\nnonfinite = \"NaN inf\"",
        ] {
            let profile = parse_profile(text, "p.toml").unwrap();
            assert_eq!(profile.get("sunday").as_deref(), Some("7"));
            assert_eq!(profile.get("year").as_deref(), Some("365.25"));
            assert_eq!(profile.get("nonfinite").as_deref(), Some("NaN inf"));
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place() {
        let error = parse_profile("[profile]\n  sundya = 7", "p.toml").unwrap_err();
        let message =
            "bad profile `p.toml`: line 2, column 3: there is no profile setting `sundya`";
        assert_eq!(error.to_string(), message);
        assert_eq!(error.help(), Some("did you mean `sunday`?"));
        assert!(refusal("[rules]\nAS101 = 'off'").contains("no profile setting `rules`"));
    }

    #[test]
    fn a_bad_value_is_named_with_its_place() {
        assert_eq!(
            refusal("sunday = 1"),
            "bad profile `p.toml`: line 1, column 10: `sunday` cannot be `1`; it takes `0` or `7`"
        );
        assert!(refusal("sunday = [7]").contains("must be a text or a number"));
        assert!(refusal("sunday = ").starts_with("bad profile `p.toml`: line 1, column"));
    }
}
