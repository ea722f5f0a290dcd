//! Settings out of keys and values, with a note of what has a wrong form.

use autoscale_base::Span;
use autoscale_pool::definition::{Dialect, Form, List, Mismatch, Setting};

use crate::hosts::tree::{Kind, Node, SPREAD};
use crate::keys::{is, is_separator};

/// Reads settings by their names, which are written without case and
/// separators; a dot leads into a block. The first name that is there counts.
pub(super) struct Reader {
    pub(super) dialect: Dialect,
    /// False where values change their form, or where the form is not that of
    /// the service.
    is_strict: bool,
    pub(super) mismatches: Vec<Mismatch>,
    /// Does a block take settings over that are not seen?
    pub(super) has_more: bool,
    initials: Initials,
}

/// The first letters of a block's keys: a pool has a few of the many settings
/// that are asked for, and most names need no search.
#[derive(Default)]
struct Initials {
    /// Where the entries of the block are.
    of: Option<*const ()>,
    /// A bit for each letter.
    letters: u32,
}

impl Initials {
    /// False when the block has no key like the first of `path`.
    fn may_lead<L>(&mut self, block: &Node<'_, L>, path: &str) -> bool {
        let entries = block.entries();
        let of = Some(entries.as_ptr().cast());
        if self.of != of {
            let letters = entries.iter().map(|entry| initial(&entry.key));
            self.letters = letters.fold(0, |letters, letter| letters | letter);
            self.of = of;
        }
        !entries.is_empty() && self.letters & initial(path) != 0
    }
}

/// The bit of a key's first letter; all of them where case is not that of ASCII.
fn initial(key: &str) -> u32 {
    let first = key.bytes().find(|byte| !is_separator(*byte));
    match first.map(|byte| byte.to_ascii_lowercase()) {
        Some(letter @ b'a'..=b'z') if key.is_ascii() => 1 << (letter - b'a'),
        _ => u32::MAX,
    }
}

/// A value as far as its form goes.
enum Value<'n> {
    Known(Form, &'n str),
    Computed,
    Other(Form),
}

impl Reader {
    pub(super) fn new(dialect: Dialect, is_strict: bool) -> Self {
        Self {
            dialect,
            is_strict,
            mismatches: Vec::new(),
            has_more: false,
            initials: Initials::default(),
        }
    }

    /// A text. A number is one where the host makes it one.
    pub(super) fn text<L>(
        &mut self,
        block: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
    ) -> Option<Setting<String>> {
        let node = self.leaf(block, names)?;
        Some(self.text_of(node, field))
    }

    fn text_of<L>(&mut self, node: &Node<'_, L>, field: &'static str) -> Setting<String> {
        let converts = !self.is_strict;
        match value(node) {
            Value::Known(Form::Text, text) => Setting::new(node.span, text.to_owned()),
            Value::Known(_, text) if converts => Setting::new(node.span, text.to_owned()),
            other => self.unread(node, field, Form::Text, &other),
        }
    }

    /// A command line: what looks like a placeholder in it is the shell's.
    pub(super) fn command<L>(
        &mut self,
        block: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
    ) -> Option<Setting<String>> {
        let node = self.leaf(block, names)?;
        Some(match &node.kind {
            Kind::Text {
                text: Some(text), ..
            } => Setting::new(node.span, text.clone().into_owned()),
            _ => self.text_of(node, field),
        })
    }

    /// Where a text is that is read elsewhere.
    pub(super) fn place<L>(
        &mut self,
        block: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
    ) -> Option<Span> {
        let node = self.find(block, names)?;
        match value(node) {
            Value::Known(Form::Text, _) => {}
            other => self.note(node, field, Form::Text, &other),
        }
        Some(node.span)
    }

    /// A number, as it is written.
    pub(super) fn number<L>(
        &mut self,
        block: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
    ) -> Option<Setting<String>> {
        let node = self.leaf(block, names)?;
        Some(match value(node) {
            Value::Known(Form::Text | Form::Number, text) => {
                Setting::new(node.span, text.to_owned())
            }
            other => self.unread(node, field, Form::Number, &other),
        })
    }

