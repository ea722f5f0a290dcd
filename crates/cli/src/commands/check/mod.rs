//! `autoscale check`: finds mistakes, and mends them when asked.

mod baseline;
mod explain_files;
mod file;
mod gather;
mod report;
mod watch;

use std::path::PathBuf;

use autoscale_base::Severity;
use clap::{Args, ValueEnum};

use self::baseline::Baseline;
use self::file::Change;
use self::gather::Gathered;
use crate::exit::{Exit, Failure};
use crate::input::{is_dash, is_stdin, no_formula, refuse_names};
use crate::options::{ConfigArgs, RuleArgs};
use crate::output::FormatTo;
use crate::terminal::Terminal;

/// Options of `autoscale check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale check                                   all formulas from here on down
  autoscale check main.tf pool.autoscale --fix      mend what can be mended safely
  autoscale check --select AS2,no-target --format full --format sarif=findings.sarif
  autoscale check --changed-since origin/main       only formulas that this branch changes
  autoscale check --baseline known.json             only findings that are new
  cat main.tf | autoscale check - --stdin-filename main.tf")]
pub(crate) struct CheckArgs {
    /// Formula files, files with formulas in them, or folders to search for
    /// both; `-` is standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The name of standard input, which tells its language
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,

    /// How to print: full, concise, json, jsonl, sarif, github, azure, gitlab,
    /// junit or checkstyle; `sarif=FILE` writes to a file. Repeatable
    #[arg(long, value_name = "FORMAT[=FILE]", default_value = "full")]
    format: Vec<FormatTo>,

    /// Apply safe fixes
    #[arg(long)]
    fix: bool,

    /// Take fixes that may change the meaning, too
    #[arg(long)]
    unsafe_fixes: bool,

    /// Show what `--fix` or `--add-ignore` would change, and change nothing
    #[arg(long)]
    diff: bool,

    /// Write comments that ignore all findings
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes"])]
    add_ignore: bool,

    #[command(flatten)]
    rules: RuleArgs,

    /// Exit with 1 from this severity on
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    fail_level: FailLevel,

    /// Report only what is not in this file; it is written if there is none.
    /// `--fix` mends what is in it all the same
    #[arg(long, value_name = "FILE.json", conflicts_with_all = ["diff", "add_ignore"])]
    baseline: Option<PathBuf>,

    /// Check only formulas that have changed since this git commit, or since
    /// the branch left it
    #[arg(long, value_name = "REF")]
    changed_since: Option<String>,

    /// Count the findings of each rule
    #[arg(long)]
    statistics: bool,

    /// Check again whenever a file changes, until interrupted
    #[arg(long, conflicts_with_all = ["fix", "add_ignore", "diff"])]
    watch: bool,

    /// Tell which files are read and which are not, and why, and check nothing
    #[arg(long)]
    explain_files: bool,

    #[command(flatten)]
    config: ConfigArgs,
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

/// Checks everything that was named.
pub(crate) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    args.refuse_contradictions()?;
    if args.explain_files {
        return explain_files::run(args, terminal);
    }
    if args.watch {
        return watch::run(args, terminal);
    }
    args.check_once(terminal)
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
        refuse_names(&self.paths)?;
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
        if stdin && (self.watch || self.explain_files || self.changed_since.is_some()) {
            return Err(Failure::new(
                "`--watch`, `--explain-files` and `--changed-since` are about files, not about \
                 standard input",
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

    /// What is to become of the files.
    const fn change(&self) -> Change {
        if self.add_ignore {
            Change::AddIgnores
        } else if self.fix || self.diff {
            Change::Fix {
                unsafe_too: self.unsafe_fixes,
            }
        } else {
            Change::Nothing
        }
    }

    fn check_once(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let known = self.baseline.as_deref().map(Baseline::read).transpose()?;
        let Gathered {
            mut outcomes,
            mut errors,
            warnings,
        } = gather::gather(self)?;
        if !self.diff {
            errors.extend(outcomes.iter_mut().filter_map(file::Outcome::write));
        }
        for warning in &warnings {
            terminal.warning(&warning.to_string())?;
        }
        for error in &errors {
            terminal.failure(&error.clone().into())?;
        }
        if outcomes.is_empty() && errors.is_empty() {
            match &self.changed_since {
                Some(commit) => {
                    terminal.note(&format!("no formula has changed since `{commit}`"))?;
                }
                None => terminal.warning(&no_formula(&self.paths))?,
            }
        }
        let exit = if self.diff {
            report::show_diff(self, outcomes, terminal)?
        } else {
            let failures = errors.iter().map(ToString::to_string).collect();
            report::show(self, outcomes, known, failures, terminal)?
        };
        Ok(if errors.is_empty() {
            exit
        } else {
            Exit::Trouble
        })
    }

    /// How the command ends on findings of these severities.
    fn exit(&self, mut severities: impl Iterator<Item = Severity>) -> Exit {
        let level = self.fail_level.severity();
        if severities.any(|severity| severity >= level) {
            Exit::Findings
        } else {
            Exit::Fine
        }
    }
}
