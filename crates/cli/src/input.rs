//! Where a formula comes from, and what people call it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use autoscale_base::Span;
use autoscale_catalog::Profile;
use autoscale_embed::{Host, extract};
use autoscale_workspace::{
    ConfigFile, Configs, FileError, NotRead, Source, host_of_named, read_host, read_source,
};

use crate::exit::Failure;
use crate::in_host::{InHost, choose};

/// What standard input is called in output.
pub(crate) const STDIN: &str = "<stdin>";

/// A formula and what it is called in output.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// What people call it: the path as they gave it, `<stdin>` or `<text>`.
    pub(crate) name: String,
    /// The formula.
    pub(crate) text: String,
    /// What its host fills in.
    pub(crate) holes: Vec<Span>,
    /// Its file; where standard input or a text on the command line would be.
    pub(crate) path: PathBuf,
    /// Where it stands; `None` when its file holds nothing else.
    pub(crate) host: Option<InHost>,
}

/// A file of any language, and what it is called in output.
#[derive(Clone, Debug)]
pub(crate) struct HostText {
    /// Where it is; of standard input, where it would be.
    pub(crate) path: PathBuf,
    /// What people call it.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) text: String,
    /// Its language.
    pub(crate) host: Host,
    /// What is configured for it.
    pub(crate) config: Arc<ConfigFile>,
}

impl HostText {
    /// The file at `path`.
    pub(crate) fn file(path: &Path, configs: &mut Configs) -> Result<Self, FileError> {
        let config = configs.of_file(path)?;
        let source = Source {
            path: path.to_owned(),
            host: config
                .host_of(path)
                .map_or_else(|| host_of_named(path), Ok)?,
            named: true,
            config,
        };
        let text = read_source(&source).map_err(|error| match error {
            NotRead::Failed(error) | NotRead::TooLarge(error) => error,
            NotRead::NoText => FileError::no_text(&path_name(path)),
        })?;
        Ok(Self {
            name: path_name(path),
            text,
            host: source.host,
            config: source.config,
            path: source.path,
        })
    }

    /// Standard input; `name` tells its language.
    pub(crate) fn stdin(name: Option<&Path>, configs: &mut Configs) -> Result<Self, FileError> {
        let path = name.unwrap_or_else(|| Path::new("-"));
        let config = configs.of_file(path)?;
        let host = config
            .host_of(path)
            .map_or_else(|| host_of_named(path), Ok)?;
        let name = name.map_or_else(|| STDIN.to_owned(), path_name);
        Ok(Self {
            text: read_host(io::stdin().lock(), host, &name)?,
            path: path.to_owned(),
            name,
            host,
            config,
        })
    }

    /// The formula of that name, or the only one.
    fn formula(self, name: Option<&str>) -> Result<Input, Failure> {
        if self.host == Host::Formula && name.is_none() {
            return Ok(Input {
                name: self.name,
                text: self.text,
                holes: Vec::new(),
                path: self.path,
                host: None,
            });
        }
        let config = self.config.for_file(&self.path);
        let mut extracted = extract(&self.text, self.host, &config.keys);
        let chosen = choose(&self.name, name, &mut extracted)?;
        Ok(Input {
            name: match &chosen.name {
                Some(name) => format!("{}#{name}", self.name),
                None => self.name.clone(),
            },
            text: chosen.source.text().to_owned(),
            holes: chosen.source.holes().to_vec(),
            host: Some(InHost::new(self.name, self.text, chosen, &extracted)),
            path: self.path,
        })
    }
}

impl Input {
    /// The formula that `path` stands for: a file, standard input, or
    /// `FILE#NAME`, a formula in a host file.
    pub(crate) fn path(path: &Path, configs: &mut Configs) -> Result<Self, Failure> {
        if is_dash(path) {
            return HostText::stdin(None, configs)?.formula(None);
        }
        let (file, name) = split_name(path);
        HostText::file(&file, configs)?.formula(name.as_deref())
    }

    /// A formula given on the command line.
    pub(crate) fn text(text: &str) -> Self {
        Self {
            name: "<text>".to_owned(),
            text: text.to_owned(),
            holes: Vec::new(),
            path: PathBuf::from("-"),
            host: None,
        }
    }

    /// What people call the file that findings are shown in, and its text.
    pub(crate) fn shown(&self) -> (&str, &str) {
        match &self.host {
            Some(host) => (&host.file, &host.text),
            None => (&self.name, &self.text),
        }
    }

    /// The place in that file of a range of the formula.
    pub(crate) fn place(&self, span: Span) -> Span {
        self.host.as_ref().map_or(span, |host| host.place(span))
    }

    /// How the service is taken to behave, as configured for its file.
    pub(crate) fn profile(&self, configs: &mut Configs) -> Result<Profile, FileError> {
        let config = configs.of_file(&self.path)?;
        Ok(config.for_file(&self.path).profile)
    }

    /// Refuses a formula that is not whole before its host fills it in.
    pub(crate) fn refuse_holes(&self) -> Result<(), Failure> {
        let mut holes: Vec<String> = Vec::new();
        for hole in &self.holes {
            let hole = autoscale_base::quoted(hole.text(&self.text));
            if !holes.contains(&hole) {
                holes.push(hole);
            }
        }
        if holes.is_empty() {
            return Ok(());
        }
        let message = format!("`{}` has placeholders: {}", self.name, holes.join(", "));
        let help = "fill them in first, in a copy, or with `-e`";
        Err(Failure::with_help(message, help))
    }
}

/// `FILE#NAME`. A file may have a `#` in its own name.
pub(crate) fn split_name(path: &Path) -> (PathBuf, Option<String>) {
    if !path.exists()
        && let Some(text) = path.to_str()
    {
        for (at, _) in text.match_indices('#') {
            if let Some((file, name)) = text.split_at_checked(at)
                && Path::new(file).is_file()
            {
                let name = name.strip_prefix('#').unwrap_or(name);
                return (PathBuf::from(file), Some(name.to_owned()));
            }
        }
    }
    (path.to_owned(), None)
}

/// Refuses `FILE#NAME` where whole files are read.
pub(crate) fn refuse_names(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths {
        if let (file, Some(_)) = split_name(path) {
            let (path, file) = (path_name(path), path_name(&file));
            let message = format!("`{path}` names a formula, but whole files are read here");
            return Err(Failure::with_help(message, format!("write `{file}`")));
        }
    }
    Ok(())
}

/// A path as it is printed: with `/` on every system.
pub(crate) fn path_name(path: &Path) -> String {
    let name = path.display().to_string();
    if cfg!(windows) {
        name.replace('\\', "/")
    } else {
        name
    }
}

/// True for `-`, which stands for standard input.
pub(crate) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// True when the paths are standard input alone.
pub(crate) fn is_stdin(paths: &[PathBuf]) -> bool {
    matches!(paths, [path] if is_dash(path))
}

/// Says that a search came back empty-handed. Only folders can: a file that
/// was named is read whatever its name.
pub(crate) fn no_formula(folders: &[PathBuf]) -> String {
    let place = match folders {
        [folder] if folder.as_os_str() == "." => "here".to_owned(),
        _ => {
            let quoted = |folder: &PathBuf| format!("`{}`", path_name(folder));
            let folders: Vec<String> = folders.iter().map(quoted).collect();
            format!("in {}", folders.join(", "))
        }
    };
    format!("there is no formula {place}")
}
