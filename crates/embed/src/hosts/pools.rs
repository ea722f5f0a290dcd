//! Pools in keys and values: REST and SDK bodies, ARM resources, Terraform
//! blocks, batch-shipyard and Crossplane documents.

use autoscale_pool::{PoolDefinition, Setting};

use super::tree::{Kind, Node};
use crate::keys::is;

/// A map that defines a pool.
pub(crate) struct Pool<'t, 'a, L> {
    /// The whole definition.
    whole: &'t Node<'a, L>,
    /// The map with the settings: the same one, or one inside.
    settings: &'t Node<'a, L>,
}

/// Where the settings stand inside of a definition, besides at its top.
const INSIDE: &[&str] = &["properties", "body.properties", "spec.forprovider"];

/// A pool has `vmSize`, like much else, and one of these.
const WITH_SIZE: &[&str] = &[
    "enableautoscale",
    "fixedscale",
    "maxtaskspernode",
    "targetdedicatednodes",
    "targetlowprioritynodes",
    "taskslotspernode",
    "vmcount",
];

/// True for a key whose entries are values for use elsewhere.
pub(crate) fn defines_values(key: &str) -> bool {
    ["local", "outputs", "parameters", "var", "variables"]
        .iter()
        .any(|name| is(key, name))
}

impl<'t, 'a, L> Pool<'t, 'a, L> {
    /// `node`, which stands under `key`, as a pool if it is one.
    pub(crate) fn of(node: &'t Node<'a, L>, key: &str) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return None;
        }
        let declared = key.starts_with("azurerm_batch_pool.") || has_pool_type(node);
        let inside = INSIDE.iter().filter_map(|path| node.at(path));
        let mut levels = std::iter::once(node).chain(inside);
        let settings = levels.find(|level| has_shape(level));
        let fallback = || node.get("properties").unwrap_or(node);
        Some(Self {
            whole: node,
            settings: match settings {
                Some(settings) => settings,
                None if declared => fallback(),
                None => return None,
            },
        })
    }

    pub(crate) fn read(&self) -> PoolDefinition {
        let whole = self.whole;
        let id = whole.get("id").or_else(|| whole.get("name"));
        let id = id.or_else(|| whole.at("metadata.name"));
        let id = id.or_else(|| self.find(&["id", "name"]));
        PoolDefinition {
            span: whole.span,
            id: id.map(text),
            vm_size: self.text(&["vmsize"]),
            enable_auto_scale: self.find(&["enableautoscale"]).map(truth),
            evaluation_interval: self.text(&[
                "autoscaleevaluationinterval",
                "scalesettings.autoscale.evaluationinterval",
                "autoscale.evaluationinterval",
            ]),
            target_dedicated_nodes: self.text(&[
                "targetdedicatednodes",
                "scalesettings.fixedscale.targetdedicatednodes",
                "fixedscale.targetdedicatednodes",
                "vmcount.dedicated",
                "targetdedicated",
            ]),
            target_low_priority_nodes: self.text(&[
                "targetlowprioritynodes",
                "scalesettings.fixedscale.targetlowprioritynodes",
                "fixedscale.targetlowprioritynodes",
                "vmcount.lowpriority",
            ]),
            task_slots_per_node: self.text(&["taskslotspernode", "maxtaskspernode"]),
            inter_node_communication: self
                .find(&[
                    "enableinternodecommunication",
                    "internodecommunication",
                    "internodecommunicationenabled",
                ])
                .map(truth),
        }
    }

    fn find(&self, paths: &[&str]) -> Option<&'t Node<'a, L>> {
        let mut found = paths.iter().filter_map(|path| self.settings.at(path));
        found.find(|node| !matches!(node.kind, Kind::Nothing | Kind::Map(_)))
    }

    fn text(&self, paths: &[&str]) -> Option<Setting<String>> {
        self.find(paths).map(text)
    }
}

fn has_pool_type<L>(node: &Node<'_, L>) -> bool {
    let kind = node.get("type").and_then(written);
    kind.is_some_and(|kind| {
        let kind = kind.split('@').next().unwrap_or_default();
        kind.eq_ignore_ascii_case("Microsoft.Batch/batchAccounts/pools")
    })
}

fn has_shape<L>(node: &Node<'_, L>) -> bool {
    let is_text = |node: &Node<'_, L>| {
        matches!(
            node.kind,
            Kind::Text { .. } | Kind::Reference(_) | Kind::Either(_)
        )
    };
    node.get("autoscaleformula").is_some_and(is_text)
        || node.at("scalesettings.autoscale").is_some()
        || node.at("scalesettings.fixedscale").is_some()
        || node.at("autoscale.formula").is_some()
        || node.get("vmsize").is_some() && WITH_SIZE.iter().any(|key| node.get(key).is_some())
}

fn written<'n, L>(node: &'n Node<'_, L>) -> Option<&'n str> {
    match &node.kind {
        Kind::Text { text, .. } => text.as_deref(),
        Kind::Plain(text) => Some(text),
        _ => None,
    }
}

fn text<L>(node: &Node<'_, L>) -> Setting<String> {
    Setting {
        span: node.span,
        value: written(node).map(str::to_owned),
    }
}

/// A switch: `true`, or `Enabled` as ARM writes it.
fn truth<L>(node: &Node<'_, L>) -> Setting<bool> {
    let value = written(node).and_then(|text| match text {
        _ if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("enabled") => {
            Some(true)
        }
        _ if text.eq_ignore_ascii_case("false") || text.eq_ignore_ascii_case("disabled") => {
            Some(false)
        }
        _ => None,
    });
    Setting {
        span: node.span,
        value,
    }
}
