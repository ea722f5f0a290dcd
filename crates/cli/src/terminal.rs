//! Standard output and standard error: where data and remarks go, and whether
//! in colour.

use std::borrow::Cow;
use std::io::{self, BufWriter, Stdout, Write};

use anstyle::{AnsiColor, Style};
use autoscale_base::Severity;

use crate::args::ColorChoice;
use crate::exit::Failure;

/// The styles of one stream; all empty when the stream is not coloured.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Styles {
    /// True when the stream takes colours.
    pub(crate) coloured: bool,
    /// Errors.
    pub(crate) error: Style,
    /// Warnings.
    pub(crate) warning: Style,
    /// Remarks.
    pub(crate) info: Style,
    /// What went well, and added lines.
    pub(crate) good: Style,
    /// Headings and names that stand out.
    pub(crate) bold: Style,
    /// What may be overlooked.
    pub(crate) dim: Style,
    /// Formula text.
    pub(crate) code: Style,
}

impl Styles {
    /// For a stream that takes colours.
    const COLOURED: Self = Self {
        coloured: true,
        error: AnsiColor::Red.on_default().bold(),
        warning: AnsiColor::Yellow.on_default().bold(),
        info: AnsiColor::Blue.on_default().bold(),
        good: AnsiColor::Green.on_default(),
        bold: Style::new().bold(),
        dim: Style::new().dimmed(),
        code: AnsiColor::Cyan.on_default(),
    };

    /// The style of a severity's name.
    pub(crate) const fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

/// Both output streams of the process.
pub(crate) struct Terminal {
    out: BufWriter<Stdout>,
    out_styles: Styles,
    err_styles: Styles,
}

impl Terminal {
    /// The streams, coloured as asked: `auto` colours a terminal unless
    /// `NO_COLOR` says no.
    pub(crate) fn new(choice: ColorChoice) -> Self {
        let styles = |auto: anstream::ColorChoice| {
            let coloured = match choice {
                ColorChoice::Always => true,
                ColorChoice::Never => false,
                ColorChoice::Auto => auto != anstream::ColorChoice::Never,
            };
            if coloured {
                Styles::COLOURED
            } else {
                Styles::default()
            }
        };
        Self {
            out: BufWriter::new(io::stdout()),
            out_styles: styles(anstream::AutoStream::choice(&io::stdout())),
            err_styles: styles(anstream::AutoStream::choice(&io::stderr())),
        }
    }

    /// Standard output, for data, with its styles.
    pub(crate) fn out(&mut self) -> (&mut impl Write, Styles) {
        (&mut self.out, self.out_styles)
    }

    /// Standard error, for remarks, with its styles. What was written to
    /// standard output before appears before.
    pub(crate) fn err(&mut self) -> (impl Write + use<>, Styles) {
        // What cannot be sent off now fails again at the end, and is told then.
        let _ = self.out.flush();
        (io::stderr().lock(), self.err_styles)
    }

    /// Sends off what was written.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Tells of a failure that stops the command, or a part of it.
    pub(crate) fn failure(&mut self, failure: &Failure) -> io::Result<()> {
        let Failure::Told { message, help } = failure else {
            return Ok(());
        };
        self.remark(Severity::Error, message)?;
        match help {
            Some(help) => {
                let (mut err, styles) = self.err();
                let bold = styles.bold;
                writeln!(err, "  {bold}help:{bold:#} {}", visible(help))
            }
            None => Ok(()),
        }
    }

    /// Tells of something that does not stop the command.
    pub(crate) fn warning(&mut self, message: &str) -> io::Result<()> {
        self.remark(Severity::Warning, message)
    }

    /// A remark that needs no action.
    pub(crate) fn note(&mut self, message: &str) -> io::Result<()> {
        let (mut err, styles) = self.err();
        let bold = styles.bold;
        writeln!(err, "{bold}note:{bold:#} {}", visible(message))
    }

    fn remark(&mut self, severity: Severity, message: &str) -> io::Result<()> {
        let (mut err, styles) = self.err();
        let style = styles.severity(severity);
        let word = severity.as_str();
        writeln!(err, "{style}{word}:{style:#} {}", visible(message))
    }
}

/// Text of files and arguments made safe for a terminal: control characters
/// and characters that turn the direction of text or take no room are replaced
/// by visible ones.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible_char(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(visible_char).collect())
    }
}

/// The character that stands for `c` in a terminal; `c` itself nearly always.
pub(crate) fn visible_char(c: char) -> char {
    match c {
        '\t' => c,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(visible("a\tb é日😀"), "a\tb é日😀");
        assert_eq!(visible("\u{1b}[31m\0\r\n"), "␛[31m␀␍␊");
        assert_eq!(
            visible("\u{feff}a\u{202e}b\u{85}"),
            "\u{fffd}a\u{fffd}b\u{fffd}"
        );
    }
}
