//! Formulas in YAML: batch-shipyard, pipelines, Crossplane and others.

mod merge;
mod scripts;

use std::borrow::Cow;

use autoscale_base::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use self::merge::Merges;
use super::search::search;
use super::tree::{Decoded, Entry, Kind, Literal, Node};
use crate::dialects::{yaml, yaml_block};
use crate::source_map::offset;
use crate::{Extracted, Keys, Problem, Quoting, SourceMap};

/// How deep values may stand inside of each other.
const MAX_DEPTH: usize = 256;

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let mut reader = Reader {
        bytes: Bytes::of(text),
        open: Vec::new(),
        documents: Vec::new(),
        merges: Merges::default(),
    };
    let problem = reader.read(text).err();
    // What the file breaks off in is as good as closed.
    while let Some(open) = reader.open.pop() {
        reader.value(open.node);
    }
    let mut documents = reader.documents;
    let root = match documents.len() {
        1 => documents.remove(0),
        _ => Node::new(Span::new(0, offset(text.len())), Kind::List(documents)),
    };
    let mut found = search(text, keys, &root);
    found.problem = problem;
    scripts::read(&mut found, text, keys, &root);
    found
}

/// A scalar.
#[derive(Clone, Copy)]
struct Scalar {
    style: ScalarStyle,
    in_flow: bool,
}

impl Literal for Scalar {
    fn decode(&self, host: &str, span: Span, text: Option<&str>) -> Option<Decoded> {
        let value = text?;
        let decoded = match self.style {
            ScalarStyle::Plain => Some(yaml::decode_plain(host, span, self.in_flow)),
            ScalarStyle::SingleQuoted => Some(yaml::decode_single(host, span)),
            ScalarStyle::DoubleQuoted => Some(yaml::decode_double(host, span)),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                yaml_block::decode(host, span.start, value)
            }
        };
        // The parser's word is the last one: where the two differ, the text is
        // taken from it, and nothing in it can be edited. But it adds a newline
        // that the end of the file lacks.
        let agrees = |map: &SourceMap| {
            let text = map.text();
            text == value || !text.is_empty() && value.strip_suffix('\n') == Some(text)
        };
        let map = decoded.filter(agrees).unwrap_or_else(|| {
            let mut map = SourceMap::new(span.start, Quoting::Outside);
            map.escape(value, span);
            map
        });
        Some(Decoded::from(placeholders(map.text()).compose(&map)))
    }
}

/// `{{ x }}`, `${{ x }}` and `$(x)` as holes: what Jinja and pipelines fill in.
fn placeholders(text: &str) -> SourceMap {
    let mut map = SourceMap::new(0, Quoting::Verbatim);
    let mut at = 0;
    for hole in holes(text) {
        map.verbatim(Span::new(at, hole.start).text(text), at);
        map.hole(hole.text(text), hole);
        at = hole.end;
    }
    map.verbatim(Span::new(at, offset(text.len())).text(text), at);
    map
}

/// Where a text has placeholders.
fn holes(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    // Without an end once means without an end from there on.
    let mut closes = true;
    for (at, _) in text.match_indices(['{', '$']) {
        let rest = text.get(at..).unwrap_or_default();
        if found.last().is_some_and(|last| at < last.end as usize) {
            continue;
        }
        let len = if closes && (rest.starts_with("{{") || rest.starts_with("${{")) {
            let end = rest.find("}}").map(|end| end + 2);
            closes = end.is_some();
            end
        } else {
            rest.strip_prefix("$(").and_then(macro_len)
        };
        if let Some(len) = len {
            found.push(Span::new(offset(at), offset(at + len)));
        }
    }
    found
}

/// The length of `$(name)`, of which `rest` lacks the first two.
fn macro_len(rest: &str) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    let name = rest.bytes().take_while(is_part).count();
    let is_closed = rest.get(name..)?.starts_with(')');
    (name > 0 && is_closed).then_some(name + 3)
}

