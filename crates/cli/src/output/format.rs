//! The formats of `check` by name, and where each goes.

use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use super::{Report, azure, checkstyle, concise, full, github, gitlab, json, jsonl, junit, sarif};
use crate::terminal::Styles;

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Pictures.
    Full,
    /// One line a finding.
    Concise,
    /// A JSON array.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// Issues of Azure Pipelines.
    Azure,
    /// GitLab's Code Quality report.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
}

impl Format {
    /// Every format with its name.
    pub(crate) const ALL: [(&'static str, Self); 10] = [
        ("full", Self::Full),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("azure", Self::Azure),
        ("gitlab", Self::Gitlab),
        ("junit", Self::Junit),
        ("checkstyle", Self::Checkstyle),
    ];

    /// True when people read it, so that remarks for people may follow.
    pub(crate) const fn for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }

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
            Self::Jsonl => jsonl::write(report, out),
            Self::Sarif => sarif::write(report, out),
            Self::Github => github::write(report, out),
            Self::Azure => azure::write(report, out),
            Self::Gitlab => gitlab::write(report, out),
            Self::Junit => junit::write(report, out),
            Self::Checkstyle => checkstyle::write(report, out),
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
        let format = Format::ALL.iter().find(|(known, _)| *known == name);
        match format {
            Some((_, format)) => Ok(Self {
                format: *format,
                file,
            }),
            None => Err(format!("the formats are {}", names())),
        }
    }
}

/// The names in a sentence: `full, concise and json`.
fn names() -> String {
    let names = Format::ALL.map(|(name, _)| name);
    match names.split_last() {
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
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

    #[test]
    fn every_format_has_a_name() {
        for (name, format) in Format::ALL {
            assert_eq!(name.parse::<FormatTo>().map(|to| to.format), Ok(format));
        }
        assert!(names().starts_with("full, concise") && names().ends_with(" and checkstyle"));
    }
}
