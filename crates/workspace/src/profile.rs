//! Reads a profile file: TOML with one key a setting, at the top level or
//! under `[profile]`.

use std::path::Path;

use autoscale_catalog::Profile;
use toml::de::DeValue;

use crate::FileError;
use crate::read::read_file;
use crate::toml_text::TomlText;

/// Reads the profile file at `path`. Settings that it does not name keep their
/// defaults. A value is a text, or a number where the setting takes one.
///
/// # Errors
/// When the file cannot be read, is not TOML, or holds a key or a value that
/// no setting takes; the place is named.
pub fn read_profile(path: &Path) -> Result<Profile, FileError> {
    let name = path.display().to_string();
    parse_profile(&read_file(path)?, &name)
}

fn parse_profile(text: &str, name: &str) -> Result<Profile, FileError> {
    let kind = "profile";
    let file = TomlText { text, name, kind };
    let mut profile = Profile::default();
    for (key, value) in file.parse()?.get_ref() {
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
