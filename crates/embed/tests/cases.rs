//! Every file under `tests/cases/HOST/` beside the snapshot of what is found in
//! it. To add a case, put a file there and run
//! `INSTA_UPDATE=always cargo test -p autoscale-embed --test cases`.

#![expect(clippy::expect_used, reason = "a test")]

use std::fmt::{self, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

use autoscale_base::Span;
use autoscale_embed::{Extracted, Formula, Host, HostFault, Keys, SegmentKind, extract};

#[path = "drawing/pool.rs"]
mod pool;

#[test]
fn cases() {
    for path in case_files(Path::new("tests/cases")) {
        let text = fs::read_to_string(&path).expect("a case is UTF-8");
        let host = Host::of(&path).expect("the extension names a host");
        let found = extract(&text, host, &Keys::default());
        let folder = path.parent().expect("a folder");
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path(fs::canonicalize(folder).expect("it exists"));
        let name = path.file_name().expect("a name").to_string_lossy();
        settings.bind(|| {
            let mut drawn = String::new();
            draw(&mut drawn, &text, &found).expect("a string takes all");
            insta::assert_snapshot!(name.as_ref(), drawn);
        });
    }
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(case_files(&path));
        } else if path
            .extension()
            .is_some_and(|kind| kind != "snap" && kind != "new")
        {
            files.push(path);
        }
    }
    files
}

fn draw(out: &mut String, text: &str, found: &Extracted) -> fmt::Result {
    writeln!(out, "{}", text.trim_end())?;
    if let Some(problem) = &found.problem {
        let at = place(text, problem.span);
        writeln!(out, "\n=== problem at {at}: {}", problem.message)?;
    }
    for (index, pool) in found.pools.iter().enumerate() {
        writeln!(out, "\n=== pool {index} at {}", place(text, pool.span))?;
        pool::draw(out, text, pool)?;
    }
    for formula in &found.formulas {
        draw_formula(out, text, formula)?;
    }
    if found == &Extracted::default() {
        writeln!(out, "\n=== nothing")?;
    }
    Ok(())
}

/// `line:column`.
fn place(text: &str, span: Span) -> String {
    let before = Span::new(0, span.start).text(text);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    format!("{line}:{column}")
}

/// The text, with `[…]` for a hole, `<…=…>` for an escape, `|` for what is
/// dropped.
fn draw_formula(out: &mut String, text: &str, formula: &Formula) -> fmt::Result {
    let name = formula.name.as_deref().unwrap_or("(file)");
    write!(out, "\n=== formula {name} at {}", place(text, formula.span))?;
    if let Some(pool) = formula.pool {
        write!(out, " of pool {}", pool.0)?;
    }
    writeln!(out)?;
    for segment in formula.source.segments() {
        let decoded = segment.formula.text(formula.source.text());
        let host = segment.host.text(text);
        match segment.kind {
            SegmentKind::Verbatim => {
                assert_eq!(decoded, host, "verbatim");
                out.push_str(decoded);
            }
            SegmentKind::Escape => {
                write!(out, "<{}={}>", decoded.escape_debug(), host.escape_debug())?;
                out.push_str(if decoded.ends_with('\n') { "\n" } else { "" });
            }
            SegmentKind::Dropped => out.push('|'),
            SegmentKind::Hole => write!(out, "[{decoded}]")?,
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    for fault in &formula.faults {
        let (what, span) = match fault {
            HostFault::Replaced(span) => ("replaced", *span),
            HostFault::NotReplaced(span) => ("not replaced", *span),
        };
        writeln!(out, "--- {what}: {} {}", place(text, span), span.text(text))?;
    }
    Ok(())
}
