//! YAML's merge key: `<<: *base` gives a map what another one says.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::Scalar;
use crate::hosts::tree::{Entry, Kind, Node};

/// So many values are read for merges in a file. Without an end, a short file could ask
/// for a very long tree.
const MAX_MERGED: usize = 10_000;

/// The maps with anchors that were read so far.
#[derive(Default)]
pub(super) struct Merges<'a> {
    anchors: HashMap<String, Vec<Entry<'a, Scalar>>>,
    /// How many of their values were looked at.
    read: usize,
}

impl<'a> Merges<'a> {
    /// A value is complete: it takes what it merges, and may be merged itself.
    pub(super) fn close(&mut self, node: &mut Node<'a, Scalar>) {
        let Kind::Map(entries) = &mut node.kind else {
            return;
        };
        let merge = entries.iter().find(|entry| entry.key == "<<");
        if let Some(merge) = merge {
            let mut known: HashSet<Cow<'_, str>> = entries.iter().map(|e| e.key.clone()).collect();
            let mut merged: Vec<Entry<'a, Scalar>> = Vec::new();
            for name in names(&merge.value) {
                let given = self.anchors.get(name).map(Vec::as_slice);
                let left = MAX_MERGED.saturating_sub(self.read);
                for entry in given.unwrap_or_default().iter().take(left) {
                    self.read += 1;
                    if known.insert(entry.key.clone()) {
                        merged.push(entry.clone());
                    }
                }
            }
            entries.append(&mut merged);
        }
        if let Some(name) = &node.defines {
            let simple = |entry: &&Entry<'_, Scalar>| {
                !matches!(entry.value.kind, Kind::Map(_) | Kind::List(_))
            };
            let entries = entries.iter().filter(simple).take(MAX_MERGED);
            self.anchors
                .insert(name.clone(), entries.cloned().collect());
        }
    }
}

/// What the value of `<<` refers to: one map, or several.
fn names<'n>(value: &'n Node<'_, Scalar>) -> Vec<&'n str> {
    let several = match &value.kind {
        Kind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let name = |item: &'n Node<'_, Scalar>| match &item.kind {
        Kind::Reference(name) => Some(name.as_str()),
        _ => None,
    };
    several.iter().filter_map(name).collect()
}
