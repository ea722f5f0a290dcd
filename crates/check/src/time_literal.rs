//! `time("…")` texts that are no dates.

use autoscale_base::{
    Applicability, DateTextError, DateTextRules, Diagnostic, Fix, Severity, Span, Timestamp, quoted,
};

use crate::hir::{ExprId, ExprKind};
use crate::infer::Checker;
use crate::rules::INVALID_TIME_LITERAL;

impl Checker<'_> {
    /// Reports a literal that `time` cannot read.
    pub(crate) fn time_literal(&mut self, arguments: &[ExprId]) {
        let Some(argument) = arguments.first().map(|&first| self.hir.expr(first)) else {
            return;
        };
        let ExprKind::String(inside) = argument.kind else {
            return;
        };
        let text = self.text_of(inside);
        if text.is_empty() {
            return;
        }
        let shown = quoted(self.text_of(argument.span));
        let rules = self.profile.date_text_rules();
        if let Err(error) = Timestamp::parse(text, rules) {
            let finding = Diagnostic::new(
                &INVALID_TIME_LITERAL,
                argument.span,
                format!("`time` cannot read {shown}: {error}"),
            );
            self.report(mend(finding, error, inside, text));
            self.hir.runnable = false;
        } else if let Err(error) = Timestamp::parse(text, strict(rules)) {
            let finding = Diagnostic::new(
                &INVALID_TIME_LITERAL,
                argument.span,
                format!("`time` may not read {shown}: {error}"),
            );
            let mut finding = mend(finding, error, inside, text);
            finding.severity = Severity::Warning;
            self.report(finding);
        }
    }
}

/// A day name of another date is a slip of whoever wrote it, even where the
/// profile reads it.
const fn strict(rules: DateTextRules) -> DateTextRules {
    DateTextRules {
        any_day_name: false,
        ..rules
    }
}

/// Says what to write instead of `text`, which stands `inside` the quotes.
fn mend(finding: Diagnostic, error: DateTextError, inside: Span, text: &str) -> Diagnostic {
    /// Every date text has as many.
    const MOST: usize = 7;
    match error {
        DateTextError::Form if text.contains(['{', '%']) => {
            finding.with_help("a placeholder stands in it: let the host fill it in")
        }
        DateTextError::Form => finding.with_help(
            "write `2026-03-02T09:15:00Z` (W3C-DTF) or `Mon, 02 Mar 2026 09:15:00 GMT` (RFC 1123)",
        ),
        DateTextError::NoSuchTime => finding
            .with_help("look at the day and the hour: a month has 28 to 31 days, a day 24 hours"),
        DateTextError::NoZone => finding
            .with_help("end it with `Z` or `GMT`: the service knows UTC only")
            .with_fix(Fix::one(
                Applicability::Unsafe,
                Span::empty(inside.end),
                "Z",
            )),
        DateTextError::TooPrecise { most } => {
            let finding = finding.with_help(format!("cut the seconds to {most} fraction digits"));
            let finding = match digits_behind(text, most) {
                Some((at, digits)) => {
                    let start = inside.start + at;
                    finding.with_fix(Fix::safe(Span::new(start, start + digits), ""))
                }
                None => finding,
            };
            if most < MOST {
                finding.with_setting("fraction-7")
            } else {
                finding
            }
        }
        DateTextError::Offset => finding
            .with_help("write the time in UTC, with `Z` at its end")
            .with_setting("offset"),
        DateTextError::DayName { right } => finding
            .with_help(format!("write `{right}`, or the date that is meant"))
            .with_fix(Fix::one(
                Applicability::Unsafe,
                Span::new(inside.start, inside.start + 3),
                right,
            ))
            .with_setting("day-name"),
    }
}

/// Where the digits behind the first `most` of the fraction start, and how
/// many they are.
fn digits_behind(text: &str, most: usize) -> Option<(u32, u32)> {
    let at = text.find('.')? + 1 + most;
    let rest = text.get(at..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some((u32::try_from(at).ok()?, u32::try_from(digits).ok()?))
}
