//! The picture of a place in a formula, drawn by ariadne: the marked lines
//! with arrows and remarks. The only file that knows ariadne.

use std::io::{self, Write};
use std::ops::Range;

use ariadne::{Color, Config, IndexType, Label, Report, ReportKind, Source};
use autoscale_base::{LineIndex, Severity, Span};

use super::excerpt::Excerpt;
use crate::terminal::{Styles, visible};

/// What to draw.
pub(crate) struct Picture<'a> {
    /// Colours the picture.
    pub(crate) severity: Severity,
    /// Which rule or error: `AS101`.
    pub(crate) code: &'a str,
    /// The rule's name, if it has one.
    pub(crate) rule: Option<&'a str>,
    /// What is wrong.
    pub(crate) message: &'a str,
    /// What people call the formula.
    pub(crate) name: &'a str,
    /// The formula.
    pub(crate) text: &'a str,
    /// Its lines.
    pub(crate) index: &'a LineIndex,
    /// The place, with its remark; without one only the related places are
    /// drawn.
    pub(crate) primary: (Span, Option<&'a str>),
    /// Other places with their remarks.
    pub(crate) related: Vec<(Span, &'a str)>,
}

/// Stands for `name:line:column` while ariadne draws: its own columns follow
/// other rules than [`LineIndex`].
const PLACE: &str = "\u{e000}";

impl Picture<'_> {
    /// Draws the picture.
    pub(crate) fn write(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let mut drawn = Vec::new();
        self.draw(&mut drawn, styles)?;
        let drawn = String::from_utf8_lossy(&drawn);
        self.write_title(out, styles)?;
        // Ariadne's own title is coloured even when nothing else is.
        for line in drawn.lines().skip(1) {
            match line.split_once(PLACE) {
                Some((before, after)) => {
                    let (line, column) = self.index.place(self.text, self.primary.0.start);
                    let after = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
                    let name = visible(self.name);
                    writeln!(out, "{before}{name}:{line}:{column}{after}")?;
                }
                None => writeln!(out, "{}", line.trim_end())?,
            }
        }
        Ok(())
    }

    fn write_title(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (style, bold) = (styles.severity(self.severity), styles.bold);
        let (severity, code) = (self.severity.as_str(), self.code);
        write!(out, "{style}{severity}[{code}]{style:#}")?;
        if let Some(rule) = self.rule {
            write!(out, " {rule}")?;
        }
        writeln!(out, ": {bold}{}{bold:#}", visible(self.message))
    }

    fn draw(&self, drawn: &mut Vec<u8>, styles: &Styles) -> io::Result<()> {
        let related = self.related.iter().copied();
        let marks: Vec<(Span, Option<&str>)> = std::iter::once(self.primary)
            .chain(related.map(|(span, remark)| (span, Some(remark))))
            .collect();
        let spans: Vec<Span> = marks.iter().map(|(span, _)| *span).collect();
        let excerpt = Excerpt::new(self.text, self.index, &spans);
        let colour = match self.severity {
            Severity::Error => Color::Red,
            Severity::Warning => Color::Yellow,
            Severity::Info => Color::Blue,
        };
        let at = |mark: &Range<usize>| (PLACE, mark.clone());
        let first = excerpt.marks.first().cloned().unwrap_or_default();
        let config = Config::new()
            .with_index_type(IndexType::Byte)
            .with_color(styles.coloured);
        let mut report = Report::build(ReportKind::Error, at(&first)).with_config(config);
        for (number, (mark, (_, remark))) in excerpt.marks.iter().zip(&marks).enumerate() {
            // Ariadne draws no line for a label without a message.
            let Some(remark) = *remark else { continue };
            let of_primary = number == 0 || self.primary.1.is_none();
            let line = spans
                .get(number)
                .map_or(0, |span| self.index.line(span.end));
            let label = Label::new(at(mark))
                .with_color(if of_primary { colour } else { Color::Cyan })
                // Ariadne opens a new section when labels go up the lines.
                .with_order(i32::try_from(line).unwrap_or(i32::MAX))
                .with_message(visible(remark));
            report = report.with_label(label);
        }
        report
            .finish()
            .write((PLACE, Source::from(excerpt.text.as_str())), drawn)
    }
}
