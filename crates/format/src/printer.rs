//! Documents to text: decides which groups fit on their line.
//!
//! Every group is measured at most once at its place, and measuring stops at
//! the end of the line, so the time is linear in the length of the document.
//! Only [`Doc::Either`] looks further than a line; it costs at most one look
//! at its own text per level of nesting, which the parser caps.

use std::slice;

use crate::INDENT;
use crate::doc::{Doc, DocId, Docs};

/// Prints `root` in `width` columns with `newline` at the end of its lines.
pub(crate) fn print(docs: &Docs<'_>, root: DocId, newline: &str, width: usize) -> String {
    let root = Frame {
        indent: 0,
        mode: Mode::Break,
        items: slice::from_ref(&root),
    };
    let mut printer = Printer {
        docs,
        newline,
        width,
        out: String::new(),
        column: 0,
        unwritten: 0,
        stack: vec![root],
        scratch: Vec::new(),
    };
    printer.run();
    printer.out
}

/// What the lines of a group do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Break,
}

/// Documents that are still to be printed.
#[derive(Clone, Copy)]
struct Frame<'d> {
    indent: usize,
    mode: Mode,
    items: &'d [DocId],
}

impl<'d> Frame<'d> {
    const fn with(self, items: &'d [DocId]) -> Self {
        Self { items, ..self }
    }

    const fn one(self, item: &'d DocId) -> Self {
        self.with(slice::from_ref(item))
    }

    const fn indented(self) -> Self {
        Self {
            indent: self.indent + INDENT,
            ..self
        }
    }

    const fn in_mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }
}

/// Takes the next document from `stack`, and the frame that it stood in.
fn pop<'d>(stack: &mut Vec<Frame<'d>>) -> Option<(Frame<'d>, DocId)> {
    loop {
        let frame = stack.pop()?;
        if let Some((first, rest)) = frame.items.split_first() {
            stack.push(frame.with(rest));
            return Some((frame, *first));
        }
    }
}

struct Printer<'d, 'a> {
    docs: &'d Docs<'a>,
    newline: &'d str,
    /// Columns that a line may have.
    width: usize,
    out: String,
    /// Columns of the current line, indentation included.
    column: usize,
    /// Indentation that is not yet in the output: an empty line has none.
    unwritten: usize,
    /// What is still to be printed, the next on top.
    stack: Vec<Frame<'d>>,
    /// The stack of [`Printer::fits`], kept for its memory.
    scratch: Vec<Frame<'d>>,
}

impl<'d> Printer<'d, '_> {
    fn run(&mut self) {
        let docs = self.docs;
        while let Some((frame, id)) = pop(&mut self.stack) {
            let next = match docs.get(id) {
                Doc::Text(text) | Doc::Comment(text) => {
                    self.write(text);
                    continue;
                }
                Doc::Line(text) if frame.mode == Mode::Flat => {
                    self.write(text);
                    continue;
                }
                Doc::Line(_) | Doc::HardLine => {
                    self.end_line(frame.indent);
                    continue;
                }
                Doc::Indent(inner) => frame.one(inner).indented(),
                Doc::Group(inner) => {
                    let flat = self.fits_in(Mode::Flat, frame.one(inner), id);
                    frame.one(inner).in_mode(mode(flat))
                }
                Doc::Either(compact, broken) => {
                    let flat = self.fits_in(Mode::Flat, frame.one(compact), id);
                    let fits = flat || self.fits_in(Mode::Break, frame.one(compact), id);
                    let taken = if fits { compact } else { broken };
                    frame.one(taken).in_mode(mode(flat))
                }
                Doc::Concat(range) => frame.with(docs.children(range)),
            };
            self.stack.push(next);
        }
    }

    fn write(&mut self, text: &str) {
        if !text.is_empty() {
            let indentation = std::mem::take(&mut self.unwritten);
            self.out.extend(std::iter::repeat_n(' ', indentation));
            self.out.push_str(text);
            self.column += columns(text);
        }
    }

    fn end_line(&mut self, indent: usize) {
        self.out.push_str(self.newline);
        self.column = indent;
        self.unwritten = indent;
    }

    /// May the content of the group `id` be printed in `mode`?
    fn fits_in(&mut self, mode: Mode, content: Frame<'d>, id: DocId) -> bool {
        // What stands in a flat group has been measured with it.
        content.mode == Mode::Flat || !self.docs.breaks(id) && self.fits(content.in_mode(mode))
    }

    /// Is every line of `content` short enough, the rest of its last line
    /// included, if all groups inside are flat?
    fn fits(&mut self, content: Frame<'d>) -> bool {
        let docs = self.docs;
        let mut column = self.column;
        let mut inside = true;
        let mut behind = self.stack.iter().rev();
        self.scratch.clear();
        self.scratch.push(content);
        while column <= self.width {
            let Some((frame, id)) = pop(&mut self.scratch) else {
                inside = false;
                let Some(frame) = behind.next() else {
                    return true;
                };
                self.scratch.push(*frame);
                continue;
            };
            match docs.get(id) {
                Doc::Text(text) => column += columns(text),
                Doc::Comment(_) => {}
                Doc::Line(text) if frame.mode == Mode::Flat => column += columns(text),
                Doc::Line(_) if inside => column = frame.indent,
                Doc::Line(_) | Doc::HardLine => return true,
                Doc::Indent(inner) => self.scratch.push(frame.one(inner).indented()),
                Doc::Group(inner) | Doc::Either(inner, _) if inside => {
                    self.scratch.push(frame.one(inner).in_mode(Mode::Flat));
                }
                Doc::Group(inner) | Doc::Either(inner, _) => self.scratch.push(frame.one(inner)),
                Doc::Concat(range) => self.scratch.push(frame.with(docs.children(range))),
            }
        }
        false
    }
}

