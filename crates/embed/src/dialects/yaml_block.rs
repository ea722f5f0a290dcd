//! YAML's block scalars `|` and `>`.

use autoscale_base::Span;

use crate::quoting::{Ends, indent_lines};
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// How a block writes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What every line begins with.
    pub(crate) indent: String,
    /// `-`: without a newline at its end.
    pub(crate) strips: bool,
}

/// A line of a block.
#[derive(Clone, Copy)]
struct Line {
    /// Behind the indentation, without the line break.
    text: Span,
    /// Where the next line starts.
    end: u32,
}

/// Where the block scalar stands whose content the parser found at `content`:
/// from its `|` or `>` to the end of its last line with text.
pub(crate) fn place(host: &str, content: Span) -> Option<Span> {
    let before = host.get(..content.start as usize)?;
    let (above, _) = before.rsplit_once('\n')?;
    let above = above.trim_end();
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    let is_header = |&at: &usize| {
        let header = above.get(at + 1..).unwrap_or_default();
        let rest =
            header.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        rest.is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
    };
    let signs = above.get(line..)?.match_indices(['|', '>']);
    let start = signs.map(|(at, _)| line + at).find(is_header)?;
    let end = content.start as usize + content.text(host).trim_end().len();
    Some(Span::new(offset(start), offset(end)))
}

/// The text of the block scalar whose `|` or `>` stands at `start`. `value` is
/// what the parser made of it: it tells the indentation that is dropped.
pub(crate) fn decode(host: &str, start: u32, value: &str) -> Option<SourceMap> {
    let rest = host.get(start as usize..)?;
    let (header, written) = rest.split_once('\n')?;
    let indicators = header.split('#').next().unwrap_or_default();
    let first = value.lines().find(|line| !line.is_empty())?;
    let line = written
        .lines()
        .find(|line| !line.trim_matches(' ').is_empty())?;
    let indent = spaces(line)
        .checked_sub(spaces(first))
        .filter(|indent| *indent > 0)?;
    let body = start + offset(header.len() + 1);
    let mut lines = read_lines(host, body, indent);
    let content = lines.iter().rposition(|line| !line.text.is_empty())?;
    let behind = lines.split_off(content + 1);
    let block = Block {
        indent: " ".repeat(indent as usize),
        strips: indicators.contains('-'),
    };
    let folded = header.starts_with('>');
    let strips = block.strips;
    let quoting = if folded {
        Quoting::YamlFolded(block)
    } else {
        Quoting::YamlLiteral(block)
    };
    let mut map = SourceMap::new(body, quoting);
    let mut writer = Writer {
        host,
        map: &mut map,
    };
    if folded {
        writer.folded(&lines);
    } else {
        writer.literal(&lines);
    }
    if let Some(last) = lines.last().filter(|_| !strips) {
        writer.line_break(last);
    }
    if indicators.contains('+') {
        for line in behind {
            writer.indentation(&line);
            writer.line_break(&line);
        }
    }
    Some(map)
}

fn spaces(line: &str) -> u32 {
    offset(line.len() - line.trim_start_matches(' ').len())
}

/// The lines from `at` on that are indented, and blank ones between and behind
/// them.
fn read_lines(host: &str, mut at: u32, indent: u32) -> Vec<Line> {
    let mut lines = Vec::new();
    let rest = host.get(at as usize..).unwrap_or_default();
    for whole in rest.split_inclusive('\n') {
        let text = whole.trim_end_matches('\n');
        let text = text.strip_suffix('\r').unwrap_or(text);
        let space = spaces(text);
        if space < indent && space < offset(text.len()) {
            break;
        }
        let start = at + space.min(indent);
        let end = at + offset(whole.len());
        lines.push(Line {
            text: Span::new(start, at + offset(text.len())),
            end,
        });
        at = end;
    }
    lines
}

struct Writer<'a> {
    host: &'a str,
    map: &'a mut SourceMap,
}

