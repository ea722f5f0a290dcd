//! Reads `autoscale.toml`. A key or value that is wrong is told with its place.

use std::path::Path;

use autoscale_base::{Severity, quoted};
use autoscale_embed::KeyPattern;
use autoscale_lint::{Selector, UnknownRule};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::globs::Globs;
use super::keys::{GlobList, Key, LEVELS, ROOT, Takes};
use super::{ConfigFile, absolute, default_exclude};
use crate::FileError;
use crate::read::read_file;
use crate::toml_text::{TomlText, Value};

impl ConfigFile {
    /// Reads the file at `path`.
    pub(crate) fn read(path: &Path) -> Result<Self, FileError> {
        let name = path.display().to_string();
        Self::parse(&read_file(path)?, &name, path)
    }

    /// Reads `text`; patterns are from the folder of `path` on.
    pub(super) fn parse(text: &str, name: &str, path: &Path) -> Result<Self, FileError> {
        let kind = "configuration";
        let toml = TomlText { text, name, kind };
        let path = absolute(path);
        let folder = path.parent().unwrap_or(&path);
        let mut reader = Reader {
            toml: &toml,
            folder,
            file: Self {
                exclude: default_exclude(folder),
                ..Self::none()
            },
        };
        let table = toml.parse()?;
        reader.table(table.get_ref(), ROOT, "")?;
        let mut file = reader.file;
        file.path = Some(path);
        Ok(file)
    }
}

struct Reader<'t> {
    toml: &'t TomlText<'t>,
    folder: &'t Path,
    file: ConfigFile,
}

