//! One file: its findings, and the file with fixes or comments applied.

use std::collections::HashSet;
use std::path::PathBuf;

use autoscale_base::{LineIndex, Span};
use autoscale_embed::Host;
use autoscale_lint::{
    Config, FileAnalysis, Finding, FormulaAnalysis, add_ignores, analyse_file, mend_where,
};
use autoscale_workspace::{FileError, write_atomic};

use crate::output::CheckedFile;

/// What is to become of files besides being checked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// They stay.
    Nothing,
    /// Fixes are applied.
    Fix {
        /// Those that may change the meaning, too.
        unsafe_too: bool,
    },
    /// Comments ignore what is found.
    AddIgnores,
}

/// A file to be checked.
pub(super) struct File {
    /// Where it is; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    /// What people call it.
    pub(super) name: String,
    /// Its contents.
    pub(super) text: String,
    /// Its language.
    pub(super) host: Host,
}

/// A file before and after a change.
pub(super) struct Outcome {
    /// Where it is; `None` for standard input.
    path: Option<PathBuf>,
    /// As it is now.
    pub(super) file: CheckedFile,
    /// As it was, when it was changed.
    pub(super) before: Option<Before>,
}

/// A file before a change.
pub(super) struct Before {
    /// As it was.
    pub(super) file: CheckedFile,
    /// How many findings are mended or ignored now.
    pub(super) applied: usize,
}

/// Which lines have changed: a question to ask of the first and the last line
/// of a range, counted from 0.
pub(super) type Changed<'c> = &'c dyn Fn(u32, u32) -> bool;

impl File {
    /// Checks the file, and changes it in memory. When it is known which lines
    /// have `changed`, only formulas that these are a part of count.
    pub(super) fn check(
        self,
        config: &Config,
        change: Change,
        changed: Option<Changed<'_>>,
    ) -> Outcome {
        let mut analysis = analyse_file(&self.text, self.host, config);
        let names = changed.map(|changed| self.changed_names(&analysis, changed));
        let counts = |name: &Option<String>| {
            name.is_none() || names.as_ref().is_none_or(|names| names.contains(name))
        };
        let chosen = |found: &Finding| counts(&found.formula);
        let narrow = |analysis: &mut FileAnalysis| {
            analysis.findings.retain(chosen);
            analysis.formulas.retain(|formula| counts(name(formula)));
        };
        narrow(&mut analysis);
        let new = self.changed(config, change, &analysis, chosen);
        let Self {
            path, name, text, ..
        } = self;
        let old = checked(name.clone(), text, analysis);
        let Some((text, mut analysis, applied)) = new else {
            return Outcome {
                path,
                file: old,
                before: None,
            };
        };
        narrow(&mut analysis);
        Outcome {
            path,
            file: checked(name, text, analysis),
            before: Some(Before { file: old, applied }),
        }
    }

    /// The new text, what is found in it, and how many findings were dealt
    /// with.
    fn changed(
        &self,
        config: &Config,
        change: Change,
        analysis: &FileAnalysis,
        chosen: impl Fn(&Finding) -> bool,
    ) -> Option<(String, FileAnalysis, usize)> {
        let (text, host) = (&self.text, self.host);
        match change {
            Change::Nothing => None,
            Change::Fix { unsafe_too } => {
                let mended = mend_where(text, host, config, analysis, unsafe_too, chosen)?;
                Some((mended.text, mended.analysis, mended.applied))
            }
            Change::AddIgnores => {
                let ignored = add_ignores(text, analysis)?;
                let analysis = analyse_file(&ignored.text, host, config);
                Some((ignored.text, analysis, ignored.ignored))
            }
        }
    }

    /// The names of the formulas that changed lines are a part of, or of what
    /// is found about them.
    fn changed_names(
        &self,
        analysis: &FileAnalysis,
        changed: Changed<'_>,
    ) -> HashSet<Option<String>> {
        let lines = LineIndex::new(&self.text);
        let touched = |span: Span| changed(lines.line(span.start), lines.line(span.end));
        let formulas = analysis.formulas.iter();
        let formulas = formulas.filter_map(|formula| formula.formula.as_ref());
        let formulas = formulas.filter(|formula| touched(formula.span));
        let findings = analysis.findings.iter();
        let findings = findings.filter(|found| touched(found.diagnostic.span));
        formulas
            .map(|formula| formula.name.clone())
            .chain(findings.map(|found| found.formula.clone()))
            .collect()
    }
}

/// What a formula is called in its file.
fn name(formula: &FormulaAnalysis) -> &Option<String> {
    formula
        .formula
        .as_ref()
        .map_or(&None, |formula| &formula.name)
}

fn checked(name: String, text: String, analysis: FileAnalysis) -> CheckedFile {
    CheckedFile {
        name,
        text,
        formulas: analysis.formulas.len(),
        findings: analysis.findings,
    }
}

impl Outcome {
    /// Writes the changed text back. What cannot be written counts as not
    /// changed.
    pub(super) fn write(&mut self) -> Option<FileError> {
        let path = self.path.as_ref()?;
        self.before.as_ref()?;
        let error = write_atomic(path, self.file.text.as_bytes()).err()?;
        self.file = self.before.take()?.file;
        Some(error)
    }

    /// Nothing can be said about the file: a search found it, and there is no
    /// formula in it.
    pub(super) fn is_empty(&self) -> bool {
        self.file.formulas == 0 && self.file.findings.is_empty()
    }
}
