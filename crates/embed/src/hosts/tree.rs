//! Keys and values, as Terraform, JSON and YAML all have them: the form in which
//! formulas and pools are searched.

use std::borrow::Cow;

use autoscale_base::Span;

use crate::keys::is;
use crate::{HostFault, SourceMap};

/// A value of a host file.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a, L> {
    /// Where it stands, with its quotes.
    pub(crate) span: Span,
    /// By what the file refers to it: `var.size`, an anchor.
    pub(crate) defines: Option<String>,
    pub(crate) kind: Kind<'a, L>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Kind<'a, L> {
    Map(Vec<Entry<'a, L>>),
    List(Vec<Node<'a, L>>),
    /// A string, or an expression that may yield one; `text` when that is
    /// known without a look at the rest of the file.
    Text {
        text: Option<Cow<'a, str>>,
        literal: L,
    },
    /// A number, `true`, `false`.
    Plain(&'a str),
    /// The value of the node that defines this.
    Reference(String),
    /// One of these, as the host decides when it runs. A single one is there as
    /// often as the host decides.
    Either(Vec<Node<'a, L>>),
    /// `null`, and what cannot be part of a formula or a pool.
    Nothing,
}

/// The key of what a map takes over from another one.
pub(crate) const SPREAD: &str = "...";

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a, L> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: Node<'a, L>,
}

/// A string of a host that can be read as a formula.
pub(crate) trait Literal {
    /// Its text with the way back; `None` when nothing of the text is known.
    /// `text` is what the node says about it.
    fn decode(&self, host: &str, span: Span, text: Option<&str>) -> Option<Decoded>;
}

/// A formula's text and what the host does to it.
pub(crate) struct Decoded {
    pub(crate) source: SourceMap,
    pub(crate) faults: Vec<HostFault>,
}

impl From<SourceMap> for Decoded {
    fn from(source: SourceMap) -> Self {
        Self {
            source,
            faults: Vec::new(),
        }
    }
}

impl<'a, L> Node<'a, L> {
    pub(crate) const fn new(span: Span, kind: Kind<'a, L>) -> Self {
        Self {
            span,
            defines: None,
            kind,
        }
    }

    /// The entries of a map; those of the first map of a list, as Crossplane
    /// writes blocks; those of the only map that there may be.
    pub(crate) fn entries(&self) -> &[Entry<'a, L>] {
        match &self.kind {
            Kind::Map(entries) => entries,
            Kind::List(items) => match items.first().map(|item| &item.kind) {
                Some(Kind::Map(entries)) => entries,
                _ => &[],
            },
            Kind::Either(values) => match values.as_slice() {
                [only] => only.entries(),
                _ => &[],
            },
            _ => &[],
        }
    }

    /// The value under `key`, which is written without case and separators.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let mut entries = self.entries().iter();
        entries.find(|e| is(&e.key, key)).map(|e| &e.value)
    }

    /// The value at the end of a path such as `autoscale.formula`.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        match path.split_once('.') {
            Some((key, rest)) => self.get(key)?.at(rest),
            None => self.get(path),
        }
    }
}
