//! Reads sample histories.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use autoscale_metrics::Snapshot;

use crate::FileError;
use crate::read::{read_capped, too_large};

/// Most bytes of a snapshot: weeks of 30 s samples of every metric.
const MAX_SNAPSHOT_BYTES: u64 = 256 * 1024 * 1024;

/// Reads the snapshot at `path`, whatever its form.
///
/// # Errors
/// When the file cannot be read, is too large, or is not a snapshot; the place
/// is named.
pub fn read_snapshot(path: &Path) -> Result<Snapshot, FileError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| FileError::read(&name, &error))?;
    read_snapshot_from(file, &name)
}

/// Reads a snapshot from anything readable; `name` is what errors call it.
///
/// # Errors
/// As [`read_snapshot`].
pub fn read_snapshot_from(reader: impl Read, name: &str) -> Result<Snapshot, FileError> {
    let bytes = read_capped(reader, MAX_SNAPSHOT_BYTES)
        .map_err(|error| FileError::read(name, &error))?
        .ok_or_else(|| too_large(name, MAX_SNAPSHOT_BYTES))?;
    autoscale_metrics::read_snapshot(&bytes).map_err(|mut error| {
        let help = error.help.take();
        let refusal = FileError::new(format!("bad snapshot `{name}`: {error}"));
        match help {
            Some(help) => refusal.with_help(help),
            None => refusal,
        }
    })
}
