//! The pools of a Bicep file: the bodies of its resources, read as keys and
//! values.

use std::borrow::Cow;

use autoscale_pool::PoolDefinition;

use super::object::{Tree, node};
use super::{Resource, value_end};
use crate::hosts::pools::Pool;
use crate::hosts::tree::{Entry, Kind as Value, Node};
use crate::script::{Kind, Source, Stretch};

/// Says of `pools`, which are in text order, what the resources say that
/// define them.
pub(super) fn complete(pools: &mut [PoolDefinition], source: Source<'_>) {
    if pools.is_empty() {
        return;
    }
    let mut pools = pools.iter_mut().peekable();
    for at in 0..source.tokens.len() {
        if source.word(at) != "resource" || !starts_statement(source, at) {
            continue;
        }
        let Some(tree) = Resource::at(source, at).and_then(|it| body(source, &it)) else {
            continue;
        };
        while pools
            .next_if(|pool| pool.span.start < tree.span.start)
            .is_some()
        {}
        let Some(pool) = pools.next_if(|pool| pool.span == tree.span) else {
            continue;
        };
        if let Some(read) = Pool::of(&tree, "") {
            *pool = read.read();
        }
    }
}

fn starts_statement(source: Source<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| source.kind(before));
    matches!(before, None | Some(Kind::Newline | Kind::Open(..)))
}

/// The body of a resource, with its type as ARM writes it.
fn body<'t>(source: Source<'t>, resource: &Resource) -> Option<Tree<'t>> {
    let end = value_end(source, resource.value);
    // Behind a condition, or within a loop.
    let mut at = resource.value;
    while at < end && !matches!(source.kind(at), Some(Kind::Open('{', _))) {
        at = match source.kind(at) {
            Some(Kind::Open('(', _)) => source.next(at),
            _ => at + 1,
        };
    }
    let to = source.next(at).min(end);
    let mut tree = node(source, Stretch { from: at, to });
    let Value::Map(entries) = &mut tree.kind else {
        return None;
    };
    let kind = Value::Text {
        text: Some(Cow::Borrowed(resource.kind.text(source.text))),
        literal: (),
    };
    entries.push(Entry {
        key: Cow::Borrowed("type"),
        value: Node::new(resource.kind, kind),
    });
    Some(tree)
}
