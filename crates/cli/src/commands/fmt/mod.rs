//! `autoscale fmt`: brings formulas into the canonical form.

mod text;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use autoscale_embed::Host;
use autoscale_workspace::{NotRead, Overrides, Source, find_sources, read_source, write_atomic};
use clap::Args;
use rayon::prelude::*;

use self::text::{Formatted, formatted};
use crate::analysis::plural;
use crate::exit::{Exit, Failure};
use crate::input::{HostText, is_dash, is_stdin, no_formula, path_name, refuse_names};
use crate::options::ConfigArgs;
use crate::output::{diff, full};
use crate::terminal::Terminal;

/// Options of `autoscale fmt`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale fmt                              all formulas from here on down
  autoscale fmt --check pools/ main.tf       exit with 1 when a file is not formatted
  cat pool.autoscale | autoscale fmt -")]
pub(crate) struct FmtArgs {
    /// Formula files, files with formulas in them, or folders to search for
    /// both; `-` formats standard input to standard output
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// The name of standard input, which tells its language
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,

    /// Change nothing; name the files that are not formatted
    #[arg(long)]
    check: bool,

    /// Change nothing; show what would change
    #[arg(long)]
    diff: bool,

    #[command(flatten)]
    config: ConfigArgs,
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

/// A file and its canonical text.
struct Outcome {
    file: HostText,
    new: Formatted,
    /// It was named, not found.
    named: bool,
}

/// Formats everything that was named.
pub(crate) fn run(args: &FmtArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut configs = args.config.read(Overrides::default())?;
    if is_stdin(&args.paths) {
        let file = HostText::stdin(args.stdin_filename.as_deref(), &mut configs)?;
        return args.format_stdin(&file, terminal);
    }
    if args.paths.iter().any(|path| is_dash(path)) {
        return Err(Failure::new("`-` cannot stand beside other paths"));
    }
    refuse_names(&args.paths)?;
    let walked = find_sources(&args.paths, configs)?;
    let mut tally = Tally::default();
    for error in walked.errors {
        tally.failed += 1;
        terminal.failure(&error.into())?;
    }
    // One file is done before a thread pool would have started.
    let outcomes: Vec<_> = match walked.files.as_slice() {
        [source] => vec![outcome(source)],
        sources => sources.par_iter().map(outcome).collect(),
    };
    for outcome in outcomes {
        if let Err(failure) = args.finish(outcome, &mut tally, terminal) {
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
    fn format_stdin(&self, file: &HostText, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let new = formatted(file);
        let sound = tell(&new, terminal)?;
        let text = match &new.text {
            Some(text) => text,
            None if sound => &file.text,
            None => return Ok(Exit::Findings),
        };
        let changed = *text != file.text;
        if self.diff {
            let (out, styles) = terminal.out();
            diff::write(&file.name, &file.text, text, out, &styles)?;
        } else if !self.check {
            terminal.out().0.write_all(text.as_bytes())?;
        }
        let dry = self.diff || self.check;
        Ok(if !sound || dry && changed {
            Exit::Findings
        } else {
            Exit::Fine
        })
    }

    /// Tells of a file and writes it.
    fn finish(
        &self,
        outcome: Result<Outcome, NotRead>,
        tally: &mut Tally,
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        let Outcome { file, new, named } = match outcome {
            Ok(outcome) => outcome,
            Err(NotRead::Failed(error)) => return Err(error.into()),
            Err(NotRead::TooLarge(error)) => return Ok(terminal.warning(&error.to_string())?),
            Err(NotRead::NoText) => return Ok(()),
        };
        if !tell(&new, terminal)? {
            tally.broken += 1;
        }
        match new.text {
            Some(text) if text != file.text => {
                tally.changed += 1;
                self.change(&file, &text, terminal)?;
            }
            Some(_) if new.broken.is_none() && new.refused.is_empty() => tally.unchanged += 1,
            None if named && file.host != Host::Formula => tally.unchanged += 1,
            _ => {}
        }
        Ok(())
    }

    fn change(&self, file: &HostText, new: &str, terminal: &mut Terminal) -> Result<(), Failure> {
        if self.diff {
            let (out, styles) = terminal.out();
            diff::write(&file.name, &file.text, new, out, &styles)?;
        } else if self.check {
            let (out, styles) = terminal.out();
            let bold = styles.bold;
            writeln!(out, "would format {bold}{}{bold:#}", file.name)?;
        } else {
            write_atomic(&file.path, new.as_bytes())?;
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

/// Reads and formats a file, in memory.
fn outcome(source: &Source) -> Result<Outcome, NotRead> {
    let mut file = HostText {
        name: path_name(&source.path),
        path: source.path.clone(),
        text: read_source(source)?,
        host: source.host,
        config: Arc::clone(&source.config),
    };
    let mut new = formatted(&file);
    if new.text.as_ref().is_none_or(|text| *text == file.text) {
        // Nobody will look at it again, and there may be many.
        file.text = String::new();
        new.text = new.text.map(|_| String::new());
    }
    Ok(Outcome {
        file,
        new,
        named: source.named,
    })
}

/// Tells which formulas are left alone, and why. False when there are some.
fn tell(new: &Formatted, terminal: &mut Terminal) -> Result<bool, Failure> {
    for refusal in &new.refused {
        terminal.failure(&Failure::new(refusal))?;
    }
    if let Some(file) = &new.broken {
        let (mut err, styles) = terminal.err();
        full::write_file(file, &mut err, &styles)?;
    }
    Ok(new.broken.is_none() && new.refused.is_empty())
}
