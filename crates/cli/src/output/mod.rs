//! One file an output format: views of the same findings and results.

pub(crate) mod chart;
pub(crate) mod concise;
pub(crate) mod diff;
mod excerpt;
pub(crate) mod full;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod picture;
pub(crate) mod run_json;
pub(crate) mod run_text;
pub(crate) mod statistics;
pub(crate) mod trace_json;
pub(crate) mod trace_text;

use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use autoscale_base::{Diagnostic, Encoding, LineIndex};

use crate::analysis::Counts;
use crate::terminal::Styles;

/// A formula that was checked.
#[derive(Debug)]
pub(crate) struct CheckedFile {
    /// What people call it.
    pub(crate) name: String,
    /// The text that the findings are about.
    pub(crate) text: String,
    /// The findings in text order.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Everything that `check` found.
#[derive(Debug)]
pub(crate) struct Report {
    /// The files in the order they were given or found.
    pub(crate) files: Vec<CheckedFile>,
    /// How many fixes were applied; `None` when none were asked for.
    pub(crate) mended: Option<usize>,
}

impl Report {
    /// Every finding.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.iter().flat_map(|file| &file.diagnostics)
    }

    /// How many findings there are of each severity.
    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.diagnostics())
    }
}

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Pictures.
    Full,
    /// One line a finding.
    Concise,
    /// A JSON array.
    Json,
}

impl Format {
    /// Writes `report`.
    pub(crate) fn write(
        self,
        report: &Report,
        out: &mut dyn Write,
        styles: &Styles,
    ) -> io::Result<()> {
        match self {
            Self::Full => full::write(report, out, styles),
            Self::Concise => concise::write(report, out, styles),
            Self::Json => json::write(report, out),
        }
    }
}

/// A format and where it goes: `json`, or `json=out.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatTo {
    /// The format.
    pub(crate) format: Format,
    /// The file; standard output when `None`.
    pub(crate) file: Option<PathBuf>,
}

impl FromStr for FormatTo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file name behind `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = match name {
            "full" => Format::Full,
            "concise" => Format::Concise,
            "json" => Format::Json,
            _ => return Err("the formats are full, concise and json".to_owned()),
        };
        Ok(Self { format, file })
    }
}

/// Line and column as people count them, both from 1, columns in Unicode
/// scalar values.
pub(crate) fn place(index: &LineIndex, text: &str, offset: u32) -> (u32, u32) {
    let place = index.line_col(text, offset, Encoding::Utf32);
    (place.line + 1, place.column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_may_name_a_file() {
        let json = FormatTo {
            format: Format::Json,
            file: Some(PathBuf::from("a=b.json")),
        };
        assert_eq!("json=a=b.json".parse(), Ok(json));
        for wrong in ["xml", "json=", "", "=x"] {
            assert!(wrong.parse::<FormatTo>().is_err(), "{wrong}");
        }
    }
}
