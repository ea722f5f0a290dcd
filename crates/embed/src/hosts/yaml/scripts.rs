//! Scripts in the steps of pipelines: GitHub Actions, Azure Pipelines, GitLab CI.

use std::collections::HashSet;
use std::fmt::Write as _;

use autoscale_base::Span;

use super::{Scalar, holes};
use crate::extract::extract_nested;
use crate::hosts::tree::{Kind, Literal as _, Node};
use crate::keys::is;
use crate::source_map::offset;
use crate::{Extracted, Host, Keys};

/// Adds what the scripts of a file hold.
pub(super) fn read(found: &mut Extracted, text: &str, keys: &Keys, root: &Node<'_, Scalar>) {
    let mut steps = Steps {
        found,
        text,
        keys,
        done: HashSet::new(),
    };
    steps.walk(root, &mut String::new(), &[]);
}

struct Steps<'s> {
    found: &'s mut Extracted,
    text: &'s str,
    keys: &'s Keys,
    /// A script that is merged into several steps is read once.
    done: HashSet<Span>,
}

impl Steps<'_> {
    /// `around` are the maps that `node` stands in, the innermost last.
    fn walk<'n>(
        &mut self,
        node: &'n Node<'n, Scalar>,
        path: &mut String,
        around: &[&'n Node<'n, Scalar>],
    ) {
        match &node.kind {
            Kind::Map(entries) => {
                let outer = around.last().copied();
                let inside: Vec<_> = outer.into_iter().chain([node]).collect();
                for entry in entries {
                    let length = path.len();
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&entry.key);
                    match host(&entry.key, &inside) {
                        Some(host) => self.scripts(&entry.value, host, path),
                        None => self.walk(&entry.value, path, &inside),
                    }
                    path.truncate(length);
                }
            }
            Kind::List(items) => {
                each(items, path, |item, path| self.walk(item, path, around));
            }
            _ => {}
        }
    }

    /// A script, or one a line.
    fn scripts(&mut self, node: &Node<'_, Scalar>, host: Host, path: &mut String) {
        match &node.kind {
            Kind::Text {
                text: Some(value),
                literal,
            } if self.keys.may_occur_in(value) && self.done.insert(node.span) => {
                let decoded = literal.decode(self.text, node.span, Some(value.as_ref()));
                if let Some(decoded) = decoded {
                    let script = masked(decoded.source.text());
                    let inner = extract_nested(&script, host, self.keys);
                    self.found.absorb(inner, &decoded.source, path);
                }
            }
            Kind::List(items) => {
                each(items, path, |item, path| self.scripts(item, host, path));
            }
            _ => {}
        }
    }
}

/// Visits the items of a list, each under its own path.
fn each<T>(items: &[T], path: &mut String, mut visit: impl FnMut(&T, &mut String)) {
    for (index, item) in items.iter().enumerate() {
        let length = path.len();
        let _ = write!(path, "[{index}]");
        visit(item, path);
        path.truncate(length);
    }
}

/// The language of the script under `key`, which stands in the last of `maps`.
fn host(key: &str, maps: &[&Node<'_, Scalar>]) -> Option<Host> {
    let here = maps.last()?;
    match key {
        "bash" | "before_script" | "after_script" => Some(Host::Shell),
        "pwsh" | "powershell" => Some(Host::PowerShell),
        "run" => match word(here, "shell") {
            None => Some(Host::Shell),
            Some(shell) => language(shell),
        },
        _ if ["script", "inlinescript", "inline"]
            .iter()
            .any(|known| is(key, known)) =>
        {
            let step = maps
                .iter()
                .find_map(|map| word(map, "task").or_else(|| word(map, "uses")));
            if step.is_some_and(|step| step.to_ascii_lowercase().contains("powershell")) {
                return Some(Host::PowerShell);
            }
            match word(here, "scripttype") {
                None => Some(Host::Shell),
                Some(kind) => language(kind),
            }
        }
        _ => None,
    }
}

/// The language of a shell, as steps name it.
fn language(shell: &str) -> Option<Host> {
    let name = shell.split_whitespace().next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "bash" | "sh" | "zsh" => Some(Host::Shell),
        "pwsh" | "powershell" | "ps" | "pscore" => Some(Host::PowerShell),
        "python" => Some(Host::Python),
        _ => None,
    }
}

fn word<'n>(map: &'n Node<'_, Scalar>, key: &str) -> Option<&'n str> {
    match &map.get(key)?.kind {
        Kind::Text { text, .. } => text.as_deref(),
        _ => None,
    }
}

/// A script whose placeholders are words. They are filled in before anything
/// runs, so that no quotes or braces in them are the script's.
fn masked(text: &str) -> String {
    let mut script = String::with_capacity(text.len());
    let mut at = 0;
    let is_mark = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    for hole in holes(text) {
        script.push_str(Span::new(at, hole.start).text(text));
        script.push_str(&hole.text(text).replace(is_mark, "_"));
        at = hole.end;
    }
    script.push_str(Span::new(at, offset(text.len())).text(text));
    script
}