impl Writer<'_> {
    fn indentation(&mut self, line: &Line) {
        let segments = self.map.segments();
        let start = segments.last().map_or(self.map.start(), |s| s.host.end);
        self.map
            .dropped(Span::new(start.min(line.text.start), line.text.start));
    }

    fn text(&mut self, line: &Line) {
        self.map
            .verbatim(line.text.text(self.host), line.text.start);
    }

    fn line_break(&mut self, line: &Line) {
        let span = Span::new(line.text.end, line.end);
        match span.text(self.host) {
            "\n" => self.map.verbatim("\n", span.start),
            "" => {}
            _ => self.map.escape("\n", span),
        }
    }

    /// Lines as they are, without the break behind the last one.
    fn literal(&mut self, lines: &[Line]) {
        for (index, line) in lines.iter().enumerate() {
            self.indentation(line);
            self.text(line);
            if index + 1 < lines.len() {
                self.line_break(line);
            }
        }
    }

    /// Lines of which those that are not indented further make one: a break is
    /// a space, and each further one a newline.
    fn folded(&mut self, lines: &[Line]) {
        let host = self.host;
        let indented = |line: &Line| line.text.text(host).starts_with([' ', '\t']);
        let mut previous: Option<Line> = None;
        let mut blank: Vec<Line> = Vec::new();
        for line in lines {
            if line.text.is_empty() {
                blank.push(*line);
                continue;
            }
            match previous {
                None => self.breaks(&blank, line),
                Some(before) => {
                    let first = Span::new(before.text.end, before.end);
                    if indented(&before) || indented(line) {
                        let kept = Line {
                            text: Span::empty(first.start),
                            end: first.end,
                        };
                        blank.insert(0, kept);
                        self.breaks(&blank, line);
                    } else if blank.is_empty() {
                        self.map
                            .escape(" ", Span::new(first.start, line.text.start));
                    } else {
                        // The first break counts for nothing: it goes with the
                        // second.
                        if let Some(second) = blank.first_mut() {
                            second.text = Span::empty(first.start);
                        }
                        self.breaks(&blank, line);
                    }
                }
            }
            blank.clear();
            self.indentation(line);
            self.text(line);
            previous = Some(*line);
        }
    }

    /// Breaks that are kept; what is dropped behind each goes with it, so that
    /// an edit that takes one leaves no indentation.
    fn breaks(&mut self, blank: &[Line], next: &Line) {
        for (index, line) in blank.iter().enumerate() {
            let behind = blank
                .get(index + 1)
                .map_or(next.text.start, |line| line.text.start);
            self.indentation(line);
            self.map.escape("\n", Span::new(line.text.start, behind));
        }
    }
}

impl Block {
    fn can_hold(&self, text: &str, ends: Ends) -> bool {
        let printable = |c: char| c == '\n' || super::yaml::is_printable(c);
        let ends_well = if self.strips {
            !text.ends_with(['\n', ' ', '\t'])
        } else {
            text.ends_with('\n') && !text.ends_with("\n\n") && text != "\n"
        };
        let starts_well = !text
            .trim_start_matches('\n')
            .starts_with(char::is_whitespace);
        text.chars().all(printable) && (!ends.last || ends_well) && (!ends.first || starts_well)
    }

    /// `text` as a part of `|`.
    pub(crate) fn encode_literal(&self, text: &str, ends: Ends) -> Option<String> {
        if !self.can_hold(text, ends) {
            return None;
        }
        let Some(content) = text.strip_suffix('\n').filter(|_| ends.last) else {
            return Some(indent_lines(text, &self.indent));
        };
        Some(indent_lines(content, &self.indent) + "\n")
    }

    /// `text` as a part of `>`: with breaks only when it is all of it.
    pub(crate) fn encode_folded(&self, text: &str, ends: Ends) -> Option<String> {
        let content = text
            .strip_suffix('\n')
            .filter(|_| ends.last)
            .unwrap_or(text);
        let is_flat = |line: &str| !line.starts_with([' ', '\t']) && !line.ends_with([' ', '\t']);
        let breaks = content.contains('\n');
        let can_break = ends.first && ends.last && content.split('\n').all(is_flat);
        if !self.can_hold(text, ends) || breaks && !can_break {
            return None;
        }
        let mut out = String::new();
        let mut before = "";
        for (index, line) in content.split('\n').enumerate() {
            if index > 0 {
                // A break behind a line with text is a space, so it takes one
                // more.
                out.push_str(if before.is_empty() { "\n" } else { "\n\n" });
                out.push_str(if line.is_empty() { "" } else { &self.indent });
            }
            out.push_str(line);
            before = line;
        }
        out.push_str(text.get(content.len()..).unwrap_or_default());
        Some(out)
    }
}

/// May these stand side by side, or at an end, in `|`?
pub(crate) fn fits_literal(left: Option<char>, right: Option<char>) -> bool {
    match (left, right) {
        (None, Some(right)) => !right.is_whitespace(),
        _ => true,
    }
}

/// May these stand side by side, or at an end, in `>`? Space at a break would
/// indent a line or be lost.
pub(crate) fn fits_folded(left: Option<char>, right: Option<char>) -> bool {
    let is_space = |c: char| c.is_whitespace();
    match (left, right) {
        (_, None) => true,
        (None, Some(right)) => !is_space(right),
        (Some(left), Some(right)) => !is_space(left) || !is_space(right),
    }
}
