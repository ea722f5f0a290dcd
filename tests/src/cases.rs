//! The files of `cases/`: which there are, and that each is one that a runner
//! knows.

use std::fs;
use std::path::{Path, PathBuf};

use autoscale_catalog::Profile;

use crate::case::Case;

/// What a folder of `cases/` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Formulas with what the service itself answered.
    Recorded,
    /// Formulas with what they evaluate to.
    Eval,
    /// Formulas with their findings, a folder a rule.
    Check,
    /// Formulas with their trees.
    Parse,
    /// Formulas with their programs.
    Bytecode,
    /// Formulas in which nothing is to be found.
    Faultless,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Recorded,
        Self::Eval,
        Self::Check,
        Self::Parse,
        Self::Bytecode,
        Self::Faultless,
    ];

    /// The name of the folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Eval => "eval",
            Self::Check => "check",
            Self::Parse => "parse",
            Self::Bytecode => "bytecode",
            Self::Faultless => "faultless",
        }
    }

    /// How the names of its files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Recorded | Self::Eval => "case",
            Self::Check | Self::Parse | Self::Bytecode | Self::Faultless => "autoscale",
        }
    }

    /// True when a `.snap` file stands beside each file.
    #[must_use]
    pub const fn has_snapshots(self) -> bool {
        matches!(self, Self::Check | Self::Parse | Self::Bytecode)
    }
}

/// A file that holds a case.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// What it is.
    pub kind: Kind,
    /// The path below `cases/` without its extension, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl CaseFile {
    /// The content.
    ///
    /// # Errors
    /// When the file cannot be read as text.
    pub fn read(&self) -> Result<String, String> {
        fs::read_to_string(&self.path).map_err(|error| format!("{}: {error}", self.name))
    }

    /// The formula and the profile that it is to be read with: that of the
    /// case, or of the formula's first line.
    ///
    /// # Errors
    /// When the file is not well formed.
    pub fn formula(&self) -> Result<(String, Profile), String> {
        let text = self.read()?;
        if self.kind.extension() == "case" {
            let case = Case::parse(&text).map_err(|error| format!("{}: {error}", self.name))?;
            return Ok((case.formula, case.profile));
        }
        let profile = profile_of(&text).map_err(|error| format!("{}: {error}", self.name))?;
        Ok((text, profile))
    }
}

/// The profile of a formula that begins with a line
/// `// profile: key = value, key = value`; otherwise the defaults.
///
/// # Errors
/// When the line is not well formed.
pub fn profile_of(text: &str) -> Result<Profile, String> {
    let mut profile = Profile::default();
    let first = text.lines().next().unwrap_or_default();
    let Some(settings) = first.strip_prefix("// profile: ") else {
        return Ok(profile);
    };
    for setting in settings.split(',') {
        let (key, value) = setting
            .split_once('=')
            .ok_or("a setting is `key = value`")?;
        let set = profile.set(key.trim(), value.trim());
        set.map_err(|error| error.to_string())?;
    }
    Ok(profile)
}

/// What is in `cases/`.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// The cases, by name.
    pub files: Vec<CaseFile>,
    /// What no runner would read: the reason by name.
    pub faults: Vec<(String, String)>,
}

impl Cases {
    /// Finds all files of `cases/`.
    #[must_use]
    pub fn find() -> Self {
        Self::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))
    }

    /// Finds all files below a folder like `cases/`.
    #[must_use]
    pub fn below(root: &Path) -> Self {
        let mut cases = Self::default();
        for (name, path) in entries(root, "", &mut cases.faults) {
            let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == name);
            match kind {
                Some(kind) => cases.folder(kind, &path, &name),
                None if name == "README.md" => {}
                None => cases.fault(&name, "no runner reads it"),
            }
        }
        for kind in Kind::ALL {
            if !cases.files.iter().any(|file| file.kind == kind) {
                cases.fault(kind.folder(), "the folder holds no case");
            }
        }
        cases
    }

    /// The cases of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &CaseFile> {
        self.files.iter().filter(move |file| file.kind == kind)
    }

    fn fault(&mut self, name: &str, reason: &str) {
        self.faults.push((name.to_owned(), reason.to_owned()));
    }

    fn folder(&mut self, kind: Kind, path: &Path, name: &str) {
        let entries = entries(path, name, &mut self.faults);
        // A folder of a kind without any case is told of at the end.
        if entries.is_empty() && name != kind.folder() {
            self.fault(name, "the folder is empty");
        }
        for (name, path) in entries {
            if path.is_dir() {
                self.folder(kind, &path, &name);
                continue;
            }
            let stem = |extension| name.strip_suffix(extension)?.strip_suffix('.');
            if let Some(stem) = stem(kind.extension()) {
                let name = stem.to_owned();
                self.files.push(CaseFile { kind, name, path });
            } else if kind.has_snapshots() && stem("snap").is_some() {
                if !path.with_extension(kind.extension()).is_file() {
                    self.fault(&name, "no formula stands beside this snapshot");
                }
            } else if stem("snap.new").is_none() {
                let reason = format!("only `.{}` files belong here", kind.extension());
                self.fault(&name, &reason);
            }
        }
    }
}

/// What is in a folder, by name below `cases/`.
fn entries(
    folder: &Path,
    below: &str,
    faults: &mut Vec<(String, String)>,
) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    match fs::read_dir(folder) {
        Ok(entries) => found.extend(entries.flatten().map(|entry| entry.path())),
        Err(error) => faults.push((below.to_owned(), error.to_string())),
    }
    found.sort();
    let slash = if below.is_empty() { "" } else { "/" };
    let named = found.into_iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (format!("{below}{slash}{name}"), path)
    });
    named.collect()
}
