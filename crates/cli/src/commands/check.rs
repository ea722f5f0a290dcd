//! `autoscale check`: finds mistakes, and mends them when asked.

use std::io::Write as _;
use std::path::PathBuf;

use autoscale_base::{Diagnostic, Severity};
use autoscale_catalog::Profile;
use autoscale_workspace::{FileError, formula_files, read_profile, write_atomic};
use clap::{Args, ValueEnum};
use rayon::prelude::*;

use crate::analysis::{analyse, plural};
use crate::exit::{Exit, Failure};
use crate::fixes::mend;
use crate::input::{Input, is_dash, is_stdin, no_formula};
use crate::output::{CheckedFile, Format, FormatTo, Report, diff, statistics};
use crate::terminal::{Styles, Terminal};

/// Options of `autoscale check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale check                                   all `.autoscale` files from here on down
  autoscale check pool.autoscale --fix              mend what can be mended safely
  autoscale check --format full --format json=findings.json
  cat pool.autoscale | autoscale check - --stdin-filename pool.autoscale")]
pub(crate) struct CheckArgs {
    /// Formula files, or folders to search for `.autoscale` files; `-` is
    /// standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The name of standard input in the output
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,

    /// How to print: full, concise or json; `json=FILE` writes to a file.
    /// Repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "full")]
    format: Vec<FormatTo>,

    /// Apply safe fixes
    #[arg(long)]
    fix: bool,

    /// Take fixes that may change the meaning, too
    #[arg(long)]
    unsafe_fixes: bool,

    /// Show what `--fix` would change, and change nothing
    #[arg(long)]
    diff: bool,

    /// Exit with 1 from this severity on
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    fail_level: FailLevel,

    /// Count the findings of each rule
    #[arg(long)]
    statistics: bool,

    /// What to assume about the service where its documentation is silent
    #[arg(long, value_name = "FILE.toml")]
    profile: Option<PathBuf>,
}

/// The severity from which on findings make the command fail.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FailLevel {
    /// Errors only
    Error,
    /// Warnings and errors
    #[default]
    Warning,
    /// Any finding
    Info,
}

impl FailLevel {
    const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

/// A formula before and after mending.
struct Outcome {
    /// Where the formula stands; `None` for standard input.
    path: Option<PathBuf>,
    file: CheckedFile,
    /// The text before, when fixes changed it.
    before: Option<Before>,
}

struct Before {
    text: String,
    diagnostics: Vec<Diagnostic>,
    applied: usize,
}

impl Outcome {
    /// Writes the mended text back. What cannot be written counts as not
    /// mended.
    fn write(&mut self) -> Option<FileError> {
        let path = self.path.as_ref()?;
        self.before.as_ref()?;
        let error = write_atomic(path, self.file.text.as_bytes()).err()?;
        let before = self.before.take()?;
        self.file.text = before.text;
        self.file.diagnostics = before.diagnostics;
        Some(error)
    }
}

/// Checks everything that was named.
pub(crate) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    args.refuse_contradictions()?;
    let profile = match &args.profile {
        Some(path) => read_profile(path)?,
        None => Profile::default(),
    };
    let (mut outcomes, mut errors) = if is_stdin(&args.paths) {
        let input = Input::stdin(args.stdin_filename.as_deref())?;
        (vec![args.check(None, input, &profile)], Vec::new())
    } else {
        args.check_files(&profile)
    };
    if !args.diff {
        errors.extend(outcomes.iter_mut().filter_map(Outcome::write));
    }
    for error in &errors {
        terminal.failure(&Failure::from(error.clone()))?;
    }
    if outcomes.is_empty() && errors.is_empty() {
        terminal.warning(&no_formula(&args.paths))?;
    }
    let exit = if args.diff {
        args.show_diff(outcomes, terminal)?
    } else {
        args.report(outcomes, terminal)?
    };
    Ok(if errors.is_empty() {
        exit
    } else {
        Exit::Trouble
    })
}

impl CheckArgs {
    fn refuse_contradictions(&self) -> Result<(), Failure> {
        let to_stdout = self.format.iter().filter(|to| to.file.is_none());
        if to_stdout.count() > 1 {
            return Err(Failure::with_help(
                "two formats cannot both go to standard output",
                "write one of them to a file: `--format json=findings.json`",
            ));
        }
        let stdin = is_stdin(&self.paths);
        if !stdin && self.paths.iter().any(|path| is_dash(path)) {
            return Err(Failure::new("`-` cannot stand beside other paths"));
        }
        if !stdin && self.stdin_filename.is_some() {
            return Err(Failure::with_help(
                "`--stdin-filename` names standard input, but no `-` asks to read it",
                "write `autoscale check - --stdin-filename NAME`",
            ));
        }
        if self.unsafe_fixes && !self.fix && !self.diff {
            return Err(Failure::with_help(
                "`--unsafe-fixes` alone does nothing",
                "add `--fix`, or `--diff` to see the changes first",
            ));
        }
        Ok(())
    }

