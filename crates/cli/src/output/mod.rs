//! One file an output format: views of the same findings and results.

mod azure;
mod bounds_cost;
pub(crate) mod bounds_text;
pub(crate) mod chart;
mod checkstyle;
mod comparison;
pub(crate) mod concise;
pub(crate) mod diff;
mod escape;
mod excerpt;
mod figures;
mod file_path;
mod finding;
mod fingerprint;
mod format;
pub(crate) mod full;
mod github;
mod gitlab;
pub(crate) mod human;
pub(crate) mod json;
mod jsonl;
mod junit;
pub(crate) mod markdown;
pub(crate) mod picture;
pub(crate) mod plan_json;
pub(crate) mod plan_text;
pub(crate) mod report;
pub(crate) mod run_text;
#[cfg(test)]
mod samples;
mod sarif;
pub(crate) mod simulate_json;
pub(crate) mod simulate_text;
mod stack_chart;
pub(crate) mod statistics;
mod sweep_text;
pub(crate) mod timeline_csv;
pub(crate) mod trace_text;
#[cfg(test)]
mod well_formed;

use autoscale_base::Diagnostic;
use autoscale_lint::Finding;

pub(crate) use self::format::FormatTo;
use crate::analysis::Counts;

/// A file that was checked: a formula, or a host file with any number of them.
#[derive(Debug)]
pub(crate) struct CheckedFile {
    /// What people call it.
    pub(crate) name: String,
    /// The text that the findings are about.
    pub(crate) text: String,
    /// How many formulas there are in it.
    pub(crate) formulas: usize,
    /// The findings in text order, with spans of the file's text.
    pub(crate) findings: Vec<Finding>,
}

impl CheckedFile {
    /// A file that is a formula.
    pub(crate) fn formula(name: String, text: String, diagnostics: Vec<Diagnostic>) -> Self {
        let found = |diagnostic| Finding {
            diagnostic,
            formula: None,
        };
        Self {
            name,
            text,
            formulas: 1,
            findings: diagnostics.into_iter().map(found).collect(),
        }
    }

    /// What was found.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().map(|found| &found.diagnostic)
    }
}

/// Everything that `check` found.
#[derive(Debug)]
pub(crate) struct Report {
    /// The files in the order they were given or found.
    pub(crate) files: Vec<CheckedFile>,
    /// How many fixes were applied; `None` when none were asked for.
    pub(crate) mended: Option<usize>,
    /// What could not be read or written, and why.
    pub(crate) failures: Vec<String>,
}

impl Report {
    /// Every finding.
    pub(crate) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.iter().flat_map(CheckedFile::diagnostics)
    }

    /// What each finding of each file is known by from run to run.
    pub(crate) fn fingerprints(&self) -> Vec<Vec<String>> {
        let folder = file_path::Folder::current();
        let of_file = |file: &CheckedFile| {
            let places = finding::Places::of(file);
            let mut fingerprints = fingerprint::Fingerprints::new(&file.name, &folder);
            places
                .findings()
                .map(|finding| fingerprints.next(&places, &finding))
                .collect()
        };
        self.files.iter().map(of_file).collect()
    }

    /// How many findings there are of each severity.
    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.diagnostics())
    }
}
