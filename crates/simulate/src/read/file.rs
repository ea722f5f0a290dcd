//! A workload file: what format it has, and whether it is gzipped.

use std::borrow::Cow;
use std::io::Read as _;

use autoscale_base::quoted;
use flate2::read::MultiGzDecoder;

use super::csv::read_csv;
use super::json_lines::read_json_lines;
use super::swf::{ParallelJobs, read_swf};
use super::{ReadError, Result, Submissions};

/// The most bytes that a gzipped file may hold: far more than the largest logs
/// of the Parallel Workloads Archive, and less than what fills a machine.
const MOST_BYTES: u64 = 1 << 30;

const GZIP: &[u8] = &[0x1f, 0x8b];

/// The first bytes of files that are packed in other ways.
const OTHER_PACKERS: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a zip archive"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    JsonLines,
    Swf,
}

impl Format {
    /// By the file's name, with or without `.gz` behind it.
    fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" | "json" => Some(Self::JsonLines),
            "swf" => Some(Self::Swf),
            _ => None,
        }
    }

    /// By what the first line that says something begins with.
    fn of_content(text: &str) -> Self {
        let mut lines = text.lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
        let mut words = first.split_ascii_whitespace();
        if first.starts_with(['{', '[']) {
            Self::JsonLines
        } else if first.starts_with(';') || words.nth(3).is_some_and(|it| it.parse::<f64>().is_ok())
        {
            Self::Swf
        } else {
            Self::Csv
        }
    }
}

/// Reads the tasks of a file, which may be gzipped. Its name decides the format
/// (`.csv`, `.jsonl`, `.swf`), or what it begins with if the name does not say.
///
/// # Errors
/// What is wrong, with its line.
pub fn read_workload(name: &str, bytes: &[u8], jobs: ParallelJobs) -> Result<Submissions> {
    let bytes = unpack(bytes, MOST_BYTES)?;
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let line = line_at(&bytes, error.valid_up_to());
            let not_text = ReadError::new(line, "this is not UTF-8");
            Err(not_text.with_help("save the file as UTF-8"))
        }
    };
    let format = Format::of_name(name).unwrap_or_else(|| match &text {
        Ok(text) => Format::of_content(text),
        Err(_) => Format::Csv,
    });
    let text = match format {
        // Old logs have names in other encodings in their comments.
        Format::Swf => text.or_else(|_: ReadError| Ok(String::from_utf8_lossy(&bytes))),
        Format::Csv | Format::JsonLines => text,
    }?;
    let text = text.trim_start_matches('\u{feff}');
    match format {
        Format::Csv => read_csv(text),
        Format::JsonLines => read_json_lines(text),
        Format::Swf => read_swf(text, jobs),
    }
}

/// What a gzipped file holds; any other as it is.
fn unpack(bytes: &[u8], most: u64) -> Result<Cow<'_, [u8]>> {
    if let Some((_, what)) = OTHER_PACKERS.iter().find(|it| bytes.starts_with(it.0)) {
        let error = ReadError::new(0, format!("the file is {what}"));
        return Err(error.with_help("unpack it, or pack it with gzip"));
    }
    if !bytes.starts_with(GZIP) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut unpacked = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(most + 1);
    reader.read_to_end(&mut unpacked).map_err(|error| {
        let what = quoted(&error.to_string());
        ReadError::new(0, format!("the gzipped file is damaged: {what}"))
    })?;
    if unpacked.len() as u64 > most {
        let message = format!("the gzipped file holds more than {most} bytes");
        return Err(ReadError::new(0, message).with_help("simulate a part of it"));
    }
    Ok(Cow::Owned(unpacked))
}

/// The line, from 1, of the byte at that place.
fn line_at(bytes: &[u8], at: usize) -> u64 {
    let before = bytes.iter().take(at);
    before.filter(|byte| **byte == b'\n').count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzipped(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_unpacked_has_a_limit() {
        let bytes = gzipped(&"0".repeat(100_000));
        assert!(bytes.len() < 1000);
        assert_eq!(unpack(&bytes, 100_000).unwrap().len(), 100_000);
        let error = unpack(&bytes, 99_999).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the gzipped file holds more than 99999 bytes"
        );
    }

    #[test]
    fn several_gzipped_parts_are_one_file() {
        let parts = [gzipped("submit,"), gzipped("runtime\n")].concat();
        assert_eq!(*unpack(&parts, 100).unwrap(), *b"submit,runtime\n");
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = gzipped("submit,runtime\n0,60\n");
        for length in 2..bytes.len() {
            assert!(unpack(&bytes[..length], 100).is_err(), "{length}");
        }
    }

    #[test]
    fn formats_by_name_and_content() {
        assert_eq!(Format::of_name("a/B.SWF.gz"), Some(Format::Swf));
        assert_eq!(Format::of_name("tasks.ndjson"), Some(Format::JsonLines));
        assert_eq!(Format::of_name("tasks.csv"), Some(Format::Csv));
        assert_eq!(Format::of_name("-"), None);
        assert_eq!(Format::of_content("\n {\"submit\": 0}"), Format::JsonLines);
        assert_eq!(Format::of_content("; Version: 2\n"), Format::Swf);
        assert_eq!(Format::of_content("  1  0 308434  31405 30"), Format::Swf);
        assert_eq!(Format::of_content("submit,runtime\n"), Format::Csv);
    }
}
