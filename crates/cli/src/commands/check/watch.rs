//! `autoscale check --watch`: checks again whenever a file changes.

use std::io::{IsTerminal as _, Write as _, stdout};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use autoscale_embed::Host;
use autoscale_workspace::reason;
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::CheckArgs;
use crate::exit::{Exit, Failure};
use crate::input::path_name;
use crate::terminal::Terminal;

/// How long to wait for more changes: editors write in several steps, and
/// `git switch` writes many files.
const QUIET: Duration = Duration::from_millis(100);

/// Checks until interrupted. A failure of one run, such as a configuration
/// that is half written, does not end it.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more when the command ends.
        let _ = sender.send(event);
    })
    .map_err(|error| failure(Path::new("."), error))?;
    for path in &args.paths {
        let (path, mode) = watched(path);
        watcher
            .watch(&path, mode)
            .map_err(|error| failure(&path, error))?;
    }
    loop {
        if stdout().is_terminal() {
            terminal.out().0.write_all(b"\x1b[2J\x1b[3J\x1b[H")?;
        }
        match args.check_once(terminal) {
            Err(Failure::BrokenPipe) => return Err(Failure::BrokenPipe),
            Err(failure) => terminal.failure(&failure)?,
            Ok(_) => {}
        }
        terminal.note("watching for changes; Ctrl-C ends it")?;
        terminal.flush()?;
        if !changed(&events, |path| args.is_read(path)) {
            return Ok(Exit::Fine);
        }
    }
}

/// What to watch for a path: a file's folder, since editors replace files
/// rather than write into them.
fn watched(path: &Path) -> (PathBuf, RecursiveMode) {
    if path.is_dir() {
        return (path.to_owned(), RecursiveMode::Recursive);
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    (folder.to_owned(), RecursiveMode::NonRecursive)
}

impl CheckArgs {
    /// May a run read the file at `path`? What a run writes does not count, or
    /// it would never rest.
    fn is_read(&self, path: &Path) -> bool {
        let name = path.file_name();
        let is = |other: &Path| other.file_name() == name;
        let written = self.format.iter().filter_map(|to| to.file.as_deref());
        if written.chain(self.baseline.as_deref()).any(is) {
            return false;
        }
        let named = ["autoscale.toml", ".gitignore", ".ignore"];
        Host::of(path).is_some()
            || named.iter().any(|other| is(Path::new(other)))
            || self.paths.iter().any(|other| is(other))
            || path.extension().is_some_and(|extension| extension == "txt")
    }
}

/// Waits for a change of a file that is `read`, and then until there are no
/// changes for a moment. False when there can be no more.
fn changed(events: &Receiver<notify::Result<Event>>, read: impl Fn(&Path) -> bool) -> bool {
    loop {
        match events.recv() {
            Err(_) => return false,
            // Reading is no change.
            Ok(Ok(event)) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(Ok(event)) if !event.paths.iter().any(|path| read(path)) => {}
            Ok(_) => break,
        }
    }
    while events.recv_timeout(QUIET).is_ok() {}
    true
}

fn failure(path: &Path, error: notify::Error) -> Failure {
    let why = match error.kind {
        notify::ErrorKind::Io(error) => reason(&error),
        notify::ErrorKind::PathNotFound => "no such file".to_owned(),
        notify::ErrorKind::MaxFilesWatch => "too many folders".to_owned(),
        notify::ErrorKind::Generic(why) => why.to_lowercase(),
        _ => "the system refuses".to_owned(),
    };
    Failure::new(format!("cannot watch `{}`: {why}", path_name(path)))
}
