//! All files that were named or found, read and checked in parallel.

use std::env;

use autoscale_workspace::{Changes, FileError, NotRead, Source, Walked, find_sources, read_source};
use rayon::prelude::*;

use super::CheckArgs;
use super::file::{Changed, File, Outcome};
use super::progress::Progress;
use crate::exit::Failure;
use crate::input::{HostText, is_stdin, path_name};

/// What became of the files.
#[derive(Default)]
pub(super) struct Gathered {
    /// In the order in which the files were named or found.
    pub(super) outcomes: Vec<Outcome>,
    /// Files that should have been read.
    pub(super) errors: Vec<FileError>,
    /// Files that need not be read, which people should know of.
    pub(super) warnings: Vec<FileError>,
}

/// Checks what was named.
pub(super) fn gather(args: &CheckArgs) -> Result<Gathered, Failure> {
    let mut configs = args.config.read(args.rules.overrides())?;
    if is_stdin(&args.paths) {
        let stdin = HostText::stdin(args.stdin_filename.as_deref(), &mut configs)?;
        let config = stdin.config.for_file(&stdin.path).into_owned();
        let file = File {
            path: None,
            name: stdin.name,
            text: stdin.text,
            host: stdin.host,
        };
        return Ok(Gathered {
            outcomes: vec![file.check(&config, args.change(), None)],
            ..Gathered::default()
        });
    }
    let changes = match &args.changed_since {
        Some(commit) => {
            let here = env::current_dir()?;
            Some(Changes::since(commit, &here)?)
        }
        None => None,
    };
    let walked = find_sources(&args.paths, configs)?;
    Ok(check_all(args, walked, changes.as_ref()))
}

fn check_all(args: &CheckArgs, mut walked: Walked, changes: Option<&Changes>) -> Gathered {
    if let Some(changes) = changes {
        walked
            .files
            .retain(|source| changes.of(&source.path).is_some());
    }
    let progress = Progress::new(walked.files.len());
    let check = |source: &Source| {
        let outcome = check(args, source, changes);
        progress.one_more();
        outcome
    };
    // One file is done before a thread pool would have started.
    let results: Vec<_> = match walked.files.as_slice() {
        [source] => vec![check(source)],
        sources => sources.par_iter().map(check).collect(),
    };
    progress.end();
    let mut gathered = Gathered {
        errors: walked.errors,
        ..Gathered::default()
    };
    for result in results {
        match result {
            Ok(outcome) => gathered.outcomes.extend(outcome),
            Err(NotRead::Failed(error)) => gathered.errors.push(error),
            Err(NotRead::TooLarge(error)) => gathered.warnings.push(error),
            Err(NotRead::NoText) => {}
        }
    }
    gathered
}

fn check(
    args: &CheckArgs,
    source: &Source,
    changes: Option<&Changes>,
) -> Result<Option<Outcome>, NotRead> {
    let file = File {
        path: Some(source.path.clone()),
        name: path_name(&source.path),
        text: read_source(source)?,
        host: source.host,
    };
    let config = source.config.for_file(&source.path);
    let changed = changes.and_then(|changes| changes.of(&source.path));
    let changed = changed.as_ref().map(|changed| changed as Changed<'_>);
    let mut outcome = file.check(&config, args.change(), changed);
    if !source.named && outcome.is_empty() {
        return Ok(None);
    }
    if outcome.file.findings.is_empty() && outcome.before.is_none() {
        // Nobody will look at it again, and there may be many.
        outcome.file.text = String::new();
    }
    Ok(Some(outcome))
}
