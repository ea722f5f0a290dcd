//! Writes files whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::FileError;

/// Replaces the contents of the file at `path`, or creates it. Readers see the
/// old contents or the new, never a part. Permissions stay; a symbolic link
/// stays and the file behind it is replaced; a device or a pipe is written to
/// as it is.
///
/// # Errors
/// When the file is read-only or anything on the way fails; the old contents
/// are then untouched.
pub fn write_atomic(path: &Path, contents: &[u8]) -> Result<(), FileError> {
    replace(path, contents).map_err(|error| FileError::write(&path.display().to_string(), &error))
}

fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    let old = match fs::metadata(path) {
        Ok(old) => old,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return write_beside(path, contents, None);
        }
        Err(error) => return Err(error),
    };
    // `/dev/stdout` may lead to a file that others go on writing to.
    if !old.is_file() || path.starts_with("/dev") {
        return OpenOptions::new()
            .append(true)
            .open(path)?
            .write_all(contents);
    }
    if old.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    write_beside(&fs::canonicalize(path)?, contents, Some(&old))
}

/// Writes a temporary file beside `target` and moves it there: one step on one
/// file system.
fn write_beside(target: &Path, contents: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let (mut file, temporary) = create_beside(target)?;
    let moved = old
        .map_or(Ok(()), |old| file.set_permissions(old.permissions()))
        .and_then(|()| file.write_all(contents))
        .and_then(|()| fs::rename(&temporary, target));
    if moved.is_err() {
        // The first error is the one to report; a leftover that will not go
        // cannot be helped.
        let _ = fs::remove_file(&temporary);
    }
    moved
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
            Ok(file) => return Ok((file, temporary)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => {
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