const fn mode(flat: bool) -> Mode {
    if flat { Mode::Flat } else { Mode::Break }
}

/// Unicode scalar values, as the service counts columns.
fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WIDTH;

    fn print(docs: &Docs<'_>, root: DocId, newline: &str) -> String {
        super::print(docs, root, newline, WIDTH)
    }

    /// `head`, and in an indented group a line and `tail`.
    fn two<'a>(docs: &mut Docs<'a>, head: &'a str, tail: &'a str) -> DocId {
        let (head, line, tail) = (docs.text(head), docs.line(), docs.text(tail));
        let tail = docs.concat(&[line, tail]);
        let tail = docs.indent(tail);
        let all = docs.concat(&[head, tail]);
        docs.group(all)
    }

    #[test]
    fn a_group_is_flat_up_to_the_width() {
        let wide = "ä".repeat(WIDTH - 2);
        let wider = "ä".repeat(WIDTH - 1);
        for (tail, output) in [
            (&wide, format!("a {wide}")),
            (&wider, format!("a\n    {wider}")),
        ] {
            let mut docs = Docs::default();
            let group = two(&mut docs, "a", tail);
            assert_eq!(print(&docs, group, "\n"), output);
        }
    }

    #[test]
    fn what_follows_a_group_on_its_line_counts_but_no_comment() {
        let wide = "b".repeat(WIDTH - 2);
        let mut docs = Docs::default();
        let (group, end) = (two(&mut docs, "a", &wide), docs.text(";"));
        let statement = docs.concat(&[group, end]);
        assert_eq!(print(&docs, statement, "\n"), format!("a\n    {wide};"));
        let comment = docs.comment("// why");
        let commented = docs.concat(&[group, comment]);
        assert_eq!(print(&docs, commented, "\n"), format!("a {wide}// why"));
    }

    #[test]
    fn a_hard_line_breaks_what_is_around_it_and_empty_lines_stay_empty() {
        let mut docs = Docs::default();
        let inner = two(&mut docs, "a", "b");
        let line = docs.hard_line();
        let lines = docs.concat(&[inner, line, line, inner]);
        let group = docs.group(lines);
        let all = docs.indent(group);
        assert_eq!(print(&docs, all, "\r\n"), "a b\r\n\r\n    a b");
    }

    #[test]
    fn the_compact_layout_is_taken_when_each_of_its_lines_fits() {
        let mut docs = Docs::default();
        let (wide, text) = ("w".repeat(WIDTH - 2), docs.text("broken"));
        let (fits, line) = (two(&mut docs, "a", &wide), docs.line());
        let compact = docs.concat(&[fits, line, fits]);
        let either = docs.either(compact, text);
        let printed = print(&docs, either, "\n");
        assert_eq!(printed, format!("a {wide}\na {wide}"));
        let end = docs.text(";");
        let longer = docs.concat(&[either, end]);
        assert_eq!(print(&docs, longer, "\n"), "broken;");
    }
}
