//! Reads formulas, host files and other texts.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use autoscale_base::LineIndex;
use autoscale_embed::Host;

use crate::{FileError, Source};

/// Most bytes of a text: far above any formula that the service takes (8192
/// characters), and low enough to protect from a wrong path.
const MAX_TEXT_BYTES: u64 = 16 * 1024 * 1024;

/// Most bytes of a host file.
const MAX_HOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It should have been read.
    Failed(FileError),
    /// A search found it, and it is larger than any file that holds formulas.
    TooLarge(FileError),
    /// A search found it, and it is not a text.
    NoText,
}

/// Reads a file that was named or found.
///
/// # Errors
/// When the file cannot be read, is too large, or is no UTF-8 text. Many files
/// of a search only look like host files, so it is no failure when one of them
/// holds something else.
pub fn read_source(source: &Source) -> Result<String, NotRead> {
    let name = source.path.display().to_string();
    let failed = |error| NotRead::Failed(FileError::read(&name, &error));
    let most = most_bytes(source.host);
    let found_host = !source.named && source.host != Host::Formula;
    let file = File::open(&source.path).map_err(failed)?;
    // A large file is not read just to be refused.
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let bytes = if size > most {
        None
    } else {
        read_sized(file, size, most).map_err(failed)?
    };
    let Some(bytes) = bytes else {
        let error = too_large(&name, most);
        return Err(if found_host {
            NotRead::TooLarge(error)
        } else {
            NotRead::Failed(error)
        });
    };
    match String::from_utf8(bytes) {
        Ok(text) if source.host == Host::Formula || !text.contains('\0') => Ok(text),
        _ if found_host => Err(NotRead::NoText),
        Ok(_) => Err(NotRead::Failed(FileError::no_text(&name))),
        Err(error) => Err(NotRead::Failed(not_utf8(&name, error.as_bytes()))),
    }
}

/// Reads the short text file at `path`.
///
/// # Errors
/// When the file cannot be read, is too large, or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, FileError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| FileError::read(&name, &error))?;
    read_text(file, &name)
}

/// Reads the text of a host file or a formula from anything readable; `name`
/// is what errors call it.
///
/// # Errors
/// When reading fails, the input is too large or is not UTF-8.
pub fn read_host(reader: impl Read, host: Host, name: &str) -> Result<String, FileError> {
    read_at_most(reader, most_bytes(host), name)
}

const fn most_bytes(host: Host) -> u64 {
    match host {
        Host::Formula => MAX_TEXT_BYTES,
        _ => MAX_HOST_BYTES,
    }
}

/// Reads text from anything readable; `name` is what errors call it.
///
/// # Errors
/// When reading fails, the input is too large or is not UTF-8.
pub fn read_text(reader: impl Read, name: &str) -> Result<String, FileError> {
    read_at_most(reader, MAX_TEXT_BYTES, name)
}

fn read_at_most(reader: impl Read, most: u64, name: &str) -> Result<String, FileError> {
    let bytes = read_capped(reader, most)
        .map_err(|error| FileError::read(name, &error))?
        .ok_or_else(|| too_large(name, most))?;
    String::from_utf8(bytes).map_err(|error| not_utf8(name, error.as_bytes()))
}

/// All bytes of a file that says to have `size`: one call reads them, another
/// is needed only where that is not so.
fn read_sized(mut file: File, size: u64, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
    let read = file.read(&mut bytes)?;
    if read == bytes.len() && read > 0 {
        return Ok(Some(bytes));
    }
    bytes.truncate(read);
    read_capped(bytes.as_slice().chain(file), most)
}

/// All bytes of `reader`, or `None` when there are more than `most`.
pub(crate) fn read_capped(reader: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    // Longer than most files: one call reads all of them.
    let mut bytes = Vec::with_capacity(16 * 1024);
    let read = reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok((u64::try_from(read).unwrap_or(u64::MAX) <= most).then_some(bytes))
}

pub(crate) fn too_large(name: &str, most: u64) -> FileError {
    let most = most / (1024 * 1024);
    FileError::new(format!("cannot read `{name}`: larger than {most} MiB"))
}

/// Names the first byte that is not UTF-8.
pub(crate) fn not_utf8(name: &str, bytes: &[u8]) -> FileError {
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let (before, rest) = bytes.split_at_checked(good).unwrap_or((bytes, &[]));
    let before = std::str::from_utf8(before).unwrap_or_default();
    let offset = u32::try_from(good).unwrap_or(u32::MAX);
    let (line, column) = LineIndex::new(before).place(before, offset);
    let byte = rest.first().copied().unwrap_or_default();
    let error = FileError::new(format!(
        "cannot read `{name}`: not UTF-8: byte 0x{byte:02X} at offset {good} (line {line}, column {column})"
    ));
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            error.with_help("this looks like UTF-16; save the file as UTF-8")
        }
        _ => error.with_help("save the file as UTF-8"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        read_text(bytes, "x").unwrap_err().to_string()
    }

    #[test]
    fn text_is_kept_to_the_byte() {
        let text = "\u{feff}a = 1;\r\n\0b";
        assert_eq!(read_text(text.as_bytes(), "x").unwrap(), text);
    }

    #[test]
    fn the_byte_that_is_not_utf8_is_named() {
        assert_eq!(
            refusal(b"a = 1;\n\xC3\xA9\xFF"),
            "cannot read `x`: not UTF-8: byte 0xFF at offset 9 (line 2, column 2)"
        );
        let cut_off = "cannot read `x`: not UTF-8: byte 0xC3 at offset 0 (line 1, column 1)";
        assert_eq!(refusal(b"\xC3"), cut_off);
    }

    #[test]
    fn utf16_is_recognised() {
        let error = read_text(&b"\xFF\xFEa\0"[..], "x").unwrap_err();
        assert!(error.help().unwrap().contains("UTF-16"));
    }

    #[test]
    fn endless_input_is_refused() {
        let error = read_text(io::repeat(b' '), "x").unwrap_err();
        assert_eq!(error.to_string(), "cannot read `x`: larger than 16 MiB");
    }
}
