//! One file: its findings, and the file with fixes or comments applied.

use std::path::PathBuf;

use autoscale_base::LineIndex;
use autoscale_embed::Host;
use autoscale_lint::{Config, FileAnalysis, FormulaAnalysis, add_ignores, analyse_file, mend};
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

impl File {
    /// Checks the file, and changes it in memory.
    pub(super) fn check(self, config: &Config, change: Change) -> Outcome {
        let Self {
            path,
            name,
            text,
            host,
        } = self;
        let analysis = analyse_file(&text, host, config);
        let changed = match change {
            Change::Nothing => None,
            Change::Fix { unsafe_too } => mend(&text, host, config, &analysis, unsafe_too)
                .map(|mended| (mended.text, mended.analysis, mended.applied)),
            Change::AddIgnores => add_ignores(&text, &analysis).map(|ignored| {
                let analysis = analyse_file(&ignored.text, host, config);
                (ignored.text, analysis, ignored.ignored)
            }),
        };
        let old = checked(name.clone(), text, analysis);
        let Some((text, analysis, applied)) = changed else {
            return Outcome {
                path,
                file: old,
                before: None,
            };
        };
        Outcome {
            path,
            file: checked(name, text, analysis),
            before: Some(Before { file: old, applied }),
        }
    }

    /// Checks only the formulas in which lines have changed.
    pub(super) fn check_changed(
        self,
        config: &Config,
        changed: impl Fn(u32, u32) -> bool,
    ) -> Outcome {
        let mut analysis = analyse_file(&self.text, self.host, config);
        let lines = LineIndex::new(&self.text);
        let touched = |start, end| changed(lines.line(start), lines.line(end));
        let of_file = |formula: &FormulaAnalysis| match &formula.formula {
            Some(formula) => touched(formula.span.start, formula.span.end),
            None => true,
        };
        let whole = analysis
            .formulas
            .iter()
            .any(|formula| formula.formula.is_none());
        analysis.formulas.retain(of_file);
        let formulas = &analysis.formulas;
        let names = |name: &Option<String>| {
            formulas.iter().any(|formula| {
                let place = formula.formula.as_ref();
                place.is_some_and(|formula| formula.name == *name)
            })
        };
        analysis.findings.retain(|found| {
            let span = found.diagnostic.span;
            whole || names(&found.formula) || touched(span.start, span.end)
        });
        Outcome {
            path: self.path,
            file: checked(self.name, self.text, analysis),
            before: None,
        }
    }
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
