//! Prints what was found, or what would change.

use std::io::Write as _;

use autoscale_base::Severity;
use autoscale_workspace::write_atomic;

use super::CheckArgs;
use super::baseline::Baseline;
use super::file::Outcome;
use crate::analysis::plural;
use crate::exit::{Exit, Failure};
use crate::input::is_stdin;
use crate::output::{CheckedFile, FormatTo, Report, diff, statistics};
use crate::terminal::{Styles, Terminal};

/// Prints the findings, and the changed text of standard input.
pub(super) fn show(
    args: &CheckArgs,
    outcomes: Vec<Outcome>,
    known: Option<Baseline>,
    failures: Vec<String>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let text_out = is_stdin(&args.paths) && (args.fix || args.add_ignore);
    let mut report = Report {
        files: Vec::with_capacity(outcomes.len()),
        mended: args.fix.then_some(0),
        failures,
    };
    let (mut ignored, mut changed) = (0, 0);
    for Outcome { file, before, .. } in outcomes {
        if text_out {
            terminal.out().0.write_all(file.text.as_bytes())?;
        }
        if let Some(before) = before {
            changed += 1;
            match &mut report.mended {
                Some(mended) => *mended += before.applied,
                None => ignored += before.applied,
            }
        }
        report.files.push(file);
    }
    if args.add_ignore {
        let (findings, files) = (plural(ignored, "finding"), plural(changed, "file"));
        terminal.note(&format!("comments ignore {findings} in {files} now"))?;
    }
    if let Some(known) = known {
        known.apply(&mut report, terminal)?;
    }
    for to in &args.format {
        write(to, &report, text_out, terminal)?;
    }
    show_statistics(args, &report, text_out, terminal)?;
    Ok(args.exit(report.diagnostics().map(|found| found.severity)))
}

fn write(
    to: &FormatTo,
    report: &Report,
    text_out: bool,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    match &to.file {
        Some(path) => {
            let mut bytes = Vec::new();
            to.format.write(report, &mut bytes, &Styles::default())?;
            write_atomic(path, &bytes)?;
        }
        // Standard output belongs to the changed text.
        None if text_out => {
            let (mut err, styles) = terminal.err();
            to.format.write(report, &mut err, &styles)?;
        }
        None => {
            let (out, styles) = terminal.out();
            to.format.write(report, out, &styles)?;
        }
    }
    Ok(())
}

/// Counts go below the findings, or beside them where a program reads standard
/// output.
fn show_statistics(
    args: &CheckArgs,
    report: &Report,
    text_out: bool,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if !args.statistics {
        return Ok(());
    }
    let for_people = |to: &FormatTo| to.file.is_none() && to.format.for_people();
    if args.format.iter().any(for_people) && !text_out {
        let (out, styles) = terminal.out();
        statistics::write(report, out, &styles)?;
    } else {
        let (mut err, styles) = terminal.err();
        statistics::write(report, &mut err, &styles)?;
    }
    Ok(())
}

/// Prints what fixes or comments would change.
pub(super) fn show_diff(
    args: &CheckArgs,
    outcomes: Vec<Outcome>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let mut exit = Exit::Fine;
    let (mut findings, mut files) = (0, 0);
    let severities = |file: &CheckedFile| -> Vec<Severity> {
        file.diagnostics().map(|found| found.severity).collect()
    };
    for Outcome { file, before, .. } in outcomes {
        let Some(before) = before else {
            exit = exit.max(args.exit(severities(&file).into_iter()));
            continue;
        };
        let (out, styles) = terminal.out();
        diff::write(&file.name, &before.file.text, &file.text, out, &styles)?;
        exit = exit.max(args.exit(severities(&before.file).into_iter()));
        findings += before.applied;
        files += 1;
    }
    let (option, does) = match (args.add_ignore, args.unsafe_fixes) {
        (true, _) => ("--add-ignore", "ignore"),
        (false, true) => ("--fix --unsafe-fixes", "mend"),
        (false, false) => ("--fix", "mend"),
    };
    if findings > 0 {
        let (findings, files) = (plural(findings, "finding"), plural(files, "file"));
        terminal.note(&format!("`{option}` would {does} {findings} in {files}"))?;
        return Ok(Exit::Findings);
    }
    terminal.note(&format!("there is nothing that `{option}` would change"))?;
    Ok(exit)
}
