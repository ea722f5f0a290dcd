//! Markdown as a terminal shows it: the headings, lists, quotes, code and
//! paragraphs that our own pages are made of.

use std::io::{self, Write};

use crate::terminal::Styles;

/// Widest line of running text.
const WIDTH: usize = 80;
/// Longest code that is kept on one line.
const LONGEST_UNIT: usize = 60;

/// Writes `page`, running text wrapped.
pub(crate) fn write(page: &str, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let mut writer = Writer {
        out,
        styles: *styles,
        paragraph: Vec::new(),
        indent: "",
        blank: true,
    };
    let mut in_code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            writer.end_paragraph()?;
            in_code = !in_code;
        } else if in_code {
            let code = styles.code;
            writer.line(&format!("    {code}{line}{code:#}"))?;
        } else {
            writer.text(line)?;
        }
    }
    writer.end_paragraph()
}

struct Writer<'w, 'p> {
    out: &'w mut dyn Write,
    styles: Styles,
    /// The words of the paragraph so far.
    paragraph: Vec<&'p str>,
    /// Stands before the second and later lines of the paragraph.
    indent: &'static str,
    /// True when the last line written is empty, or none is written.
    blank: bool,
}

impl<'p> Writer<'_, 'p> {
    fn text(&mut self, line: &'p str) -> io::Result<()> {
        if line.trim().is_empty() {
            self.end_paragraph()?;
            return self.blank_line();
        }
        if let Some(heading) = line.strip_prefix('#') {
            self.end_paragraph()?;
            self.blank_line()?;
            let bold = self.styles.bold;
            let heading = heading.trim_start_matches('#').trim();
            return self.line(&format!("{bold}{heading}{bold:#}"));
        }
        if line.starts_with("- ") || line.starts_with("> ") {
            self.end_paragraph()?;
            self.indent = "  ";
        }
        self.paragraph.extend(line.split_whitespace());
        Ok(())
    }

    /// Writes the words gathered so far, wrapped.
    fn end_paragraph(&mut self) -> io::Result<()> {
        let mut line = String::new();
        let mut width = 0;
        let mut in_code = false;
        for unit in units(&std::mem::take(&mut self.paragraph)) {
            let length = unit.chars().count();
            if width > 0 && width + 1 + length > WIDTH {
                self.styled_line(&line, &mut in_code)?;
                line = self.indent.to_owned();
                width = line.len();
            } else if width > 0 {
                line.push(' ');
                width += 1;
            }
            line.push_str(&unit);
            width += length;
        }
        self.indent = "";
        if line.is_empty() {
            return Ok(());
        }
        self.styled_line(&line, &mut in_code)
    }

    /// Writes a line, code in backticks coloured. Code may go on from the line
    /// before.
    fn styled_line(&mut self, line: &str, in_code: &mut bool) -> io::Result<()> {
        let code = self.styles.code;
        let mut styled = if *in_code {
            code.to_string()
        } else {
            String::new()
        };
        for c in line.chars() {
            match (c, *in_code) {
                ('`', false) => styled.push_str(&format!("{code}`")),
                ('`', true) => styled.push_str(&format!("`{code:#}")),
                _ => styled.push(c),
            }
            *in_code ^= c == '`';
        }
        if *in_code {
            styled.push_str(&format!("{code:#}"));
        }
        self.line(&styled)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.blank = false;
        writeln!(self.out, "{}", line.trim_end())
    }

    fn blank_line(&mut self) -> io::Result<()> {
        if self.blank {
            return Ok(());
        }
        self.blank = true;
        writeln!(self.out)
    }
}

/// What stays on one line: words, and short code with the spaces in it.
fn units(words: &[&str]) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut in_code = false;
    for word in words {
        match units.last_mut() {
            Some(unit) if in_code && unit.len() + word.len() < LONGEST_UNIT => {
                unit.push(' ');
                unit.push_str(word);
            }
            _ => units.push((*word).to_owned()),
        }
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(page: &str) -> String {
        let mut out = Vec::new();
        write(page, &mut out, &Styles::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn blocks_are_told_apart() {
        let page = "# Title\n\none\ntwo `a b`\n\n## More\n- x\n- y\n> quoted\n```autoscale\na  = 1;\n```\nend";
        let shown = "Title\n\none two `a b`\n\nMore\n- x\n- y\n> quoted\n    a  = 1;\nend\n";
        assert_eq!(plain(page), shown);
    }

    #[test]
    fn running_text_is_wrapped_and_code_is_not_torn() {
        let page = format!("- {} `{} b`", "word ".repeat(14), "a".repeat(20));
        let lines: Vec<String> = plain(&page).lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines[1], format!("  `{} b`", "a".repeat(20)));
    }
}
