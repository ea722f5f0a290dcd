//! Documents to text: decides which groups fit on their line.
//!
//! Every group is measured at most once at its place, and measuring stops at
//! the end of the line, so the time is linear in the length of the document.
//! Only [`Doc::Either`] looks further than a line; it costs at most one look
//! at its own text per level of nesting, which the parser caps.

use std::slice;

use crate::doc::{Doc, DocId, Docs};
use crate::{INDENT, WIDTH};

/// Prints `root` with `newline` at the end of every line but the last.
pub(crate) fn print(docs: &Docs<'_>, root: DocId, newline: &str) -> String {
    let mut printer = Printer {
        docs,
        newline,
        out: String::new(),
        column: 0,
        stack: Vec::new(),
        scratch: Vec::new(),
    };
    printer.push(0, Mode::Break, slice::from_ref(&root));
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

struct Printer<'d, 'a> {
    docs: &'d Docs<'a>,
    newline: &'d str,
    out: String,
    /// Columns of the current line, its indentation included even before it
    /// is written: a line that stays empty gets none.
    column: usize,
    stack: Vec<Frame<'d>>,
    /// The stack of [`Printer::fits`], kept for its memory.
    scratch: Vec<Frame<'d>>,
}

impl<'d> Printer<'d, '_> {
    fn push(&mut self, indent: usize, mode: Mode, items: &'d [DocId]) {
        self.stack.push(Frame {
            indent,
            mode,
            items,
        });
    }

    fn run(&mut self) {
        let mut line_is_empty = false;
        while let Some(frame) = self.stack.pop() {
            let Some((first, rest)) = frame.items.split_first() else {
                continue;
            };
            self.push(frame.indent, frame.mode, rest);
            let Some(doc) = self.docs.get(*first) else {
                continue;
            };
            let flat = frame.mode == Mode::Flat;
            match doc {
                Doc::Line(text) if flat => self.write(text),
                Doc::Line(_) | Doc::HardLine => {
                    self.out.push_str(self.newline);
                    self.column = frame.indent;
                    line_is_empty = true;
                }
                Doc::Text(text) | Doc::Comment(text) => {
                    if line_is_empty {
                        self.out.extend(std::iter::repeat_n(' ', self.column));
                        line_is_empty = false;
                    }
                    self.write(text);
                }
                Doc::Indent(inner) => {
                    let inner = slice::from_ref(inner);
                    self.push(frame.indent + INDENT, frame.mode, inner);
                }
                Doc::Group(inner) => {
                    let mode = self.choose(frame, *first, inner);
                    self.push(frame.indent, mode, slice::from_ref(inner));
                }
                Doc::Either(compact, broken) => {
                    let whole = self.choose(frame, *first, compact);
                    let compact_fits = whole == Mode::Flat
                        || (!self.docs.breaks(*first)
                            && self.fits(frame.indent, Mode::Break, compact));
                    let taken = if compact_fits { compact } else { broken };
                    self.push(frame.indent, whole, slice::from_ref(taken));
                }
                Doc::Concat(range) => {
                    let parts = self.docs.children(range);
                    self.push(frame.indent, frame.mode, parts);
                }
            }
        }
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
        self.column += columns(text);
    }

    /// How the group `id` with the content `inner` is printed here.
    fn choose(&mut self, frame: Frame<'d>, id: DocId, inner: &'d DocId) -> Mode {
        let flat = frame.mode == Mode::Flat
            || (!self.docs.breaks(id) && self.fits(frame.indent, Mode::Flat, inner));
        if flat { Mode::Flat } else { Mode::Break }
    }

    /// Would every line of `doc` be short enough, the rest of its last line
    /// included, if its own lines were in `mode` and all its groups flat?
    fn fits(&mut self, indent: usize, mode: Mode, doc: &'d DocId) -> bool {
        self.scratch.clear();
        self.scratch.push(Frame {
            indent,
            mode,
            items: slice::from_ref(doc),
        });
        let mut behind = self.stack.iter().rev();
        let mut inside = true;
        let mut column = self.column;
        loop {
            let Some(frame) = self.scratch.pop() else {
                inside = false;
                let Some(frame) = behind.next() else {
                    return true;
                };
                self.scratch.push(*frame);
                continue;
            };
            let Some((first, rest)) = frame.items.split_first() else {
                continue;
            };
            self.scratch.push(Frame {
                items: rest,
                ..frame
            });
            let Some(doc) = self.docs.get(*first) else {
                continue;
            };
            let (indent, mode, items) = match doc {
                Doc::Text(text) => {
                    column += columns(text);
                    if column > WIDTH {
                        return false;
                    }
                    continue;
                }
                Doc::Comment(_) => continue,
                Doc::Line(text) if frame.mode == Mode::Flat => {
                    column += text.len();
                    continue;
                }
                Doc::Line(_) if inside => {
                    column = frame.indent;
                    continue;
                }
                Doc::Line(_) | Doc::HardLine => return true,
                Doc::Indent(inner) => (frame.indent + INDENT, frame.mode, slice::from_ref(inner)),
                Doc::Group(inner) | Doc::Either(inner, _) => {
                    let mode = if inside { Mode::Flat } else { frame.mode };
                    (frame.indent, mode, slice::from_ref(inner))
                }
                Doc::Concat(range) => (frame.indent, frame.mode, self.docs.children(range)),
            };
            self.scratch.push(Frame {
                indent,
                mode,
                items,
            });
        }
    }
}

/// Unicode scalar values, as the service counts columns.
fn columns(text: &str) -> usize {
    text.chars().count()
}
