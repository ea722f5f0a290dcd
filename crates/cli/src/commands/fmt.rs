//! `autoscale fmt`: brings formulas into the canonical form.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use autoscale_base::Severity;
use autoscale_workspace::{formula_files, write_atomic};
use clap::Args;

use crate::analysis::plural;
use crate::exit::{Exit, Failure};
use crate::input::{Input, is_dash, is_stdin, no_formula};
use crate::output::{CheckedFile, diff, full};
use crate::terminal::Terminal;

/// Options of `autoscale fmt`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale fmt                              all `.autoscale` files from here on down
  autoscale fmt --check pools/               exit with 1 when a file is not formatted
  cat pool.autoscale | autoscale fmt -")]
pub(crate) struct FmtArgs {
    /// Formula files, or folders to search for `.autoscale` files; `-` formats
    /// standard input to standard output
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The name of standard input in messages
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,

    /// Change nothing; name the files that are not formatted
    #[arg(long)]
    check: bool,

    /// Change nothing; show what would change
    #[arg(long)]
    diff: bool,
}

/// How it went, file by file.
#[derive(Default)]
struct Tally {
    changed: usize,
    unchanged: usize,
    /// Formulas that could not be formatted.
    broken: usize,
    /// Files that could not be read or written.
    failed: usize,
}

/// Formats everything that was named.
pub(crate) fn run(args: &FmtArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if is_stdin(&args.paths) {
        let input = Input::stdin(args.stdin_filename.as_deref())?;
        return args.format_stdin(input, terminal);
    }
    if args.paths.iter().any(|path| is_dash(path)) {
        return Err(Failure::new("`-` cannot stand beside other paths"));
    }
    let walked = formula_files(&args.paths);
    let mut tally = Tally::default();
    for error in walked.errors {
        tally.failed += 1;
        terminal.failure(&error.into())?;
    }
    for path in &walked.files {
        if let Err(failure) = args.format_file(path, &mut tally, terminal) {
            if matches!(failure, Failure::BrokenPipe) {
                return Err(failure);
            }
            tally.failed += 1;
            terminal.failure(&failure)?;
        }
    }
    args.summarise(&tally, terminal)
}

impl FmtArgs {
    fn format_stdin(&self, input: Input, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let Some(new) = format(&input, terminal)? else {
            return Ok(Exit::Findings);
        };
        let changed = new != input.text;
        if self.diff {
            let (out, styles) = terminal.out();
            diff::write(&input.name, &input.text, &new, out, &styles)?;
        } else if !self.check {
            terminal.out().0.write_all(new.as_bytes())?;
            return Ok(Exit::Fine);
        }
        Ok(if changed { Exit::Findings } else { Exit::Fine })
    }

    fn format_file(
        &self,
        path: &Path,
        tally: &mut Tally,
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        let input = Input::file(path)?;
        let Some(new) = format(&input, terminal)? else {
            tally.broken += 1;
            return Ok(());
        };
        if new == input.text {
            tally.unchanged += 1;
            return Ok(());
        }
        tally.changed += 1;
        if self.diff {
            let (out, styles) = terminal.out();
            diff::write(&input.name, &input.text, &new, out, &styles)?;
        } else if self.check {
            let (out, styles) = terminal.out();
            let bold = styles.bold;
            writeln!(out, "would format {bold}{}{bold:#}", input.name)?;
        } else {
            write_atomic(path, new.as_bytes())?;
        }
        Ok(())
    }

    fn summarise(&self, tally: &Tally, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let dry = self.check || self.diff;
        let mut parts = Vec::new();
        let mut part = |number: usize, text: &str| {
            if number > 0 {
                parts.push(format!("{} {text}", plural(number, "file")));
            }
        };
        let changed = if dry {
            "would be formatted"
        } else {
            "formatted"
        };
        part(tally.changed, changed);
        part(tally.unchanged, "already formatted");
        part(tally.broken, "left alone because of errors");
        part(tally.failed, "that could not be read or written");
        if parts.is_empty() {
            terminal.warning(&no_formula(&self.paths))?;
        } else {
            let (mut err, _) = terminal.err();
            writeln!(err, "{}", parts.join(", "))?;
        }
        Ok(if tally.failed > 0 {
            Exit::Trouble
        } else if tally.broken > 0 || (dry && tally.changed > 0) {
            Exit::Findings
        } else {
            Exit::Fine
        })
    }
}

/// The canonical text, or `None` when there is none; why is then told.
fn format(input: &Input, terminal: &mut Terminal) -> Result<Option<String>, Failure> {
    let parsed = autoscale_syntax::parse(&input.text);
    let mut errors = parsed.diagnostics;
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    if errors.is_empty() {
        return match autoscale_format::format(&input.text, &parsed.tree) {
            Ok(formatted) => Ok(Some(formatted)),
            Err(error) => {
                let name = &input.name;
                terminal.failure(&Failure::new(format!("cannot format `{name}`: {error}")))?;
                Ok(None)
            }
        };
    }
    let file = CheckedFile {
        name: input.name.clone(),
        text: input.text.clone(),
        diagnostics: errors,
    };
    let (mut err, styles) = terminal.err();
    full::write_file(&file, &mut err, &styles)?;
    Ok(None)
}
