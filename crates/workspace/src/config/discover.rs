//! Finds the `autoscale.toml` that is for a file: the nearest upwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_lint::{Config, Selector};

use super::{CONFIG_FILE, ConfigFile};
use crate::FileError;

/// What the command line says, which counts before any file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Replaces `[profile]`.
    pub profile: Option<Profile>,
    /// The present.
    pub now: Option<Timestamp>,
    /// The only rules that are on.
    pub select: Option<Vec<Selector>>,
    /// Rules that are on besides.
    pub extend_select: Vec<Selector>,
    /// Rules that are off.
    pub ignore: Vec<Selector>,
}

/// The configurations of folders, each read once.
#[derive(Clone, Debug)]
pub struct Configs {
    overrides: Overrides,
    /// For all files alike, when one was named.
    named: Option<Arc<ConfigFile>>,
    none: Arc<ConfigFile>,
    by_folder: HashMap<PathBuf, Arc<ConfigFile>>,
}

impl Configs {
    /// Reads the file at `named`, which is then for all files; otherwise files
    /// are searched for.
    ///
    /// # Errors
    /// When that file cannot be read or says what no configuration can say.
    pub fn new(named: Option<&Path>, overrides: Overrides) -> Result<Self, FileError> {
        let named = named.map(|path| read(path, &overrides)).transpose()?;
        Ok(Self {
            named,
            ..Self::searching(overrides)
        })
    }

    /// Searches a file for every folder.
    #[must_use]
    pub fn searching(overrides: Overrides) -> Self {
        let mut none = ConfigFile::none();
        overrides.apply(&mut none.config);
        Self {
            overrides,
            named: None,
            none: Arc::new(none),
            by_folder: HashMap::new(),
        }
    }

    /// What is configured for the files in the absolute `folder`.
    ///
    /// # Errors
    /// As [`Self::new`], of a file that was found.
    pub fn of_folder(&mut self, folder: &Path) -> Result<Arc<ConfigFile>, FileError> {
        if let Some(named) = &self.named {
            return Ok(Arc::clone(named));
        }
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(Arc::clone(known));
        }
        let path = folder.join(CONFIG_FILE);
        let config = if path.is_file() {
            read(&path, &self.overrides)?
        } else if let Some(above) = folder.parent() {
            self.of_folder(above)?
        } else {
            Arc::clone(&self.none)
        };
        let known = self.by_folder.entry(folder.to_owned());
        Ok(Arc::clone(known.or_insert(config)))
    }

    /// What is configured for the file at `path`.
    ///
    /// # Errors
    /// As [`Self::of_folder`].
    pub fn of_file(&mut self, path: &Path) -> Result<Arc<ConfigFile>, FileError> {
        let path = super::absolute(path);
        self.of_folder(path.parent().unwrap_or(&path))
    }
}

fn read(path: &Path, overrides: &Overrides) -> Result<Arc<ConfigFile>, FileError> {
    let mut file = ConfigFile::read(path)?;
    overrides.apply(&mut file.config);
    Ok(Arc::new(file))
}

impl Overrides {
    fn apply(&self, config: &mut Config) {
        if let Some(profile) = self.profile {
            config.profile = profile;
        }
        config.now = self.now;
        if let Some(select) = &self.select {
            config.levels.select(select.iter().cloned());
        }
        let extend_select = self.extend_select.iter().cloned();
        config.levels.extend_select(extend_select);
        config.levels.ignore(self.ignore.iter().cloned());
    }
}