impl Reader<'_> {
    /// Reads a table of `keys`; `name` is the table's own.
    fn table(&mut self, table: &DeTable<'_>, keys: &[Key], name: &str) -> Result<(), FileError> {
        for (key, value) in table {
            let word = key.get_ref().as_ref();
            match keys.iter().find(|known| known.name == word) {
                Some(known) => self.value(known, value)?,
                None => return Err(self.unknown(key.span(), word, keys, name)),
            }
        }
        Ok(())
    }

    fn unknown(
        &self,
        span: std::ops::Range<usize>,
        word: &str,
        keys: &[Key],
        table: &str,
    ) -> FileError {
        let names = || keys.iter().map(|key| key.name);
        let place = match table {
            "" => String::new(),
            table => format!(" in `[{table}]`"),
        };
        let message = format!("there is no key {}{place}", quoted(word));
        let help = match autoscale_check::nearest(word, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let names: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                format!("the keys are {}", names.join(", "))
            }
        };
        self.toml.refuse(span, &message).with_help(help)
    }

    fn value(&mut self, key: &Key, value: &Value<'_>) -> Result<(), FileError> {
        match (&key.takes, value.get_ref()) {
            (Takes::Count(set), DeValue::Integer(number)) => {
                let count = u32::from_str_radix(number.as_str(), number.radix());
                let count = count.map_err(|_| self.wrong(key, value))?;
                set(&mut self.file.config, count);
            }
            (Takes::Flag(set), DeValue::Boolean(on)) => set(&mut self.file.config, *on),
            (Takes::Word(set), DeValue::String(word)) => {
                set(&mut self.file.config, word.to_string());
            }
            (Takes::KeyPatterns, _) => {
                let words = self.words(key.name, value)?;
                let patterns = words.iter().map(|word| KeyPattern::new(word.get_ref()));
                self.file.config.keys.extra.extend(patterns);
            }
            (Takes::Globs(list), _) => {
                let globs = self.globs(&self.words(key.name, value)?)?;
                match list {
                    GlobList::Exclude => self.file.exclude = globs,
                    GlobList::ExtendExclude => self.file.extend_exclude = Some(globs),
                    GlobList::Formulas => self.file.formulas = Some(globs),
                }
            }
            (Takes::Levels, DeValue::Table(table)) => {
                for (rules, level) in table {
                    self.level(rules.get_ref().as_ref(), rules.span(), level)?;
                }
            }
            (Takes::Ignores, DeValue::Table(table)) => {
                for (glob, rules) in table {
                    self.ignore(glob.get_ref().as_ref(), glob.span(), rules)?;
                }
            }
            (Takes::Profile, DeValue::Table(table)) => {
                for (setting, answer) in table {
                    let profile = &mut self.file.config.profile;
                    self.toml.set(profile, setting, answer)?;
                }
            }
            (Takes::Policy, DeValue::Table(table)) => {
                for (setting, answer) in table {
                    let policy = &mut self.file.config.policy;
                    self.toml.set(policy, setting, answer)?;
                }
            }
            (Takes::Simulation, DeValue::Table(table)) => {
                for (setting, answer) in table {
                    let assumptions = &mut self.file.config.simulation;
                    self.toml.set(assumptions, setting, answer)?;
                }
            }
            (Takes::Table(keys), DeValue::Table(table)) => self.table(table, keys, key.name)?,
            _ => return Err(self.wrong(key, value)),
        }
        Ok(())
    }

    fn wrong(&self, key: &Key, value: &Value<'_>) -> FileError {
        let wanted = match key.takes {
            Takes::Count(_) => "a whole number from 0 on",
            Takes::Flag(_) => "`true` or `false`",
            Takes::Word(_) => "a text",
            Takes::Globs(_) | Takes::KeyPatterns => "a list of texts",
            Takes::Levels
            | Takes::Ignores
            | Takes::Profile
            | Takes::Policy
            | Takes::Simulation
            | Takes::Table(_) => "a table",
        };
        self.toml.wrong_type(key.name, value, wanted)
    }

    /// An entry of `[rules]`.
    fn level(
        &mut self,
        rules: &str,
        span: std::ops::Range<usize>,
        level: &Value<'_>,
    ) -> Result<(), FileError> {
        let selector = Selector::parse(rules).map_err(|unknown| self.no_rule(span, &unknown))?;
        let severity = match level.get_ref().as_str() {
            Some("off") => None,
            Some("info") => Some(Severity::Info),
            Some("warning") => Some(Severity::Warning),
            Some("error") => Some(Severity::Error),
            _ => {
                let levels = LEVELS.map(|level| format!("`\"{level}\"`")).join(", ");
                return Err(self
                    .toml
                    .wrong_type(rules, level, &format!("one of {levels}")));
            }
        };
        self.file.config.levels.set(selector, severity);
        Ok(())
    }

    /// An entry of `[per-file-ignores]`.
    fn ignore(
        &mut self,
        glob: &str,
        span: std::ops::Range<usize>,
        rules: &Value<'_>,
    ) -> Result<(), FileError> {
        if glob.starts_with('!') {
            let reason = "nothing is ignored before it that it could take back";
            return Err(self.bad_glob(span, glob, reason));
        }
        let globs = Globs::new(self.folder, [glob])
            .map_err(|(_, reason)| self.bad_glob(span, glob, &reason))?;
        let words = self.words(glob, rules)?;
        let selectors: Result<Vec<Selector>, FileError> = words
            .iter()
            .map(|word| {
                Selector::parse(word.get_ref())
                    .map_err(|unknown| self.no_rule(word.span(), &unknown))
            })
            .collect();
        self.file.ignores.push((globs, selectors?));
        Ok(())
    }

    fn no_rule(&self, span: std::ops::Range<usize>, unknown: &UnknownRule) -> FileError {
        let refusal = self.toml.refuse(span, &unknown.to_string());
        refusal.with_help(unknown.help())
    }

    fn globs(&self, words: &[Spanned<String>]) -> Result<Globs, FileError> {
        let patterns = words.iter().map(|word| word.get_ref().as_str());
        Globs::new(self.folder, patterns).map_err(|(index, reason)| {
            let bad = words.get(index);
            let span = bad.map(Spanned::span).unwrap_or_default();
            let pattern = bad.map_or("", |bad| bad.get_ref());
            self.bad_glob(span, pattern, &reason)
        })
    }

    fn bad_glob(&self, span: std::ops::Range<usize>, pattern: &str, reason: &str) -> FileError {
        let pattern = quoted(pattern);
        self.toml
            .refuse(span, &format!("bad pattern {pattern}: {reason}"))
    }

    /// A list of texts.
    fn words(&self, key: &str, value: &Value<'_>) -> Result<Vec<Spanned<String>>, FileError> {
        let wrong = |value| self.toml.wrong_type(key, value, "a list of texts");
        let DeValue::Array(items) = value.get_ref() else {
            return Err(wrong(value));
        };
        let word = |item: &Value<'_>| match item.get_ref() {
            DeValue::String(word) => Ok(Spanned::new(item.span(), word.to_string())),
            _ => Err(self.toml.wrong_type(key, item, "a list of texts")),
        };
        items.iter().map(word).collect()
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
