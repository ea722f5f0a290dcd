//! A unified diff.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use crate::terminal::{Styles, visible};

/// Writes what turns `old` into `new`; nothing when they are equal. Without
/// colours the output is a patch, to the byte.
pub(crate) fn write(
    name: &str,
    old: &str,
    new: &str,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    let unified = unified.context_radius(3).header(name, name);
    if !styles.coloured {
        return unified.to_writer(out);
    }
    let (bold, code) = (styles.bold, styles.code);
    let name = visible(name);
    let mut headed = false;
    for hunk in unified.iter_hunks() {
        if !headed {
            writeln!(out, "{bold}--- {name}{bold:#}\n{bold}+++ {name}{bold:#}")?;
            headed = true;
        }
        writeln!(out, "{code}{}{code:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let style = match change.tag() {
                ChangeTag::Delete => styles.error.effects(anstyle::Effects::new()),
                ChangeTag::Insert => styles.good,
                ChangeTag::Equal => anstyle::Style::new(),
            };
            let line = change.value().trim_end_matches(['\r', '\n']);
            writeln!(out, "{style}{}{}{style:#}", change.tag(), visible(line))?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}
