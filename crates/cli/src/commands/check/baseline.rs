//! A file of findings that are known and not to be reported.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use autoscale_workspace::{FileError, read_file, write_atomic};
use serde::{Deserialize, Serialize};

use crate::analysis::plural;
use crate::exit::Failure;
use crate::input::path_name;
use crate::output::Report;
use crate::terminal::Terminal;

/// The version of the file's form.
const VERSION: u32 = 1;

/// Findings that are known.
pub(super) struct Baseline {
    path: PathBuf,
    /// Their fingerprints; `None` when there is no such file yet.
    known: Option<HashSet<String>>,
}

/// What is in the file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    version: u32,
    findings: Vec<Entry>,
}

/// A known finding. Code and path are for people; the fingerprint, which does
/// not change when lines move, is what counts.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    path: String,
    fingerprint: String,
}

impl Baseline {
    /// Reads the file at `path`, if there is one.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let mut baseline = Self {
            path: path.to_owned(),
            known: None,
        };
        if !path.exists() {
            return Ok(baseline);
        }
        let name = path_name(path);
        let text = read_file(path)?;
        let refuse = |why: &str| {
            Failure::with_help(
                format!("bad baseline `{name}`: {why}"),
                "delete it, and the next run writes a new one",
            )
        };
        let contents: Contents =
            serde_json::from_str(&text).map_err(|error| refuse(&error.to_string()))?;
        if contents.version != VERSION {
            return Err(refuse("it is of another version of `autoscale`"));
        }
        let fingerprints = contents.findings.into_iter().map(|entry| entry.fingerprint);
        baseline.known = Some(fingerprints.collect());
        Ok(baseline)
    }

    /// Takes what is known out of `report`. Without a file, all of it is known
    /// from now on.
    pub(super) fn apply(self, report: &mut Report, terminal: &mut Terminal) -> Result<(), Failure> {
        let name = path_name(&self.path);
        let fingerprints = report.fingerprints();
        let Some(known) = self.known else {
            let findings = plural(fingerprints.iter().map(Vec::len).sum(), "finding");
            write(&self.path, report, fingerprints)?;
            report
                .files
                .iter_mut()
                .for_each(|file| file.findings.clear());
            terminal.warning(&format!(
                "there was no `{name}`: it holds the {findings} of this run now, and only others \
                 are reported from now on"
            ))?;
            return Ok(());
        };
        let mut left = known.len();
        for (file, fingerprints) in report.files.iter_mut().zip(fingerprints) {
            let mut fingerprints = fingerprints.into_iter();
            file.findings.retain(|_| {
                let fingerprint = fingerprints.next().unwrap_or_default();
                let is_known = known.contains(&fingerprint);
                left -= usize::from(is_known);
                !is_known
            });
        }
        if left > 0 {
            let findings = plural(left, "finding");
            terminal.note(&format!(
                "{findings} in `{name}` did not come up again; delete the file to write it anew"
            ))?;
        }
        Ok(())
    }
}

fn write(path: &Path, report: &Report, fingerprints: Vec<Vec<String>>) -> Result<(), FileError> {
    let files = report.files.iter().zip(fingerprints);
    let findings = files.flat_map(|(file, fingerprints)| {
        let entry = |(found, fingerprint): (&autoscale_lint::Finding, String)| Entry {
            code: found.diagnostic.rule.code.to_owned(),
            path: file.name.clone(),
            fingerprint,
        };
        file.findings.iter().zip(fingerprints).map(entry)
    });
    let contents = Contents {
        version: VERSION,
        findings: findings.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&contents).unwrap_or_default();
    bytes.push(b'\n');
    write_atomic(path, &bytes)
}