    fn check_files(&self, profile: &Profile) -> (Vec<Outcome>, Vec<FileError>) {
        let walked = formula_files(&self.paths);
        let check = |path: &PathBuf| {
            Input::file(path).map(|input| self.check(Some(path.clone()), input, profile))
        };
        // One file is done before a thread pool would have started.
        let results: Vec<_> = match walked.files.as_slice() {
            [path] => vec![check(path)],
            paths => paths.par_iter().map(check).collect(),
        };
        let mut outcomes = Vec::new();
        let mut errors = walked.errors;
        for result in results {
            match result {
                Ok(outcome) => outcomes.push(outcome),
                Err(error) => errors.push(error),
            }
        }
        (outcomes, errors)
    }

    fn check(&self, path: Option<PathBuf>, input: Input, profile: &Profile) -> Outcome {
        let Input { name, text } = input;
        if !self.fix && !self.diff {
            let diagnostics = analyse(&text, profile);
            let file = CheckedFile {
                name,
                text,
                diagnostics,
            };
            let before = None;
            return Outcome { path, file, before };
        }
        let mended = mend(text.clone(), profile, self.unsafe_fixes);
        let before = (mended.applied > 0).then(|| Before {
            diagnostics: analyse(&text, profile),
            text,
            applied: mended.applied,
        });
        let file = CheckedFile {
            name,
            text: mended.text,
            diagnostics: mended.diagnostics,
        };
        Outcome { path, file, before }
    }

    /// Prints the findings, and the mended text of standard input.
    fn report(&self, outcomes: Vec<Outcome>, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let stdin = is_stdin(&self.paths);
        let mut report = Report {
            files: Vec::with_capacity(outcomes.len()),
            mended: self.fix.then_some(0),
        };
        for Outcome { file, before, .. } in outcomes {
            if stdin && self.fix {
                terminal.out().0.write_all(file.text.as_bytes())?;
            }
            if let (Some(mended), Some(before)) = (&mut report.mended, before) {
                *mended += before.applied;
            }
            report.files.push(file);
        }
        for to in &self.format {
            match &to.file {
                Some(path) => {
                    let mut bytes = Vec::new();
                    to.format.write(&report, &mut bytes, &Styles::default())?;
                    write_atomic(path, &bytes)?;
                }
                // Standard output belongs to the mended text.
                None if stdin && self.fix => {
                    let (mut err, styles) = terminal.err();
                    to.format.write(&report, &mut err, &styles)?;
                }
                None => {
                    let (out, styles) = terminal.out();
                    to.format.write(&report, out, &styles)?;
                }
            }
        }
        self.show_statistics(&report, terminal)?;
        Ok(self.exit(report.diagnostics()))
    }

    /// Counts go below the findings, or beside them where a program reads
    /// standard output.
    fn show_statistics(&self, report: &Report, terminal: &mut Terminal) -> Result<(), Failure> {
        if !self.statistics {
            return Ok(());
        }
        let for_people = |to: &FormatTo| to.file.is_none() && to.format != Format::Json;
        if self.format.iter().any(for_people) && !(self.fix && is_stdin(&self.paths)) {
            let (out, styles) = terminal.out();
            statistics::write(report, out, &styles)?;
        } else {
            let (mut err, styles) = terminal.err();
            statistics::write(report, &mut err, &styles)?;
        }
        Ok(())
    }

    /// Prints what fixes would change.
    fn show_diff(&self, outcomes: Vec<Outcome>, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut exit = Exit::Fine;
        let (mut fixes, mut files) = (0, 0);
        for Outcome { file, before, .. } in outcomes {
            let Some(before) = before else {
                exit = exit.max(self.exit(&file.diagnostics));
                continue;
            };
            let (out, styles) = terminal.out();
            diff::write(&file.name, &before.text, &file.text, out, &styles)?;
            exit = exit.max(self.exit(&before.diagnostics));
            fixes += before.applied;
            files += 1;
        }
        let option = if self.unsafe_fixes {
            "--fix --unsafe-fixes"
        } else {
            "--fix"
        };
        if fixes > 0 {
            let (fixes, files) = (plural(fixes, "finding"), plural(files, "file"));
            terminal.note(&format!("`{option}` would mend {fixes} in {files}"))?;
            return Ok(Exit::Findings);
        }
        terminal.note(&format!("there is nothing that `{option}` would change"))?;
        Ok(exit)
    }

    fn exit<'d>(&self, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Exit {
        let level = self.fail_level.severity();
        let mut severities = diagnostics.into_iter().map(|found| found.severity);
        if severities.any(|severity| severity >= level) {
            Exit::Findings
        } else {
            Exit::Fine
        }
    }
}
