//! Where the findings of one parse are gathered.

use autoscale_base::{Diagnostic, Span};

use crate::limits::MAX_FINDINGS;

/// Findings, up to a number that somebody may read.
#[derive(Debug, Default)]
pub(crate) struct Report {
    findings: Vec<Diagnostic>,
    /// True when there were more.
    dropped: bool,
}

impl Report {
    pub(crate) fn push(&mut self, finding: Diagnostic) {
        self.push_with(|| finding);
    }

    /// As [`push`](Self::push), for findings that are made again and again.
    pub(crate) fn push_with(&mut self, finding: impl FnOnce() -> Diagnostic) {
        if self.is_full() {
            self.dropped = true;
        } else {
            self.findings.push(finding());
        }
    }

    /// True when no finding is kept any more.
    pub(crate) fn is_full(&self) -> bool {
        self.findings.len() >= MAX_FINDINGS
    }

    pub(crate) fn len(&self) -> usize {
        self.findings.len()
    }

    /// True when a finding is about a part of `place`.
    pub(crate) fn tells_of(&self, place: Span) -> bool {
        let mut places = self.findings.iter().map(|finding| finding.span);
        places.any(|it| place.touches(it.start) || it.touches(place.start))
    }

    /// Takes back all findings behind the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.findings.truncate(len);
    }

    /// The findings and `limits` by place; the last one tells when there were
    /// more.
    pub(crate) fn finish(
        mut self,
        limits: impl IntoIterator<Item = Diagnostic>,
    ) -> Vec<Diagnostic> {
        self.findings.extend(limits);
        self.findings
            .sort_by_key(|finding| (finding.span, finding.rule.code));
        if let (true, Some(last)) = (self.dropped, self.findings.last_mut()) {
            last.notes.push(format!(
                "only the first {MAX_FINDINGS} syntax errors are shown"
            ));
        }
        self.findings
    }
}
