//! The files of `cases/`: which there are, and that each is one that a runner
//! knows.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use autoscale_base::Diagnostic;
use autoscale_embed::{Host, SourceMap, extract};
use autoscale_lint::Config;

use crate::case::Case;
use crate::findings::{findings, findings_in};
use crate::settings::Settings;

/// What a folder of `cases/` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Formulas with what the service itself answered.
    Recorded,
    /// Formulas with what they evaluate to.
    Eval,
    /// Formulas with what the parser and the checker find, a folder a rule.
    Check,
    /// Formulas and host files with all their findings, a folder a rule.
    Lint,
    /// Formulas with their trees.
    Parse,
    /// Formulas with their programs.
    Bytecode,
    /// Formulas with the proved ranges of their values.
    Bounds,
    /// Formulas and host files in which nothing is to be found.
    Faultless,
    /// Formulas with the rules that must find something in them.
    Faulty,
    /// Host files, each beside a list of what must be found where.
    FaultyHosts,
}

/// What stands beside a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companion {
    /// Nothing.
    None,
    /// A `.snap` file that the runner writes.
    Snapshot,
    /// An `.expect` file that people write.
    Expectation,
}

impl Companion {
    const fn extension(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Snapshot => Some("snap"),
            Self::Expectation => Some("expect"),
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Recorded,
        Self::Eval,
        Self::Check,
        Self::Lint,
        Self::Parse,
        Self::Bytecode,
        Self::Bounds,
        Self::Faultless,
        Self::Faulty,
        Self::FaultyHosts,
    ];

    /// The name of the folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Eval => "eval",
            Self::Check => "check",
            Self::Lint => "lint",
            Self::Parse => "parse",
            Self::Bytecode => "bytecode",
            Self::Bounds => "bounds",
            Self::Faultless => "faultless",
            Self::Faulty => "faulty",
            Self::FaultyHosts => "faulty-hosts",
        }
    }

    /// True when a file of that name holds a case.
    #[must_use]
    pub fn takes(self, path: &Path) -> bool {
        let has = |extension| path.extension().is_some_and(|it| it == extension);
        match self {
            Self::Recorded | Self::Eval => has("case"),
            Self::Check | Self::Parse | Self::Bytecode | Self::Bounds | Self::Faulty => {
                has("autoscale")
            }
            Self::Lint | Self::Faultless => Host::of(path).is_some(),
            Self::FaultyHosts => Host::of(path).is_some_and(|host| host != Host::Formula),
        }
    }

    /// What stands beside each of its files.
    #[must_use]
    pub const fn companion(self) -> Companion {
        match self {
            Self::Check | Self::Lint | Self::Parse | Self::Bytecode | Self::Bounds => {
                Companion::Snapshot
            }
            Self::FaultyHosts => Companion::Expectation,
            Self::Recorded | Self::Eval | Self::Faultless | Self::Faulty => Companion::None,
        }
    }
}

/// A file that holds a case.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// What it is.
    pub kind: Kind,
    /// The path below `cases/`, with `/`; without the extension of a formula or
    /// a case.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl CaseFile {
    /// `path`, if it holds a case.
    fn of(kind: Kind, name: &str, path: &Path) -> Option<Self> {
        if !kind.takes(path) {
            return None;
        }
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        Some(Self {
            kind,
            name: format!("{folder}/{}", short(path)?),
            path: path.to_owned(),
        })
    }

    /// The content.
    ///
    /// # Errors
    /// When the file cannot be read as text.
    pub fn read(&self) -> Result<String, String> {
        fs::read_to_string(&self.path).map_err(|error| format!("{}: {error}", self.name))
    }

    /// The host language that formulas stand in; `None` when the file holds a
    /// formula of its own.
    #[must_use]
    pub fn host(&self) -> Option<Host> {
        Host::of(&self.path).filter(|host| *host != Host::Formula)
    }

    /// The formula or the host file, and the settings of the case: its own, or
    /// those that the comments at the top give.
    ///
    /// # Errors
    /// When the file is not well formed.
    pub fn content(&self) -> Result<(String, Config), String> {
        let text = self.read()?;
        let told = |error| format!("{}: {error}", self.name);
        if matches!(self.kind, Kind::Recorded | Kind::Eval) {
            let Case {
                formula, profile, ..
            } = Case::parse(&text).map_err(told)?;
            let config = Config {
                profile,
                ..Config::default()
            };
            return Ok((formula, config));
        }
        let config = Settings::of(&text).map_err(told)?.config;
        Ok((text, config))
    }

    /// What is found in `text`, read as this file is.
    #[must_use]
    pub fn findings(&self, text: &str, config: &Config) -> Vec<Diagnostic> {
        match self.kind {
            Kind::Check => findings(text, &config.profile),
            _ => findings_in(text, self.host().unwrap_or(Host::Formula), config),
        }
    }

    /// The formulas in `text`, read as this file is.
    #[must_use]
    pub fn formulas_in(&self, text: &str, config: &Config) -> Vec<SourceMap> {
        match self.host() {
            None => vec![SourceMap::identity(text)],
            Some(host) => {
                let formulas = extract(text, host, &config.keys).formulas.into_iter();
                formulas.map(|formula| formula.source).collect()
            }
        }
    }

    /// The file beside this one.
    #[must_use]
    pub fn companion(&self) -> Option<PathBuf> {
        let extension = self.kind.companion().extension()?;
        let mut name = short(&self.path)?.to_owned();
        name.push('.');
        name.push_str(extension);
        Some(self.path.with_file_name(name))
    }
}

/// The name of a file; without its extension, if that is ours.
fn short(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    let ours = [".autoscale", ".case"];
    let stem = ours
        .iter()
        .find_map(|extension| name.strip_suffix(extension));
    Some(stem.unwrap_or(name))
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

    /// The cases that hold a formula and nothing else.
    pub fn formulas(&self) -> impl Iterator<Item = &CaseFile> {
        self.files.iter().filter(|file| file.host().is_none())
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
        let beside: Vec<PathBuf> = entries
            .iter()
            .filter_map(|(name, path)| CaseFile::of(kind, name, path)?.companion())
            .collect();
        for (name, path) in entries {
            let extension = path.extension().and_then(OsStr::to_str);
            if path.is_dir() {
                self.folder(kind, &path, &name);
            } else if let Some(file) = CaseFile::of(kind, &name, &path) {
                self.files.push(file);
            } else if extension.is_some() && extension == kind.companion().extension() {
                if !beside.contains(&path) {
                    self.fault(&name, "no case stands beside this file");
                }
            } else if extension != Some("new") {
                let reason = format!("no file of `{}` is named so", kind.folder());
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
