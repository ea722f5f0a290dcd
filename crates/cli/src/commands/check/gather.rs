//! All files that were named or found, read and checked in parallel.

use std::env;
use std::sync::mpsc::{self, Receiver};

use autoscale_workspace::{
    Changes, Configs, FileError, NotRead, Source, read_source, search_sources,
};
use rayon::prelude::*;

use super::CheckArgs;
use super::file::{Changed, File, Outcome};
use crate::exit::Failure;
use crate::input::{HostText, is_stdin, path_name};
use crate::progress::Progress;

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
    Ok(check_all(args, configs, changes.as_ref())?)
}

/// Checks files while others are still being searched for.
fn check_all(
    args: &CheckArgs,
    configs: Configs,
    changes: Option<&Changes>,
) -> Result<Gathered, FileError> {
    let progress = &Progress::new("checked {pos} of {len} files {wide_bar}");
    let (found, files) = mpsc::channel();
    let search = move || {
        search_sources(&args.paths, configs, |source| {
            if changes.is_none_or(|changes| changes.of(&source.path).is_some()) {
                progress.found(1);
                // Somebody listens until the last one is found.
                let _ = found.send(source);
            }
        })
    };
    let check = |source: Source| {
        let outcome = check(args, &source, changes);
        progress.done(1);
        outcome
    };
    let (errors, results) = match args.paths.as_slice() {
        // One file is done before a thread pool would have started.
        [file] if file.is_file() => (search(), files.into_iter().map(check).collect()),
        _ => rayon::join(search, || in_parallel(files, check)),
    };
    progress.end();
    let mut gathered = Gathered {
        errors: errors?,
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
    Ok(gathered)
}

/// What becomes of the files, in their order.
fn in_parallel<T: Send>(files: Receiver<Source>, check: impl Fn(Source) -> T + Sync) -> Vec<T> {
    let files = files.into_iter().enumerate().par_bridge();
    let mut results: Vec<_> = files.map(|(place, file)| (place, check(file))).collect();
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
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
