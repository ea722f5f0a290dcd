//! The lines of a text that a picture shows, cut to a readable width, with
//! the marked places carried over.

use std::ops::Range;

use autoscale_base::{LineIndex, Span};

use crate::terminal::visible_char;

/// Most characters of a line that are shown.
const MOST_CHARS: usize = 120;
/// Characters shown before the first mark of a line that is cut.
const BEFORE: usize = 40;
/// Stands where a line was cut.
const CUT: char = '…';

/// Lines to show, and where the marks lie in them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// All lines up to the last marked one; those without a mark are empty, so
    /// that line numbers stay.
    pub(crate) text: String,
    /// The marks as byte ranges of the excerpt, on character boundaries.
    pub(crate) marks: Vec<Range<usize>>,
}

impl Excerpt {
    /// The lines of `text` where `marks` begin or end.
    pub(crate) fn new(text: &str, index: &LineIndex, marks: &[Span]) -> Self {
        let ends: Vec<[u32; 2]> = marks.iter().map(|mark| mark_ends(text, *mark)).collect();
        let mut offsets: Vec<u32> = ends.iter().flatten().copied().collect();
        offsets.sort_unstable();

        let mut excerpt = String::new();
        let mut carried: Vec<(u32, usize)> = Vec::new();
        let mut next_line = 0;
        for of_line in offsets.chunk_by(|a, b| index.line(*a) == index.line(*b)) {
            let Some(&first) = of_line.first() else {
                continue;
            };
            let line = index.line(first);
            while next_line < line {
                excerpt.push('\n');
                next_line += 1;
            }
            let start = index.line_start(line).unwrap_or(first);
            push_line(
                &mut excerpt,
                line_text(text, index, line),
                start,
                of_line,
                &mut carried,
            );
            if excerpt.is_empty() || excerpt.ends_with('\n') {
                // An empty last line would not count as a line.
                excerpt.push(' ');
            }
        }
        let carry = |offset: u32| {
            carried
                .iter()
                .find(|(from, _)| *from == offset)
                .map_or(excerpt.len(), |(_, to)| *to)
        };
        let marks = ends
            .iter()
            .map(|[start, end]| carry(*start)..carry(*end))
            .collect();
        Self {
            text: excerpt,
            marks,
        }
    }
}

/// Start and end of a mark, inside the text and without the line break that a
/// mark may end with.
fn mark_ends(text: &str, mark: Span) -> [u32; 2] {
    let start = floor(text, mark.start);
    let end = floor(text, mark.end).max(start);
    let marked = Span::new(start, end).text(text);
    let trimmed = marked.trim_end_matches(['\r', '\n']);
    let cut = u32::try_from(marked.len() - trimmed.len()).unwrap_or(0);
    [start, end - cut]
}

/// The start of the character at `offset`, or the end of the text.
fn floor(text: &str, offset: u32) -> u32 {
    let offset = text.floor_char_boundary(offset as usize);
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn line_text<'t>(text: &'t str, index: &LineIndex, line: u32) -> &'t str {
    let start = index.line_start(line).unwrap_or(0) as usize;
    let end = index
        .line_start(line + 1)
        .map_or(text.len(), |end| end as usize);
    text.get(start..end)
        .unwrap_or_default()
        .trim_end_matches(['\r', '\n'])
}

/// Copies the part of a line around `offsets` and notes where each has gone.
fn push_line(
    excerpt: &mut String,
    line: &str,
    line_start: u32,
    offsets: &[u32],
    carried: &mut Vec<(u32, usize)>,
) {
    let first_mark = offsets.first().map_or(0, |first| first - line_start) as usize;
    let long = line.chars().nth(MOST_CHARS).is_some();
    let skip = if long {
        let before = line.get(..first_mark).unwrap_or(line).chars().count();
        before.saturating_sub(BEFORE)
    } else {
        0
    };
    if skip > 0 {
        excerpt.push(CUT);
    }
    let mut left = offsets.iter().copied().peekable();
    let mut shown = line.char_indices().skip(skip).take(MOST_CHARS).peekable();
    while let Some((at, c)) = shown.next() {
        while let Some(offset) = left.next_if(|offset| (offset - line_start) as usize <= at) {
            carried.push((offset, excerpt.len()));
        }
        excerpt.push(visible_char(c));
        let is_last_shown = shown.peek().is_none();
        if is_last_shown && at + c.len_utf8() < line.len() {
            carried.extend(left.by_ref().map(|offset| (offset, excerpt.len())));
            excerpt.push(CUT);
        }
    }
    carried.extend(left.map(|offset| (offset, excerpt.len())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, marks: &[Span]) -> Excerpt {
        Excerpt::new(text, &LineIndex::new(text), marks)
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        let marks = excerpt.marks.iter();
        marks
            .map(|mark| excerpt.text.get(mark.clone()).unwrap())
            .collect()
    }

    #[test]
    fn marked_lines_are_shown_and_others_are_empty() {
        let text = "one\r\ntwo\nthree é\nfour";
        let shown = excerpt(text, &[Span::new(9, 14), Span::new(15, 17)]);
        assert_eq!(shown.text, "\n\nthree é");
        assert_eq!(marked(&shown), ["three", "é"]);
    }

    #[test]
    fn marks_are_moved_into_the_text_and_onto_characters() {
        let shown = excerpt("a é", &[Span::new(3, 99), Span::new(50, 60)]);
        assert_eq!(shown.text, "a é");
        assert_eq!(marked(&shown), ["é", ""]);
    }

    #[test]
    fn the_end_of_the_text_may_be_an_empty_line() {
        assert_eq!(excerpt("", &[Span::empty(0)]).text, " ");
        let shown = excerpt("a\n", &[Span::empty(2)]);
        assert_eq!((shown.text.as_str(), &shown.marks[0]), ("\n ", &(1..1)));
    }

    #[test]
    fn a_mark_does_not_reach_over_the_line_break() {
        let shown = excerpt("a\r\nb", &[Span::new(0, 3)]);
        assert_eq!(marked(&shown), ["a"]);
    }

    #[test]
    fn long_lines_are_cut_around_the_first_mark() {
        let text = format!("{}MARK{}", "é".repeat(1000), "日".repeat(1000));
        let shown = excerpt(&text, &[Span::new(2000, 2004), Span::new(2004, 5004)]);
        assert_eq!(shown.text.chars().count(), MOST_CHARS + 2);
        assert!(shown.text.starts_with("…é") && shown.text.ends_with("日…"));
        assert_eq!(marked(&shown)[0], "MARK");
        assert!(marked(&shown)[1].chars().all(|c| c == '日'));
    }

    #[test]
    fn control_characters_are_shown() {
        let shown = excerpt("a\0b\u{2028}c", &[Span::new(2, 3)]);
        assert_eq!(shown.text, "a␀b\u{fffd}c");
        assert_eq!(marked(&shown), ["b"]);
    }
}
