//! `autoscale.toml`: what it may say, reading it, and finding it.

mod discover;
mod globs;
mod keys;
mod read;
mod schema;
mod turn_off;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use autoscale_embed::Host;
use autoscale_lint::{Config, Selector};

pub use self::discover::{Configs, Overrides};
use self::globs::Globs;
pub use self::schema::config_schema;
pub use self::turn_off::turn_off;

/// The name of a configuration file.
pub const CONFIG_FILE: &str = "autoscale.toml";

/// What a search leaves out unless `exclude` says otherwise: other people's
/// code.
const DEFAULT_EXCLUDE: [&str; 3] = ["node_modules", "site-packages", "venv"];

/// What is configured for the files of some folders.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it was read from; `None` for the defaults.
    path: Option<PathBuf>,
    /// What bears on the analysis.
    config: Config,
    ignores: Vec<(Globs, Vec<Selector>)>,
    exclude: Globs,
    extend_exclude: Option<Globs>,
    formulas: Option<Globs>,
}

impl ConfigFile {
    /// What is configured where there is no file.
    fn none() -> Self {
        Self {
            path: None,
            config: Config::default(),
            ignores: Vec::new(),
            exclude: default_exclude(Path::new("")),
            extend_exclude: None,
            formulas: None,
        }
    }

    /// Where it was read from; `None` for the defaults.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What bears on the analysis of the file at `path`.
    #[must_use]
    pub fn for_file(&self, path: &Path) -> Cow<'_, Config> {
        if self.ignores.is_empty() {
            return Cow::Borrowed(&self.config);
        }
        let path = absolute(path);
        let mut config = Cow::Borrowed(&self.config);
        for (_, rules) in self.ignores.iter().filter(|(globs, _)| globs.covers(&path)) {
            config.to_mut().levels.ignore_in_file(rules.iter().cloned());
        }
        config
    }

    /// The language of the file at `path`, when the configuration tells it.
    #[must_use]
    pub fn host_of(&self, path: &Path) -> Option<Host> {
        self.is_formula(&absolute(path)).then_some(Host::Formula)
    }

    /// Does a search leave out the absolute `path`?
    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        let more = self.extend_exclude.as_ref();
        self.exclude.matches(path, is_folder)
            || more.is_some_and(|globs| globs.matches(path, is_folder))
    }

    /// Is the file at the absolute `path` a formula, whatever its extension?
    pub(crate) fn is_formula(&self, path: &Path) -> bool {
        let formulas = self.formulas.as_ref();
        formulas.is_some_and(|globs| globs.covers(path))
    }
}

fn default_exclude(folder: &Path) -> Globs {
    Globs::new(folder, DEFAULT_EXCLUDE).unwrap_or_else(|_| Globs::none(folder))
}

/// `path` from the root on, without `.` and `..`.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let up = path
        .components()
        .any(|part| part == std::path::Component::ParentDir);
    let resolved = if up {
        path.canonicalize()
    } else {
        std::path::absolute(path)
    };
    resolved.unwrap_or_else(|_| path.to_owned())
}