/// From the index of a character, as the parser counts, to that of its byte.
enum Bytes {
    /// They are the same.
    Ascii,
    /// The byte of each character.
    Table(Vec<u32>),
}

impl Bytes {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii;
        }
        let starts = text.char_indices().map(|(at, _)| offset(at));
        Self::Table(starts.chain([offset(text.len())]).collect())
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.at(span.start.index()), self.at(span.end.index()))
    }

    fn at(&self, index: usize) -> u32 {
        match self {
            Self::Ascii => offset(index),
            Self::Table(starts) => {
                let last = starts.last().copied().unwrap_or_default();
                starts.get(index).copied().unwrap_or(last)
            }
        }
    }
}

/// A map or list that is being read.
struct Open<'a> {
    node: Node<'a, Scalar>,
    /// The key of a map whose value comes next.
    key: Option<Cow<'a, str>>,
    in_flow: bool,
}

struct Reader<'a> {
    bytes: Bytes,
    open: Vec<Open<'a>>,
    documents: Vec<Node<'a, Scalar>>,
    merges: Merges<'a>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, text: &'a str) -> Result<(), Problem> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| self.problem(&error))?;
            self.event(text, event, self.bytes.span(span))?;
        }
        Ok(())
    }

    fn problem(&self, error: &ScanError) -> Problem {
        Problem {
            span: Span::empty(self.bytes.at(error.marker().index())),
            message: super::lower_first(error.info()),
        }
    }

    fn event(&mut self, text: &'a str, event: Event<'a>, span: Span) -> Result<(), Problem> {
        match event {
            Event::MappingStart(anchor, _) => {
                self.start(text, span, anchor, Kind::Map(Vec::new()))?;
            }
            Event::SequenceStart(anchor, _) => {
                self.start(text, span, anchor, Kind::List(Vec::new()))?;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(mut closed) = self.open.pop() {
                    closed.node.span.end = span.end.max(closed.node.span.end);
                    self.merges.close(&mut closed.node);
                    self.value(closed.node);
                }
            }
            Event::Scalar(value, style, anchor, _) => {
                let in_flow = self.open.last().is_some_and(|open| open.in_flow);
                let span = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        yaml_block::place(text, span).unwrap_or(span)
                    }
                    _ => span,
                };
                let is_null = style == ScalarStyle::Plain
                    && matches!(value.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let kind = if is_null {
                    Kind::Nothing
                } else {
                    Kind::Text {
                        text: Some(value),
                        literal: Scalar { style, in_flow },
                    }
                };
                self.value(anchored(Node::new(span, kind), anchor));
            }
            Event::Alias(anchor) => {
                self.value(Node::new(span, Kind::Reference(name(anchor))));
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn start(
        &mut self,
        text: &str,
        span: Span,
        anchor: usize,
        kind: Kind<'a, Scalar>,
    ) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Problem {
                span: Span::empty(span.start),
                message: format!("nested more than {MAX_DEPTH} deep"),
            });
        }
        let outer = self.open.last().is_some_and(|open| open.in_flow);
        self.open.push(Open {
            node: anchored(Node::new(span, kind), anchor),
            key: None,
            in_flow: outer || span.text(text).starts_with(['{', '[']),
        });
        Ok(())
    }

    /// A value is complete: it goes into what is open.
    fn value(&mut self, node: Node<'a, Scalar>) {
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return;
        };
        match &mut open.node.kind {
            Kind::Map(entries) => match open.key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => open.key = Some(key(node)),
            },
            Kind::List(items) => items.push(node),
            _ => {}
        }
    }
}

fn key(node: Node<'_, Scalar>) -> Cow<'_, str> {
    match node.kind {
        Kind::Text { text, .. } => text.unwrap_or_default(),
        _ => Cow::Borrowed(""),
    }
}

fn anchored(mut node: Node<'_, Scalar>, anchor: usize) -> Node<'_, Scalar> {
    if anchor > 0 {
        node.defines = Some(name(anchor));
    }
    node
}

fn name(anchor: usize) -> String {
    format!("*{anchor}")
}
