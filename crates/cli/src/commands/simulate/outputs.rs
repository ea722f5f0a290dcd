//! The files that a simulation writes must be others than those that it reads,
//! and than one another: a slip of the hand would lose them.

use std::fs;
use std::path::{Path, PathBuf};

use super::SimulateArgs;
use crate::exit::Failure;
use crate::input::{path_name, split_name};

/// A file that will be written, and the option that says so.
type Output<'a> = (&'static str, &'a Path);

impl SimulateArgs {
    /// Refuses outputs that would replace an input or one another.
    pub(super) fn check_outputs(&self) -> Result<(), Failure> {
        let outputs = self.outputs();
        for (place, &(option, path)) in outputs.iter().enumerate() {
            let Some(same) = Same::of(path) else {
                continue;
            };
            if self.inputs().any(|input| same.is(&input)) {
                let path = path_name(path);
                let message = format!("`{option}` would replace `{path}`, which is read");
                return Err(Failure::with_help(message, "name another file"));
            }
            let mut before = outputs.iter().take(place);
            if let Some((other, _)) = before.find(|(_, path)| same.is(path)) {
                let path = path_name(path);
                let message = format!("`{other}` and `{option}` would both write `{path}`");
                return Err(Failure::with_help(message, "name two files"));
            }
        }
        Ok(())
    }

    fn outputs(&self) -> Vec<Output<'_>> {
        let options = [
            ("--timeline", &self.timeline),
            ("--events", &self.events),
            ("--report", &self.report),
        ];
        let given = options.into_iter();
        let given = given.filter_map(|(option, path)| Some((option, path.as_deref()?)));
        given.collect()
    }

    fn inputs(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let named = self.formulas.files().chain(self.pool.files());
        let named = named.map(|path| split_name(path).0);
        let workload = PathBuf::from(&self.workload);
        let others = self.operations.iter().chain(self.config.files());
        named.chain([workload]).chain(others.cloned())
    }
}

/// A file under whatever name; `None` for devices and pipes, which take all.
struct Same(PathBuf);

impl Same {
    fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            Ok(found) => found.is_file().then(|| fs::canonicalize(path).ok())?,
            Err(_) => {
                let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
                let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
                Some(folder.join(path.file_name()?))
            }
        }
        .map(Self)
    }

    fn is(&self, path: &Path) -> bool {
        Self::of(path).is_some_and(|other| other.0 == self.0)
    }
}
