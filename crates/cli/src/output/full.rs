//! Pictures with help, fixes and a footer: what people read.

use std::io::{self, Write};

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, LineIndex, Span};
use autoscale_lint::allowed;

use super::picture::Picture;
use super::{CheckedFile, Report};
use crate::analysis::plural;
use crate::terminal::{Styles, visible, visible_char};

/// Most findings of one file that are drawn: nobody reads more, and a picture
/// costs as much as the text before it.
const MOST_PICTURES: usize = 100;

/// Writes every finding and the footer.
pub(crate) fn write(report: &Report, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    for file in &report.files {
        write_file(file, out, styles)?;
    }
    if report.files.is_empty() {
        return Ok(());
    }
    write_footer(report, out, styles)
}

/// Writes the findings of one file.
pub(crate) fn write_file(
    file: &CheckedFile,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    if file.findings.is_empty() {
        return Ok(());
    }
    let index = LineIndex::new(&file.text);
    for diagnostic in file.diagnostics().take(MOST_PICTURES) {
        write_finding(file, &index, diagnostic, out, styles)?;
    }
    let left = file.findings.len().saturating_sub(MOST_PICTURES);
    if left > 0 {
        let name = visible(&file.name);
        let more = plural(left, "more finding");
        writeln!(out, "{more} in {name}; `--format concise` shows all\n")?;
    }
    Ok(())
}

fn write_finding(
    file: &CheckedFile,
    index: &LineIndex,
    diagnostic: &Diagnostic,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let rule = diagnostic.rule;
    let related = diagnostic.related.iter();
    let related: Vec<(Span, &str)> = related
        .filter(|label| label.span != diagnostic.span)
        .map(|label| (label.span, label.message.as_str()))
        .collect();
    // Remarks on all parts of a place leave nothing to say about the whole.
    let inside = |(span, _): &(Span, &str)| diagnostic.span.contains(*span);
    let in_parts = !related.is_empty() && related.iter().all(inside);
    let label = match &diagnostic.label {
        Some(label) => Some(label.as_str()),
        None if in_parts => None,
        None => Some(rule.label),
    };
    Picture {
        severity: diagnostic.severity,
        code: rule.code,
        rule: Some(rule.name),
        message: &diagnostic.message,
        name: &file.name,
        text: &file.text,
        index,
        primary: (diagnostic.span, label),
        related,
    }
    .write(out, styles)?;
    let mut remark = |word: &str, text: &str| {
        let bold = styles.bold;
        writeln!(out, "  {bold}{word}:{bold:#} {}", visible(text))
    };
    if let Some(help) = &diagnostic.help {
        remark("help", help)?;
    }
    for note in &diagnostic.notes {
        remark("note", note)?;
    }
    if let Some(fix) = &diagnostic.fix {
        remark("fix", &fix_in_words(fix, &file.text))?;
    }
    if let Some(reason) = unverified(diagnostic) {
        remark("unverified", &reason)?;
    }
    writeln!(out)
}

/// Why a finding may be wrong about the service.
fn unverified(diagnostic: &Diagnostic) -> Option<String> {
    match diagnostic.setting {
        Some(key) => Some(format!(
            "this rests on the profile setting `{key}`; see `autoscale explain {key}`"
        )),
        None if diagnostic.verified() => None,
        None => Some("no public source shows what the service does here".to_owned()),
    }
}

fn fix_in_words(fix: &Fix, text: &str) -> String {
    let edits: Vec<String> = fix
        .edits
        .iter()
        .map(|edit| edit_in_words(edit, text))
        .collect();
    let edits = match edits.as_slice() {
        [one] => one.clone(),
        [first, second] if first == second => format!("{first}, twice"),
        [first, second] => format!("{first} and {second}"),
        [first, rest @ ..] => format!("{first} and {}", plural(rest.len(), "other edit")),
        [] => String::new(),
    };
    let by = match fix.applicability {
        Applicability::Safe => "`--fix` does it",
        Applicability::Unsafe => "`--fix --unsafe-fixes` does it",
    };
    format!("{edits} ({by})")
}

fn edit_in_words(edit: &Edit, text: &str) -> String {
    let whole = edit.span.text(text);
    let (old, new) = (shortened(whole), shortened(&edit.text));
    if edit.span.is_empty() {
        return format!("insert `{new}`");
    }
    if edit.text.is_empty() {
        return format!("remove `{old}`");
    }
    match edit.text.split_once(whole) {
        // Shortened, the two would look alike.
        Some((before, after)) if new.ends_with('…') && !before.is_empty() && !after.is_empty() => {
            format!("write `{before}` before and `{after}` behind `{old}`")
        }
        _ => format!("replace `{old}` with `{new}`"),
    }
}

/// The first line of `text` with something on it, at most 40 characters. Those
/// that cannot be seen, or be told from a space, are named.
fn shortened(text: &str) -> String {
    let solid = text.trim_matches([' ', '\t', '\r', '\n']);
    let text = if solid.is_empty() { text } else { solid };
    let line = text.lines().next().unwrap_or_default();
    let mut short = String::new();
    for c in line.chars().take(40) {
        if c == ' ' || (visible_char(c) == c && !c.is_whitespace()) {
            short.push(c);
        } else {
            short.push_str(&format!("U+{:04X}", u32::from(c)));
        }
    }
    if line.chars().count() > 40 || line.len() < text.len() {
        short.push('…');
    }
    short
}

fn write_footer(report: &Report, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let counts = report.counts();
    let files = plural(report.files.len(), "file");
    let formulas = report.files.iter().map(|file| file.formulas).sum();
    let formulas = plural(formulas, "formula");
    let style = match (counts.errors, counts.warnings) {
        (0, 0) => styles.good,
        (0, _) => styles.warning,
        _ => styles.error,
    };
    let found = counts.to_words();
    write!(out, "checked {files}, {formulas}: {style}{found}{style:#}")?;
    if let Some(mended) = report.mended {
        write!(out, "; {mended} mended")?;
    }
    let mendable = |unsafe_too: bool| {
        report
            .diagnostics()
            .filter_map(|diagnostic| diagnostic.fix.as_ref())
            .filter(|fix| allowed(fix.applicability, unsafe_too))
            .count()
    };
    let (safe, all) = (mendable(false), mendable(true));
    if safe > 0 {
        write!(out, "; `--fix` can mend {safe}")?;
    }
    if all > safe {
        let more = if safe > 0 { " more" } else { "" };
        write!(
            out,
            "; `--fix --unsafe-fixes` can mend {}{more}",
            all - safe
        )?;
    }
    writeln!(out)
}
