//! Reports to test the formats on.

use autoscale_base::{Diagnostic, Span, rule};

use super::{CheckedFile, Report};

rule! {
    /// ## What it does
    /// Stands in for a rule. It is as short as can be.
    ///
    /// ## Why it matters
    /// Formats are tested on it.
    static RULE = ("AS001", "invalid-character", Error, label "here", since "0.1.0");
}

/// A finding at `span`.
pub(crate) fn finding(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "invalid character")
}

/// A file with a finding of one byte at each of `offsets`.
pub(crate) fn file(name: &str, text: &str, offsets: &[u32]) -> CheckedFile {
    let spans = offsets.iter().map(|offset| Span::new(*offset, offset + 1));
    let findings = spans.map(finding).collect();
    CheckedFile::formula(name.to_owned(), text.to_owned(), findings)
}

/// A report on `files`.
pub(crate) fn report(files: Vec<CheckedFile>) -> Report {
    Report {
        files,
        mended: None,
        failures: Vec::new(),
    }
}

/// What `write` prints about one file.
pub(crate) fn text_of(
    write: impl Fn(&Report, &mut dyn std::io::Write) -> std::io::Result<()>,
    file: CheckedFile,
) -> String {
    let mut out = Vec::new();
    write(&report(vec![file]), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
