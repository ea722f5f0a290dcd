//! What can be read of a file while somebody types in it: without the lines that
//! keep it from being read.

use autoscale_base::Span;

use crate::source_map::offset;
use crate::{Extracted, Formula, Problem};

/// The file is read again so many times at the most.
const MOST_READINGS: usize = 8;

/// A longer file is not read again.
const MAX_LENGTH: usize = 64 << 10;

/// A string that is not closed may come to light so many lines later.
const LOOK_BACK: usize = 4;

/// What `read` finds in `text`, of which `problem` is told. The line of each
/// problem is left out, and formulas that reach into it with it.
pub(super) fn recover(
    text: &str,
    problem: Problem,
    read: impl Fn(&str) -> Result<Extracted, Problem>,
) -> Extracted {
    let mut found = Extracted::default();
    if text.len() <= MAX_LENGTH {
        found = without_faults(text, read).unwrap_or_default();
    }
    found.problem = Some(problem);
    found
}

fn without_faults(
    text: &str,
    read: impl Fn(&str) -> Result<Extracted, Problem>,
) -> Option<Extracted> {
    let mut rest = text.to_owned();
    let mut left_out: Vec<Span> = Vec::new();
    for _ in 0..MOST_READINGS {
        let at = match read(&rest) {
            Ok(mut found) => {
                let is_whole = |formula: &Formula| {
                    let reaches = |line: &Span| {
                        formula.span.start < line.end && line.start < formula.span.end
                    };
                    !left_out.iter().any(reaches)
                };
                found.formulas.retain(is_whole);
                return Some(found);
            }
            Err(problem) => problem.span.start as usize,
        };
        let ends_early = at >= rest.trim_end().len();
        let fault = unclosed(&rest).filter(|_| ends_early).unwrap_or(at);
        let line = line_at_fault(&rest, fault)?;
        let range = line.range();
        let (before, behind) = (rest.get(..range.start)?, rest.get(range.end..)?);
        rest = [before, &" ".repeat(range.len()), behind].concat();
        left_out.push(line);
    }
    None
}

/// The last brace that nothing closes.
fn unclosed(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// The line that keeps the text from being read beyond `at`: the last one with
/// text up to there, or shortly before it one with a string that is not closed.
fn line_at_fault(text: &str, at: usize) -> Option<Span> {
    let at = text.floor_char_boundary(at);
    let behind = text.get(at..)?;
    let mut end = behind.find('\n').map_or(text.len(), |length| at + length);
    let mut last = None;
    for _ in 0..LOOK_BACK {
        let lines = text.get(..end)?.trim_end();
        if lines.is_empty() {
            break;
        }
        let start = lines.rfind('\n').map_or(0, |newline| newline + 1);
        let line = Span::new(offset(start), offset(lines.len()));
        let own = line.text(text);
        if own.replace("\\\"", "").matches('"').count() % 2 == 1 {
            return Some(line);
        }
        // What closes a block is not at fault, but what stands before it.
        let closes = own.trim_matches([' ', '\t', ',', ']', '}']).is_empty();
        last = last.or((!closes).then_some(line));
        end = start;
    }
    last
}
