//! The documentation of a rule, as a file that the client can show.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::{env, fs, io, process};

use tower_lsp::lsp_types::Url;

/// The command that shows the page of the rule whose code is its argument.
pub(crate) const COMMAND: &str = "autoscale.openDocumentation";

/// Folders that are tried before giving up.
const MOST_FOLDERS: u32 = 100;

/// The pages that were shown. They go with the session.
#[derive(Debug, Default)]
pub(crate) struct RulePages {
    folder: Mutex<Option<PathBuf>>,
}

impl RulePages {
    /// Where the page of the rule `code` is; `None` when there is no such rule.
    pub(crate) fn write(&self, code: &str) -> io::Result<Option<Url>> {
        let Some(rule) = autoscale_lint::rules().find(|rule| rule.code == code) else {
            return Ok(None);
        };
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match folder.as_ref() {
            Some(folder) => folder,
            None => folder.insert(own_folder()?),
        };
        let path = folder.join(format!("{code}.md"));
        fs::write(&path, rule.page())?;
        Ok(Url::from_file_path(path).ok())
    }
}

impl Drop for RulePages {
    fn drop(&mut self) {
        let folder = self.folder.get_mut();
        if let Some(folder) = folder.unwrap_or_else(PoisonError::into_inner).take() {
            // What cannot be removed is small, and where such things are.
            let _left = fs::remove_dir_all(folder);
        }
    }
}

/// A new folder, which is nobody else's.
fn own_folder() -> io::Result<PathBuf> {
    let mut last = io::ErrorKind::AlreadyExists.into();
    for attempt in 0..MOST_FOLDERS {
        let name = format!("autoscale-{}-{attempt}", process::id());
        let folder = env::temp_dir().join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}
