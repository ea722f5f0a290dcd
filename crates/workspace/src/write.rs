//! Writes files whole or not at all.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::FileError;

/// Temporary files that are being written.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Replaces the contents of the file at `path`, or creates it. Readers see the
/// old contents or the new, never a part. Permissions stay; a symbolic link
/// stays and the file behind it is replaced; a device or a pipe is written to
/// as it is.
///
/// # Errors
/// When the file is read-only or anything on the way fails; the old contents
/// are then untouched.
pub fn write_atomic(path: &Path, contents: &[u8]) -> Result<(), FileError> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(contents)
        .map_err(|error| FileError::write(&path.display().to_string(), &error))?;
    file.commit()
}

/// Removes what is only half written, for a process that is about to be ended
/// from outside.
pub fn discard_unfinished() {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    while let Some(path) = unfinished.pop_first() {
        // A leftover that will not go cannot be helped.
        let _ = fs::remove_file(path);
    }
}

/// A file that is written bit by bit and appears at once, as by
/// [`write_atomic`]. One that is dropped before it is committed leaves nothing
/// behind.
#[derive(Debug)]
pub struct AtomicFile {
    writer: BufWriter<File>,
    /// What people call it.
    name: String,
    /// What is moved where in the end; `None` for a device or a pipe.
    moves: Option<Move>,
}

#[derive(Debug)]
struct Move {
    temporary: PathBuf,
    target: PathBuf,
}

impl AtomicFile {
    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(path: &Path) -> Result<Self, FileError> {
        let name = path.display().to_string();
        match open(path) {
            Ok((file, moves)) => Ok(Self {
                writer: BufWriter::new(file),
                name,
                moves,
            }),
            Err(error) => Err(FileError::write(&name, &error)),
        }
    }

    /// Puts the whole file into its place.
    ///
    /// # Errors
    /// When the rest of it cannot be written, or it cannot be moved there.
    pub fn commit(mut self) -> Result<(), FileError> {
        let moved = self.writer.flush().and_then(|()| match &self.moves {
            Some(Move { temporary, target }) => fs::rename(temporary, target),
            None => Ok(()),
        });
        match moved {
            Ok(()) => {
                if let Some(Move { temporary, .. }) = self.moves.take() {
                    forget(&temporary);
                }
                Ok(())
            }
            Err(error) => Err(FileError::write(&self.name, &error)),
        }
    }

    /// The error of a write to it, in words that name it.
    #[must_use]
    pub fn error(&self, error: &io::Error) -> FileError {
        FileError::write(&self.name, error)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(Move { temporary, .. }) = &self.moves {
            // As in `discard_unfinished`.
            let _ = fs::remove_file(temporary);
            forget(temporary);
        }
    }
}

fn forget(temporary: &Path) {
    let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    unfinished.remove(temporary);
}

/// The file to write to: a temporary one beside the target, so that moving it
/// is one step on one file system.
fn open(path: &Path) -> io::Result<(File, Option<Move>)> {
    let old = match fs::metadata(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let target = match &old {
        // `/dev/stdout` may lead to a file that others go on writing to.
        Some(old) if !old.is_file() || path.starts_with("/dev") => {
            return Ok((OpenOptions::new().append(true).open(path)?, None));
        }
        Some(old) if old.permissions().readonly() => {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Some(_) => fs::canonicalize(path)?,
        None => path.to_owned(),
    };
    let (file, temporary) = create_beside(&target)?;
    let moves = Move { temporary, target };
    if let Some(old) = old
        && let Err(error) = file.set_permissions(old.permissions())
    {
        let _ = fs::remove_file(&moves.temporary);
        forget(&moves.temporary);
        return Err(error);
    }
    Ok((file, Some(moves)))
}

fn create_beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut attempt = 0_u32;
    loop {
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let temporary = target.with_file_name(temporary);
        match File::create_new(&temporary) {
            Ok(file) => {
                let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
                unfinished.insert(temporary.clone());
                return Ok((file, temporary));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => {
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
