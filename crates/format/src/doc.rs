//! The document algebra: what the output consists of and where its lines may
//! break, before anybody knows how wide it is.
//!
//! The ideas are those of Wadler's "A prettier printer": a group is printed on
//! one line if that fits, otherwise every line of it breaks, and the groups
//! inside decide for themselves. Documents live in one arena, so that a deep
//! one needs no recursion to be dropped and a part may be used twice.

use std::ops::Range;

/// A document of one [`Docs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DocId(u32);

/// What a document is. Text is borrowed from the source, never copied.
#[derive(Clone, Debug)]
pub(crate) enum Doc<'a> {
    /// Text without a line break.
    Text(&'a str),
    /// A comment. It counts no columns: code is not broken to make room for it.
    Comment(&'a str),
    /// This text in a group that fits, otherwise a line break.
    Line(&'static str),
    /// Always a line break; every group around it breaks.
    HardLine,
    /// The lines that begin inside stand [`INDENT`](crate::INDENT) columns
    /// further right.
    Indent(DocId),
    /// On one line if that fits.
    Group(DocId),
    /// The first of two layouts of the same tokens if none of its lines is too
    /// long when all its groups are printed flat, otherwise the second.
    Either(DocId, DocId),
    /// One after another; a range of [`Docs::children`].
    Concat(Range<u32>),
}

/// The arena.
#[derive(Debug, Default)]
pub(crate) struct Docs<'a> {
    docs: Vec<Doc<'a>>,
    /// For every document: does it hold a [`Doc::HardLine`]?
    breaks: Vec<bool>,
    children: Vec<DocId>,
}

impl<'a> Docs<'a> {
    pub(crate) fn text(&mut self, text: &'a str) -> DocId {
        self.add(Doc::Text(text), false)
    }

    pub(crate) fn comment(&mut self, text: &'a str) -> DocId {
        self.add(Doc::Comment(text), false)
    }

    /// Nothing, or a line break.
    pub(crate) fn soft_line(&mut self) -> DocId {
        self.add(Doc::Line(""), false)
    }

    /// A space, or a line break.
    pub(crate) fn line(&mut self) -> DocId {
        self.add(Doc::Line(" "), false)
    }

    pub(crate) fn hard_line(&mut self) -> DocId {
        self.add(Doc::HardLine, true)
    }

    pub(crate) fn indent(&mut self, inner: DocId) -> DocId {
        self.add(Doc::Indent(inner), self.breaks(inner))
    }

    pub(crate) fn group(&mut self, inner: DocId) -> DocId {
        self.add(Doc::Group(inner), self.breaks(inner))
    }

    /// `compact` if all its lines fit and it holds no hard line, otherwise
    /// `broken`, which has the same content.
    pub(crate) fn either(&mut self, compact: DocId, broken: DocId) -> DocId {
        self.add(Doc::Either(compact, broken), self.breaks(broken))
    }

    pub(crate) fn concat(&mut self, parts: &[DocId]) -> DocId {
        let start = length(&self.children);
        self.children.extend_from_slice(parts);
        let breaks = parts.iter().any(|&part| self.breaks(part));
        self.add(Doc::Concat(start..length(&self.children)), breaks)
    }

    /// True when the document holds a hard line and so can never be flat.
    pub(crate) fn breaks(&self, id: DocId) -> bool {
        self.breaks.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// The document of `id`; an empty one when it is of another arena.
    pub(crate) fn get(&self, id: DocId) -> &Doc<'a> {
        self.docs.get(id.0 as usize).unwrap_or(&Doc::Text(""))
    }

    pub(crate) fn children(&self, range: &Range<u32>) -> &[DocId] {
        self.children
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }

    fn add(&mut self, doc: Doc<'a>, breaks: bool) -> DocId {
        let id = DocId(length(&self.docs));
        self.docs.push(doc);
        self.breaks.push(breaks);
        id
    }
}

/// Spans are `u32` too, and a token becomes only a handful of documents.
fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
