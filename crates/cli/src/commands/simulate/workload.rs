//! The tasks, as `--workload` gives them.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use autoscale_base::Timestamp;
use autoscale_simulate::{
    Generated, ParallelJobs, ReadError, Submissions, Workload, read_generator, read_workload,
};
use autoscale_workspace::reason;

use crate::exit::Failure;
use crate::input::STDIN;

/// Where tasks come from.
pub(super) enum Source {
    /// A file.
    File {
        /// What people call it.
        name: String,
        submissions: Submissions,
    },
    /// A generator.
    Generator(Generated),
}

impl Source {
    /// Reads the file of that name, standard input for `-`, or the words of a
    /// generator.
    pub(super) fn read(text: &str, jobs: ParallelJobs) -> Result<Self, Failure> {
        let is_file = Path::new(text).exists();
        if let Some(generated) = read_generator(text).filter(|_| !is_file) {
            return match generated {
                Ok(generated) => Ok(Self::Generator(generated)),
                Err(error) => Err(bad(text, error)),
            };
        }
        let (name, bytes) = match text {
            "-" => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                (STDIN, read.map(|_| bytes))
            }
            path => (path, fs::read(path)),
        };
        let bytes = bytes.map_err(|error| cannot_read(text, &error))?;
        let submissions = read_workload(name, &bytes, jobs).map_err(|error| bad(name, error))?;
        Ok(Self::File {
            name: name.to_owned(),
            submissions,
        })
    }

    /// What people call it: a file's name, or the words of a generator.
    pub(super) fn name<'a>(&'a self, words: &'a str) -> &'a str {
        match self {
            Self::File { name, .. } => name,
            Self::Generator(_) => words,
        }
    }

    /// When the first task comes, if that is known.
    pub(super) fn first(&self) -> Option<Timestamp> {
        match self {
            Self::File { submissions, .. } => submissions.first(),
            Self::Generator(_) => None,
        }
    }

    /// Does it go on for ever?
    pub(super) const fn is_endless(&self) -> bool {
        matches!(self, Self::Generator(Generated { tasks: None, .. }))
    }

    /// The tasks of a simulation.
    pub(super) fn workload(
        &self,
        seed: u64,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Workload, Failure> {
        match self {
            Self::File { name, submissions } => {
                let workload = submissions.workload(from);
                workload.map_err(|error| bad(name, error))
            }
            Self::Generator(generated) => {
                let workload = generated.workload(seed, from, until);
                workload.map_err(|error| told(error.to_string(), error.help))
            }
        }
    }

    /// What its reader has to say of it.
    pub(super) fn warnings(&self, slots: u32) -> Vec<String> {
        let Self::File { name, submissions } = self else {
            return Vec::new();
        };
        let said = submissions.warnings.iter();
        let mut warnings: Vec<String> = said.map(|it| format!("`{name}`: {it}")).collect();
        if let Some(line) = submissions.line_above(slots) {
            let most = submissions.most_slots();
            let s = if slots == 1 { "" } else { "s" };
            warnings.push(format!(
                "`{name}`: line {line}: a task with more slots than a node has never runs: there \
                 are tasks of {most} slots, and nodes have {slots} slot{s}"
            ));
        }
        warnings
    }
}

fn cannot_read(text: &str, error: &io::Error) -> Failure {
    let message = format!("cannot read `{text}`: {}", reason(error));
    if error.kind() == io::ErrorKind::NotFound {
        let help = "name a file, or a generator such as `poisson:rate=12/h,runtime=exp:5m`";
        return Failure::with_help(message, help);
    }
    Failure::new(message)
}

fn bad(name: &str, error: ReadError) -> Failure {
    told(format!("bad workload `{name}`: {error}"), error.help)
}

fn told(message: String, help: Option<String>) -> Failure {
    Failure::Told { message, help }
}