    /// A switch: `true`, or `Enabled` as ARM writes it.
    pub(super) fn flag<L>(
        &mut self,
        block: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
    ) -> Option<Setting<bool>> {
        let node = self.leaf(block, names)?;
        let value = value(node);
        let Value::Known(_, text) = value else {
            return Some(self.unread(node, field, Form::Flag, &value));
        };
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        Some(match () {
            () if is(&["true", "enabled"]) => Setting::new(node.span, true),
            () if is(&["false", "disabled"]) => Setting::new(node.span, false),
            // Some readers of YAML make switches of these.
            () if is(&["yes", "no", "on", "off"]) => Setting::computed(node.span),
            () => self.unread(node, field, Form::Flag, &value),
        })
    }

    /// A block, read by `read`.
    pub(super) fn block<L, T>(
        &mut self,
        around: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
        read: impl FnOnce(&mut Self, &Node<'_, L>) -> T,
    ) -> Option<Setting<T>> {
        let node = self.find(around, names)?;
        Some(match &node.kind {
            Kind::Map(_) => {
                self.has_more |= node.get(SPREAD).is_some();
                Setting::new(node.span, read(self, node))
            }
            // A list of one, as Crossplane and plans of Terraform have it.
            Kind::List(items) if !self.is_strict && items.len() == 1 => {
                Setting::new(node.span, read(self, node))
            }
            _ => self.unread(node, field, Form::Object, &value(node)),
        })
    }

    /// Notes a value in the place of a block that others read through.
    pub(super) fn expect_block<L>(
        &mut self,
        around: &Node<'_, L>,
        name: &str,
        field: &'static str,
    ) {
        if let Some(node) = self.find(around, &[name]) {
            match value(node) {
                Value::Other(Form::Object) => {}
                other => self.note(node, field, Form::Object, &other),
            }
        }
    }

    /// A list of blocks, or a block that is written several times, each read by
    /// `read`.
    pub(super) fn blocks<L, T>(
        &mut self,
        around: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
        mut read: impl FnMut(&mut Self, &Node<'_, L>) -> T,
    ) -> Option<List<T>> {
        self.list(around, names, field, |reader, node| match &node.kind {
            Kind::Map(_) => Setting::new(node.span, read(reader, node)),
            _ => reader.unread(node, field, Form::Object, &value(node)),
        })
    }

    /// A list of texts.
    pub(super) fn texts<L>(
        &mut self,
        around: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
    ) -> Option<List<String>> {
        self.list(around, names, field, |reader, node| {
            reader.text_of(node, field)
        })
    }

    fn list<L, T>(
        &mut self,
        around: &Node<'_, L>,
        names: &[&str],
        field: &'static str,
        mut read: impl FnMut(&mut Self, &Node<'_, L>) -> Setting<T>,
    ) -> Option<List<T>> {
        let initials = &mut self.initials;
        let names = names.iter().filter(|name| initials.may_lead(around, name));
        let mut found = names.map(|name| all(around, name));
        let found = found.find(|found| !found.is_empty())?;
        let mut list: Option<List<T>> = None;
        for node in found {
            let list = list.get_or_insert_with(|| Setting::new(node.span, Vec::new()));
            list.span = list.span.to(node.span);
            let items = match &node.kind {
                Kind::List(items) => items.as_slice(),
                Kind::Map(_) if !self.is_strict => std::slice::from_ref(node),
                _ => {
                    self.note(node, field, Form::List, &value(node));
                    list.value = None;
                    continue;
                }
            };
            if let Some(known) = &mut list.value {
                let items = items.iter().filter(|it| !matches!(it.kind, Kind::Nothing));
                known.extend(items.map(|item| read(self, item)));
            }
        }
        list
    }

    /// The value under the first name that is there.
    pub(super) fn find<'t, 'a, L>(
        &mut self,
        block: &'t Node<'a, L>,
        names: &[&str],
    ) -> Option<&'t Node<'a, L>> {
        let names = names.iter();
        let names = names.filter(|name| self.initials.may_lead(block, name));
        let mut found = names.filter_map(|name| block.at(name));
        found.find(|node| !matches!(node.kind, Kind::Nothing))
    }

    /// Where that value is.
    pub(super) fn place_of<L>(&mut self, block: &Node<'_, L>, names: &[&str]) -> Option<Span> {
        self.find(block, names).map(|node| node.span)
    }

    /// The first value that is there under a name; what the host computes on
    /// the way to it is as good.
    fn leaf<'t, 'a, L>(
        &mut self,
        block: &'t Node<'a, L>,
        names: &[&str],
    ) -> Option<&'t Node<'a, L>> {
        let mut on_the_way = None;
        for name in names {
            if !self.initials.may_lead(block, name) {
                continue;
            }
            match reach(block, name) {
                Ok(value) => return Some(value),
                Err(last) => on_the_way = on_the_way.or(last.filter(|node| is_computed(node))),
            }
        }
        on_the_way
    }

    /// A setting with a value that is computed, or has another form than
    /// `expected`.
    fn unread<L, T>(
        &mut self,
        node: &Node<'_, L>,
        field: &'static str,
        expected: Form,
        value: &Value<'_>,
    ) -> Setting<T> {
        self.note(node, field, expected, value);
        Setting::computed(node.span)
    }

    /// Notes a value of another form than `expected`.
    fn note<L>(
        &mut self,
        node: &Node<'_, L>,
        field: &'static str,
        expected: Form,
        value: &Value<'_>,
    ) {
        if let Value::Known(found, _) | Value::Other(found) = *value
            && self.is_strict
        {
            self.mismatches.push(Mismatch {
                span: node.span,
                field,
                expected,
                found,
            });
        }
    }
}

/// The value at the end of a path, or else the last one on the way to it.
fn reach<'t, 'a, L>(
    block: &'t Node<'a, L>,
    path: &str,
) -> Result<&'t Node<'a, L>, Option<&'t Node<'a, L>>> {
    let mut last = None;
    for key in path.split('.') {
        let next = last.unwrap_or(block).get(key).ok_or(last)?;
        if matches!(next.kind, Kind::Nothing) {
            return Err(None);
        }
        last = Some(next);
    }
    last.ok_or(None)
}

/// All values under a name.
fn all<'t, 'a, L>(block: &'t Node<'a, L>, name: &str) -> Vec<&'t Node<'a, L>> {
    let (block, key) = match name.rsplit_once('.') {
        Some((path, key)) => (block.at(path), key),
        None => (Some(block), name),
    };
    let entries = block.map_or(&[][..], Node::entries).iter();
    let same = entries.filter(|entry| is(&entry.key, key));
    same.map(|entry| &entry.value)
        .filter(|value| !matches!(value.kind, Kind::Nothing))
        .collect()
}

/// The text of a value that is written out.
pub(super) fn literal<'n, L>(node: &'n Node<'_, L>) -> Option<&'n str> {
    match value(node) {
        Value::Known(_, text) => Some(text),
        Value::Computed | Value::Other(_) => None,
    }
}

/// Does the host compute the value?
pub(super) fn is_computed<L>(node: &Node<'_, L>) -> bool {
    matches!(value(node), Value::Computed)
}

fn value<'n, L>(node: &'n Node<'_, L>) -> Value<'n> {
    match &node.kind {
        Kind::Text {
            text: Some(text), ..
        } if !has_placeholder(text) => Value::Known(Form::Text, text),
        Kind::Plain(text @ ("true" | "false")) => Value::Known(Form::Flag, text),
        Kind::Plain(text) => Value::Known(Form::Number, text),
        Kind::Map(_) => Value::Other(Form::Object),
        Kind::List(_) => Value::Other(Form::List),
        Kind::Text { .. } | Kind::Reference(_) | Kind::Either(_) | Kind::Nothing => Value::Computed,
    }
}

/// Does a tool fill in a part of it before the service sees it?
fn has_placeholder(text: &str) -> bool {
    const OPENINGS: &[&str] = &["{{", "${", "$(", "#{", "@{", "<%"];
    const AROUND: &[(&str, &str)] = &[("<", ">"), ("__", "__"), ("%", "%")];
    let is_around = |(open, close): &(&str, &str)| {
        text.len() > open.len() + close.len() && text.starts_with(open) && text.ends_with(close)
    };
    // Few texts have any of these, and all are asked.
    let has_one = |byte: u8| matches!(byte, b'{' | b'(' | b'<' | b'_' | b'%');
    if !text.bytes().any(has_one) {
        return false;
    }
    OPENINGS.iter().any(|opening| text.contains(opening)) || AROUND.iter().any(is_around)
}
