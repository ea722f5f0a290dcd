//! Findings as text, to be read by people and compared by tests.

use std::fmt::Write as _;

use autoscale_base::{Diagnostic, Encoding, LineIndex, Severity, Span};
use autoscale_catalog::Profile;
use autoscale_embed::Host;
use autoscale_lint::{Config, analyse_file};

use crate::fixes;

/// What is found in a text.
pub type Find<'f> = dyn Fn(&str) -> Vec<Diagnostic> + 'f;

/// What the parser and the checker find in a formula, in text order.
#[must_use]
pub fn findings(text: &str, profile: &Profile) -> Vec<Diagnostic> {
    let parsed = autoscale_syntax::parse(text);
    let checked = autoscale_check::check(text, &parsed.tree, profile);
    let mut findings = parsed.diagnostics;
    findings.extend(checked.diagnostics);
    findings.sort_by_key(|finding| (finding.span, finding.rule.code));
    findings
}

/// All findings of a file, in text order and in its coordinates.
#[must_use]
pub fn findings_in(text: &str, host: Host, config: &Config) -> Vec<Diagnostic> {
    let found = analyse_file(text, host, config).findings.into_iter();
    found.map(|finding| finding.diagnostic).collect()
}

/// True for what `autoscale check` does not fail for by itself.
#[must_use]
pub fn is_info(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Info
}

/// True when the formula has no syntax error.
#[must_use]
pub fn parses(text: &str) -> bool {
    let parsed = autoscale_syntax::parse(text);
    let mut findings = parsed.diagnostics.iter();
    findings.all(|finding| finding.severity != Severity::Error)
}

/// Each finding with all that it says.
#[must_use]
pub fn in_full(text: &str, findings: &[Diagnostic]) -> String {
    if findings.is_empty() {
        return "no findings\n".to_owned();
    }
    let told: Vec<String> = findings.iter().map(|it| one_in_full(text, it)).collect();
    told.join("\n")
}

fn one_in_full(text: &str, finding: &Diagnostic) -> String {
    let (rule, severity) = (finding.rule, finding.severity.as_str());
    let unverified = if finding.verified() {
        ""
    } else {
        ", unverified"
    };
    let place = place(text, finding.span);
    let mut out = format!(
        "{place} {severity}[{}] {}{unverified}\n",
        rule.code, rule.name
    );
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {}", finding.message);
    if let Some(label) = &finding.label {
        let _ = writeln!(out, "  label: {label}");
    }
    for related in &finding.related {
        let _ = writeln!(
            out,
            "  at {}: {}",
            self::place(text, related.span),
            related.message
        );
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(out, "  help: {help}");
    }
    for note in &finding.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    if let Some(setting) = finding.setting {
        let _ = writeln!(out, "  setting: {setting}");
    }
    if let Some(fix) = &finding.fix {
        let _ = writeln!(out, "  {} fix:", fix.applicability.as_str());
        let fixed = fixes::apply(text, fix);
        let (removed, added) = fixes::changed_lines(text, &fixed);
        for (sign, lines) in [('-', removed), ('+', added)] {
            for line in lines {
                let _ = writeln!(out, "    {sign} {}", visible(line));
            }
        }
    }
    out
}

/// One line a finding.
#[must_use]
pub fn in_brief(text: &str, findings: &[Diagnostic]) -> String {
    let lines = findings.iter().map(|finding| {
        let (place, code) = (place(text, finding.span), finding.rule.code);
        format!("{place} {code}: {}\n", finding.message)
    });
    lines.collect()
}

/// `2:5-2:9 "text"`, from 1, in Unicode scalar values.
fn place(text: &str, span: Span) -> String {
    let index = LineIndex::new(text);
    let line_col = |offset| {
        let place = index.line_col(text, offset, Encoding::Utf32);
        format!("{}:{}", place.line + 1, place.column + 1)
    };
    let (start, end) = (line_col(span.start), line_col(span.end));
    if span.is_empty() {
        format!("{start} (empty)")
    } else {
        format!("{start}-{end} {}", excerpt(span.text(text)))
    }
}

fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    let mut text = visible(text);
    if let Some((cut, _)) = text.char_indices().nth(MOST) {
        text.truncate(cut);
        text.push('…');
    }
    format!("`{text}`")
}

/// Characters that nobody sees as escapes.
fn visible(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let hidden = c.is_control()
            || matches!(c, '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}')
            || matches!(c, '\u{2060}'..='\u{2064}' | '\u{feff}');
        match c {
            '\t' => out.push('\t'),
            _ if hidden => out.extend(c.escape_default()),
            _ => out.push(c),
        }
    }
    out
}
